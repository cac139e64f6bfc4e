/** All that the launcher says: loaded with the first part of it that is more than a button. */
import { buttonEnglish } from './strings.js';

export const launcherEnglish = {
  ...buttonEnglish,
  /** @param count - A number, or "99+". */
  unread: (label: string, count: string) => `${label}, ${count} unread`,
  minimised: (label: string) => `${label}, a conversation is going on`,
  dismiss: 'Dismiss',
  close: 'Close chat',
  sound: 'Sound',
  popout: 'Open in a window',
  notifyOn: 'Turn on desktop notifications',
  notifyOff: 'Turn off desktop notifications',
  notifyBlocked: 'Your browser blocks desktop notifications',
  notifyIsOn: 'Desktop notifications are on',
  notifyIsOff: 'Desktop notifications are off',
  /** @param count - A number. */
  notified: (count: string) => `${count} unread`,
  unsupported: 'Chats with one person cannot be opened here yet.',
  nobody: 'This page does not say whom to chat with.',
};

export type LauncherStrings = typeof launcherEnglish;

/** Apart from a room's words, which load when it does. */
export interface LauncherWords {
  readonly launcher: LauncherStrings;
}
