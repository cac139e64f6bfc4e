/** What rows say that are no plain messages: loaded with the first of them. */
import type { Crowd } from '../../session/message.js';
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { count } = counting('en');
const quote = (text: string | undefined) => (text ? `: “${text}”` : '.');
const crowd = ({ nicks, count: all }: Crowd) => {
  const named = all > nicks.length ? nicks.slice(0, 2) : nicks.slice(0, -1);
  const others = all - named.length;
  const last = all > nicks.length ? count(others, { one: 'other', other: 'others' }) : nicks.at(-1);
  return named.length ? `${named.join(', ')} and ${last}` : last;
};

export const rowEnglish = {
  gap: 'Messages are missing here.',
  gapFailed: 'The missing messages could not be loaded.',
  loadGap: 'Load them',
  notSentBecause: {
    'no-echo': 'the room did not answer',
    'too-large': 'too long for this server',
    'stream-died': 'the connection broke on it twice',
    left: 'you left the room',
    refused: 'the room refused it',
    forbidden: 'you may not write here',
  },
  event: {
    subject: (nick: string, subject: string) =>
      subject ? `${nick} changed the subject to “${subject}”` : `${nick} removed the subject`,
    renamed: (nick: string, newNick: string) => `${nick} is now ${newNick}`,
    renamedSelf: (newNick: string) => `You are now ${newNick}`,
    assigned: (nick: string) => `You are here as ${nick}`,
    comings: (came: Crowd, left: Crowd) =>
      [came.count && `${crowd(came)} came`, left.count && `${crowd(left)} left`].filter(Boolean).join(', '),
    kicked: (nick: string, actor: string | undefined, reason: string | undefined) =>
      `${actor ? `${actor} removed ${nick}` : `${nick} was removed`}${quote(reason)}`,
    banned: (nick: string, actor: string | undefined, reason: string | undefined) =>
      `${actor ? `${actor} banned ${nick}` : `${nick} was banned`}${quote(reason)}`,
    ranked: (what: string, reason: string | undefined) => `${what}${quote(reason)}`,
    rank: {
      owner: 'You are an owner of this room now',
      admin: 'You are an administrator of this room now',
      member: 'You are a member of this room now',
      none: 'You have no rights of your own in this room any more',
      moderator: 'You are a moderator now',
      unmoderator: 'You are no moderator any more',
      participant: 'You can write here now',
      visitor: 'You can only read here now',
    },
    declined: (who: string, reason: string | undefined) => `${who} does not come${quote(reason)}`,
    'not-invited': (who: string, reason: string | undefined) => `${who} could not be invited${quote(reason)}`,
    'logging-on': 'This room is logged from now on',
    'logging-off': 'This room is no longer logged',
    'non-anonymous': 'Everybody here can see your address now',
    'semi-anonymous': 'Only moderators can see your address now',
    created: 'You opened this room',
  },
};

/** Those words beside the element's. */
export type RowStrings = Strings & typeof rowEnglish;
