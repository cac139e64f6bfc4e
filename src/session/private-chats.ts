/**
 * Private messages in a room (XEP-0045 §7.5): one {@link PrivateChat} for each person that one talks to there. Who that is
 * goes by the room's occupant-id, else by uninterrupted presence, never by the nickname (MUC-44). Loaded with the first
 * private message, or the first wish to write one.
 */
import { isBlocked } from './blocked.js';
import { habitsOf } from './chat-habits.js';
import type { ChatHabits } from './chat-host.js';
import { resourceOf } from './jid.js';
import type { Occupant } from './occupant.js';
import { ownBare } from './own-account.js';
import { PrivateChat, type Person } from './private-chat.js';
import { messageType } from './protocol/chat-message.js';
import { infoValues } from './protocol/disco.js';
import { readBody, readOccupantId } from './protocol/message.js';
import { NS_MARKERS, NS_RECEIPTS } from './protocol/receipts.js';
import type { RoomInfo, RoomStatus } from './room-status.js';
import type { RoomTalk } from './room-talk.js';
import { Store } from './store.js';
import type { Element } from './xml.js';

/** Whoever begins another one is not heard until one of those can be forgotten: nobody has answered it, and they left. */
const MAX_CHATS = 50;
const ROOM_INFO = 'http://jabber.org/protocol/muc#roominfo';
const IN: readonly RoomStatus['state'][] = ['joined', 'joining'];
const OCCUPANT_ID = 'urn:xmpp:occupant-id:0';

export class PrivateChats extends Store {
  readonly #room: RoomTalk;
  readonly habits: ChatHabits;
  #chats: readonly PrivateChat[] = [];
  /** Who was here when it was looked last. */
  #seen: ReadonlyMap<string, Occupant> | undefined;
  #info: RoomInfo | undefined;
  /** Who may write privately, by role, as far as the room says so. */
  #allowed: string | undefined;
  /** Whose they are; undefined: a guest's. */
  #owner: string | undefined;
  #inside = false;
  /** The link is lost, and the session may go on. */
  #resuming = false;

  /** @internal See {@link RoomTalk.privateChats}. */
  constructor(room: RoomTalk) {
    super();
    this.#room = room;
    const { session } = room;
    this.habits = habitsOf(session);
    this.#owner = this.#account;
    this.#inside = room.status.state === 'joined';
    const { taken } = session.outbox;
    session.outbox.taken = (entry) => {
      taken?.(entry);
      this.#chats.find(({ jid }) => jid === entry.to)?.taken(entry.id);
    };
    session.use({
      namespaces: [NS_RECEIPTS, NS_MARKERS],
      online: (resumed) => this.#online(resumed),
      offline: (resumable) => this.#offline(resumable),
    });
    room.addEventListener('change', () => this.look());
    room.addEventListener('status', () => this.#statusChanged());
    this.look();
  }

  /** In the order in which they began. */
  get all(): readonly PrivateChat[] {
    return this.#chats;
  }

  /** Messages that nobody has read. */
  get unread(): number {
    return this.#chats.reduce((sum, { unread }) => sum + unread, 0);
  }

  /** Whether we may write to them, as far as the room says so (MUC-43). */
  mayWriteTo({ self, role }: Occupant): boolean {
    if (self) return false;
    const own = this.#room.self?.role;
    switch (this.#allowed) {
      case 'none':
        return false;
      case 'moderators':
        return own === 'moderator' || role === 'moderator';
      case 'participants':
        return own !== 'visitor' || role === 'moderator';
      default:
        return true;
    }
  }

  /**
   * The conversation with whoever has that nickname now, or with somebody who was seen before, whatever their nickname.
   * @throws {RangeError} Nobody else is called that; or they have left.
   */
  open(who: string | Occupant): PrivateChat {
    this.look();
    const occupant = typeof who === 'string' ? this.#room.occupants.get(who) : this.#now(who);
    if (!occupant || occupant.self) throw new RangeError('nobody to talk to');
    return this.#with(occupant) ?? this.#begin(occupant);
  }

  /** Forgets a conversation; another message begins a new one. */
  close(chat: PrivateChat): void {
    chat.offline(false);
    this.#chats = this.#chats.filter((each) => each !== chat);
    this.changed();
  }

  /**
   * @internal A message from the room that is not for all (MUC-42), or what became of ours.
   * @param by - Whose nickname it was then.
   */
  receive(stanza: Element, by: Occupant | undefined): void {
    if (messageType(stanza) === 'error') {
      for (const chat of this.#chats) chat.receiveBounce(stanza);
      return;
    }
    const nick = resourceOf(stanza.attrs.from);
    if (nick === undefined || !IN.includes(this.#room.status.state)) return;
    if (by?.self) return; // ours, by another client or back to ourselves
    if (this.#isBlocked(by?.jid, nick)) return;
    this.look();
    const occupantId = this.#room.trusts(OCCUPANT_ID) ? readOccupantId(stanza) : undefined;
    const person = by ?? { nick, occupantId };
    const chat = this.#with(person) ?? (readBody(stanza)?.body ? this.#beginHeard(person) : undefined);
    if (by && by.came !== chat?.person.came) chat?.follow(this.#now(by)); // by another client of theirs
    chat?.receive(stanza, person);
  }

  /** M-14: the server stops what an address says, not what it has a room say. */
  #isBlocked(jid: string | undefined, nick: string): boolean {
    const { session, jid: room } = this.#room;
    return [jid, `${room}/${nick}`].some((each) => each !== undefined && isBlocked(session, each));
  }

  /** As they are now, maybe under another nickname. */
  #now({ came, occupantId }: Occupant): Occupant | undefined {
    const all = [...this.#room.occupants.values()];
    const stayed = all.find((each) => each.came === came);
    return stayed ?? all.find((each) => occupantId !== undefined && each.occupantId === occupantId);
  }

  /** @internal Looks who is here now. */
  look(): void {
    const { occupants, info } = this.#room;
    if (info !== this.#info) void this.#readRules((this.#info = info));
    if (occupants === this.#seen) return;
    this.#seen = occupants;
    const lost = this.#chats.filter((chat) => !chat.follow(occupants.get(chat.person.nick)));
    if (lost.some(({ mayReturn }) => mayReturn)) this.#find(lost, occupants);
    for (const chat of lost) chat.freeze();
  }

  /** Those who have another nickname now. */
  #find(lost: PrivateChat[], occupants: ReadonlyMap<string, Occupant>): void {
    const known = new Map<unknown, Occupant>();
    for (const each of occupants.values()) known.set(each.occupantId, each).set(each.came, each);
    known.delete(undefined);
    for (const chat of [...lost]) {
      const { came, occupantId } = chat.person;
      if (chat.follow(known.get(came) ?? known.get(occupantId))) lost.splice(lost.indexOf(chat), 1);
    }
  }

  #with(person: Person): PrivateChat | undefined {
    return this.#chats.find((chat) => chat.isWith(person));
  }

  #begin(person: Person): PrivateChat {
    const chat = new PrivateChat(this, this.#room, person);
    this.#chats = [...this.#chats, chat];
    this.#seen = undefined;
    this.look();
    chat.addEventListener('change', () => this.changed());
    if (this.#inside) chat.online(false);
    this.changed();
    this.#room.changed(); // for those who have known of none
    return chat;
  }

  #beginHeard(person: Person): PrivateChat | undefined {
    if (this.#chats.length >= MAX_CHATS) {
      const idle = this.#chats.find(({ gone, answered }) => gone && !answered);
      if (!idle) return undefined;
      this.close(idle);
    }
    return this.#begin(person);
  }

  /** Rooms need not tell; then what they refuse says it. */
  async #readRules(info: RoomInfo | undefined): Promise<void> {
    const { session, jid } = this.#room;
    const told = info && (await session.disco.info(jid).catch(() => undefined));
    if (info !== this.#info) return;
    this.#allowed = told && infoValues(told, ROOM_INFO, 'muc#roomconfig_allowpm')[0];
    this.changed();
  }

  /** What the link does is told by the session. */
  #statusChanged(): void {
    const { status, session } = this.#room;
    const inside = status.state === 'joined';
    this.look();
    if (!session.wire.live || inside === this.#inside) return;
    this.#inside = inside;
    if (!inside) for (const chat of this.#chats) chat.waitAgain(false);
    else if (!this.#resuming) for (const chat of this.#chats) chat.online(false);
  }

  /** What one account has said privately, and heard, is nothing to the next. */
  get #account(): string | undefined {
    const { session } = this.#room;
    return session.guest ? undefined : ownBare(session);
  }

  #online(resumed: boolean): void {
    this.#resuming = false;
    if (this.#account !== this.#owner) for (const chat of this.#chats) this.close(chat);
    this.#owner = this.#account;
    for (const chat of this.#chats) {
      if (!resumed) chat.waitAgain(false);
      else if (this.#inside) chat.online(true);
    }
  }

  #offline(resumable: boolean): void {
    this.#inside = false;
    this.#resuming = resumable;
    for (const chat of this.#chats) chat.offline(resumable);
  }
}
