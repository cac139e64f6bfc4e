/** What there is to say of writing formatted text: loaded when somebody is about to write. */

export const richEnglish = {
  formatting: 'Formatting',
  strong: 'Bold',
  em: 'Italic',
  underline: 'Underline',
  strike: 'Strikethrough',
  color: 'Text colour',
  noColor: 'No colour',
  colors: {
    red: 'Red',
    orange: 'Orange',
    green: 'Green',
    teal: 'Teal',
    blue: 'Blue',
    purple: 'Purple',
    pink: 'Pink',
    grey: 'Grey',
  },
  code: 'Code',
  link: 'Link',
  bullet_list: 'Bulleted list',
  ordered_list: 'Numbered list',
  blockquote: 'Quote',
  code_block: 'Code block',
  address: 'Address of the link',
  addressHint: 'https://',
  setLink: 'Set link',
  removeLink: 'Remove link',
  badAddress: 'This is no address of a web page, of mail or of a chat.',
  message: 'Message',
  cannotWrite: 'Nothing can be written here now',
  notInside: 'What you send goes out once you are in the room',
  nobody: (jid: string) => `“${jid}” is nobody’s address.`,
  shortcut: (name: string, keys: string) => `${name} (${keys})`,
};

export interface RichWords {
  readonly rich: typeof richEnglish;
}
