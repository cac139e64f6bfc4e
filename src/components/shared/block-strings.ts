/** What is said before somebody is blocked, and why what was asked of the server was not done: loaded with such dialogs. */
import type { Strings } from './strings.js';

export const blockEnglish = {
  blockContact: 'Block',
  blockTitle: (name: string) => `Block ${name}?`,
  blockText: 'They can neither write to you nor see when you are online, and are not told.',
  isBlocked: (name: string) => `${name} is blocked`,
  noBlocking: 'Your server cannot block anybody.',
  notAllowed: 'Your server does not allow this.',
  serverSilent: 'Your server did not answer.',
  notConnected: 'There is no connection.',
  didNotWork: 'This did not work.',
};

export type BlockWords = typeof blockEnglish;

/** Those words beside the element's. */
export type BlockStrings = Strings & BlockWords;
