/** What the list of people says: loaded with it. */
import type { Strings } from './strings.js';

export const peopleEnglish = {
  you: 'you',
  role: { moderator: 'Moderator', participant: '', visitor: 'Read-only', none: '' },
  show: { available: 'available', chat: 'available', away: 'away', xa: 'away', dnd: 'busy' },
};

/** Those words beside the element's. */
export type PeopleStrings = Strings & typeof peopleEnglish;
