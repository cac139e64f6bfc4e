/**
 * The kit's words in English, as far as a room that shows messages needs them; parts that load later bring theirs.
 * Another language is an object with all of these ({@link Catalogue}).
 */
import { counting } from './phrases.js';

const { number, count } = counting('en');

export const english = {
  // Room
  room: 'Chat room',
  cancel: 'Cancel',
  retry: 'Try again',
  retryNow: 'Retry now',
  left: 'You left this room.',
  connecting: 'Connecting…',
  joining: 'Joining…',
  slow: 'Taking longer than usual',
  reconnecting: 'Reconnecting…',
  connectionLost: 'Connection lost',
  connectionBack: 'Connected again',
  showPeople: (n: number) => `Show people, ${number(n)} here`,

  // Entering
  name: 'Your name',
  nameHint: 'Shown to everyone in the room',
  timeout: 'The room did not answer.',
  theySay: (text: string) => `“${text}”`,

  // Messages
  messages: 'Messages',
  rowName: (nick: string, time: string) => `${nick}, ${time}`,
  noMessages: 'No messages yet',
  noMessagesHint: 'Say hello.',
  loadEarlier: 'Load earlier messages',
  loadLater: 'Load later messages',
  loading: 'Loading…',
  historyStart: 'The conversation starts here.',
  historyFailed: 'Earlier messages could not be loaded.',
  historyUnavailable: 'Earlier messages are not kept here.',
  newDivider: 'New',
  earlierMessages: (n: number) => count(n, { one: 'earlier message', other: 'earlier messages' }),
  newMessages: (n: number) => count(n, { one: 'new message', other: 'new messages' }),
  spoken: (nick: string, text: string) => `${nick}: ${text}`,
  showMore: 'Show more',
  linkHost: (host: string) => `(${host})`,
  sending: 'Sending…',
  waiting: 'Waiting',
  sent: 'Sent',
  notSent: 'Not sent',
  edit: 'Edit',
  remove: 'Delete',
  typing: (names: readonly string[]) => {
    const [first = '', second = ''] = names;
    if (names.length === 1) return `${first} is typing…`;
    if (names.length === 2) return `${first} and ${second} are typing…`;
    return `${count(names.length, { one: 'person is', other: 'people are' })} typing…`;
  },

  // Composer
  composer: (room: string) => `Message to ${room}`,
  placeholder: 'Write a message',
  send: 'Send',
  sendIn: (time: string) => `Send, in ${time}`,
  seconds: (n: number) => (n < 100 ? `${n} s` : `${Math.ceil(n / 60)} min`),
  slowMode: (seconds: number) =>
    `Slow mode: one message every ${count(seconds, { one: 'second', other: 'seconds' })}`,
  queued: 'What you send goes out once you are connected',
  lengthOf: (n: number, max: number, bytes: boolean) =>
    `${number(n)} of ${number(max)} ${bytes ? 'bytes' : 'characters'}`,
  tooLong: (length: string) => `Too long: ${length}`,
  cannotSend: 'This text cannot be sent.',

  // Menu
  menu: 'More',
  close: 'Close',
};

export type Strings = typeof english;
