/** What the list of people says: loaded with it. */
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { count } = counting('en');

export const peopleEnglish = {
  people: (n: number) => count(n, { one: 'person', other: 'people' }),
  peopleTitle: 'People',
  you: 'you',
  group: { moderator: 'Moderators', participant: 'Participants', visitor: 'Only reading' },
  /** What somebody is in the room, whatever they may do just now. */
  office: { owner: 'Owner', admin: 'Administrator', member: 'Member', none: '', outcast: '' },
  muted: 'muted',
  aboutPerson: (name: string) => `What you can do about ${name}`,
  searchPeople: 'Search people',
  nobodyFound: 'Nobody fits.',
  show: { available: 'available', chat: 'available', away: 'away', xa: 'away', dnd: 'busy' },
};

/** Those words beside the element's. */
export type PeopleStrings = Strings & typeof peopleEnglish;
