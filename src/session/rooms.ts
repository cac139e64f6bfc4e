/** The rooms of a session: one {@link Room} for each address, however many elements show it. */
import type { Bookmarks } from './bookmarks.js';
import type { Feature } from './feature.js';
import { bareJid } from './jid.js';
import { NS_CHAT_STATES } from './protocol/chat-states.js';
import { NS_MUC } from './protocol/muc.js';
import { Room, type JoinOptions } from './room.js';
import type { RoomDirectory } from './room-directory.js';
import type { Session } from './session.js';
import type { Element } from './xml.js';

/** What message-features.ts reads, once there is any. */
const MESSAGE_FEATURES = [
  'http://jabber.org/protocol/xhtml-im',
  'urn:xmpp:message-correct:0',
  'urn:xmpp:message-retract:1',
  'urn:xmpp:reactions:0',
  'urn:xmpp:reply:0',
];

export interface RoomListing {
  readonly jid: string;
  readonly name: string;
}

export class Rooms implements Feature {
  readonly namespaces = [NS_MUC, NS_CHAT_STATES, ...MESSAGE_FEATURES];
  readonly #session: Session;
  readonly #rooms = new Map<string, Room>();
  /** Told of each that is opened from now on. */
  readonly opened = new Set<(room: Room) => void>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Enters a room, or comes back with the one that is being entered; what becomes of it shows in its `status`. */
  join(jid: string, options: JoinOptions = {}): Room {
    return this.open(jid).join(options);
  }

  /** The room, without entering it. */
  open(jid: string): Room {
    const key = bareJid(jid) ?? jid;
    const known = this.#rooms.get(key);
    if (known) return known;
    const room = new Room(this.#session, key);
    this.#rooms.set(key, room);
    for (const tell of this.opened) tell(room);
    return room;
  }

  /** All that were opened. */
  get all(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  get(jid: string): Room | undefined {
    return this.#rooms.get(bareJid(jid) ?? jid);
  }

  /** Rooms of a service, as it lists them (MUC-2). @throws {StanzaError} */
  async list(service: string): Promise<RoomListing[]> {
    return (await lists()).listRooms(this.#session, service);
  }

  /** Those that the account keeps: from the first call on they are followed, and entered where they say so. */
  async bookmarks(): Promise<Bookmarks> {
    return (await lists()).bookmarksOf(this.#session);
  }

  /** Services with rooms, and what they list page by page; made anew each time. */
  async directory(): Promise<RoomDirectory> {
    return (await lists()).directoryOf(this.#session);
  }

  receive(stanza: Element): boolean {
    const room = this.#rooms.get(bareJid(stanza.attrs.from) ?? '');
    room?.receive(stanza);
    return room !== undefined || stanza.attrs.type === 'groupchat'; // IM-37: no room comes to life by itself
  }

  online(resumed: boolean): void {
    for (const room of this.all) room.online(resumed);
  }

  offline(resumable: boolean): void {
    for (const room of this.all) room.offline(resumable);
  }

  leaving(): void {
    for (const room of this.all) room.sayGoodbye();
  }

  /** Rooms we are in, and whoever sees our address in one. */
  knows(bare: string): boolean {
    return this.all.some(
      ({ jid, status, info, occupants }) =>
        ['joined', 'joining'].includes(status.state) &&
        (jid === bare ||
          (info?.nonAnonymous && [...occupants.values()].some((each) => each.jid?.startsWith(`${bare}/`)))),
    );
  }
}

const lists = () => import('./room-lists.js');
