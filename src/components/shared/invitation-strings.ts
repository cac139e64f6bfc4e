/** What there is to say of invitations, those that come and those that go out: loaded with the first. */
import type { BlockWords } from './block-strings.js';
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { number, count } = counting('en');

export const invitationEnglish = {
  // Those that came
  title: 'Invitations',
  byContact: (name: string) => `${name} invites you`,
  byStranger: (address: string) => `${address} invites you, who is none of your contacts`,
  byClaim: (address: string) => `The room says that ${address} invites you`,
  byNobody: 'The room does not say who invites you',
  continues: 'It goes on with a chat of yours',
  join: 'Join',
  joinOf: (room: string) => `Join ${room}`,
  decline: 'Decline…',
  declineOf: (room: string) => `Decline ${room}`,
  ignore: 'Ignore',
  ignoreOf: (room: string) => `Ignore ${room}`,
  block: 'Block…',
  blockOf: (name: string) => `Block ${name}`,
  all: (n: number) => `Show all ${number(n)}`,
  ignoreAll: 'Ignore all',
  spoken: (who: string, room: string) => `${who}: ${room}`,
  news: (n: number) => count(n, { one: 'new invitation', other: 'new invitations' }),
  declineTitle: (room: string) => `Decline the invitation to ${room}?`,
  declineText: (name: string) => `${name} is told.`,
  declineNow: 'Decline',
  declined: (room: string) => `You do not come to ${room}`,
  ignored: (room: string) => `The invitation to ${room} is gone`,
  joined: (room: string) => `You join ${room}`,
  reason: 'Reason (optional)',
  reasonHint: 'They see it.',

  // Inviting
  invite: {
    title: (room: string) => `Invite people to ${room}`,
    addresses: 'Addresses',
    addressesHint: 'Several with commas between them.',
    contacts: 'Your contacts',
    search: 'Find a contact',
    noneFound: 'Nobody is called that.',
    more: (n: number) => `${count(n, { one: 'more', other: 'more' })}: search for them.`,
    chosen: (n: number) => `${number(n)} chosen`,
    reason: 'What it is about (optional)',
    reasonHint: 'Everybody whom you invite sees it.',
    membersOnly: 'Only members can enter this room: whom you invite becomes one.',
    askOwners: 'Only members can enter this room. Whether you may invite others, the room decides.',
    submit: 'Invite',
    sending: 'Inviting…',
    nobody: 'Choose somebody, or enter an address.',
    done: (n: number) => `${count(n, { one: 'person', other: 'people' })} invited`,
    results: 'What became of it',
    invited: 'Is invited.',
    someFailed: (n: number) => `${count(n, { one: 'person was', other: 'people were' })} not invited`,
  },
  failed: {
    'no-address': 'This is no address.',
    self: 'This is you.',
    here: 'Is in the room already.',
    banned: 'Is banned from this room.',
    forbidden: 'You may not invite others here.',
    nobody: 'There is nobody with this address, or they take no invitations from you.',
    unreachable: 'Their server cannot be reached.',
    offline: 'There is no connection.',
    other: 'That did not work.',
  },

  // A chat that becomes a room
  group: {
    title: (name: string) => `Make a group of the chat with ${name}`,
    text: (name: string) =>
      `A new room is opened for you, ${name} and whom you invite. All who are in it see each other’s addresses.`,
    name: 'Name of the group',
    nameHint: 'All who are invited see it.',
    nameMissing: 'Give the group a name.',
    share: (n: number) =>
      `Show them the last ${count(n, { one: 'message', other: 'messages' })} of this chat`,
    shareWarning: (name: string) =>
      `Everybody in the group, also who comes later, can then read what ${name} wrote to you alone.`,
    submit: 'Make the group',
    sending: 'The group is being made…',
    done: (name: string) => `The group ${name} is open`,
    noService: 'Your server has no rooms.',
    notMade: 'The group could not be made.',
  },
};

export type InvitationTexts = typeof invitationEnglish;

export interface InvitationWords {
  readonly invitation: InvitationTexts;
}

/** Those words beside an element's. */
export type InvitationStrings = Strings & BlockWords & InvitationWords;
