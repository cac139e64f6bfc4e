/** German, of not hearing somebody, of removing all that they said, and of a room's picture. */
import type { CleanupWords } from '../shared/cleanup-strings.js';
import { counting } from '../shared/phrases.js';

const { number, count } = counting('de');
const messages = (n: number) => count(n, { one: 'Nachricht', other: 'Nachrichten' });

export const strings: CleanupWords = {
  cleanup: {
    mute: 'Für mich stummschalten',
    unmute: 'Wieder hören',
    muted: (name) => `Du hörst nichts mehr von ${name}. Niemand erfährt davon.`,
    unmuted: (name) => `Du hörst wieder von ${name}`,
    removeAll: 'Alle Nachrichten entfernen…',
    title: (name) => `Alle Nachrichten von ${name} entfernen?`,
    text: (n) =>
      `Von denen, die hier geladen sind, ${n === 1 ? 'lässt' : 'lassen'} sich ${messages(n)} entfernen. Hier sieht sie dann niemand mehr. Kopien bei anderen können bleiben.`,
    submit: (n) => `${messages(n)} entfernen`,
    also: 'Auch die Nachrichten entfernen',
    alsoHint: (n) => `${messages(n)} von denen, die hier geladen sind.`,
    removing: (name) => `Die Nachrichten von ${name} werden entfernt`,
    progress: (done, all) => `${number(done)} von ${messages(all)} entfernt`,
    stop: 'Anhalten',
    stopped: 'Angehalten.',
    goOn: 'Weitermachen',
    refused: (n) => `${messages(n)} ${n === 1 ? 'konnte' : 'konnten'} nicht entfernt werden.`,
    retry: 'Noch einmal versuchen',
    removed: (name, n) => `${messages(n)} von ${name} entfernt`,
    busy: 'Der Raum braucht eine Pause. Mach nach einer Weile weiter.',
    picture: {
      title: 'Das Bild des Raums',
      about: 'Alle sehen es, hier und in Listen von Räumen.',
      none: 'Der Raum hat kein Bild',
      now: 'Das jetzige Bild des Raums',
      chosen: 'Das neue Bild des Raums',
      saved: 'Das Bild des Raums ist gespeichert',
      removed: 'Das Bild des Raums ist entfernt',
      tooLargeForServer: 'Der Raum nimmt Bilder dieser Größe nicht an.',
      unsupported: 'Der Raum bewahrt kein Bild auf.',
      offline: 'Es besteht keine Verbindung. Ändern kannst du das Bild, sobald wieder eine da ist.',
    },
  },
};
