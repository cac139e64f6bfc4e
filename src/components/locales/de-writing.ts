/** German, as far as writing is helped with. */
import { counting } from '../shared/phrases.js';
import type { WritingWords } from '../shared/writing-strings.js';

const { count } = counting('de');

export const strings: WritingWords = {
  writing: {
    people: 'Wen du nennen kannst',
    suggestions: (n) => count(n, { one: 'Vorschlag', other: 'Vorschläge' }),
    attach: 'Dateien anhängen',
    dropTo: (name) => `Zum Anhängen loslassen, für ${name}`,
    waitsForFiles: (n) =>
      `Geht los, sobald ${count(n, { one: 'Datei', other: 'Dateien' })} bereit ${n === 1 ? 'ist' : 'sind'}`,
    notAttached: (n) =>
      `${count(n, { one: 'Datei ist', other: 'Dateien sind' })} noch nicht angehängt. Mit „Dateien anhängen“ noch einmal versuchen.`,
    emoji: 'Emoji',
    findEmoji: 'Emoji suchen',
    foundEmoji: (n) => count(n, { one: 'Emoji', other: 'Emoji' }),
    noEmoji: 'So heißt kein Emoji.',
    recent: 'Zuletzt verwendet',
    groups: [
      'Gesichter und Gefühle',
      'Menschen',
      'Tiere und Natur',
      'Essen und Trinken',
      'Aktivitäten',
      'Reisen und Orte',
      'Gegenstände',
      'Zeichen',
      'Flaggen',
    ],
    tone: 'Hautfarbe',
    tones: ['Keine', 'Hell', 'Mittelhell', 'Mittel', 'Mitteldunkel', 'Dunkel'],
  },
};
