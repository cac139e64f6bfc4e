/** What those are told who are not in the room: loaded with the part that tells them. */
import { nameEnglish } from './name-strings.js';
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { count } = counting('en');
const quote = (text: string | undefined) => (text ? `: “${text}”` : '.');

export const entryEnglish = {
  ...nameEnglish,
  elsewhere: 'This chat is open in another window.',
  useHere: 'Use it here',
  serverAway: 'The chat server cannot be reached.',
  signInNeeded: 'Sign in to join this room.',
  signInFailed: 'Signing in did not work.',
  notConfigured: 'This page does not say which chat server to use.',
  noRoom: 'Choose a room to talk in.',
  join: 'Join',
  joinTitle: (room: string) => `Join ${room}`,
  joinAs: (nick: string) => `Join as ${nick}`,
  stop: 'Stop trying',
  rejoin: 'Rejoin',
  rejoinIn: (seconds: number) => `You can rejoin in ${count(seconds, { one: 'second', other: 'seconds' })}`,
  retryIn: (seconds: number) => `Next try in ${count(seconds, { one: 'second', other: 'seconds' })}.`,
  useSuggestion: (nick: string) => `Use “${nick}”`,
  logged: 'Conversations in this room are logged.',
  passwordTitle: 'This room needs a password.',
  password: 'Password',
  passwordEmpty: 'Enter the password',
  passwordWrong: 'That password did not work.',
  membersOnly: 'Only members can enter this room.',
  membersOnlyHint: 'One of its owners can add you.',
  banned: 'You cannot enter this room.',
  full: 'This room is full.',
  missing: 'This room does not exist.',
  moved: 'This room has moved.',
  goTo: (address: string) => `Go to ${address}`,
  passwordCame: 'Its password came along.',
  unreachable: 'The server of this room cannot be reached.',
  invalidAddress: (jid: string) => `“${jid}” is not the address of a room.`,
  invalidAddressHint: 'The page that shows this room has to correct it.',
  joinFailed: 'You could not enter this room.',
  kicked: (actor: string | undefined, reason: string | undefined) =>
    `${actor ? `${actor} removed you` : 'You were removed'}${quote(reason)}`,
  bannedNow: (actor: string | undefined, reason: string | undefined) =>
    `${actor ? `${actor} banned you` : 'You were banned'}${quote(reason)}`,
  membershipLost: (reason: string | undefined) => `You are no longer a member of this room${quote(reason)}`,
  nowMembersOnly: (reason: string | undefined) => `This room is for members only now${quote(reason)}`,
  destroyed: (reason: string | undefined) => `This room was closed${quote(reason)}`,
};

/** Those words beside the element's. */
export type EntryStrings = Strings & typeof entryEnglish;
