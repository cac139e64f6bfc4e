/** What `<xmpp-login>` says in English. What a registration form says is in form-strings.ts, and the server's. */
import { counting } from '../shared/phrases.js';

const { count } = counting('en');
const seconds = (n: number) => count(n, { one: 'second', other: 'seconds' });

export const loginEnglish = {
  signIn: 'Sign in',
  signInAt: (domain: string) => `With your account at ${domain}`,
  username: 'User name',
  password: 'Password',
  show: 'Show',
  showPassword: 'Show password',
  hide: 'Hide',
  hidePassword: 'Hide password',
  remember: 'Stay signed in on this tab',
  signingIn: 'Signing in…',
  signInIn: (n: number) => `Sign in, in ${n} s`,
  cancel: 'Cancel',
  retry: 'Try again',
  bySite: 'This site signs you in.',

  guestTitle: 'Come in as a guest',
  name: 'Your name',
  nameHint: 'Shown to the people you talk to',
  comeIn: 'Come in',

  // Other ways
  toAccount: 'Sign in with an account',
  toGuest: 'Come in as a guest',
  toRegister: 'Create an account',
  back: 'Back',

  // What is wrong
  nameMissing: 'Enter a name.',
  usernameMissing: 'Enter your user name.',
  passwordMissing: 'Enter your password.',
  noName: (name: string) => `“${name}” is no user name.`,
  otherDomain: (domain: string) => `Only accounts at ${domain} can sign in here.`,
  wrong: 'User name or password is wrong.',
  throttled: (n: number) => `Too many attempts. Try again in ${seconds(n)}.`,
  again: 'You can try again now.',
  unreachable: 'The chat server cannot be reached.',
  insecure: 'This page has no safe connection to the chat server, so nothing was sent.',
  unsafe: 'The chat server could not prove that it knows your account, so signing in was stopped.',
  noGuests: 'Guests cannot come in here.',
  noWay: 'The chat server offers no way to sign in that is safe.',
  disabled: 'This account cannot be used at the moment.',
  expired: 'Your sign-in has expired.',
  expiredSite: 'Your sign-in at this site has expired.',
  elsewhere: 'You are signed in in another window.',
  useHere: 'Use it here',
  notConfigured: 'This page names no chat server.',
  failed: 'Signing in did not work.',
  theySay: (text: string) => `“${text}”`,

  // New account
  registerTitle: 'Create an account',
  asking: 'Asking the server…',
  registerClosed: 'No new accounts can be made here.',
  registerLater: 'No more accounts can be made for now. Try again later.',
  registerFailed: 'The server did not say how to make an account.',
  onWeb: 'Accounts are made on a web page. Come back here with yours.',
  openWeb: (host: string) => `Open ${host}`,
  otherPicture: 'Show another picture',
  registered: 'Your account is there. Sign in with it.',

  // Signed in
  signedInAs: 'Signed in as',
  guest: 'Guest',
  signedIn: (name: string) => `Signed in as ${name}`,
  reconnecting: 'Reconnecting…',
  signOut: 'Sign out',
  signedOut: 'You are signed out.',
  changePassword: 'Change password',
  newPassword: 'New password',
  change: 'Change',
  passwordChanged: 'Your password was changed.',
  weak: 'The server does not accept this password. Try a longer one.',
  changeFailed: 'Your password was not changed.',
  removeAccount: 'Remove account',
  removeWarning: (jid: string) => `${jid} and all that the server keeps of it will be gone for good.`,
  removeConfirm: (jid: string) => `Type ${jid} to confirm`,
  removeMismatch: 'This is not the address of your account.',
  removeFailed: 'Your account was not removed.',
  accountRemoved: 'Your account was removed.',
  sending: 'Sending…',
};

export type LoginStrings = typeof loginEnglish;
/** Something to be said, in whatever language it will be shown. */
export type Phrase = (strings: LoginStrings) => string;

/** Apart from a room's words, which load when it does. */
export interface LoginWords {
  readonly login: LoginStrings;
}
