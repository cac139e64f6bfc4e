/** What one-to-one chats say beside what all conversations do: loaded with the first chat. */

export const chatEnglish = {
  chat: 'Chat',
  nobody: 'Choose somebody to talk to.',
  invalid: (jid: string) => `“${jid}” is nobody’s address.`,
  invalidHint: 'The page that shows this chat has to correct it.',
  signedOut: 'You are not connected.',
  connect: 'Connect',
  signInNeeded: 'Sign in to talk here.',
  self: 'Only you can read this.',

  // Who it is
  you: 'you',
  show: {
    available: 'online',
    chat: 'online',
    away: 'away',
    xa: 'away for longer',
    dnd: 'do not disturb',
    offline: 'offline',
  },
  lastSeen: (time: string) => `last seen at ${time}`,
  requested: 'has not answered your request yet',
  blockedShort: 'blocked',
  later: (name: string) => `${name} is offline and will read it later`,

  // What stands before one writes
  blocked: (name: string) => `You have blocked ${name}: neither hears from the other.`,
  blockedField: 'You have blocked them',
  stranger: (jid: string) => `${jid} is none of your contacts.`,
  asks: (name: string) => `${name} asks to see when you are online.`,
  accept: 'Accept',
  decline: 'Decline',
  add: 'Add to contacts',
  block: 'Block',
  unblock: 'Unblock',
  noBlocking: 'Your server cannot block anybody.',
  failed: 'That did not work. Try again.',
  offlineNow: 'There is no connection.',

  // Menu
  about: 'About this person',
  makeGroup: 'Make this a group…',
  address: 'Address',
  copyAddress: 'Copy the address',
  copied: 'Copied',
  notCopied: 'The address could not be copied.',
  client: 'Their app',
  clientUnknown: 'It does not say what it can do.',
  can: {
    typing: 'tells when they are typing',
    receipts: 'tells when a message has arrived',
    markers: 'tells when it was read',
    corrections: 'shows corrected messages',
    files: 'takes files',
  },

  // What became of a message
  fate: { sent: 'Sent', delivered: 'Delivered', seen: 'Read' },
  because: {
    'no-echo': 'the server did not answer',
    'too-large': 'too long for this server',
    'stream-died': 'the connection broke on it twice',
    left: 'it was not sent in time',
    refused: 'it was refused',
    blocked: 'you have blocked them',
    unreachable: 'their server cannot be reached',
    nobody: 'there is nobody with this address',
    undeliverable: 'nobody there can take it now',
    forbidden: 'they do not take messages from you',
    full: 'they have no room for more messages',
  },
};

/** A chat's own words beside the element's. */
export interface ChatWords {
  readonly chat: typeof chatEnglish;
}
