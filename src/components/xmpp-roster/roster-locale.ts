/** The words of contacts by language: those of all elements with their own. */
import type { RoomCatalogue, RosterWords } from '../shared/catalogue.js';
import { byLanguage } from '../shared/languages.js';
import { makeLocale, type Locale } from '../shared/locale.js';
import { lazy } from '../shared/phrases.js';
import { rosterEnglish, type RosterStrings } from '../shared/roster-strings.js';
import { loadOnce } from '../shared/shell.js';
import { english } from '../shared/strings.js';

export interface RosterLocale extends Locale {
  readonly strings: RosterStrings;
  /** 4 Aug */
  shortDay(date: Date): string;
}

const german = loadOnce(async (): Promise<{ readonly strings: RoomCatalogue & RosterWords }> => {
  const [all, own] = await Promise.all([import('../locales/de.js'), import('../locales/de-roster.js')]);
  return { strings: { ...all.strings, ...own.strings } };
});

/** The locale for a `lang` attribute. */
export const findRosterLocale = byLanguage<RosterStrings, RosterLocale>(
  { ...english, ...rosterEnglish },
  new Map([['de', german]]),
  (tag, strings) => {
    const day = lazy(() => new Intl.DateTimeFormat([tag, 'en'], { day: 'numeric', month: 'short' }));
    return { ...makeLocale(tag, strings), strings, shortDay: (date) => day().format(date) };
  },
);
