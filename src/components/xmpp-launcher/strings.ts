/** What the launcher says by itself: loaded with its button, so without the room's words. */

export const launcherEnglish = {
  label: 'Chat with us',
  /** @param count - A number, or "99+". */
  unread: (label: string, count: string) => `${label}, ${count} unread`,
  minimised: (label: string) => `${label}, a conversation is going on`,
  loadFailed: 'The chat could not be loaded. Press the button to try again.',
};

export type LauncherStrings = typeof launcherEnglish;
