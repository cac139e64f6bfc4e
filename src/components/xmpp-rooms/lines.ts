/** What the list shows, line by line: one's own rooms, or those that a service lists. Pure. */
import type { Bookmark } from '../../session/bookmarks.js';
import { parseJid } from '../../session/jid.js';
import type { Room } from '../../session/room.js';
import type { ListedRoom, RoomDirectory } from '../../session/room-directory.js';
import { plain, type ListLine } from '../xmpp-roster/lines.js';

export interface RoomLine extends ListLine {
  readonly kind: 'room';
  readonly jid: string;
  readonly name: string;
  /** Undefined: it is in the list for as long as we are in it. */
  readonly bookmark?: Bookmark;
  /** Undefined: nobody has opened it. */
  readonly room?: Room;
  /** It stands among those to be found. */
  readonly listed?: ListedRoom;
}

/** In it, or about to be, or to come back. */
export const isIn = (room: Room | undefined): boolean =>
  room !== undefined && ['joined', 'joining', 'offline'].includes(room.status.state);

const localPart = (jid: string) => parseJid(jid)?.local ?? jid;

export interface OwnLinesOf {
  readonly bookmarks: readonly Bookmark[];
  /** All that were opened on this page. */
  readonly rooms: readonly Room[];
  readonly filter: string;
  readonly compare: (one: string, other: string) => number;
}

/** Those that are kept, and those we are in; not one that is just being made. */
export function ownLines({ bookmarks, rooms, filter, compare }: OwnLinesOf): RoomLine[] {
  const opened = new Map(rooms.map((room) => [room.jid, room]));
  const kept = bookmarks.map((bookmark) => {
    const room = opened.get(bookmark.jid);
    return lineOf(bookmark.jid, bookmark.name ?? room?.name ?? localPart(bookmark.jid), { bookmark, room });
  });
  const known = new Set(bookmarks.map(({ jid }) => jid));
  const others = rooms
    .filter((room) => isIn(room) && !room.reserved && !known.has(room.jid))
    .map((room) => lineOf(room.jid, room.name, { room }));
  const sought = plain(filter.trim());
  const fits = ({ name, jid }: RoomLine) => !sought || plain(`${name}\n${jid}`).includes(sought);
  return [...kept, ...others].filter(fits).sort((one, other) => compare(one.name, other.name));
}

/** Lines of all rooms that a service has listed so far, by name; made anew only when there are more. */
export class ListedLines {
  #rooms: readonly ListedRoom[] = [];
  #lines: readonly RoomLine[] = [];
  #filter = '';
  #found: readonly RoomLine[] = [];

  /** @param directory - Says of some what they are about. */
  of(
    directory: Pick<RoomDirectory, 'rooms' | 'known'>,
    filter: string,
    compare: (one: string, other: string) => number,
  ): readonly RoomLine[] {
    const anew = directory.rooms !== this.#rooms;
    if (anew) {
      this.#rooms = directory.rooms;
      this.#lines = directory.rooms
        .map((listed) => lineOf(listed.jid, listed.name ?? localPart(listed.jid), { listed }))
        .sort((one, other) => compare(one.name, other.name));
    }
    const sought = plain(filter.trim());
    if (!sought) this.#found = this.#lines;
    else if (anew || sought !== this.#filter)
      this.#found = this.#lines.filter(({ name, jid }) => {
        const about = directory.known(jid);
        return plain(`${name}\n${jid}\n${about?.name ?? ''}\n${about?.description ?? ''}`).includes(sought);
      });
    this.#filter = sought;
    return this.#found;
  }
}

const lineOf = (
  jid: string,
  name: string,
  more: Pick<RoomLine, 'bookmark' | 'room' | 'listed'>,
): RoomLine => ({ kind: 'room', key: jid, jid, name, position: 0, total: 0, ...more });
