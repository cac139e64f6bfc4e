/** What an element says in a language, and dates in it. */
import type { RoomCatalogue } from './catalogue.js';
import { byLanguage } from './languages.js';
import { lazy } from './phrases.js';
import { loadOnce } from './shell.js';
import { english, type Strings } from './strings.js';

/** What an element says and how it writes times. */
export interface Locale {
  readonly tag: string;
  readonly strings: Strings;
  number(n: number): string;
  /** 10:32 */
  time(date: Date): string;
  /** Tuesday, 4 August */
  day(date: Date): string;
  /** The day and the time, for names of rows and for hovering. */
  full(date: Date): string;
}

/** Languages beside English. */
const CATALOGUES = new Map<string, () => Promise<{ readonly strings: RoomCatalogue }>>([
  ['de', loadOnce(() => import('../locales/de.js'))],
]);

/** The locale for a `lang` attribute. */
export const findLocale = byLanguage<Strings, Locale>(english, CATALOGUES, makeLocale);

/** What is made of the words in the language `tag`. */
export function makeLocale(tag: string, strings: Strings): Locale {
  const format = (options: Intl.DateTimeFormatOptions) =>
    lazy(() => new Intl.DateTimeFormat([tag, 'en'], options));
  const time = format({ hour: 'numeric', minute: '2-digit' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayAndYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const full = format({ dateStyle: 'long', timeStyle: 'short' });
  const numbers = lazy(() => new Intl.NumberFormat([tag, 'en']));
  const thisYear = (date: Date) => date.getFullYear() === new Date().getFullYear();
  return {
    tag,
    strings,
    number: (n) => numbers().format(n),
    time: (date) => time().format(date),
    day: (date) => (thisYear(date) ? day : dayAndYear)().format(date),
    full: (date) => full().format(date),
  };
}
