/**
 * A conversation with one person (RFC 6121 §5): what both say, on whatever clients, from the archive as well (XEP-0313);
 * whether it arrived (XEP-0184) and was seen (XEP-0333). Which messages are its own is for chats.ts to know.
 */
import type { Archive, ArchiveItem } from './archive.js';
import type { ChatHost, Delivery } from './chat-host.js';
import { displayName, seesUs } from './contact.js';
import { MessageEvent } from './conversation-events.js';
import { ConversationStore } from './conversation-store.js';
import { Deliveries } from './deliveries.js';
import type { Group, GroupOptions } from './group.js';
import { inOrder } from './history.js';
import { randomId } from './id.js';
import { bareJid, parseJid, resourceOf } from './jid.js';
import type { Author } from './feature-host.js';
import type { ChatMessage, Row } from './message.js';
import type { OutboxEntry } from './outbox.js';
import { isBlockedByUs } from './protocol/blocking.js';
import { buildChatMessage, messageType, readThread } from './protocol/chat-message.js';
import { buildChatState, readChatState } from './protocol/chat-states.js';
import { readDelay } from './protocol/delay.js';
import { readBody, readOriginId, readStanzaId, readSubject } from './protocol/message.js';
import { buildPing } from './protocol/ping.js';
import {
  buildDisplayed,
  buildReceipt,
  readDisplayed,
  wantsMarker,
  wantsReceipt,
} from './protocol/receipts.js';
import { readStanzaError } from './protocol/stanza-error.js';
import { child, type Element } from './xml.js';

/** security.md §8. */
const MAX_SUBJECT = 2000;
const NS_XHTML_IM = 'http://jabber.org/protocol/xhtml-im';

export class Chat extends ConversationStore {
  readonly #host: ChatHost;
  /** The client that is answered. */
  #lock: string | undefined;
  #thread: string | undefined;
  /** Whether their last message told a chat state; undefined: none has come (CSN-1). */
  #statesWanted: boolean | undefined;
  #answered = false;
  /** The client that spoke last. */
  #speaker: string | undefined;
  /** Whether it shows rich text; undefined: not known (XHT-17). */
  #formats: boolean | undefined;
  /** It was sent some. */
  #formatted = false;
  /** Of the last message whose author wants to know that it was seen. */
  #toMark: string | undefined;
  /** When what asked for it last was said. */
  #markableAt: Date | undefined;
  readonly #deliveries = new Deliveries(this.timeline, (id) => this.taken(id));
  #proving = false;
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
    return !this.#answered && !this.#host.contact(this.jid);
  }

  /** Key of our last message that they have seen. */
  get seen(): string | undefined {
    const { seen } = this.#deliveries;
    return seen && this.messages.find((row) => row.key === seen || shownFor(row) === seen)?.key;
  }

  /** Their client that is answered, else their address (IM-32). */
  get peer(): string {
    return this.#lock ?? this.jid;
  }

  /** What goes with all that is said here (IM-33). */
  get thread(): string {
    return (this.#thread ??= randomId());
  }

  /** Makes a room of it, and invites them and others: as group.ts says. */
  async makeGroup(options: GroupOptions): Promise<Group> {
    const { makeGroup } = await import('./group.js');
    return makeGroup(this, options);
  }

  /** When anything was said last. */
  get lastAt(): Date | undefined {
    return this.lastMessage?.time;
  }

  get lastMessage(): ChatMessage | undefined {
    return this.messages.findLast((row) => row.kind === 'message');
  }

  override markRead(): void {
    const news = this.unread > 0; // what the archive held all along was seen before, or elsewhere
    super.markRead();
    if (!news) return;
    const last = this.timeline.rows.findLast((row) => isTheirs(row) && row.stanzaId !== undefined);
    if (last?.kind === 'message') this.#host.displayed.read(this.jid, last.stanzaId ?? '');
    const id = this.#toMark;
    if (id === undefined) return;
    this.#toMark = undefined;
    if (this.#host.habits.markers && this.#mayTell) this.session.wire.send(buildDisplayed(this.jid, id));
  }

  /** What came back as undeliverable after all is sent anew, as another message: it has arrived nowhere. */
  override retry(key: string): void {
    const row = this.#bounced(key);
    if (!row) return super.retry(key);
    this.timeline.remove(key);
    if (this.loadedFeatures) this.loadedFeatures.resend(row);
    else this.submit(row.body);
  }

  override discard(key: string): string | undefined {
    const row = this.#bounced(key);
    if (!row) return super.discard(key);
    this.timeline.remove(key);
    this.changed();
    return row.body;
  }

  /** A message between us and them, from one of our clients or theirs. */
  receive(message: Element, how: Delivery): void {
    this.whenUnderstood(message, () => this.#receive(message, how));
  }

  #receive(message: Element, how: Delivery): void {
    if (messageType(message) === 'error') return this.#receiveError(message);
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

  /** The server has our message, and so all that went out before it. */
  taken(id: string): void {
    const sending = this.#sending;
    const end = sending.findIndex((entry) => entry.id === id) + 1;
    for (const entry of sending.slice(0, end)) {
      const row = this.timeline.find(entry.id);
      if (row?.kind === 'message') this.confirm(row);
      else this.loadedFeatures?.done(entry.id);
    }
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

  protected override get replayed(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** RCPT-1: what they told of our messages while we were away; nobody else's word counts. */
  override async prepare(items: readonly ArchiveItem[]): Promise<void> {
    for (const { message } of items)
      if (bareJid(message.attrs.from) === this.jid) this.#deliveries.found(message);
    await this.understand(...items.map(({ message }) => message));
  }

  override changed(): void {
    this.#deliveries.settle();
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
      this.#toMark = undefined; // said by who has read it
      this.news.clear();
    } else if (left.length < this.unread)
      Object.assign(this.news, { count: left.length, first: left[0]?.key });
  }

  /** @returns -1: it is not loaded. */
  #placeOf(stanzaId: string): number {
    return this.timeline.rows.findLastIndex((row) => row.kind === 'message' && row.stanzaId === stanzaId);
  }

  protected override mayFollow(): boolean {
    return true;
  }

  protected override buildMessage(entry: OutboxEntry, again: boolean): Element {
    this.#answered = true;
    return buildChatMessage({
      to: this.peer,
      id: entry.id,
      ...this.contentOf(entry),
      lang: this.session.config.lang,
      thread: this.thread,
      active: this.#host.habits.chatStates && this.#statesWanted !== false,
      delayed: again ? new Date(entry.time) : undefined, // SM-5
    });
  }

  override flush(): void {
    super.flush();
    this.#proveSent();
  }

  /** CSN-1: only to who tells such things, too. */
  protected override sendChatState(state: 'composing' | 'paused'): void {
    if (!this.#host.habits.chatStates || !this.#statesWanted || !(this.#answered || this.#mayTell)) return;
    this.session.wire.send(buildChatState(this.#lock ?? this.jid, 'chat', state));
  }

  /** MAM-1: what it holds is between the account and them. */
  protected override readArchived({ id, stamp, message }: ArchiveItem): ChatMessage | undefined {
    const type = messageType(message);
    if (type !== 'chat' && type !== 'normal') return undefined;
    const { from, to } = message.attrs;
    const own = bareJid(from) === this.#host.account;
    if (bareJid(own ? to : from) !== this.jid && bareJid(from) !== this.jid) return undefined;
    if (this.loadedFeatures?.take(message, this.#authorOf(message, stamp, true))) return undefined;
    if (own) this.#answered = true;
    if (own) this.#deliveries.expect(message.attrs.id);
    if (!own && wantsMarker(message)) this.#askedToMark(message.attrs.id, stamp);
    return this.#read(message, stamp, { own, old: true, archiveId: id });
  }

  /** P-2: what tells that we are there is for those who see it anyway. */
  get #mayTell(): boolean {
    const contact = this.#host.contact(this.jid);
    return contact !== undefined && seesUs(contact);
  }

  #receiveOwn(stanza: Element): void {
    const seen = readDisplayed(stanza);
    if (seen !== undefined && this.timeline.rows.findLast(isTheirs)?.id === seen) {
      this.#toMark = undefined; // said by another client of ours
      super.markRead();
    }
    const message = this.#read(stanza, this.#timeOf(stanza), { own: true, old: false });
    if (!message) return;
    this.#answered = true;
    this.take(message);
  }

  #receiveTheirs(stanza: Element, how: Delivery): void {
    const { from = this.jid } = stanza.attrs;
    if (this.#deliveries.heard(stanza)) this.changed();
    const state = readChatState(stanza);
    if (state) this.typists.heard(this.name, state);
    const message = this.#read(stanza, this.#timeOf(stanza), { own: false, old: false });
    if (!message) return;
    this.#statesWanted = state !== undefined;
    this.#thread = readThread(stanza) ?? this.#thread;
    // what has gone out was said before it
    for (const { id } of this.#sending) this.timeline.settle(id, {});
    if (!this.take(message)) return;
    if (how === 'live') this.#answer(stanza, from);
    if (!this.folds(message)) this.dispatchEvent(new MessageEvent(message));
  }

  /** What only the client that got it says to it. */
  #answer(stanza: Element, from: string): void {
    const moved = this.#lock !== undefined && this.#lock !== from;
    const lockable = this.#host.habits.lockResource && resourceOf(from) !== undefined;
    this.#lock = moved || !lockable ? undefined : from;
    this.#learnFormats(stanza, from);
    const { id = '', type } = stanza.attrs;
    if (wantsMarker(stanza)) this.#askedToMark(id, this.#timeOf(stanza));
    if (this.#host.habits.receipts && wantsReceipt(stanza) && this.#mayTell)
      this.session.wire.send(buildReceipt(from, id, type));
  }

  /** What it says of itself counts more than how it answers (XEP-0071 §10). */
  #learnFormats(stanza: Element, from: string): void {
    if (from !== this.#speaker) {
      this.#speaker = from;
      this.#formats = undefined;
      this.#formatted = false;
    }
    if (this.#formatted) this.#formats ??= child(stanza, 'html', NS_XHTML_IM) !== undefined;
    if (this.loadedFeatures && this.#mayTell) void this.#lookUpFormats(from);
  }

  async #lookUpFormats(from: string): Promise<void> {
    const features = await this.session.disco.features(from).catch(() => undefined);
    if (features && from === this.#speaker) this.#formats = features.has(NS_XHTML_IM);
  }

  /** Whether the formatted version of a message may go along; then it does (XHT-17). */
  mayFormat(): boolean {
    return (this.#formatted = this.#formats !== false);
  }

  /** MRK-1: only forward, whatever page of the archive comes when. */
  #askedToMark(id: string | undefined, time: Date): void {
    if (this.#markableAt && time < this.#markableAt) return;
    this.#markableAt = time;
    this.#toMark = id;
  }

  /** IM-36, R-7: of a message of ours, else it is nothing. */
  #receiveError(stanza: Element): void {
    const { id } = stanza.attrs;
    const row = this.#deliveries.sent(id);
    const error = readStanzaError(stanza, this.session.config.lang);
    const failure = { reason: 'refused', error, blocked: isBlockedByUs(stanza) } as const;
    if (!row) return this.loadedFeatures?.undo(id, failure);
    this.fail(row.key, failure);
    this.session.outbox.remove(row.key); // that the archive has it does not make it arrive
    this.timeline.update(row.key, { state: 'failed', failure });
    this.changed();
  }

  /** A message that failed after the outbox had let go of it. */
  #bounced(key: string): ChatMessage | undefined {
    const row = this.timeline.find(key);
    if (row?.kind !== 'message' || row.state !== 'failed') return undefined;
    return this.session.outbox.entries(this.jid).some(({ id }) => id === key) ? undefined : row;
  }

  #read(
    stanza: Element,
    time: Date,
    { own, old, archiveId }: { own: boolean; old: boolean; archiveId?: string },
  ): ChatMessage | undefined {
    const text = readBody(stanza, this.session.config.lang);
    if (!text?.body) return undefined;
    const trusted = this.#host.archived; // SID-1
    const message: ChatMessage = {
      kind: 'message',
      key: randomId(),
      from: parseJid(stanza.attrs.from)?.full ?? this.jid,
      nick: own ? this.ownNick : this.name,
      own,
      body: text.body,
      lang: text.lang,
      subject: readSubject(stanza, this.session.config.lang).slice(0, MAX_SUBJECT) || undefined,
      time,
      id: stanza.attrs.id,
      originId: readOriginId(stanza),
      stanzaId: archiveId ?? (trusted ? readStanzaId(stanza, this.#host.account) : undefined),
      old,
      mention: false,
      state: own ? 'sent' : undefined,
    };
    return this.loadedFeatures?.read(stanza, message) ?? message;
  }

  /** DT-7: only our own server and account say when something was said. */
  #timeOf(stanza: Element): Date {
    const delay = readDelay(stanza);
    const by = delay?.from === undefined ? this.#host.account : bareJid(delay.from);
    const ours = by === this.#host.account || by === parseJid(this.session.wire.domain)?.full;
    return delay && ours ? delay.stamp : new Date();
  }

  /** What of ours is on its way, in order. */
  get #sending(): readonly OutboxEntry[] {
    return this.session.outbox.entries(this.jid).filter(({ state }) => state === 'sending');
  }

  /** Without stream management, an answer to a ping tells that all before it has arrived. */
  #proveSent(): void {
    const sending = this.#sending;
    const { wire } = this.session;
    if (this.#proving || sending.length === 0 || wire.resumable || !wire.live) return;
    this.#proving = true;
    const proven = () => {
      this.#proving = false;
      this.taken(sending.at(-1)?.id ?? '');
      this.#proveSent();
    };
    wire.get(undefined, buildPing()).then(proven, () => (this.#proving = false));
  }
}

/** Key of the correction that a row shows. */
const shownFor = (row: Row) => (row.kind === 'message' ? row.correction : undefined);

const isTheirs = (row: { kind: string; own?: boolean }): row is ChatMessage =>
  row.kind === 'message' && !row.own;
