/**
 * Follows the rooms of one session: those that are kept, those we are in, which stay joined as long as they are listed
 * here, and those to be found.
 */
import type { Bookmarks } from '../../session/bookmarks.js';
import type { Session } from '../../session/index.js';
import type { People } from '../../session/people.js';
import type { Room } from '../../session/room.js';
import type { RoomDirectory } from '../../session/room-directory.js';
import { nextFrame } from '../../session/store.js';
import { holdRoom } from '../shared/hold-room.js';
import { isIn } from './lines.js';

export interface RoomsHost {
  /** At most once a frame. */
  changed(): void;
  /** For the first time on this page. */
  opened(room: Room): void;
  /** Somebody names us in a room. */
  mentioned(room: Room): void;
  readonly failed: (error: unknown) => void;
}

export class RoomsWatch {
  #session: Session | undefined;
  #bookmarks: Bookmarks | undefined;
  #directory: RoomDirectory | undefined;
  #people: People | undefined;
  readonly #holds = new Map<Room, () => void>();
  readonly #mentions = new WeakMap<Room, number>();
  #scheduled = false;

  constructor(readonly host: RoomsHost) {}

  get session(): Session | undefined {
    return this.#session;
  }

  get bookmarks(): Bookmarks | undefined {
    return this.#bookmarks;
  }

  get people(): People | undefined {
    return this.#people;
  }

  get directory(): RoomDirectory | undefined {
    return this.#directory;
  }

  /** All that were opened on this page. */
  get rooms(): readonly Room[] {
    return this.#session?.rooms.all ?? [];
  }

  follow(session: Session | undefined): void {
    if (session === this.#session) return;
    this.#leave();
    this.#session = session;
    if (!session) return;
    session.addEventListener('change', this.#told);
    session.rooms.opened.add(this.#opened);
    session.rooms.all.forEach((room) => this.#watch(room));
    session.people.then((people) => {
      if (session !== this.#session) return;
      this.#people = people;
      people.invitations.addEventListener('change', this.#told);
      this.host.changed();
    }, this.host.failed);
    session.rooms.bookmarks().then((bookmarks) => {
      if (session !== this.#session) return;
      this.#bookmarks = bookmarks;
      bookmarks.addEventListener('change', this.#told);
      this.host.changed();
    }, this.host.failed);
  }

  /** Loads it with the first wish. */
  async openDirectory(): Promise<RoomDirectory | undefined> {
    const session = this.#session;
    if (!session || this.#directory) return this.#directory;
    const directory = await session.rooms.directory();
    if (session !== this.#session || this.#directory) return this.#directory;
    directory.addEventListener('change', this.#told);
    return (this.#directory = directory);
  }

  /** Holds those we are in, and lets go of those we are not in any more. */
  hold(): void {
    for (const room of this.rooms) {
      if (isIn(room) && !this.#holds.has(room)) this.#holds.set(room, holdRoom(room));
      else if (!isIn(room)) this.#release(room);
    }
  }

  #release(room: Room): void {
    this.#holds.get(room)?.();
    this.#holds.delete(room);
  }

  #leave(): void {
    const session = this.#session;
    session?.removeEventListener('change', this.#told);
    session?.rooms.opened.delete(this.#opened);
    for (const room of this.rooms) room.removeEventListener('change', this.#roomTold);
    for (const room of [...this.#holds.keys()]) this.#release(room);
    this.#bookmarks?.removeEventListener('change', this.#told);
    this.#directory?.removeEventListener('change', this.#told);
    this.#directory?.close();
    this.#people?.invitations.removeEventListener('change', this.#told);
    this.#bookmarks = this.#directory = this.#people = undefined;
  }

  readonly #opened = (room: Room) => {
    this.#watch(room);
    this.host.opened(room);
    this.#told();
  };

  #watch(room: Room): void {
    this.#mentions.set(room, room.mentions);
    room.addEventListener('change', this.#roomTold);
  }

  readonly #roomTold = ({ target }: Event) => {
    const room = target as Room;
    const before = this.#mentions.get(room) ?? 0;
    this.#mentions.set(room, room.mentions);
    if (room.mentions > before) this.host.mentioned(room);
    this.#told();
  };

  readonly #told = () => {
    if (this.#scheduled) return;
    this.#scheduled = true;
    nextFrame(() => {
      this.#scheduled = false;
      if (this.#session) this.host.changed();
    });
  };
}
