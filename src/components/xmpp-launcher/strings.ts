/** What the launcher's button says by itself: loaded with it. The rest is in extras-strings.ts. */

export const buttonEnglish = {
  label: 'Chat with us',
  loadFailed: 'The chat could not be loaded. Press to try again.',
};

export type ButtonStrings = typeof buttonEnglish;
