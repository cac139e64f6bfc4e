/** Lists of rooms, those that are kept and those to be found: one part of the script, loaded with the first wish for one. */
import { RoomDirectory } from './room-directory.js';
import type { RoomListing } from './rooms.js';
import type { Session } from './session.js';

export { bookmarksOf } from './bookmarks.js';

export const directoryOf = (session: Session): RoomDirectory => new RoomDirectory(session);

/** All of them at once. @throws {StanzaError} */
export async function listRooms({ disco }: Session, service: string): Promise<RoomListing[]> {
  const items = await disco.items(service);
  return items.map(({ jid, name }) => ({ jid, name: name ?? jid }));
}
