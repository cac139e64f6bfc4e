/** What is said around notices above the list of contacts: loaded with the first. */
import { counting } from './phrases.js';
import type { RosterStrings } from './roster-strings.js';

const { number, count } = counting('en');

export const headlineEnglish = {
  notices: 'Notices',
  newNotices: (n: number) => count(n, { one: 'new notice', other: 'new notices' }),
  moreNotices: (n: number) => `${number(n)} more`,
  fewerNotices: 'Show only the last one',
  dismissNotice: (from: string) => `Dismiss the notice from ${from}`,
  showLess: 'Show less',
};

/** Those words beside the list's. */
export type HeadlineStrings = RosterStrings & typeof headlineEnglish;
