/** What there is to say of asking to speak and to become a member: loaded for those who may ask, and whom that reaches. */
import { counting } from './phrases.js';

const { count } = counting('en');

export const requestEnglish = {
  // Whoever may not speak
  ask: 'Ask to speak',
  asking: 'Asking…',
  hasAsked: 'Asked',
  asked: 'You asked to speak. A moderator can let you.',
  again: 'Ask again',
  notTaken: 'This room takes no requests to speak.',
  tooSoon: 'You asked a short while ago. Try again later.',
  canSpeak: 'You can write now',

  // Those whom it reaches
  title: 'Requests',
  somebody: 'Somebody',
  voice: (name: string) => `${name} asks to speak`,
  moderate: (name: string) => `${name} asks to be a moderator`,
  membership: (name: string) => `${name} asks to become a member`,
  count: (n: number) => count(n, { one: 'request', other: 'requests' }),
  more: (n: number) => count(n, { one: 'more request', other: 'more requests' }),
  details: 'What they say',
  allow: 'Allow',
  ignore: 'Ignore',
  about: (what: string, name: string) => `${what}: ${name}`,
  allowed: (name: string) => `You let ${name}`,
  over: 'That is over: they have left, or somebody else has answered.',

  // Becoming a member
  become: 'Ask to become a member…',
  becomeTitle: (room: string) => `Become a member of ${room}`,
  nameTitle: (room: string) => `Keep your name in ${room}`,
  send: 'Ask',
  keep: 'Keep it',
  sent: 'You asked to become a member.',
  sentHint: 'One of its owners has to agree. Try again later.',
  kept: (name: string) => `Your name here is ${name}, and nobody else’s.`,
  keptNameless: 'You are registered here.',
  registered: (name: string) => `You are registered here as ${name}. One of its owners has to let you in.`,
  none: 'This room takes nobody by itself.',
  onWeb: 'This is done on a web page:',
  loading: 'Loading…',

  failed: {
    forbidden: 'You may not do that (any more).',
    silent: 'The room does not answer.',
    offline: 'There is no connection.',
    other: 'That did not work.',
  },
};

export type RequestStrings = typeof requestEnglish;

export interface RequestWords {
  readonly asking: RequestStrings;
}
