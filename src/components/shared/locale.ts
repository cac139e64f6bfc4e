/** The language of an element, and dates in it. */
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

const locales = new Map<string, Locale>();

/** By the element's own `lang`, else its nearest ancestor's, across shadow roots; else English. */
export function localeOf(element: Element): Locale {
  const wanted = langOf(element);
  const tag = /^en(-|$)/i.test(wanted) && isLocale(wanted) ? wanted : 'en';
  const known = locales.get(tag);
  if (known) return known;
  const locale = makeLocale(tag, english);
  locales.set(tag, locale);
  return locale;
}

function langOf(element: Element): string {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const lang = at.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
  }
  return '';
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false; // not a language tag at all
  }
}

function makeLocale(tag: string, strings: Strings): Locale {
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long' });
  const dayAndYear = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric' });
  const full = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' });
  const thisYear = (date: Date) => date.getFullYear() === new Date().getFullYear();
  return {
    tag,
    strings,
    time: (date) => time.format(date),
    day: (date) => (thisYear(date) ? day : dayAndYear).format(date),
    full: (date) => full.format(date),
  };
}
