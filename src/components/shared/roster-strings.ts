/** What contacts' list says: loaded with it. Its menus and dialogs bring their own (roster-action-strings.ts). */
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { number, count } = counting('en');

export const rosterEnglish = {
  contacts: 'Contacts',
  findContact: 'Find a contact',
  addContact: 'Add a contact',
  contactsFound: (n: number) => count(n, { one: 'contact', other: 'contacts' }),
  nobodyFound: 'Nobody is called that.',
  showAllContacts: 'Show all',
  noContacts: 'No contacts yet',
  noContactsHint: 'Add somebody by their address.',
  contactsFailed: 'Your contacts could not be loaded.',
  signedOut: 'You are signed out.',
  signInForContacts: 'Sign in to see your contacts.',
  connect: 'Connect',
  offlineNow: 'You are offline.',
  trouble: {
    elsewhere: 'This chat is open in another window.',
    useHere: 'Use it here',
    notConfigured: 'This page names no chat server.',
    serverAway: 'The chat server cannot be reached.',
    signInNeeded: 'Sign in to see your contacts.',
    signInFailed: 'Signing in failed.',
  },
  otherContacts: 'Other contacts',
  notContacts: 'Not among your contacts',

  // A contact
  contactName: (name: string, about: readonly string[]) => [name, ...about].join(', '),
  groupName: (name: string, online: number, all: number) =>
    `${name}, ${number(online)} of ${number(all)} online`,
  onlineOf: (online: number, all: number) => `${number(online)}/${number(all)}`,
  presence: {
    available: 'available',
    chat: 'free to chat',
    away: 'away',
    xa: 'away for longer',
    dnd: 'busy',
    offline: 'offline',
  },
  unreadCount: (n: number) => `${number(n)} unread`,
  ownWords: (text: string) => `You: ${text}`,
  contactBlocked: 'Blocked',
  subscription: {
    none: 'Neither of you sees when the other one is online',
    to: 'Does not see when you are online',
    from: 'You do not see when they are online',
    asked: 'Has not answered your request yet',
    asks: 'Asks to see when you are online',
  },

  // Requests
  requests: 'Requests',
  wantsContact: 'Wants to see when you are online',
  accept: 'Accept',
  decline: 'Decline',
  acceptOf: (name: string) => `Accept ${name}`,
  declineOf: (name: string) => `Decline ${name}`,
  allRequests: (n: number) => `Show all ${number(n)}`,
  asked: (name: string) => `${name} wants to see when you are online`,
  accepted: (name: string) => `${name} sees now when you are online`,
  declined: (name: string) => `${name} does not see when you are online`,
  approvedYou: (name: string) => `You see now when ${name} is online`,
  fromStrangers: (n: number) => `${number(n)} from people you do not know`,
  readOf: (name: string) => `Read what ${name} wrote`,
  read: 'Read',

  // Oneself
  yourPicture: 'Your picture',
  yourAvailability: 'Your availability',
  yourStatus: 'Your status',
  statusPlaceholder: 'Add a status',
};

/** Those words beside the element's. */
export type RosterStrings = Strings & typeof rosterEnglish;
