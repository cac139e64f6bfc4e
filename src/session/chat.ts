/**
 * A conversation with one person (RFC 6121 §5): what both say, on whatever clients, from the archive as well (XEP-0313);
 * whether it arrived (XEP-0184) and was seen (XEP-0333). Which messages are its own is for chats.ts to know.
 */
import type { Archive, ArchiveItem } from './archive.js';
import type { ChatHabits, ChatHost, Delivery } from './chat-host.js';
import { displayName, seesUs } from './contact.js';
import { MessageEvent } from './conversation-events.js';
import type { Group, GroupOptions } from './group.js';
import { inOrder } from './history.js';
import { bareJid, parseJid, resourceOf } from './jid.js';
import type { Author } from './feature-host.js';
import type { ChatMessage, SendFailure } from './message.js';
import { OneToOne } from './one-to-one.js';
import { isBlockedByUs } from './protocol/blocking.js';
import { messageType } from './protocol/chat-message.js';
import { readDelay } from './protocol/delay.js';
import { readStanzaId, readSubject } from './protocol/message.js';
import { readDisplayed, wantsMarker } from './protocol/receipts.js';
import type { Element } from './xml.js';

/** security.md §8. */
const MAX_SUBJECT = 2000;

export class Chat extends OneToOne {
  readonly #host: ChatHost;
  /** The client that is answered. */
  #lock: string | undefined;
  /** Key of the last row before what may be missing. */
  #lastBefore: string | undefined;

  constructor(host: ChatHost, jid: string) {
    super(host.session, jid);
    this.#host = host;
  }

  /** What they are called here. */
  get name(): string {
    const contact = this.#host.contact(this.jid);
    return contact ? displayName(contact) : this.jid;
  }

  /** Neither a contact nor somebody we have written to: belongs in a place of its own. */
  get stranger(): boolean {
    return !this.answered && !this.#host.contact(this.jid);
  }

  /** Their client that is answered, else their address (IM-32). */
  get peer(): string {
    return this.to;
  }

  /** Makes a room of it, and invites them and others: as group.ts says. */
  async makeGroup(options: GroupOptions): Promise<Group> {
    const { makeGroup } = await import('./group.js');
    return makeGroup(this, options);
  }

  override markRead(): void {
    const news = this.unread > 0; // what the archive held all along was seen before, or elsewhere
    super.markRead();
    if (!news) return;
    const last = this.timeline.rows.findLast((row) => isTheirs(row) && row.stanzaId !== undefined);
    if (last?.kind === 'message') this.#host.displayed.read(this.jid, last.stanzaId ?? '');
    this.tellSeen(this.jid);
  }

  /** A message between us and them, from one of our clients or theirs. */
  receive(message: Element, how: Delivery): void {
    this.whenUnderstood(message, () => this.#receive(message, how));
  }

  #receive(message: Element, how: Delivery): void {
    if (messageType(message) === 'error') return this.receiveError(message);
    const delayed = readDelay(message) !== undefined;
    const by = this.#authorOf(message, this.#timeOf(message), delayed);
    if (this.loadedFeatures?.take(message, by)) this.changed();
    else if (by.own) this.#receiveOwn(message);
    else this.#receiveTheirs(message, how);
  }

  #authorOf({ attrs: { from } }: Element, time: Date, old: boolean): Author {
    const own = bareJid(from) === this.#host.account;
    return { nick: own ? this.ownNick : this.name, own, time, old };
  }

  /** Said while the account was not here, or lost on the way here: unread, and no more than that (MAM-4). */
  receiveMissed(items: readonly ArchiveItem[]): void {
    const behind = this.#lastBefore ?? this.timeline.quietGaps[0];
    this.#lastBefore = undefined;
    if (items.length > 0) void this.#takeMissed(items, behind);
  }

  async #takeMissed(items: readonly ArchiveItem[], behind: string | undefined): Promise<void> {
    await this.prepare(items);
    const rows = inOrder(items, (item) => this.readItem(item));
    this.news.missed(this.timeline.merge(rows, { behind }));
    this.changed();
  }

  /** Another client of ours has read on (XEP-0490). */
  readElsewhere(): void {
    this.changed();
  }

  /** Whether `one` archive id comes later than the `other`; what is not loaded is taken for newer. */
  isLater(one: string, other: string): boolean {
    const place = this.#placeOf(other);
    return place >= 0 && this.#placeOf(one) > place;
  }

  /** IM-32: somebody who moves is not followed to where they were. */
  receivePresence(from: string): void {
    if (this.#lock !== undefined && from !== this.jid) this.#lock = undefined;
  }

  online(resumed: boolean): void {
    if (resumed) this.linkResumed();
    else void this.catchUp();
  }

  offline(resumable: boolean): void {
    if (!resumable) this.#lock = undefined;
    this.#lastBefore = resumable ? (this.#lastBefore ?? this.timeline.last?.key) : undefined;
    this.linkLost(resumable);
  }

  protected override get archive(): Pick<Archive, 'query'> {
    const { archive } = this.session;
    return { query: (_, query) => archive.query(undefined, { ...query, with: this.jid }) };
  }

  override get ready(): boolean {
    return this.#host.ready;
  }

  protected override get archived(): boolean {
    return this.#host.archived;
  }

  override get ownAddress(): string {
    return this.session.jid ?? this.#host.account;
  }

  override get ownNick(): string {
    return parseJid(this.#host.account)?.local ?? this.#host.account;
  }

  /** RCPT-1: what they told of our messages while we were away; nobody else's word counts. */
  override async prepare(items: readonly ArchiveItem[]): Promise<void> {
    for (const { message } of items)
      if (bareJid(message.attrs.from) === this.jid) this.deliveries.found(message);
    await this.understand(...items.map(({ message }) => message));
  }

  override changed(): void {
    this.#followReading();
    super.changed();
  }

  /** XEP-0490 §4.1: only forward, and by what is here; what is not may be yet to come. */
  #followReading(): void {
    const upTo = this.unread > 0 ? this.#host.displayed.upTo(this.jid) : undefined;
    const at = upTo === undefined ? -1 : this.#placeOf(upTo);
    const { rows } = this.timeline;
    if (at < 0 || at < rows.findIndex(({ key }) => key === this.firstUnread)) return;
    const left = rows.slice(at + 1).filter((row) => isTheirs(row) && !this.folds(row));
    if (left.length === 0) {
      this.markedElsewhere(); // by who has read it
      this.news.clear();
    } else if (left.length < this.unread)
      Object.assign(this.news, { count: left.length, first: left[0]?.key });
  }

  /** @returns -1: it is not loaded. */
  #placeOf(stanzaId: string): number {
    return this.timeline.rows.findLastIndex((row) => row.kind === 'message' && row.stanzaId === stanzaId);
  }

  protected override get to(): string {
    return this.#lock ?? this.jid;
  }

  protected override get habits(): ChatHabits {
    return this.#host.habits;
  }

  protected override get mayTell(): boolean {
    const contact = this.#host.contact(this.jid);
    return contact !== undefined && seesUs(contact);
  }

  /** MAM-1: what it holds is between the account and them. */
  protected override readArchived({ id, stamp, message }: ArchiveItem): ChatMessage | undefined {
    const type = messageType(message);
    if (type !== 'chat' && type !== 'normal') return undefined;
    const { from, to } = message.attrs;
    const own = bareJid(from) === this.#host.account;
    if (bareJid(own ? to : from) !== this.jid && bareJid(from) !== this.jid) return undefined;
    if (this.loadedFeatures?.take(message, this.#authorOf(message, stamp, true))) return undefined;
    if (own) this.answered = true;
    if (own) this.deliveries.expect(message.attrs.id);
    if (!own && wantsMarker(message)) this.askedToMark(message.attrs.id, stamp);
    return this.#read(message, stamp, { own, old: true, archiveId: id });
  }

  #receiveOwn(stanza: Element): void {
    const seen = readDisplayed(stanza);
    if (seen !== undefined && this.timeline.rows.findLast(isTheirs)?.id === seen) {
      this.markedElsewhere(); // by another client of ours
      super.markRead();
    }
    const message = this.#read(stanza, this.#timeOf(stanza), { own: true, old: false });
    if (!message) return;
    this.answered = true;
    this.take(message);
  }

  #receiveTheirs(stanza: Element, how: Delivery): void {
    const { from = this.jid } = stanza.attrs;
    const withState = this.hearStates(stanza, this.name);
    const message = this.#read(stanza, this.#timeOf(stanza), { own: false, old: false });
    if (!message || !this.takeTheirs(stanza, message, withState)) return;
    if (how === 'live') this.#answer(stanza, from);
    if (!this.folds(message)) this.dispatchEvent(new MessageEvent(message));
  }

  #answer(stanza: Element, from: string): void {
    const moved = this.#lock !== undefined && this.#lock !== from;
    const lockable = this.#host.habits.lockResource && resourceOf(from) !== undefined;
    this.#lock = moved || !lockable ? undefined : from;
    this.acknowledge(stanza, from, this.#timeOf(stanza));
  }

  protected override failureOf(stanza: Element): SendFailure {
    const failure = super.failureOf(stanza);
    return failure.reason === 'refused' ? { ...failure, blocked: isBlockedByUs(stanza) } : failure;
  }

  #read(
    stanza: Element,
    time: Date,
    { own, old, archiveId }: { own: boolean; old: boolean; archiveId?: string },
  ): ChatMessage | undefined {
    const trusted = this.#host.archived; // SID-1
    return this.readSaid(stanza, {
      from: parseJid(stanza.attrs.from)?.full ?? this.jid,
      nick: own ? this.ownNick : this.name,
      own,
      subject: readSubject(stanza, this.session.config.lang).slice(0, MAX_SUBJECT) || undefined,
      time,
      stanzaId: archiveId ?? (trusted ? readStanzaId(stanza, this.#host.account) : undefined),
      old,
    });
  }

  /** DT-7: only our own server and account say when something was said. */
  #timeOf(stanza: Element): Date {
    const delay = readDelay(stanza);
    const by = delay?.from === undefined ? this.#host.account : bareJid(delay.from);
    const ours = by === this.#host.account || by === parseJid(this.session.wire.domain)?.full;
    return delay && ours ? delay.stamp : new Date();
  }
}

const isTheirs = (row: { kind: string; own?: boolean }): row is ChatMessage =>
  row.kind === 'message' && !row.own;
