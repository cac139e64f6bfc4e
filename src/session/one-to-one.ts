/**
 * What conversations with one other person have in common, whether they are known by their address (chat.ts) or as an
 * occupant of a room (private-chat.ts): whether what is said has arrived (XEP-0184) and was seen (XEP-0333), what came
 * back, what their client shows. Whom to believe, and what to tell of ourselves, is for the subclass to know.
 */
import type { ChatHabits } from './chat-host.js';
import { ConversationStore } from './conversation-store.js';
import { Deliveries } from './deliveries.js';
import { randomId } from './id.js';
import type { ChatMessage, Row, SendFailure } from './message.js';
import type { OutboxEntry } from './outbox.js';
import { buildChatMessage, readThread } from './protocol/chat-message.js';
import { buildChatState, readChatState } from './protocol/chat-states.js';
import { readBody, readOriginId } from './protocol/message.js';
import { buildPing } from './protocol/ping.js';
import { buildDisplayed, buildReceipt, wantsMarker, wantsReceipt } from './protocol/receipts.js';
import { readStanzaError } from './protocol/stanza-error.js';
import { child, type Element } from './xml.js';

const NS_XHTML_IM = 'http://jabber.org/protocol/xhtml-im';

/** Who said it and when; the rest is read. */
type Said = Pick<ChatMessage, 'from' | 'nick' | 'own' | 'time' | 'old'> & Partial<ChatMessage>;

export abstract class OneToOne extends ConversationStore {
  protected readonly deliveries = new Deliveries(this.timeline, (id) => this.taken(id));
  /** @internal Something was said by us. */
  answered = false;
  #thread: string | undefined;
  /** Whether their last message told a chat state; undefined: none has come (CSN-1). */
  #statesWanted: boolean | undefined;
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
  #proving = false;

  /** Where what is said now goes to. */
  protected abstract get to(): string;
  protected abstract get habits(): ChatHabits;
  /** P-2: what tells that we are there is for those who see it anyway. */
  protected abstract get mayTell(): boolean;

  /** Something on its way to them: last touches. */
  protected outgoing(stanza: Element): Element {
    return stanza;
  }

  /** What goes with all that is said here (IM-33). */
  get thread(): string {
    return (this.#thread ??= randomId());
  }

  /** Key of our last message that they have seen. */
  get seen(): string | undefined {
    const { seen } = this.deliveries;
    return seen && this.messages.find((row) => row.key === seen || shownFor(row) === seen)?.key;
  }

  get lastMessage(): ChatMessage | undefined {
    return this.messages.findLast((row) => row.kind === 'message');
  }

  /** When anything was said last. */
  get lastAt(): Date | undefined {
    return this.lastMessage?.time;
  }

  /** Whether the formatted version of a message may go along; then it does (XHT-17). */
  mayFormat(): boolean {
    return (this.#formatted = this.#formats !== false);
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

  /** A message that failed after the outbox had let go of it. */
  #bounced(key: string): ChatMessage | undefined {
    const row = this.timeline.find(key);
    if (row?.kind !== 'message' || row.state !== 'failed') return undefined;
    return this.session.outbox.entries(this.jid).some(({ id }) => id === key) ? undefined : row;
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

  /** What of ours is on its way, in order. */
  get #sending(): readonly OutboxEntry[] {
    return this.session.outbox.entries(this.jid).filter(({ state }) => state === 'sending');
  }

  override flush(): void {
    super.flush();
    this.#proveSent();
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

  override changed(): void {
    this.deliveries.settle();
    super.changed();
  }

  protected override mayFollow(): boolean {
    return true;
  }

  protected override get replayed(): Promise<boolean> {
    return Promise.resolve(true);
  }

  protected override buildMessage(entry: OutboxEntry, again: boolean): Element {
    this.answered = true;
    return this.outgoing(
      buildChatMessage({
        to: this.to,
        id: entry.id,
        ...this.contentOf(entry),
        lang: this.session.config.lang,
        thread: this.thread,
        active: this.habits.chatStates && this.#statesWanted !== false,
        delayed: again ? new Date(entry.time) : undefined, // SM-5
      }),
    );
  }

  /** CSN-1: only to who tells such things, too. */
  protected override sendChatState(state: 'composing' | 'paused'): void {
    if (!this.habits.chatStates || !this.#statesWanted || !(this.answered || this.mayTell)) return;
    this.session.wire.send(this.outgoing(buildChatState(this.to, 'chat', state)));
  }

  /** @returns undefined: there are no words. */
  protected readSaid(stanza: Element, said: Said): ChatMessage | undefined {
    const text = readBody(stanza, this.session.config.lang);
    if (!text?.body) return undefined;
    const message: ChatMessage = {
      kind: 'message',
      key: randomId(),
      body: text.body,
      lang: text.lang,
      id: stanza.attrs.id,
      originId: readOriginId(stanza),
      mention: false,
      state: said.own ? 'sent' : undefined,
      ...said,
    };
    return this.loadedFeatures?.read(stanza, message) ?? message;
  }

  /** What they tell, besides words, with a stanza of theirs. @returns Whether it says something of their typing. */
  protected hearStates(stanza: Element, name: string): boolean {
    if (this.deliveries.heard(stanza)) this.changed();
    const state = readChatState(stanza);
    if (state) this.typists.heard(name, state);
    return state !== undefined;
  }

  /** They have said something, now. @param withState - So {@link hearStates} found. @returns Whether it is new. */
  protected takeTheirs(stanza: Element, message: ChatMessage, withState: boolean): boolean {
    this.#statesWanted = withState;
    this.#thread = readThread(stanza) ?? this.#thread;
    // what has gone out was said before it
    for (const { id } of this.#sending) this.timeline.settle(id, {});
    return this.take(message);
  }

  /** What only the client that got it says to the one that sent it. */
  protected acknowledge(stanza: Element, from: string, time: Date): void {
    this.#learnFormats(stanza, from);
    const { id = '', type } = stanza.attrs;
    if (wantsMarker(stanza)) this.askedToMark(id, time);
    if (this.habits.receipts && wantsReceipt(stanza) && this.mayTell)
      this.session.wire.send(this.outgoing(buildReceipt(from, id, type)));
  }

  /** MRK-1: only forward, whatever page of an archive comes when. */
  protected askedToMark(id: string | undefined, time: Date): void {
    if (this.#markableAt && time < this.#markableAt) return;
    this.#markableAt = time;
    this.#toMark = id;
  }

  /** Somebody has told that it was seen, or nobody is to be told. */
  protected markedElsewhere(): void {
    this.#toMark = undefined;
  }

  /** Tells that what was said last was seen. */
  protected tellSeen(to: string): void {
    const id = this.#toMark;
    if (id === undefined) return;
    this.#toMark = undefined;
    if (this.habits.markers && this.mayTell) this.session.wire.send(this.outgoing(buildDisplayed(to, id)));
  }

  /** What it says of itself counts more than how it answers (XEP-0071 §10). */
  #learnFormats(stanza: Element, from: string): void {
    if (from !== this.#speaker) {
      this.#speaker = from;
      this.#formats = undefined;
      this.#formatted = false;
    }
    if (this.#formatted) this.#formats ??= child(stanza, 'html', NS_XHTML_IM) !== undefined;
    if (this.loadedFeatures && this.mayTell) void this.#lookUpFormats(from);
  }

  async #lookUpFormats(from: string): Promise<void> {
    const features = await this.session.disco.features(from).catch(() => undefined);
    if (features && from === this.#speaker) this.#formats = features.has(NS_XHTML_IM);
  }

  /** IM-36, R-7: of a message of ours, else it is nothing. */
  protected receiveError(stanza: Element): void {
    const { id } = stanza.attrs;
    const row = this.deliveries.sent(id);
    const failure = this.failureOf(stanza);
    if (!row) return this.loadedFeatures?.undo(id, failure);
    this.fail(row.key, failure);
    this.session.outbox.remove(row.key); // that an archive has it does not make it arrive
    this.timeline.update(row.key, { state: 'failed', failure });
    this.changed();
  }

  protected failureOf(stanza: Element): SendFailure {
    return { reason: 'refused', error: readStanzaError(stanza, this.session.config.lang) };
  }
}

/** Key of the correction that a row shows. */
const shownFor = (row: Row) => (row.kind === 'message' ? row.correction : undefined);
