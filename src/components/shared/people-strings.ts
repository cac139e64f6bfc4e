/** What the list of people says: loaded with it. */
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { count } = counting('en');

export const peopleEnglish = {
  people: (n: number) => count(n, { one: 'person', other: 'people' }),
  peopleTitle: 'People',
  you: 'you',
  role: { moderator: 'Moderator', participant: '', visitor: 'Read-only', none: '' },
  show: { available: 'available', chat: 'available', away: 'away', xa: 'away', dnd: 'busy' },
};

/** Those words beside the element's. */
export type PeopleStrings = Strings & typeof peopleEnglish;
