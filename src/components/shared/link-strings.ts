/** What is asked about `xmpp:` links: loaded with the first. */
import type { nameEnglish } from './name-strings.js';
import { counting } from './phrases.js';
import type { RosterActionStrings } from './roster-action-strings.js';

const { count } = counting('en');

export const linkEnglish = {
  title: 'Link to an address',
  unknown: 'What this link asks for cannot be done here.',
  unread: 'This link leads nowhere.',
  signIn: 'Sign in to an account to do what this link asks for.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'It could not be copied.',

  writeTitle: 'Write to this address?',
  writeText: 'This opens a chat with:',
  write: 'Write',
  messageTitle: 'Send this message?',
  messageText: 'It goes to:',
  message: 'Message',
  messageHint: 'Change it as you like. If you leave it empty, the chat opens and nothing is sent.',

  joinTitle: 'Join this room?',
  joinText: 'You enter the room:',
  joinPassword: 'The link brings the password along.',
  join: 'Join',
  inviteTitle: 'Invite into this room?',
  inviteText: 'As soon as you are in, these are invited:',
  invite: 'Join and invite',
  invited: (n: number) => `${count(n, { one: 'person', other: 'people' })} invited`,
  notInvited: 'Nobody was invited, as you did not get in.',

  addTitle: 'Add this contact?',
  removeTitle: 'Remove this contact?',
  notContact: 'This address is not among your contacts.',

  registerTitle: 'Register there?',
  registerText: 'This address is asked what it wants to know of you. You then decide what to fill in:',
  register: 'Ask it',
  registered: (jid: string) => `You are registered with ${jid}`,
  registeredAlready: 'You are registered there already.',
  noRegistration: 'Nobody can register there.',
  onWeb: 'One registers there on the web:',
  unregisterTitle: 'End your registration?',
  unregisterText: 'You are then no longer registered with:',
  unregister: 'End the registration',
  unregistered: (jid: string) => `You are no longer registered with ${jid}`,
  deleteTitle: 'Delete your account?',
  deleteText: 'Your account is deleted, with all that its server keeps of it. This cannot be undone:',
  deleteLabel: 'Enter its address',
  deleteHint: 'As it stands above',
  deleteWrong: 'This is not the address above.',
  delete: 'Delete the account',
  deleted: 'Your account is deleted',
};

/** Those words under a name of their own. */
export interface LinkWords {
  readonly link: typeof linkEnglish;
}

export type LinkStrings = RosterActionStrings & typeof nameEnglish & LinkWords;
