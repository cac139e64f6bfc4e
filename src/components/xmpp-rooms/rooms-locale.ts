/** The words of a list of rooms by language: those of all elements with its own. */
import type { RoomCatalogue } from '../shared/catalogue.js';
import { byLanguage } from '../shared/languages.js';
import { makeLocale, type Locale } from '../shared/locale.js';
import { lazy } from '../shared/phrases.js';
import { roomsEnglish, type RoomsStrings, type RoomsWords } from '../shared/rooms-strings.js';
import { loadOnce } from '../shared/shell.js';
import { english, type Strings } from '../shared/strings.js';

export interface RoomsLocale extends Locale {
  readonly words: RoomsStrings;
  /** 4 Aug */
  shortDay(date: Date): string;
}

type Words = Strings & RoomsWords;

const german = loadOnce(async (): Promise<{ readonly strings: RoomCatalogue & RoomsWords }> => {
  const [all, own] = await Promise.all([import('../locales/de.js'), import('../locales/de-rooms.js')]);
  return { strings: { ...all.strings, ...own.strings } };
});

/** The locale for a `lang` attribute. */
export const findRoomsLocale = byLanguage<Words, RoomsLocale>(
  { ...english, rooms: roomsEnglish },
  new Map([['de', german]]),
  (tag, strings) => {
    const day = lazy(() => new Intl.DateTimeFormat([tag, 'en'], { day: 'numeric', month: 'short' }));
    return {
      ...makeLocale(tag, strings),
      words: strings.rooms,
      shortDay: (date) => day().format(date),
    };
  },
);
