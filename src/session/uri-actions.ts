/** What becomes of an `xmpp:` link once somebody has agreed, as far as no store does it. Loaded with the first link. */
import type { Room } from './room.js';

export { readUri, type XmppUri } from './protocol/uri.js';

/**
 * Invites people (bare JIDs) into a room as soon as we are in; whom that did not reach is told in the room.
 * @returns How many it did. Rejects with what kept us out.
 */
export async function invite(room: Room, guests: readonly string[]): Promise<number> {
  await room.joined;
  const results = await (await room.moderation()).invite(guests);
  const failed = results.filter(({ failure }) => failure !== undefined);
  for (const { jid, text } of failed) room.addEvent({ type: 'not-invited', nick: jid, reason: text });
  return results.length - failed.length;
}
