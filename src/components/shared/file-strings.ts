/** What there is to say of files that are sent and received: loaded with what shows them. */
import type { TransferFailure, TransferWay, WayReason } from '../../session/files/transfer.js';
import { measures } from './measures.js';
import { counting } from './phrases.js';

const { number, count } = counting('en');
const { size, speed, duration, percent } = measures('en');

/** What kinds of files are called, several at once. */
const kinds = {
  image: 'pictures',
  video: 'videos',
  audio: 'sound',
  text: 'text',
};

/** One file by what it is. */
const kind = {
  image: 'Picture',
  video: 'Video',
  audio: 'Sound',
  text: 'Text',
  archive: 'Archive',
  document: 'Document',
  program: 'Program',
  other: 'File',
};

const ways: Record<TransferWay, string> = {
  ibb: 'Through the chat',
  socks5: 'Through a relay',
  upload: 'By a link',
};

const whys: Record<WayReason, string> = {
  wanted: 'this page wants it so',
  room: 'so that everybody in the room gets it',
  'not-online': 'because nobody is there to take it now',
  'no-support': 'because their app takes no files directly',
  fastest: 'the fastest way that both sides have',
  fallback: 'because a faster way failed',
  only: 'the only way that both sides have',
};

export const fileEnglish = {
  files: 'Files',

  // Choosing
  choose: 'Choose files',
  chooseOne: 'Choose a file',
  takePhoto: 'Take a photo',
  orDrop: 'or drop them here',
  drop: 'Drop to send',
  dropTo: (name: string) => `Drop to send to ${name}`,
  only: (list: string) => `Only ${list}`,
  sizeLimit: (bytes: number) => `up to ${size(bytes)} each`,
  countLimit: (n: number) => `${number(n)} at a time`,
  kinds,
  describe: 'A word about what you send (optional)',
  nobody: 'There is nobody to send files to yet.',
  notAddress: (jid: string) => `“${jid}” is nobody’s address.`,
  pasted: (when: string) => `Pasted ${when}`,

  // Refused before anything is sent
  refused: {
    type: (file: string, list: string) => `${file} is not taken here, only ${list}.`,
    size: (file: string, bytes: number, limit: number) =>
      `${file} is too large: ${size(bytes)} of at most ${size(limit)}.`,
    count: (file: string, limit: number) =>
      `${file} is too much: at most ${count(limit, { one: 'file', other: 'files' })} at a time.`,
    empty: (file: string) => `${file} is empty.`,
    folder: (file: string) => `${file} is a folder. Choose the files in it.`,
  },
  refusedMore: (n: number) => `${number(n)} more were not taken, either.`,
  dismiss: 'Dismiss',

  // Rows
  size,
  sizeOf: (done: number, all: number) => `${size(done)} of ${size(all)}`,
  speed,
  left: (seconds: number) => `${duration(seconds)} left`,
  percent,
  from: (name: string) => `From ${name}`,
  state: {
    waiting: 'Waiting',
    waitingForLink: 'Waits for the connection',
    askingThem: 'Waits for them to accept',
    askingServer: 'Asks the server for a place',
    starting: 'Starting',
    paused: 'Paused',
    ready: 'Ready to send',
    sent: 'Sent',
    uploaded: 'Sent by link',
    received: 'Received',
    cancelled: 'Cancelled',
  },
  how: (way: string, file: string) => `${way}: how ${file} goes`,
  ways,
  whys,
  wayWhy: (way: string, why: string) => `${way}: ${why}.`,
  pause: (file: string) => `Pause ${file}`,
  resume: (file: string) => `Go on with ${file}`,
  cancel: (file: string) => `Cancel ${file}`,
  retry: (file: string) => `Try ${file} again`,
  remove: (file: string) => `Remove ${file} from the list`,
  save: 'Save',
  saveOf: (file: string) => `Save ${file}`,
  saveDamaged: 'Save all the same',
  saveDamagedOf: (file: string) => `Save all the same: ${file}`,
  copyLink: (file: string) => `Copy the link to ${file}`,
  linkCopied: 'The link is copied',
  linkNotCopied: 'The link could not be copied.',
  preview: (file: string) => `Preview of ${file}`,
  earlier: (n: number) => count(n, { one: 'earlier file', other: 'earlier files' }),
  later: (n: number) => count(n, { one: 'more file', other: 'more files' }),
  summary: (done: number, all: number, failed: number) =>
    `${number(done)} of ${number(all)} done${failed ? `, ${number(failed)} failed` : ''}`,
  retryAll: 'Try failed ones again',
  clear: 'Clear the list',

  // Why it failed
  failed: {
    declined: 'They did not want it.',
    unsupported: 'Their app cannot take files in any way that works here.',
    'not-there': 'They are not online any more.',
    'too-large': 'It is larger than what is taken.',
    quota: 'The server stores no more files of yours for now.',
    refused: 'The server did not take it.',
    network: 'The connection was lost, or nothing moved for too long.',
    stopped: 'They ended it.',
    broken: 'Their app sent something that makes no sense.',
    damaged: 'What arrived is not what was sent.',
    unreadable: 'The file cannot be read any more. It was changed, moved or deleted.',
    'no-room': 'There is no room for it on this device.',
  } satisfies Record<TransferFailure, string> as Record<TransferFailure, string>,
  tooLarge: (bytes: number) => `It is too large: at most ${size(bytes)} are taken.`,
  quotaUntil: (time: string) => `The server stores no more files of yours before ${time}.`,

  // Said, not shown
  isAdded: (file: string) => `${file} is added`,
  areAdded: (n: number) => `${count(n, { one: 'file is', other: 'files are' })} added`,
  isStarted: (file: string) => `Sending ${file}`,
  areStarted: (n: number) => `Sending ${count(n, { one: 'file', other: 'files' })}`,
  isReached: (file: string, part: number) => `${file}: ${percent(part)}`,
  isSent: (file: string) => `${file} is sent`,
  isReceived: (file: string) => `${file} is received`,
  areDone: (n: number) => `${count(n, { one: 'more file is', other: 'more files are' })} done`,
  isFailed: (file: string, why: string) => `${file} failed. ${why}`,
  isCancelled: (file: string) => `${file} is cancelled`,
  isRemoved: (file: string) => `${file} is off the list`,
  isUnlisted: (file: string) => `${file} is off the list. Whoever has its link can still open it.`,

  // Offers
  offers: 'Files offered to you',
  noneYet: 'No files yet',
  noneYetHint: 'What people send you shows up here.',
  isOffered: (name: string, file: string, bytes: number) => `${name} offers you ${file}, ${size(bytes)}`,
  kind,
  sizeAndKind: (bytes: number, what: string) => `${what}, ${size(bytes)}`,
  accept: 'Accept',
  acceptOf: (file: string, name: string) => `Accept ${file} from ${name}`,
  acceptLarge: (bytes: number) => `Accept ${size(bytes)}`,
  decline: 'Decline',
  declineOf: (file: string, name: string) => `Decline ${file} from ${name}`,
  back: 'Back',
  largeOffer: (bytes: number) => `This is a large file: ${size(bytes)}. Accept it all the same?`,
  offerTooLarge: (limit: number) => `It is larger than the ${size(limit)} that are taken here.`,
  programWarning: 'Files of this kind can run on your computer and harm it. Take it only if you expect it.',
  strangerWarning: 'This person is not among your contacts.',
  always: (name: string) => `Always accept files from ${name}`,
  alwaysHint: 'All but large ones and programs.',
  isAccepted: (name: string) => `Accepted, as always from ${name}.`,
  stopAlways: 'Ask me again',
  stopAlwaysOf: (name: string) => `Ask me again before files from ${name} come`,
  asksAgain: (name: string) => `You will be asked before files from ${name} come`,
  moreOffers: (n: number) => count(n, { one: 'more offer', other: 'more offers' }),

  // The connection
  goesOut: 'Files go out once you are connected.',
  noConnection: 'The chat server cannot be reached. Files wait.',
  signInFirst: 'Sign in to send files.',
  connect: 'Connect',
  retryNow: 'Retry now',
};

export type FileStrings = typeof fileEnglish;

/** Apart from a room's words, which load when it does. */
export interface FileWords {
  readonly file: FileStrings;
}
