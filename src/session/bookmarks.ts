/**
 * The rooms that the account keeps, in step with its other clients: each an item of a node of its own (XEP-0402) where
 * the server makes one of that and of the older way, or has no older way; else all in private XML (XEP-0048, XEP-0049).
 * Guests have them for the page's life. Rooms that say so are entered, and left when another client takes that back.
 * Reading and building is protocol/bookmarks.ts.
 */
import { ConfigError, ConnectionError, StanzaError } from './errors.js';
import type { Feature } from './feature.js';
import { parseJid, prepareResource } from './jid.js';
import { ownBare } from './own-account.js';
import type { People } from './people.js';
import { NODE_BOOKMARKS, NODE_STORAGE } from './protocol/bookmark-nodes.js';
import {
  BOOKMARKS_COMPAT,
  BOOKMARKS_OPTIONS,
  buildBookmark,
  buildRetraction,
  buildStorage,
  buildStorageRequest,
  readBookmark,
  readStorage,
  roomJid,
  type Bookmark,
} from './protocol/bookmarks.js';
import { buildItemsRequest, readItems, type PublishedItem } from './protocol/pubsub.js';
import type { Room } from './room.js';
import type { Session } from './session.js';
import { Store } from './store.js';

export type { Bookmark } from './protocol/bookmarks.js';

/** `ready` also while the link is down, with what was known last. */
export type BookmarksState = 'idle' | 'loading' | 'ready' | 'failed';

/** What of a bookmark its user may set; what is left out stays, '' takes a name or nickname away. */
export interface BookmarkChange {
  readonly name?: string;
  readonly nick?: string;
  readonly autojoin?: boolean;
  /** Only where somebody wants it kept on the server, readable to whoever runs that. */
  readonly password?: string;
}

/** So many rooms are being entered at a time. */
const ENTERING = 4;
/** More are entered only by hand. */
const MAX_ENTERED = 200;
const MAX_BOOKMARKS = 5_000;

export class Bookmarks extends Store implements Feature {
  readonly #session: Session;
  readonly #bookmarks = new Map<string, Bookmark>();
  #list: readonly Bookmark[] | undefined;
  #state: BookmarksState = 'idle';
  #error: Error | undefined;
  /** Whose they are; '' for a guest's. */
  #account: string | undefined;
  #people: People | undefined;
  /** Where the account keeps them. */
  #way: 'node' | 'storage' | undefined;
  /** How often they were asked for; what came of earlier ones is of no interest. */
  #loads = 0;
  /** They were there once in this page: rooms that somebody has left since are not entered again by themselves. */
  #met = false;
  #loaded: Promise<void> = Promise.resolve();
  /** One change after the other: private XML is replaced as a whole. */
  #writing: Promise<unknown> = Promise.resolve();
  /** What somebody is changing here: what others say of it meanwhile is older, or about to be. */
  readonly #writes = new Map<string, number>();
  /** Rooms that we are in because of their bookmarks, or by a deed in a list of them. */
  readonly #entered = new Set<string>();
  #waiting: Bookmark[] = [];
  #entering = 0;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  get state(): BookmarksState {
    return this.#state;
  }

  /** Why the state is `failed`. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Whether they outlive the page. */
  get lasting(): boolean {
    return !this.#session.guest;
  }

  /** In the order in which they came; the same array until something changes. */
  get list(): readonly Bookmark[] {
    return (this.#list ??= [...this.#bookmarks.values()]);
  }

  get(jid: string): Bookmark | undefined {
    return this.#bookmarks.get(roomJid(jid) ?? jid);
  }

  /** What we go by in a room, as far as that is known before anybody is asked. */
  nickFor(jid: string): string | undefined {
    const own = this.lasting ? (this.#people?.roster.nick ?? parseJid(this.#account)?.local) : undefined;
    return this.get(jid)?.nick ?? this.#session.rooms.get(jid)?.nick ?? this.#session.config.nick ?? own;
  }

  /**
   * Keeps a room, or keeps it in another way.
   * @throws {ConfigError} No address of a room, or no nickname. @throws {StanzaError} @throws {ConnectionError} Nothing has changed.
   */
  async add(jid: string, change: BookmarkChange = {}): Promise<void> {
    const bare = roomJid(jid);
    if (bare === undefined) throw new ConfigError('jid', jid);
    const nick = change.nick?.trim();
    if (nick && prepareResource(nick) === undefined) throw new ConfigError('nick', nick);
    await this.#loaded;
    await this.#write(bare, (known = { jid: bare, autojoin: false }) => ({
      ...known,
      name: change.name === undefined ? known.name : change.name.trim() || undefined,
      nick: nick === undefined ? known.nick : prepareResource(nick) || undefined,
      autojoin: change.autojoin ?? known.autojoin,
      password: change.password === undefined ? known.password : change.password || undefined,
    }));
  }

  /** As it was, with all that other clients keep in it. As {@link add}. */
  async restore(bookmark: Bookmark): Promise<void> {
    await this.#write(bookmark.jid, () => bookmark);
  }

  /** Keeps it no longer; whoever is in stays in. @returns What {@link restore} takes. @throws As {@link add}. */
  async remove(jid: string): Promise<Bookmark | undefined> {
    await this.#loaded;
    const known = this.get(jid);
    if (known) await this.#write(known.jid, () => undefined);
    return known;
  }

  /** Enters a room that is in the list, by somebody's wish: from then on it goes as its bookmark does. */
  enter(jid: string): Room {
    const room = this.#session.rooms.open(jid);
    this.#entered.add(room.jid);
    room.kept = true;
    if (['joined', 'joining', 'offline'].includes(room.status.state)) return room;
    const { password } = this.get(jid) ?? {};
    return room.join({ nick: room.nick ?? this.nickFor(jid), ...(password !== undefined && { password }) });
  }

  /** Asks for them again. */
  reload(): void {
    if (this.#session.state === 'online') this.#load();
  }

  online(resumed: boolean): void {
    this.#entering = 0; // those come back by themselves
    if (!resumed) this.#load();
    this.#enterNext();
  }

  /** @internal Somebody else may come: neither what was kept nor the rooms that were entered by it are theirs. */
  forget(): void {
    for (const jid of this.#entered) this.#leave(jid);
    this.#bookmarks.clear();
    this.#waiting = [];
    this.#met = false;
    this.#way = undefined;
    this.#set('idle');
  }

  #set(state: BookmarksState, error?: Error): void {
    this.#state = state;
    this.#error = error;
    this.#list = undefined;
    this.changed();
  }

  #load(): void {
    const load = ++this.#loads;
    const current = () => load === this.#loads;
    const account = this.lasting ? ownBare(this.#session) : '';
    if (this.#account !== undefined && account !== this.#account) this.forget();
    this.#account = account;
    if (!account) return this.#set('ready');
    if (this.#state !== 'ready') this.#set('loading');
    const loaded = this.#fetch(account).then(
      (all) => current() && this.#arrived(all),
      (error: unknown) => {
        if (current()) this.#set(this.#met ? 'ready' : 'failed', error as Error);
      },
    );
    this.#loaded = loaded.then(() => undefined);
  }

  async #fetch(account: string): Promise<readonly Bookmark[]> {
    const { wire, disco } = this.#session;
    await this.#meet();
    const info = await disco.info(account).catch(() => undefined);
    if (!info?.features.has(BOOKMARKS_COMPAT)) {
      try {
        const { bookmarks } = readStorage(await wire.get(undefined, buildStorageRequest()));
        this.#way = 'storage';
        return bookmarks;
      } catch (error) {
        if (!(error instanceof StanzaError)) throw error; // there is no older way
      }
    }
    const items = await wire.get(undefined, buildItemsRequest(NODE_BOOKMARKS)).catch((error: unknown) => {
      if (!(error instanceof StanzaError && error.condition === 'item-not-found')) throw error;
      return undefined; // nothing was ever kept
    });
    this.#way = 'node';
    return readItems(items, NODE_BOOKMARKS).flatMap((item) => readItem(item) ?? []);
  }

  async #meet(): Promise<void> {
    const people = await this.#session.people;
    if (this.#people) return;
    this.#people = people;
    people.bookmarks = {
      heard: (node, item) => this.#heard(node, item),
      forget: () => this.forget(),
    };
  }

  /** BM-2: told by our own account, which people.ts has seen to. */
  #heard(node: string, item: PublishedItem | undefined): void {
    if (node !== (this.#way === 'node' ? NODE_BOOKMARKS : NODE_STORAGE) || this.#state !== 'ready') return;
    if (!item) return this.reload();
    if (node === NODE_STORAGE) return this.#arrived(readStorage(item.element).bookmarks);
    const jid = roomJid(item.id);
    if (jid === undefined) return;
    const bookmark = readItem(item);
    if (bookmark || !item.element) this.#apply(jid, bookmark);
  }

  /** All there are now. */
  #arrived(all: readonly Bookmark[]): void {
    const there = new Map(all.slice(0, MAX_BOOKMARKS).map((each) => [each.jid, each]));
    for (const { jid } of this.list) if (!there.has(jid)) this.#apply(jid, undefined);
    for (const [jid, bookmark] of there) this.#apply(jid, bookmark);
    this.#met = true;
    this.#set('ready');
  }

  /** Another client has done that, or what we did is back: then nothing is new. */
  #apply(jid: string, bookmark: Bookmark | undefined): void {
    if (this.#writes.has(jid)) return;
    const before = this.#bookmarks.get(jid);
    this.#put(jid, bookmark);
    if (bookmark?.autojoin && !before?.autojoin) this.#enterSoon(bookmark);
    if (before?.autojoin && !bookmark?.autojoin) this.#leave(jid);
  }

  #put(jid: string, bookmark: Bookmark | undefined): void {
    if (!bookmark) this.#bookmarks.delete(jid);
    else if (this.#bookmarks.size < MAX_BOOKMARKS || this.#bookmarks.has(jid))
      this.#bookmarks.set(jid, bookmark);
    this.#list = undefined;
    this.changed();
  }

  /** Somebody's own doing: seen at once, taken back where the server refuses it. */
  async #write(jid: string, change: (known?: Bookmark) => Bookmark | undefined): Promise<void> {
    const before = this.#bookmarks.get(jid);
    const wanted = change(before);
    this.#put(jid, wanted);
    const write = this.#writing.then(() => (this.lasting ? this.#save(jid, change) : undefined));
    this.#writing = write.catch(() => undefined);
    this.#writes.set(jid, (this.#writes.get(jid) ?? 0) + 1);
    try {
      await write;
    } catch (error) {
      if (this.#bookmarks.get(jid) === wanted) this.#put(jid, before);
      throw error;
    } finally {
      const more = (this.#writes.get(jid) ?? 1) - 1;
      if (more) this.#writes.set(jid, more);
      else this.#writes.delete(jid);
    }
  }

  async #save(jid: string, change: (known?: Bookmark) => Bookmark | undefined): Promise<void> {
    const { wire } = this.#session;
    if (!this.#way) throw new ConnectionError('lost', 'it is not known yet what is kept');
    if (this.#way === 'storage') {
      const { bookmarks, others } = readStorage(await wire.get(undefined, buildStorageRequest()));
      const wanted = change(bookmarks.find((each) => each.jid === jid));
      const rest = bookmarks.filter((each) => each.jid !== jid);
      const all = wanted ? [...rest, wanted] : rest;
      await wire.set(undefined, buildStorage({ bookmarks: all, others }));
      this.#arrived(all);
      return;
    }
    const wanted = change(this.#bookmarks.get(jid));
    if (wanted) await this.#publish(wanted);
    else await wire.set(undefined, buildRetraction(jid)).catch(unlessGone);
  }

  /** Another client may have made the node otherwise, even open to all. */
  async #publish(bookmark: Bookmark): Promise<void> {
    const pep = this.#people?.pep;
    const payload = buildBookmark(bookmark);
    const publish = () => pep?.publishPrivately(NODE_BOOKMARKS, bookmark.jid, payload, BOOKMARKS_OPTIONS);
    try {
      await publish();
    } catch (error) {
      if (!(error instanceof StanzaError && error.condition === 'conflict')) throw error;
      await pep?.makePrivate(NODE_BOOKMARKS, BOOKMARKS_OPTIONS);
      await publish();
    }
  }

  #enterSoon(bookmark: Bookmark): void {
    const room = this.#session.rooms.get(bookmark.jid);
    if (room) room.kept = true;
    if (room && room.status.state !== 'idle') return; // by somebody else's will
    if (this.#entered.size + this.#waiting.length >= MAX_ENTERED) return;
    this.#waiting.push(bookmark);
    this.#enterNext();
  }

  #enterNext(): void {
    if (this.#session.state !== 'online') return;
    while (this.#entering < ENTERING && this.#waiting.length) {
      const { jid } = this.#waiting.shift()!;
      if (!this.get(jid)?.autojoin) continue;
      this.#entering++;
      const next = () => {
        this.#entering = Math.max(0, this.#entering - 1);
        this.#enterNext();
      };
      this.enter(jid).joined.then(next, next);
    }
  }

  #leave(jid: string): void {
    this.#waiting = this.#waiting.filter((each) => each.jid !== jid);
    const room = this.#session.rooms.get(jid);
    if (room) room.kept = false;
    if (this.#entered.delete(jid)) room?.leave().catch(() => undefined); // out of it anyway
  }
}

const readItem = ({ id, element }: PublishedItem) => element && readBookmark(id, element);

/** Another client was faster. */
function unlessGone(error: unknown): void {
  if (!(error instanceof StanzaError && error.condition === 'item-not-found')) throw error;
}

const known = new WeakMap<Session, Bookmarks>();

/** Those of that session, made with the first call. */
export function bookmarksOf(session: Session): Bookmarks {
  const before = known.get(session);
  if (before) return before;
  const bookmarks = session.use(new Bookmarks(session));
  known.set(session, bookmarks);
  if (session.state === 'online') bookmarks.online(false);
  return bookmarks;
}
