/** What contacts' list says in a language: words of its own, which load for it alone, beside those of all elements. */
import { mergeWords } from '../shared/catalogue.js';
import { byLanguage, type Find } from '../shared/languages.js';
import { findLocale, type Locale } from '../shared/locale.js';
import { lazy } from '../shared/phrases.js';
import { rosterEnglish, type RosterStrings } from '../shared/roster-strings.js';
import { loadOnce } from '../shared/shell.js';

export interface RosterLocale extends Locale {
  readonly strings: RosterStrings;
  /** 4 Aug */
  shortDay(date: Date): string;
}

type Words = typeof rosterEnglish;

/** Languages beside English. */
const CATALOGUES = new Map<string, () => Promise<{ readonly strings: Words }>>([
  ['de', loadOnce(() => import('../locales/de-roster.js'))],
]);

const findWords = byLanguage<Words, Words>(rosterEnglish, CATALOGUES, (_, words) => words);

/** One for each, so that it is known to be the same. */
const made = new WeakMap<Words, RosterLocale>();

function join(locale: Locale, words: Words): RosterLocale {
  const known = made.get(words);
  if (known?.tag === locale.tag) return known;
  const day = lazy(() => new Intl.DateTimeFormat([locale.tag, 'en'], { day: 'numeric', month: 'short' }));
  const strings = mergeWords(words, locale.strings) as RosterStrings;
  const joined = { ...locale, strings, shortDay: (date: Date) => day().format(date) };
  made.set(words, joined);
  return joined;
}

export const findRosterLocale: Find<RosterLocale> = (lang) => {
  const locale = findLocale(lang);
  const words = findWords(lang);
  return locale instanceof Promise || words instanceof Promise
    ? Promise.all([locale, words]).then(([found, its]) => join(found, its))
    : join(locale, words);
};
