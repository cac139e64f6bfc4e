/** What the room's menu and its dialogs say: loaded with them. */
import { keys } from './keys.js';
import { nameEnglish } from './name-strings.js';
import type { Strings } from './strings.js';

export const menuEnglish = {
  ...nameEnglish,
  change: 'Change',
  changeName: 'Change your name',
  nameChanged: (nick: string) => `You are now ${nick}`,
  nameFailed: 'Your name could not be changed.',
  changeSubject: 'Change the subject',
  subject: 'Subject',
  subjectHint: 'Leave it empty to remove the subject.',
  subjectChanged: 'Subject changed',
  subjectRemoved: 'Subject removed',
  subjectForbidden: 'You may not change the subject here.',
  subjectFailed: 'The subject could not be changed.',
  searchMessages: 'Search…',
  goToDate: 'Go to a date…',
  leaveRoom: 'Leave the room',
  invite: 'Invite people…',
  keepName: 'Keep a name here…',
  lists: 'Rights and bans…',
  members: 'Members…',
  settings: 'Room settings…',
  roomPicture: 'Room picture…',
  destroy: 'Close the room for good…',
  notLoaded: 'That could not be loaded.',
  keyboard: 'Keyboard',
  keysEnter: keys(['Enter', 'Send'], ['Shift+Enter', 'New line']),
  keysModEnter: keys(['Ctrl+Enter', 'Send'], ['Enter', 'New line']),
  keys: keys(
    ['↑ ↓', 'In the messages: previous or next one'],
    ['Home End', 'In the messages: first or last one'],
    ['PageUp PageDown', 'In the messages: by page'],
    ['Enter Tab', 'On a message: Enter, then Tab for its links and buttons'],
    ['Escape', 'Back to the message, then to the composer'],
    ['↑ ↓ A–Z', 'Among the people: previous or next one, or whoever is called so'],
  ),
  formattingKeys: keys(
    ['Ctrl+B Ctrl+I Ctrl+U', 'While formatting: bold, italic, underline'],
    ['Ctrl+E Ctrl+K', 'While formatting: code, link'],
    ['Shift+Enter', 'While formatting: next item of a list, or on out of an empty one'],
    ['Ctrl+] Ctrl+[', 'In a list: further in or out'],
  ),
  shortcuts: 'Keyboard shortcuts',
  shortcutsHint: 'Switch them off if they get in your way. This is remembered on this site.',
  shortcutsOffHere: 'This page has switched them off.',
  shortcutKeys: keys(
    ['F6 Shift+F6', 'Next or previous area'],
    ['Shift+F10 Menu', 'On a message: what can be done with it'],
    ['↑', 'In an empty composer: take back what has not gone out'],
    ['PageUp PageDown', 'In an empty composer: scroll the messages'],
  ),
};

/** The menu's own words beside the element's. */
export type MenuStrings = Strings & typeof menuEnglish;
