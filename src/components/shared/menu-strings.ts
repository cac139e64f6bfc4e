/** What the room's menu and its dialogs say: loaded with them. */
import type { Strings } from './strings.js';

export const menuEnglish = {
  change: 'Change',
  changeName: 'Change your name',
  nameFailed: 'Your name could not be changed.',
  changeSubject: 'Change the subject',
  subject: 'Subject',
  subjectHint: 'Leave it empty to remove the subject.',
  subjectChanged: 'Subject changed',
  subjectRemoved: 'Subject removed',
  subjectForbidden: 'You may not change the subject here.',
  subjectFailed: 'The subject could not be changed.',
  leaveRoom: 'Leave the room',
  keyboard: 'Keyboard',
  keys: [
    [['F6', 'Shift+F6'], 'Next or previous area'],
    [['↑', '↓'], 'In the messages: previous or next one'],
    [['Home', 'End'], 'In the messages: first or last one'],
    [['Page Up', 'Page Down'], 'In the messages or an empty composer: by page'],
    [['Enter', 'Tab'], 'On a message: Enter, then Tab for its links and buttons'],
    [['Escape'], 'Back to the message, then to the composer'],
  ] as readonly (readonly [keys: readonly string[], does: string])[],
};

/** The menu's own words beside the element's. */
export type MenuStrings = Strings & typeof menuEnglish;
