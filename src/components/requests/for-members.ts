/** Before the door of a room for members only: whoever it lets can ask to become one (MUC-20, MUC-68). Loads for those. */
import type { Room } from '../../session/room.js';
import type { Entry, EntryButton } from '../xmpp-room/entry.js';
import type { EntryDoor } from '../xmpp-room/entry-door.js';
import type * as Membership from './membership.js';

let membership: typeof Membership | undefined;
let loading: Promise<unknown> | undefined;

/** `entry` with what there is to do for those who are no members. */
export function forMembers(entry: Entry, door: EntryDoor): Entry {
  const room = door.view.followed.room;
  if (!room || !isForMembers(room)) return entry;
  if (membership) return withButtons(entry, membership.waysIn(door, room));
  loading ??= import('./membership.js').then(
    (part) => {
      membership = part;
      door.view.render();
    },
    () => (loading = undefined), // there is another way: somebody adds them
  );
  return entry;
}

interface WayIn {
  readonly title?: string;
  readonly hint?: string;
  readonly button?: EntryButton;
}

/** The first button is the one to press. */
const withButtons = (entry: Entry, { button, ...said }: WayIn): Entry => ({
  ...entry,
  ...said,
  buttons: button ? [button, ...entry.buttons.map((other) => ({ ...other, primary: false }))] : entry.buttons,
});

function isForMembers({ status }: Room): boolean {
  if (status.state === 'failed') return status.reason === 'members-only';
  return status.state === 'removed' && ['members-only', 'membership-lost'].includes(status.cause);
}
