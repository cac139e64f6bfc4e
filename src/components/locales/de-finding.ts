/** German, as far as searching and going to a date are concerned. */
import type { FindingWords } from '../shared/finding-strings.js';
import { counting } from '../shared/phrases.js';

const { number, count } = counting('de');
const matches = (n: number) => count(n, { one: 'Treffer', other: 'Treffer' });

export const strings: FindingWords = {
  finding: {
    search: 'Nachrichten durchsuchen',
    searchFor: 'Gesuchte Wörter',
    older: 'Älterer Treffer',
    newer: 'Neuerer Treffer',
    close: 'Suche schließen',
    searching: 'Wird gesucht …',
    found: (n, more) => (more ? `Mehr als ${matches(n)}` : matches(n)),
    place: (at, n, more) => `${number(at)} von ${number(n)}${more ? '+' : ''}`,
    none: 'Nichts gefunden',
    onlyLoaded: 'Nur durchsucht, was hier geladen ist: Das Archiv kann nicht suchen.',
    offline: 'Nur durchsucht, was hier geladen ist: Es gibt keine Verbindung.',
    failed: 'Die Suche ist gescheitert.',
    gone: 'Diese Nachricht gibt es nicht mehr.',
    notReached: 'Das konnte nicht geladen werden.',
    date: {
      title: 'Zu einem Tag gehen',
      label: 'Tag',
      hint: 'Gezeigt wird die erste Nachricht von diesem Tag an.',
      submit: 'Dorthin',
      missing: 'Wähle einen Tag.',
      future: 'Dieser Tag kommt erst noch.',
      at: (day) => `Nachrichten vom ${day}`,
      nothingSince: 'Seitdem wurde nichts gesagt. Hier ist das Ende.',
      offline: 'Es gibt keine Verbindung.',
      failed: 'Das konnte nicht geladen werden.',
    },
  },
};
