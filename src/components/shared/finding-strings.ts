/** What there is to say of searching and of going to a date: loaded with them. */
import { counting } from './phrases.js';

const { number, count } = counting('en');

export const findingEnglish = {
  search: 'Search the messages',
  searchFor: 'Words to look for',
  older: 'Older match',
  newer: 'Newer match',
  close: 'Close the search',
  searching: 'Searching…',
  found: (n: number, more: boolean) =>
    more
      ? `More than ${count(n, { one: 'match', other: 'matches' })}`
      : count(n, { one: 'match', other: 'matches' }),
  /** Shown; `more`: than `n`. */
  place: (at: number, n: number, more: boolean) => `${number(at)} of ${number(n)}${more ? '+' : ''}`,
  none: 'Nothing found',
  onlyLoaded: 'Searched only what is loaded here: the archive cannot search.',
  offline: 'Searched only what is loaded here: there is no connection.',
  failed: 'The search failed.',
  gone: 'That message is not there any more.',
  notReached: 'That could not be loaded.',

  date: {
    title: 'Go to a date',
    label: 'Date',
    hint: 'The first message from that day on is shown.',
    submit: 'Go there',
    missing: 'Choose a day.',
    future: 'That day is yet to come.',
    at: (day: string) => `Messages of ${day}`,
    nothingSince: 'Nothing was said since then. Here is the end.',
    offline: 'There is no connection.',
    failed: 'That could not be loaded.',
  },
};

export type FindingStrings = typeof findingEnglish;

export interface FindingWords {
  readonly finding: FindingStrings;
}
