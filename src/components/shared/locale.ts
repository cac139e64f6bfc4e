/** What an element says in a language, and dates in it. */
import { mergeWords, type Catalogue } from './catalogue.js';
import { pageWords } from './page-strings.js';
import { lazy } from './phrases.js';
import { loadOnce } from './shell.js';
import { english, type Strings } from './strings.js';

/** What an element says and how it writes times. */
export interface Locale {
  readonly tag: string;
  readonly strings: Strings;
  /** 10:32 */
  time(date: Date): string;
  /** Tuesday, 4 August */
  day(date: Date): string;
  /** The day and the time, for names of rows and for hovering. */
  full(date: Date): string;
}

/** Languages beside English. */
const CATALOGUES = new Map<string, () => Promise<{ readonly strings: Catalogue }>>([
  ['de', loadOnce(() => import('../locales/de.js'))],
]);

/** By tag. */
const locales = new Map<string, Locale>();

pageWords().addEventListener('change', () => locales.clear());

/**
 * The locale for a `lang` attribute: its own language, or English where neither the kit nor the page has words in it.
 * @returns A promise while the words load; it never rejects.
 */
export function findLocale(lang: string): Locale | Promise<Locale> {
  const [tag = 'en', ...wider] = tagsOf(lang);
  const known = locales.get(tag);
  if (known) return known;
  const load = [tag, ...wider].map((each) => CATALOGUES.get(each)).find((found) => found !== undefined);
  if (load)
    return load().then(
      ({ strings }) => locales.get(tag) ?? keep(tag, strings),
      () => findLocale('en'),
    );
  const given = [tag, ...wider].some((each) => each === 'en' || pageWords().byTag.has(each));
  return given ? keep(tag, english) : findLocale('en');
}

/** `de-AT` and `de`, for `de-at`; none for what is no language tag. */
function tagsOf(lang: string): string[] {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(lang);
    const parts = tag.split('-');
    return parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
  } catch {
    return [];
  }
}

/** Of what was registered, the more special goes before the more general, and English stands below all. */
function keep(tag: string, own: Strings): Locale {
  const { byTag } = pageWords();
  const over = [...tagsOf(tag)].reverse().map((each) => byTag.get(each) ?? {});
  const layers = own === english ? [byTag.get('en') ?? {}, ...over] : over;
  const locale = makeLocale(tag, layers.reduce<Strings>(mergeWords, own));
  locales.set(tag, locale);
  return locale;
}

function makeLocale(tag: string, strings: Strings): Locale {
  const format = (options: Intl.DateTimeFormatOptions) =>
    lazy(() => new Intl.DateTimeFormat([tag, 'en'], options));
  const time = format({ hour: 'numeric', minute: '2-digit' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayAndYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const full = format({ dateStyle: 'long', timeStyle: 'short' });
  const thisYear = (date: Date) => date.getFullYear() === new Date().getFullYear();
  return {
    tag,
    strings,
    time: (date) => time().format(date),
    day: (date) => (thisYear(date) ? day : dayAndYear)().format(date),
    full: (date) => full().format(date),
  };
}
