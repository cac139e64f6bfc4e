/** The words about links by language: those of contacts with their own. */
import type { RoomCatalogue, RosterWords } from '../shared/catalogue.js';
import { byLanguage } from '../shared/languages.js';
import { linkEnglish, type LinkStrings, type LinkWords } from '../shared/link-strings.js';
import { nameEnglish } from '../shared/name-strings.js';
import { rosterActionEnglish } from '../shared/roster-action-strings.js';
import { rosterEnglish } from '../shared/roster-strings.js';
import { loadOnce } from '../shared/shell.js';
import { english } from '../shared/strings.js';

export interface LinkLocale {
  readonly tag: string;
  readonly strings: LinkStrings;
}

const german = loadOnce(async (): Promise<{ readonly strings: RoomCatalogue & RosterWords & LinkWords }> => {
  const [all, roster, own] = await Promise.all([
    import('../locales/de.js'),
    import('../locales/de-roster.js'),
    import('../locales/de-link.js'),
  ]);
  return { strings: { ...all.strings, ...roster.strings, ...own.strings } };
});

/** The words for a `lang` attribute. */
export const findLinkLocale = byLanguage<LinkStrings, LinkLocale>(
  { ...english, ...nameEnglish, ...rosterEnglish, ...rosterActionEnglish, link: linkEnglish },
  new Map([['de', german]]),
  (tag, strings) => ({ tag, strings }),
);
