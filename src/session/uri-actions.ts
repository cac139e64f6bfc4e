/** What becomes of an `xmpp:` link once somebody has agreed, as far as no store does it. Loaded with the first link. */
import { buildInvite } from './protocol/invite.js';
import type { Room } from './room.js';
import type { Session } from './session.js';

export { readUri, type XmppUri } from './protocol/uri.js';

/** Invites people (bare JIDs) into a room as soon as we are in. Rejects with what kept us out. */
export async function invite({ wire }: Session, room: Room, guests: readonly string[]): Promise<void> {
  await room.joined;
  for (const guest of guests) wire.send(buildInvite(room.jid, guest));
}
