/** What the buttons over the messages say: loaded with them. */
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { number, count } = counting('en');

export const jumpEnglish = {
  jump: 'Jump to the latest message',
  jumpNew: (n: number, mentions: number) =>
    mentions
      ? `${count(n, { one: 'new message', other: 'new messages' })}, ${count(mentions, { one: 'names', other: 'name' })} you`
      : count(n, { one: 'new message', other: 'new messages' }),
  unreadBanner: (n: number) => `${number(n)} unread – jump`,
};

/** Those words beside the element's. */
export type JumpStrings = Strings & typeof jumpEnglish;
