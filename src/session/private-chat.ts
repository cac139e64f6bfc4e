/**
 * A conversation with one occupant of a room, by private messages (XEP-0045 §7.5). It follows them through changes of
 * nickname and is over when they leave: what was said to them is never said to whoever takes their name (MUC-44). Where
 * the room gives occupant-ids it goes on when the same person comes back. Rooms deliver by nickname: of what is on its
 * way while a name changes hands, only they can tell whose it is.
 */
import type { ChatHabits } from './chat-host.js';
import { MessageEvent } from './conversation-events.js';
import type { Outgoing } from './conversation.js';
import { randomId } from './id.js';
import { bareJid, parseJid } from './jid.js';
import type { ChatMessage, RoomEvent } from './message.js';
import type { Occupant } from './occupant.js';
import { OneToOne } from './one-to-one.js';
import type { More } from './outbox.js';
import { readDelay } from './protocol/delay.js';
import { NS_MUC_USER } from './protocol/muc.js';
import type { PrivateChats } from './private-chats.js';
import type { RoomTalk } from './room-talk.js';
import { xml, type Element } from './xml.js';

/** Rows kept of each: many may write to us at once, as much as they like. */
const MAX_ROWS = 1_000;
const TRIM = 100;

/** Somebody in a room, or who was. */
export type Person = Pick<Occupant, 'nick' | 'occupantId' | 'came'>;

/** Why nothing can be said: they are not here any more, or the room lets us not. */
export type PrivateRefusal = 'gone' | 'forbidden';

export class PrivateChat extends OneToOne {
  readonly #chats: PrivateChats;
  readonly #room: RoomTalk;
  #person: Person;
  #occupant: Occupant | undefined;
  /** They have left, and nobody would know them again. */
  #over = false;
  /** Nobody has looked yet whether they are here. */
  #begun = true;

  /** @internal See {@link PrivateChats.open}. */
  constructor(chats: PrivateChats, room: RoomTalk, { nick, occupantId, came }: Person) {
    // What waits to be sent is kept by this name, and so is what is being written: nobody else ever gets it.
    super(room.session, `${room.jid}/${occupantId ?? randomId()}`);
    this.#chats = chats;
    this.#room = room;
    this.#person = { nick, occupantId, came };
  }

  /** What they are called, or were last. */
  get nick(): string {
    this.#chats.look();
    return this.#person.nick;
  }

  get name(): string {
    return this.nick;
  }

  /** The occupant JID that goes with it; `jid` only tells the conversation from others. */
  get address(): string {
    return `${this.#room.jid}/${this.nick}`;
  }

  /** As they are now; undefined: not here. */
  get occupant(): Occupant | undefined {
    this.#chats.look();
    return this.#occupant;
  }

  /** They have left; or we have, and nobody knows whether they are the same. */
  get gone(): boolean {
    return this.occupant === undefined;
  }

  get refusal(): PrivateRefusal | undefined {
    const { occupant } = this;
    if (!occupant) return 'gone';
    return this.#chats.mayWriteTo(occupant) ? undefined : 'forbidden';
  }

  /** @throws {RangeError} As any conversation; also if there is a {@link PrivateChat.refusal}. */
  override submit(outgoing: Outgoing, more?: More): ChatMessage {
    if (this.refusal) throw new RangeError(`not to be said: ${this.refusal}`);
    return super.submit(outgoing, more);
  }

  /** Nothing, where there is a {@link PrivateChat.refusal}: it stays as it is. */
  override retry(key: string): void {
    if (!this.refusal) super.retry(key);
  }

  override markRead(): void {
    const news = this.unread > 0;
    super.markRead();
    if (news && this.ready) this.tellSeen(this.to);
  }

  // Who it is

  /** @internal */
  get person(): Person {
    return this.#person;
  }

  /** @internal Whether they may be here, or come back. */
  get mayReturn(): boolean {
    return !this.#over;
  }

  /** @internal */
  isWith({ nick, occupantId, came }: Person): boolean {
    const known = this.#person;
    if (came !== undefined && came === known.came) return true;
    if (occupantId !== undefined || known.occupantId !== undefined) return occupantId === known.occupantId;
    return came === undefined && known.came === undefined && nick === known.nick;
  }

  /** @internal Somebody is here now. @returns Whether it is them. */
  follow(occupant: Occupant | undefined): boolean {
    if (!occupant || !this.isWith(occupant)) return false;
    const before = this.#occupant;
    if (occupant === before) return true;
    const { nick, occupantId } = this.#person;
    const { nick: newNick, came } = occupant;
    this.#occupant = occupant;
    this.#person = { nick: newNick, occupantId: occupant.occupantId ?? occupantId, came };
    if (nick !== newNick) {
      this.typists.heard(nick, undefined);
      this.#tell({ type: 'renamed', nick, newNick, own: false });
    } else if (!before && !this.#begun) this.#tellComing('came');
    this.#begun = false;
    this.changed();
    return true;
  }

  /** @internal They are not here. */
  freeze(): void {
    this.#over = this.#person.occupantId === undefined;
    if (!this.#occupant) return;
    this.#occupant = undefined;
    this.typists.clear();
    this.#giveUp();
    this.#tellComing('left');
  }

  /** Nobody who is gone is told what still waits for them. */
  #giveUp(): void {
    if (!this.gone) return;
    const { outbox } = this.session;
    for (const { id, state, sentAs, acknowledged, more } of outbox.entries(this.jid)) {
      if (state !== 'waiting') continue;
      if (!acknowledged) this.fail(id, { reason: sentAs.length ? 'no-echo' : 'left' });
      else this.timeline.settle(id, { state: 'sent' });
      if (acknowledged || more?.deed) outbox.remove(id);
    }
  }

  #tellComing(what: 'came' | 'left'): void {
    const none = { nicks: [], count: 0 };
    this.#tell({ type: 'comings', came: none, left: none, [what]: { nicks: [this.nick], count: 1 } });
  }

  #tell(event: RoomEvent['event']): void {
    this.addRow({ kind: 'event', key: randomId(), time: new Date(), event });
  }

  // What is said

  /** @internal */
  receive(stanza: Element, { nick }: Person): void {
    this.whenUnderstood(stanza, () => this.#receive(stanza, nick));
  }

  #receive(stanza: Element, nick: string): void {
    const time = this.#timeOf(stanza);
    const { occupantId } = this.#person;
    const by = { nick, own: false, occupantId, time, old: readDelay(stanza) !== undefined };
    if (this.loadedFeatures?.take(stanza, by)) return this.changed();
    const withState = this.hearStates(stanza, nick);
    const from = `${this.#room.jid}/${nick}`;
    const message = this.readSaid(stanza, { from, nick, own: false, occupantId, time, old: false });
    if (!message || !this.takeTheirs(stanza, message, withState)) return;
    this.#trim();
    if (this.ready) this.acknowledge(stanza, this.to, time);
    if (!this.folds(message)) this.dispatchEvent(new MessageEvent(message));
  }

  /** @internal MUC-43: whether it is about something said here, its id tells. */
  receiveBounce(stanza: Element): void {
    const { id } = stanza.attrs;
    const waits = this.session.outbox.entries(this.jid).some((entry) => entry.id === id);
    if (waits && id !== undefined) this.fail(id, this.failureOf(stanza));
    else this.receiveError(stanza);
  }

  #trim(): void {
    const { rows } = this.timeline;
    if (rows.length <= MAX_ROWS) return;
    for (const { key } of rows.slice(0, TRIM)) this.timeline.remove(key);
  }

  /** DT-7: only the room and our own server say when something was said. */
  #timeOf(stanza: Element): Date {
    const delay = readDelay(stanza);
    const by = bareJid(delay?.from ?? this.#room.jid);
    const believed = by === this.#room.jid || by === parseJid(this.session.wire.domain)?.full;
    return delay && believed ? delay.stamp : new Date();
  }

  /** MUC-41. */
  protected override outgoing(stanza: Element): Element {
    stanza.append(xml('x', { xmlns: NS_MUC_USER }));
    return stanza;
  }

  protected override get to(): string {
    return this.address;
  }

  protected override get habits(): ChatHabits {
    return this.#chats.habits;
  }

  /** They see us in the room. */
  protected override get mayTell(): boolean {
    return this.#occupant !== undefined;
  }

  override get ready(): boolean {
    return this.#room.ready && !this.gone;
  }

  protected override get archived(): boolean {
    return false;
  }

  override get ownAddress(): string {
    return this.#room.ownAddress;
  }

  override get ownNick(): string {
    return this.#room.ownNick;
  }

  override prepare(): Promise<void> {
    return Promise.resolve();
  }

  protected override readArchived(): undefined {
    return undefined;
  }

  /** @internal The room is open (again). */
  online(resumed: boolean): void {
    if (resumed) this.linkResumed();
    else void this.catchUp().then(() => this.#giveUp());
  }

  /** @internal */
  offline(resumable: boolean): void {
    this.linkLost(resumable);
  }

  /** @internal We are out of the room. */
  override waitAgain(resumable: boolean): void {
    super.waitAgain(resumable);
    this.#giveUp();
  }
}
