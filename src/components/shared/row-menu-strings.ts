/** What the menu of a message says: loaded with it. */

export const rowMenuEnglish = {
  actions: 'Message actions',
  copy: 'Copy text',
  copied: 'Copied',
  notCopied: 'The text could not be copied.',
  select: 'Select text',
  quote: 'Quote',
};
