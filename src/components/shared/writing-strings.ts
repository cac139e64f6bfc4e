/** What there is to say of help with writing: loaded when somebody is about to write. */
import { counting } from './phrases.js';

const { count } = counting('en');

export const writingEnglish = {
  people: 'People to mention',
  suggestions: (n: number) => count(n, { one: 'suggestion', other: 'suggestions' }),
  attach: 'Attach files',
  dropTo: (name: string) => `Drop to attach, for ${name}`,
  waitsForFiles: (n: number) => `Goes out once ${count(n, { one: 'file is', other: 'files are' })} ready`,
  notAttached: (n: number) =>
    `${count(n, { one: 'file is', other: 'files are' })} not attached yet. Try again with “Attach files”.`,
  emoji: 'Emoji',
  findEmoji: 'Find an emoji',
  foundEmoji: (n: number) => count(n, { one: 'emoji', other: 'emoji' }),
  noEmoji: 'No emoji is called that.',
  recent: 'Used lately',
  groups: [
    'Smileys and feelings',
    'People',
    'Animals and nature',
    'Food and drink',
    'Activities',
    'Travel and places',
    'Objects',
    'Signs',
    'Flags',
  ],
  tone: 'Skin tone',
  tones: ['None', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
};

export interface WritingWords {
  readonly writing: typeof writingEnglish;
}
