/** What the menu of a message says: loaded with it. */
import type { Strings } from './strings.js';

export const rowMenuEnglish = {
  actions: 'Message actions',
  copy: 'Copy text',
  copied: 'Copied',
  notCopied: 'The text could not be copied.',
  select: 'Select text',
  quote: 'Quote',
  react: (emoji: string) => `React with ${emoji}`,
  unreact: (emoji: string) => `Take back ${emoji}`,
  moreReactions: 'More reactions',
  reply: 'Reply',
  correct: 'Edit',
  takeBack: 'Remove',
  takeBackQuestion: 'Remove this message?',
  takeBackText: 'Others will no longer see it, unless their client keeps it.',
  takenBack: 'Removed',
  takeBackFailed: 'The message could not be removed.',
  replying: (nick: string) => `Reply to ${nick}`,
  editing: 'Editing a message',
  deedFailed: 'That did not reach the others.',
};

/** Those words beside the element's. */
export type RowMenuStrings = Strings & typeof rowMenuEnglish;
