/** What messages say that are more than plain words, and what can be done with them: loaded with the first of them. */
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { count } = counting('en');

export const messagePartEnglish = {
  showImage: (alt: string, host: string) =>
    alt ? `Show the picture from ${host}: ${alt}` : `Show the picture from ${host}`,
  image: (host: string) => `Picture from ${host}`,
  imageFailed: 'The picture could not be loaded.',
  imageBlocked: 'This page shows no pictures of others.',
  openImage: (host: string) => `Open it at ${host}`,
  plainDiffers: 'Its plain text says something else',
  formattingLeftOut: 'Its formatting was left out: there was too much of it.',
  edited: 'Edited',
  versions: 'Earlier versions',
  inReplyTo: (nick: string, text: string) => `In reply to ${nick}: ${text}`,
  inReply: (text: string) => `In reply to: ${text}`,
  replySource: 'an earlier message',
  removedRun: (n: number) => count(n, { one: 'message removed', other: 'messages removed' }),
  mutedRun: (nick: string, n: number) =>
    `${count(n, { one: 'message', other: 'messages' })} of ${nick}, whom you have muted`,
  showMuted: 'Show',
  removed: (by: string | undefined, reason: string | undefined) =>
    `${by ? `Removed by ${by}` : 'Removed'}${reason ? `: “${reason}”` : '.'}`,
  removalWaits: 'Waiting to be removed',
  reactionWaits: 'Your reaction is waiting',
  removalFailed: 'Not removed',
  reactionFailed: 'Your reaction was not sent',
  reactions: 'Reactions',
  reaction: (emoji: string, n: number, own: boolean, nicks: string) =>
    `${emoji}, ${count(n, { one: 'person', other: 'people' })}${own ? ', you too' : ''}: ${nicks}`,
};

/** Those words beside the element's. */
export type MessagePartStrings = Strings & typeof messagePartEnglish;
