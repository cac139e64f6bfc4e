/** What the menu of a message says: loaded with it. */
import type { Strings } from './strings.js';

export const rowMenuEnglish = {
  actions: 'Message actions',
  copy: 'Copy text',
  copied: 'Copied',
  notCopied: 'The text could not be copied.',
  select: 'Select text',
  quote: 'Quote',
};

/** Those words beside the element's. */
export type RowMenuStrings = Strings & typeof rowMenuEnglish;
