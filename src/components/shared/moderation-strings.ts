/** What there is to say of running a room: loaded for those who may. */

import { counting } from './phrases.js';

const { count } = counting('en');

export const moderationEnglish = {
  actions: (name: string) => `What you can do about ${name}`,

  // What can be done, in a menu
  grantVoice: 'Let them write',
  revokeVoice: 'Take the right to write away',
  grantModerator: 'Make a moderator',
  revokeModerator: 'Moderator no more',
  kick: 'Remove from the room…',
  ban: 'Ban…',
  makeMember: 'Make a member…',
  makeAdmin: 'Make an administrator…',
  makeOwner: 'Make an owner…',
  revokeAffiliation: 'Take all rights away…',

  // Asked before
  kickTitle: (name: string) => `Remove ${name} from the room?`,
  kickText: 'They can come back.',
  kickNow: (name: string) => `Remove ${name}`,
  banTitle: (name: string) => `Ban ${name}?`,
  banText:
    'They are removed from the room and cannot come back, under whatever name, until the ban is lifted.',
  banNow: (name: string) => `Ban ${name}`,
  memberTitle: (name: string) => `Make ${name} a member?`,
  memberText: 'Members may enter when the room is for members only.',
  memberNow: 'Make a member',
  adminTitle: (name: string) => `Make ${name} an administrator?`,
  adminText: 'Administrators can ban people and choose members and moderators.',
  adminNow: 'Make an administrator',
  ownerTitle: (name: string) => `Make ${name} an owner?`,
  ownerText: 'Owners can do everything, also take the room from you.',
  ownerNow: 'Make an owner',
  revokeTitle: (name: string) => `Take all rights of ${name} away?`,
  revokeText: 'They stay in the room as anybody may, unless it is for members only.',
  revokeNow: 'Take rights away',
  reason: 'Reason (optional)',
  reasonHint: 'They see it, and so does everybody in the room.',

  // About a message
  remove: 'Remove for everybody…',
  removeTitle: (name: string) => `Remove the message of ${name}?`,
  removeText: 'Nobody sees it here any more. Copies that others keep may stay.',
  removeNow: 'Remove the message',
  about: (name: string, deed: string) => `${name}: ${deed}`,

  // Who is banned, and who has an office
  lists: {
    title: 'Rights and bans',
    choose: 'Who is listed',
    offices: { outcast: 'Banned', member: 'Members', admin: 'Administrators', owner: 'Owners' },
    search: 'Search',
    loading: 'Loading…',
    count: (n: number) => count(n, { one: 'entry', other: 'entries' }),
    empty: {
      outcast: 'Nobody is banned.',
      member: 'There are no members.',
      admin: 'There are no administrators.',
      owner: 'There are no owners.',
    },
    noneFound: 'Nobody fits.',
    more: (n: number) => `${count(n, { one: 'more', other: 'more' })}: search for them.`,
    unban: 'Lift the ban',
    remove: 'Take away',
    addressOf: {
      outcast: 'Address or domain to ban',
      member: 'Address of a member',
      admin: 'Address of an administrator',
      owner: 'Address of an owner',
    },
    ban: 'Ban',
    add: 'Add',
    added: (jid: string) => `${jid} is on the list`,
    removed: (jid: string) => `${jid} is off the list`,
    lifted: (jid: string) => `The ban of ${jid} is lifted`,
    noAddress: 'This is no address.',
  },

  // The room itself
  settings: {
    title: 'Room settings',
    save: 'Save',
    saved: 'The settings are saved',
    none: 'There is nothing to be set here.',
  },
  destroy: {
    title: (name: string) => `Close ${name} for good?`,
    text: 'Everybody is sent out, and nobody can come back. What was said here may be lost.',
    submit: 'Close for good',
    reason: 'Reason (optional)',
    reasonHint: 'Everybody in the room sees it.',
    to: 'Where people should go instead (optional)',
    toHint: 'The address of another room.',
    toMissing: 'Say of which room this is the password.',
    password: 'Password of that room (optional)',
    passwordHint: 'Everybody in the room gets it.',
    done: 'The room is closed',
  },

  // What came of it
  done: {
    voice: (name: string) => `${name} can write now`,
    noVoice: (name: string) => `${name} can only read now`,
    moderator: (name: string) => `${name} is a moderator now`,
    noModerator: (name: string) => `${name} is no moderator any more`,
    kicked: (name: string) => `${name} is removed from the room`,
    banned: (name: string) => `${name} is banned`,
    member: (name: string) => `${name} is a member now`,
    admin: (name: string) => `${name} is an administrator now`,
    owner: (name: string) => `${name} is an owner now`,
    removed: 'The message is removed',
    revoked: (name: string) => `${name} has no rights of their own any more`,
  },
  failed: {
    gone: (name: string) => `${name} is not in the room any more.`,
    forbidden: 'You may not do that (any more).',
    notAllowed: (name: string) => `The room does not let you do that to ${name}.`,
    conflict: 'A room needs an owner: nobody can take that from the last one, or ban themselves.',
    unknown: 'The room does not know them.',
    silent: 'The room does not answer.',
    offline: 'There is no connection.',
    other: 'That did not work.',
  },
};

export type ModerationStrings = typeof moderationEnglish;

export interface ModerationWords {
  readonly moderation: ModerationStrings;
}
