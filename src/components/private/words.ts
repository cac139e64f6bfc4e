/** The words of private conversations in a page's language, or a page's own. */
import type { RoomCatalogue } from '../shared/catalogue.js';
import { byLanguage } from '../shared/languages.js';
import { makeLocale, type Locale } from '../shared/locale.js';
import { privateEnglish, type PrivateStrings, type PrivateWords } from '../shared/private-strings.js';
import { loadOnce } from '../shared/shell.js';
import { english, type Strings } from '../shared/strings.js';

type Words = Strings & PrivateWords;

const own = loadOnce(() => import('../locales/de-private.js'));
const all = loadOnce(async (): Promise<{ readonly strings: RoomCatalogue & PrivateWords }> => {
  const [room, more] = await Promise.all([import('../locales/de.js'), own()]);
  return { strings: { ...room.strings, ...more.strings } };
});

/** The words for a `lang` attribute. */
export const findPrivateWords = byLanguage<PrivateWords, PrivateStrings>(
  { private: privateEnglish },
  new Map([['de', own]]),
  (_, words) => words.private,
);

/** The locale for a `lang` attribute: that of conversations, with what is said otherwise in private ones. */
export const findPrivateLocale = byLanguage<Words, Locale>(
  { ...english, private: privateEnglish },
  new Map([['de', all]]),
  (tag, words) => {
    const { composer, placeholder, empty: noMessagesHint } = words.private;
    return makeLocale(tag, Object.assign({}, words, { composer, placeholder, noMessagesHint }));
  },
);

/** A private conversation's own words in a locale that was found here. */
export const privateWords = ({ strings }: Pick<Locale, 'strings'>): PrivateStrings =>
  (strings as Words).private;
