/**
 * What rooms and one-to-one chats share: the timeline, sending through the outbox, catching up and paging back through
 * the archive, what is unread, who is typing. What differs is left to the subclass.
 */
import type { ArchiveItem } from './archive.js';
import type { Conversation, Outgoing } from './conversation.js';
import { StanzaError } from './errors.js';
import { randomId } from './id.js';
import type { ChatMessage, Gap, HistoryState, Row, SendFailure } from './message.js';
import { Outbox, type OutboxEntry } from './outbox.js';
import type { Session } from './session.js';
import { Store } from './store.js';
import { cleanText } from './text.js';
import { Timeline } from './timeline.js';
import { Typing } from './typing.js';
import type { Element } from './xml.js';

const PAGE = 50;
/** As many pages are fetched by themselves after an absence; what lies between then is a gap. */
const CATCH_UP_PAGES = 4;
/** ux.md §3: without an echo on a live link for this long, a message counts as not sent. */
const ECHO_MS = 15_000;

export abstract class ConversationStore extends Store implements Conversation {
  readonly jid: string;
  protected readonly session: Session;
  protected readonly timeline = new Timeline();
  protected readonly typists: Typing;
  #history: HistoryState = 'unknown';
  #earliest: string | undefined;
  #loading: Promise<void> | undefined;
  #catchingUp = false;
  #unread = 0;
  #mentions = 0;
  #echoTimer: ReturnType<typeof setInterval> | undefined;
  #restored = false;

  protected constructor(session: Session, jid: string) {
    super();
    this.session = session;
    this.jid = jid;
    this.typists = new Typing(() => this.changed());
  }

  /** Whether messages can go out now. */
  protected abstract get ready(): boolean;
  /** Whether there is an archive to ask (XEP-0313). */
  protected abstract get archived(): boolean;
  /** The address we write as. */
  protected abstract get ownAddress(): string;
  protected abstract get ownNick(): string;
  protected abstract buildMessage(entry: OutboxEntry, again: boolean): Element;
  /** @returns undefined for what is no message to show. */
  protected abstract readArchived(item: ArchiveItem): ChatMessage | undefined;

  get messages(): readonly Row[] {
    return this.timeline.rows;
  }

  get history(): HistoryState {
    return this.#history;
  }

  get unread(): number {
    return this.#unread;
  }

  get mentions(): number {
    return this.#mentions;
  }

  get typing(): readonly string[] {
    return this.typists.nicks;
  }

  send(outgoing: Outgoing): ChatMessage {
    const body = cleanText(typeof outgoing === 'string' ? outgoing : outgoing.body);
    if (!body.trim()) throw new RangeError('nothing to send');
    const entry = this.session.outbox.add(this.jid, body);
    const message = this.#pendingMessage(entry);
    this.timeline.addPending(message);
    this.typists.sent();
    this.flush();
    this.changed();
    return (this.timeline.find(entry.id) as ChatMessage | undefined) ?? message;
  }

  retry(key: string): void {
    const entry = this.#entry(key);
    if (entry?.state !== 'failed') return;
    Object.assign(entry, { state: 'waiting', deaths: 0 });
    this.session.outbox.save();
    this.timeline.requeue(key, { state: 'waiting', failure: undefined });
    this.flush();
    this.changed();
  }

  discard(key: string): string | undefined {
    const entry = this.#entry(key);
    if (!entry || entry.state === 'sending') return undefined;
    this.session.outbox.remove(key);
    this.timeline.remove(key);
    this.changed();
    return entry.body;
  }

  markRead(): void {
    if (!this.#unread && !this.#mentions) return;
    this.#unread = this.#mentions = 0;
    this.changed();
  }

  setTyping(typing: boolean): void {
    const state = this.typists.own(typing);
    if (state && this.ready) this.sendChatState(state);
  }

  protected abstract sendChatState(state: 'composing' | 'paused' | 'active'): void;

  loadEarlier(): Promise<void> {
    if (this.#history !== 'more' && this.#history !== 'failed') return this.#loading ?? Promise.resolve();
    return (this.#loading ??= this.#loadEarlier().finally(() => (this.#loading = undefined)));
  }

  async loadGap(key: string): Promise<void> {
    const gap = this.timeline.find(key);
    if (gap?.kind !== 'gap' || gap.state === 'loading') return;
    this.timeline.updateGap(key, 'loading');
    this.changed();
    try {
      const after = this.#gapStarts.get(key);
      const page = await this.session.archive.query(this.jid, { after, max: PAGE });
      const { rows, joined } = this.#fresh(page.items);
      const done = page.complete || joined || !page.last;
      if (!done) this.#gapStarts.set(key, page.last);
      this.timeline.fillGap(key, rows, done ? undefined : { ...gap, state: 'idle' });
    } catch {
      this.timeline.updateGap(key, 'failed');
    }
    this.changed();
  }

  readonly #gapStarts = new Map<string, string | undefined>();

  async #loadEarlier(): Promise<void> {
    this.#setHistory('loading');
    try {
      for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
        const page = await this.session.archive.query(this.jid, { before: this.#earliest ?? '', max: PAGE });
        this.#earliest = page.first ?? this.#earliest;
        const { rows } = this.#fresh(page.items);
        this.timeline.prepend(rows);
        this.#setHistory(page.complete || !page.first ? 'start' : 'more');
        if (rows.length || this.#history === 'start') return;
      }
    } catch {
      this.#setHistory('failed');
    }
  }

  /** Called when the conversation is open (again): fetches what was missed, then sends what waits. */
  protected async catchUp(): Promise<void> {
    this.#restore();
    if (!this.archived) {
      if (this.#history === 'unknown') this.#setHistory('unavailable');
      this.flush();
      return;
    }
    this.#catchingUp = true;
    this.flush(); // unless something may already be in the archive, nothing has to wait for it
    try {
      const last = this.timeline.lastStanzaId;
      if (last === undefined) await this.#newest();
      else await this.#since(last);
    } catch {
      if (this.#history === 'unknown' || this.#history === 'loading') this.#setHistory('failed');
    }
    this.#catchingUp = false;
    this.flush();
    this.changed();
  }

  async #newest(): Promise<void> {
    const first = this.#history === 'unknown';
    if (first) this.#setHistory('loading');
    const page = await this.session.archive.query(this.jid, { before: '', max: PAGE });
    this.#takeMissed(page.items);
    if (!first) return;
    this.#earliest = page.first;
    this.#setHistory(page.complete || !page.first ? 'start' : 'more');
  }

  async #since(last: string): Promise<void> {
    let after = last;
    for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
      try {
        const page = await this.session.archive.query(this.jid, { after, max: PAGE });
        this.#takeMissed(page.items);
        if (page.complete || !page.last) return;
        after = page.last;
      } catch (error) {
        // MAM-2: the archive has forgotten where we were; the newest page is what can be had.
        if (!(error instanceof StanzaError) || error.condition !== 'item-not-found') throw error;
        return this.#newest();
      }
    }
    const gap: Gap = { kind: 'gap', key: randomId(), time: new Date(), state: 'idle' };
    this.#gapStarts.set(gap.key, after);
    this.timeline.insertAtSeam([gap]);
    await this.#newest();
  }

  /** Missed while away: unread, but no alert. */
  #takeMissed(items: readonly ArchiveItem[]): void {
    const { rows } = this.#fresh(items);
    this.timeline.insertAtSeam(rows);
    if (this.#history !== 'loading') this.#unread += rows.filter((row) => !row.own).length;
    this.changed();
  }

  /** Rows for what is not there yet; own messages found are confirmed by it. */
  #fresh(items: readonly ArchiveItem[]): { rows: ChatMessage[]; joined: boolean } {
    const rows: ChatMessage[] = [];
    let joined = false;
    for (const item of items) {
      const message = this.readArchived(item);
      if (!message || this.confirm(message)) continue;
      if (this.timeline.duplicateOf(message)) joined = true;
      else rows.push(message);
    }
    return { rows, joined };
  }

  /** Something came in now. @returns Whether it is new. */
  protected take(message: ChatMessage): boolean {
    if (this.confirm(message) || this.timeline.duplicateOf(message)) return false;
    const trimmed = this.timeline.append(message);
    if (trimmed && this.#history === 'start') this.#history = 'more';
    if (trimmed) this.#earliest = this.#firstStanzaId() ?? this.#earliest;
    if (!message.own && !message.old) this.#unread++;
    if (message.mention) this.#mentions++;
    this.typists.heard(message.nick, undefined);
    this.changed();
    return true;
  }

  #firstStanzaId(): string | undefined {
    for (const row of this.timeline.rows) if (row.kind === 'message' && row.stanzaId) return row.stanzaId;
    return undefined;
  }

  protected addRow(row: Row): void {
    this.timeline.append(row);
    this.changed();
  }

  /** Whether it is an own message on its way back (MUC-33), live or from the archive. */
  protected confirm(message: ChatMessage): boolean {
    const entry = this.#entries().find(
      ({ id, sentAs }) => (id === message.originId || id === message.id) && sentAs.includes(message.from),
    );
    if (!entry) return false;
    const { stanzaId, occupantId, from, nick } = message;
    this.session.outbox.remove(entry.id);
    const change = { state: 'sent', failure: undefined, stanzaId, occupantId, from, nick } as const;
    const settled = this.timeline.settle(entry.id, message.old ? change : { ...change, time: message.time });
    this.#watchEchoes();
    this.changed();
    if (settled) this.dispatchEvent(new SentEvent(settled));
    return true;
  }

  /** Marks an own message as not sent; it stays where it is, and can be tried again. */
  protected fail(id: string, failure: SendFailure): void {
    const entry = this.#entry(id);
    if (!entry) return;
    entry.state = 'failed';
    this.session.outbox.save();
    this.timeline.settle(id, { state: 'failed', failure });
    this.#watchEchoes();
    this.changed();
  }

  /** An error came back for one of ours. @returns Whether it was one. */
  protected bounced(id: string, error: StanzaError): boolean {
    if (!this.#entry(id)) return false;
    this.fail(id, { reason: 'refused', error });
    return true;
  }

  /** Sends what waits, in order. */
  protected flush(): void {
    const { wire, outbox } = this.session;
    if (!this.ready) return;
    for (const entry of this.#entries()) {
      if (entry.state !== 'waiting') continue;
      const again = entry.sentAs.length > 0;
      if (again && this.#catchingUp) return; // the archive may hold it
      if (again && entry.acknowledged && !this.archived) {
        // The server has it, and nobody can be asked whether it went on.
        outbox.remove(entry.id);
        this.timeline.settle(entry.id, { state: 'sent' });
        continue;
      }
      const stanza = this.buildMessage(entry, again);
      if (new TextEncoder().encode(stanza.toString()).length > wire.maxBytes) {
        this.fail(entry.id, { reason: 'too-large' });
        continue;
      }
      entry.state = 'sending';
      if (!entry.sentAs.includes(this.ownAddress)) entry.sentAs.push(this.ownAddress);
      outbox.save();
      if (!wire.send(stanza)) {
        entry.state = 'waiting';
        break;
      }
      this.timeline.update(entry.id, { state: 'sending', sentAt: new Date(), from: this.ownAddress, nick: this.ownNick });
    }
    this.#watchEchoes();
    this.changed();
  }

  /** The link is gone. @param resumable What is on its way may still arrive by itself. */
  protected linkLost(resumable: boolean): void {
    for (const entry of this.#entries()) {
      if (entry.state !== 'sending') continue;
      if (Outbox.isPoison(entry)) this.fail(entry.id, { reason: 'stream-died' });
      else {
        if (!resumable) entry.state = 'waiting';
        this.timeline.update(entry.id, { state: 'waiting', sentAt: undefined });
      }
    }
    this.session.outbox.save();
    this.typists.clear();
    this.timeline.markSeam();
    this.#watchEchoes();
    this.changed();
  }

  /** The link is back, the session the same: what was on its way has been sent again. */
  protected linkResumed(): void {
    for (const { id, state } of this.#entries())
      if (state === 'sending') this.timeline.update(id, { state: 'sending', sentAt: new Date() });
    this.flush();
  }

  /** Nothing more is coming back: whoever is not in any more gets no echo. */
  protected requeueSending(): void {
    for (const entry of this.#entries()) {
      if (entry.state !== 'sending') continue;
      entry.state = 'waiting';
      this.timeline.update(entry.id, { state: 'waiting', sentAt: undefined });
    }
    this.session.outbox.save();
  }

  #restore(): void {
    if (this.#restored) return;
    this.#restored = true;
    for (const entry of this.#entries()) {
      if (this.timeline.find(entry.id)) continue;
      if (entry.state === 'sending') entry.state = 'waiting';
      this.timeline.addPending(this.#pendingMessage(entry));
      if (entry.state === 'failed') this.timeline.settle(entry.id, { failure: { reason: 'left' } });
    }
  }

  #watchEchoes(): void {
    const waiting = this.#entries().some(({ state }) => state === 'sending');
    if (waiting) this.#echoTimer ??= setInterval(() => this.#checkEchoes(), 1_000);
    else {
      clearInterval(this.#echoTimer);
      this.#echoTimer = undefined;
    }
  }

  #checkEchoes(): void {
    if (!this.session.wire.live) return;
    for (const { key, sentAt, state } of this.timeline.pending)
      if (state === 'sending' && sentAt && Date.now() - sentAt.getTime() >= ECHO_MS) this.fail(key, { reason: 'no-echo' });
  }

  #pendingMessage(entry: OutboxEntry): ChatMessage {
    return {
      kind: 'message',
      key: entry.id,
      id: entry.id,
      originId: entry.id,
      from: this.ownAddress,
      nick: this.ownNick,
      own: true,
      body: entry.body,
      time: new Date(entry.time),
      old: false,
      mention: false,
      state: entry.state === 'sending' ? 'waiting' : entry.state,
    };
  }

  #entries(): readonly OutboxEntry[] {
    return this.session.outbox.entries(this.jid);
  }

  #entry(id: string): OutboxEntry | undefined {
    return this.#entries().find((entry) => entry.id === id);
  }

  #setHistory(state: HistoryState): void {
    this.#history = state;
    this.changed();
  }
}

/** An own message has arrived. */
export class SentEvent extends Event {
  constructor(readonly message: ChatMessage) {
    super('sent');
  }
}

/** Somebody said something now. */
export class MessageEvent extends Event {
  constructor(readonly message: ChatMessage) {
    super('message');
  }
}
