/** German, as far as private conversations in a room need it. */
import type { PrivateWords } from '../shared/private-strings.js';

export const strings: PrivateWords = {
  private: {
    write: 'Privat schreiben',
    writeTo: (name) => `Privat an ${name} schreiben`,
    nobody: (name) => `Hier heißt niemand ${name}.`,
    conversations: 'Private Gespräche',
    with: (name, unread) => `Privat mit ${name}${unread && `, ${unread} ungelesen`}`,
    goneShort: (name) => `${name}, nicht mehr hier`,
    back: (room, unread) => `Zurück zu ${room}${unread && `, ${unread} ungelesen`}`,
    close: 'Dieses Gespräch schließen',
    title: (name) => `Privates Gespräch mit ${name}`,
    onlyYou: (name) => `Das sehen nur du und ${name}`,
    empty: 'Sonst sieht im Raum niemand, was hier geschrieben wird.',
    composer: (name) => `Private Nachricht an ${name}`,
    placeholder: 'Privat schreiben',
    left: 'Nicht mehr hier',
    gone: (name) => `${name} ist nicht mehr hier: Senden geht nicht.`,
    forbidden: (name) => `Dieser Raum lässt dich nicht privat an ${name} schreiben.`,
    spoken: (name, text) => `${name}, privat: ${text}`,
    fate: { sent: 'Gesendet', delivered: 'Zugestellt', seen: 'Gelesen' },
    because: {
      'no-echo': 'der Raum hat nicht geantwortet',
      'too-large': 'zu lang für diesen Server',
      'stream-died': 'die Verbindung ist daran zweimal abgerissen',
      left: 'die Person ging, bevor es gesendet war',
      gone: 'die Person ist nicht mehr im Raum',
      out: 'du warst nicht im Raum',
      forbidden: 'der Raum erlaubt hier keine privaten Nachrichten',
      refused: 'der Raum hat es abgelehnt',
    },
  },
};
