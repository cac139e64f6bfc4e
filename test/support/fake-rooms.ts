/**
 * The rooms of a session moved by hand, for stories and component tests: no network, no stanzas. What is asked for is
 * done at once and noted, unless `refusal` says why not.
 */
import type { Bookmark, BookmarkChange, BookmarksState } from '../../src/session/bookmarks.js';
import { StanzaError } from '../../src/session/errors.js';
import type { Session, SessionState } from '../../src/session/index.js';
import type { Room } from '../../src/session/room.js';
import type { ListedRoom, RoomFacts, RoomService } from '../../src/session/room-directory.js';
import { FakeFiles } from './fake-files.js';
import { FakeBlocking, FakeInvitations, FakeRoster } from './fake-people.js';
import { FakeRoom, roomInfo, WatchedStore, type RoomFields } from './fake-room.js';

export const SERVICE = 'rooms.kit.example';
export const at = (local: string) => `${local}@${SERVICE}`;

export class FakeBookmarks extends WatchedStore {
  state: BookmarksState = 'ready';
  error: Error | undefined;
  lasting = true;
  /** What changes are refused with. */
  refusal: Error | undefined;
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  list: readonly Bookmark[] = [];

  constructor(readonly session: FakeRoomsSession) {
    super();
  }

  set(fields: Partial<Pick<FakeBookmarks, 'state' | 'list' | 'lasting' | 'error'>>): void {
    Object.assign(this, fields);
    this.changed();
  }

  get(jid: string): Bookmark | undefined {
    return this.list.find((each) => each.jid === jid);
  }

  nickFor(jid: string): string | undefined {
    return this.get(jid)?.nick ?? 'Me';
  }

  async add(jid: string, change: BookmarkChange = {}): Promise<void> {
    await this.#note('add', jid, change);
    const known = this.get(jid);
    const next: Bookmark = {
      jid,
      autojoin: change.autojoin ?? known?.autojoin ?? false,
      name: change.name ?? known?.name,
      nick: change.nick ?? known?.nick,
    };
    this.#put(known ? this.list.map((each) => (each === known ? next : each)) : [...this.list, next]);
  }

  async restore(bookmark: Bookmark): Promise<void> {
    await this.#note('restore', bookmark);
    this.#put([...this.list, bookmark]);
  }

  async remove(jid: string): Promise<Bookmark | undefined> {
    await this.#note('remove', jid);
    const known = this.get(jid);
    this.#put(this.list.filter((each) => each !== known));
    return known;
  }

  enter(jid: string): Room {
    return this.session.open(jid).join({ nick: this.nickFor(jid) }) as unknown as Room;
  }

  reload(): void {
    this.calls.push({ name: 'reload', args: [] });
  }

  called(name: string): (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  #put(list: readonly Bookmark[]): void {
    this.set({ list });
  }

  async #note(name: string, ...args: unknown[]): Promise<void> {
    this.calls.push({ name, args });
    await Promise.resolve();
    if (this.refusal) throw this.refusal;
  }
}

export class FakeDirectory extends WatchedStore {
  state: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  error: Error | undefined;
  service: string | undefined;
  rooms: readonly ListedRoom[] = [];
  count: number | undefined;
  complete = true;
  /** What services there are; undefined: nobody can say. */
  all: readonly RoomService[] | undefined = [{ jid: SERVICE }];
  /** What is listed where, once it is opened; a service that is not here does not answer. */
  readonly listed = new Map<string, readonly ListedRoom[]>();
  readonly facts = new Map<string, RoomFacts>();
  /** Whom somebody has looked at. */
  readonly asked = new Set<string>();
  pages = 0;

  services(): Promise<readonly RoomService[]> {
    return this.all ? Promise.resolve(this.all) : Promise.reject(new StanzaError('forbidden', 'auth'));
  }

  open(service: string): void {
    const rooms = this.listed.get(service);
    this.set({ service, state: rooms ? 'ready' : 'failed', rooms: rooms ?? [] });
  }

  more(): void {
    this.pages += 1;
  }

  about(jid: string): RoomFacts | undefined {
    this.asked.add(jid);
    return this.facts.get(jid);
  }

  known(jid: string): RoomFacts | undefined {
    return this.facts.get(jid);
  }

  close(): void {
    this.set({ state: 'idle', service: undefined, rooms: [] });
  }

  set(fields: Partial<Pick<FakeDirectory, 'state' | 'service' | 'rooms' | 'complete' | 'error'>>): void {
    Object.assign(this, fields);
    this.changed();
  }
}

export class FakeRoomsSession extends WatchedStore {
  state: SessionState = 'online';
  guest = false;
  error: Error | undefined;
  connects = 0;
  readonly config = { domain: 'kit.example' };
  readonly jid = 'me@kit.example/web1';
  readonly wire = { maxBytes: 262_144 };
  readonly files = new FakeFiles();
  readonly invitations = new FakeInvitations(() => this.rooms);
  readonly people: Promise<unknown> = Promise.resolve({
    roster: new FakeRoster(),
    blocking: new FakeBlocking(),
    invitations: this.invitations,
    files: this.files,
  });
  readonly bookmarks = new FakeBookmarks(this);
  readonly directory = new FakeDirectory();
  readonly all: FakeRoom[] = [];
  readonly opened = new Set<(room: FakeRoom) => void>();
  /** Addresses at which there is a room already. */
  readonly taken = new Set<string>();
  /** What entering a room that is not there leads to; unset, it is made. */
  makes: ((room: FakeRoom) => void) | undefined;
  readonly disco = {
    info: (jid: string) =>
      this.taken.has(jid) ? Promise.resolve({}) : Promise.reject(new StanzaError('item-not-found', 'cancel')),
  };
  readonly rooms = {
    all: this.all,
    opened: this.opened,
    get: (jid: string) => this.all.find((room) => room.jid === jid),
    open: (jid: string) => this.open(jid),
    join: (jid: string, options?: { nick?: string; password?: string }) => this.open(jid).join(options),
    bookmarks: () => Promise.resolve(this.bookmarks),
    directory: () => Promise.resolve(this.directory),
  };

  open(jid: string): FakeRoom {
    const known = this.rooms.get(jid);
    if (known) return known;
    const local = jid.split('@')[0] ?? jid;
    const room = new FakeRoom({ jid, name: local, nick: undefined });
    this.all.push(room);
    for (const tell of this.opened) tell(room);
    this.makes?.(room);
    return room;
  }

  /** A room that we are in. */
  enter(jid: string, fields: Partial<RoomFields> = {}): FakeRoom {
    const room = this.open(jid);
    room.set({ nick: 'Me', status: { state: 'joined' }, ...fields });
    return room;
  }

  set(fields: Partial<Pick<FakeRoomsSession, 'state' | 'guest' | 'error'>>): void {
    Object.assign(this, fields);
    this.changed();
  }

  connect(): Promise<void> {
    this.connects += 1;
    return Promise.resolve();
  }
}

export const facts = (more: Partial<RoomFacts> = {}): RoomFacts => ({ ...roomInfo(), ...more });

/** A session, what it keeps, and what can be found. */
export function fakeRooms() {
  const fake = new FakeRoomsSession();
  return { fake, bookmarks: fake.bookmarks, directory: fake.directory, session: fake as unknown as Session };
}

const NAMES = ['Garden', 'Kitchen', 'Workshop', 'Library', 'Harbour', 'Orchard', 'Market', 'Studio'];

/** So many rooms that a service lists. */
export const manyRooms = (n: number): ListedRoom[] =>
  Array.from({ length: n }, (_, i) => ({
    jid: at(`room${i}`),
    name: `${NAMES[i % NAMES.length]} ${Math.floor(i / NAMES.length) + 1}`,
  }));
