/** What there is to say of not hearing somebody, of removing all that they said, and of a room's picture. */
import { counting } from './phrases.js';

const { number, count } = counting('en');
const messages = (n: number) => count(n, { one: 'message', other: 'messages' });

export const cleanupEnglish = {
  // Not hearing somebody
  mute: 'Mute for me',
  unmute: 'Unmute',
  muted: (name: string) => `You do not hear ${name} any more. Nobody is told.`,
  unmuted: (name: string) => `You hear ${name} again`,

  // Removing all that somebody said
  removeAll: 'Remove all messages…',
  title: (name: string) => `Remove all messages of ${name}?`,
  text: (n: number) =>
    `Of those that are loaded here, ${messages(n)} can be removed. Nobody sees them here any more. Copies that others keep may stay.`,
  submit: (n: number) => `Remove ${messages(n)}`,
  also: 'Also remove their messages',
  alsoHint: (n: number) => `${messages(n)}, of those that are loaded here.`,
  removing: (name: string) => `Removing the messages of ${name}`,
  progress: (done: number, all: number) => `${number(done)} of ${messages(all)} removed`,
  stop: 'Stop',
  stopped: 'Stopped.',
  goOn: 'Go on',
  refused: (n: number) => `${messages(n)} could not be removed.`,
  retry: 'Try again',
  removed: (name: string, n: number) => `${messages(n)} of ${name} removed`,
  busy: 'The room asks for a break. Go on in a while.',

  // A room's picture
  picture: {
    title: 'The room’s picture',
    about: 'Everybody sees it, here and in lists of rooms.',
    none: 'The room has no picture',
    now: 'The room’s picture now',
    chosen: 'The room’s new picture',
    saved: 'The room’s picture is saved',
    removed: 'The room’s picture is removed',
    tooLargeForServer: 'The room does not take pictures of this size.',
    unsupported: 'The room keeps no picture.',
    offline: 'There is no connection. You can change the picture once there is.',
  },
};

export type CleanupStrings = typeof cleanupEnglish;

export interface CleanupWords {
  readonly cleanup: CleanupStrings;
}
