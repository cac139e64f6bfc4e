/** What the room's dialogs ask for and tell. */
import { ConnectionError, StanzaError, TimeoutError } from '../../session/errors.js';
import type { Room } from '../../session/room.js';
import { nickText } from '../shared/nick-text.js';
import type { MenuStrings } from '../shared/menu-strings.js';
import type { DialogForm } from '../conversation/dialog.js';

const MAX_NAME = 256;
const MAX_SUBJECT = 4000;

export const nameForm = (room: Room, strings: MenuStrings): DialogForm => ({
  title: strings.changeName,
  fields: [{ label: strings.name, hint: strings.nameHint, value: room.nick ?? '', maxLength: MAX_NAME }],
  submit: strings.change,
  check: ([name]) => (name ? undefined : { field: 0, text: strings.nameEmpty }),
  send: async ([name = '']) => {
    await room.setNick(name);
    return strings.nameChanged(nickText(room.nick ?? name)); // the room may have changed it
  },
  explain: (error, [name = '']) => ({ field: 0, text: nameProblem(room, error, name, strings) }),
});

export const subjectForm = (room: Room, strings: MenuStrings): DialogForm => ({
  title: strings.changeSubject,
  fields: [
    {
      label: strings.subject,
      hint: strings.subjectHint,
      value: room.subject,
      multiline: true,
      maxLength: MAX_SUBJECT,
    },
  ],
  submit: strings.change,
  check: () => undefined,
  send: async ([subject = '']) => {
    await room.setSubject(subject);
    return subject ? strings.subjectChanged : strings.subjectRemoved;
  },
  explain: (error) => {
    const forbidden = error instanceof StanzaError && error.condition === 'forbidden';
    const general = forbidden ? strings.subjectForbidden : failureOf(error, strings.subjectFailed, strings);
    return { field: 0, text: general };
  },
});

function nameProblem(room: Room, error: unknown, name: string, strings: MenuStrings): string {
  const condition = error instanceof StanzaError ? error.condition : undefined;
  if (condition === 'conflict') return strings.nameTaken(nickText(name));
  if (condition !== 'not-acceptable') return failureOf(error, strings.nameFailed, strings);
  return room.nick === undefined ? strings.nameReserved : strings.registeredAs(nickText(room.nick));
}

/** `general`, unless nobody answered; with what the other side said. */
function failureOf(error: unknown, general: string, strings: MenuStrings): string {
  if (error instanceof TimeoutError) return strings.timeout;
  if (error instanceof ConnectionError) return `${strings.connectionLost}. ${general}`;
  const said = error instanceof StanzaError && error.text;
  return said ? `${general} ${strings.theySay(said)}` : general;
}
