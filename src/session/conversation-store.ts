/**
 * What rooms and one-to-one chats share: the timeline and its history, sending through the outbox and learning what
 * became of it, what is unread, who is typing. What differs is left to the subclass.
 */
import type { Archive, ArchiveItem } from './archive.js';
import { SentEvent } from './conversation-events.js';
import type { Conversation, Outgoing } from './conversation.js';
import type { StanzaError } from './errors.js';
import { History } from './history.js';
import type { ChatMessage, HistoryState, Row, SendFailure } from './message.js';
import type { MessageFeatures } from './message-features.js';
import { Outbox, type More, type OutboxEntry } from './outbox.js';
import type { Session } from './session.js';
import type { Past } from './past.js';
import { Store } from './store.js';
import { cleanText } from './text.js';
import { MAX_ROWS, Timeline, asArrived } from './timeline.js';
import { Typing } from './typing.js';
import { Unread } from './unread.js';
import { namespaceOf, parseFrame, type Child, type Element } from './xml.js';

/** ux.md §3: without an echo on a live link for this long, a message counts as not sent. */
const ECHO_MS = 15_000;

export abstract class ConversationStore extends Store implements Conversation {
  readonly jid: string;
  readonly session: Session;
  readonly timeline = new Timeline();
  protected readonly typists = new Typing(() => this.changed());
  readonly #history: History;
  /** What was on its way when a session ended may have arrived: it waits until that is known. */
  #inDoubt = true;
  /** All was known once: what is old and new to us then, was missed. */
  #opened = false;
  #catchUps = 0;
  #features: MessageFeatures | undefined;
  #loading: Promise<MessageFeatures> | undefined;
  /** Whether it is no news, as it is shown in the place of another message or not at all. */
  protected readonly folds = (message: ChatMessage): boolean | undefined => this.#features?.hides(message);
  protected readonly news = new Unread(this.timeline, this.folds);
  #echoTimer: ReturnType<typeof setInterval> | undefined;

  protected constructor(session: Session, jid: string) {
    super();
    this.session = session;
    this.jid = jid;
    this.#history = new History({
      archive: this.archive,
      jid,
      timeline: this.timeline,
      prepare: (items) => this.prepare(items),
      read: (item) => this.readItem(item),
      doubtMs: () => this.#doubtMs(),
      opened: (rows) => this.news.opened(rows),
      missed: (rows) => this.news.missed(rows),
      changed: () => this.changed(),
    });
  }

  protected get archive(): Pick<Archive, 'query'> {
    return this.session.archive;
  }
  /** @internal Whether messages can go out now. */
  abstract get ready(): boolean;
  /** Whether there is an archive to ask (XEP-0313). */
  protected abstract get archived(): boolean;
  /** The address we write as. */
  abstract get ownAddress(): string;
  /** Those that what is sent now may come back from. */
  protected get ownAddresses(): readonly string[] {
    return [this.ownAddress];
  }
  abstract get ownNick(): string;
  protected abstract buildMessage(entry: OutboxEntry, again: boolean): Element;
  /** Whether what went out over a lost link may yet come in by itself; who says so calls {@link flush} later. */
  protected mayArrive(_entry: OutboxEntry): boolean {
    return false;
  }
  /** Whether another message may go out now; who says no calls {@link flush} later. */
  protected abstract mayFollow(): boolean;
  protected abstract sendChatState(state: 'composing' | 'paused'): void;
  /** Settles when all has come that is told to newcomers, where there is no archive to ask. */
  protected abstract get replayed(): Promise<boolean>;
  /** Called before {@link readArchived} with all of a page. */
  protected abstract prepare(items: readonly ArchiveItem[]): Promise<void>;
  /** @returns undefined for what is no message to show. */
  protected abstract readArchived(item: ArchiveItem): ChatMessage | undefined;

  get messages(): readonly Row[] {
    const { rows } = this.timeline;
    return this.#features?.fold(rows) ?? rows;
  }

  features(): Promise<MessageFeatures> {
    return (this.#loading ??= import('./message-features.js').then(
      ({ featuresOf }) => (this.#features = featuresOf(this)),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    ));
  }

  /** In order, whatever has to be loaded for some of them. */
  protected whenUnderstood(stanza: Element, take: () => void): void {
    const understood = this.understand(stanza);
    if (understood) void understood.then(take);
    else take();
  }

  /** Body of what is sent, and what goes with it. */
  protected contentOf(entry: OutboxEntry): { readonly body?: string; readonly more?: readonly Child[] } {
    return this.#features?.contentOf(entry) ?? { body: entry.body };
  }

  /** Once they are loaded: nothing has needed them before. */
  protected get loadedFeatures(): MessageFeatures | undefined {
    return this.#features;
  }

  /**
   * Loads what is needed to understand these. Where that fails, they are messages like any other.
   * @returns undefined: nothing is needed.
   */
  protected understand(...stanzas: readonly Element[]): Promise<unknown> | undefined {
    if (this.#features || !(this.#loading || stanzas.some(isFeatured))) return undefined;
    return this.features().catch(() => undefined);
  }

  get history(): HistoryState {
    return this.#history.state;
  }

  get unread(): number {
    return this.news.count;
  }

  get mentions(): number {
    return this.news.mentions;
  }

  get firstUnread(): string | undefined {
    return this.news.first;
  }

  get lastRead(): string | undefined {
    return this.news.lastRead;
  }

  restoreRead(lastRead: string): void {
    this.news.restore(lastRead);
  }

  get typing(): readonly string[] {
    return this.typists.nicks;
  }

  send(outgoing: Outgoing): ChatMessage {
    return this.submit(outgoing);
  }

  correct(key: string, outgoing: Outgoing): ChatMessage {
    const row = this.timeline.find(key);
    if (row?.kind !== 'message' || !row.own || row.state === 'waiting' || row.state === 'failed')
      throw new RangeError('not to be corrected');
    return this.submit(outgoing, { replaces: row.id });
  }

  submit(outgoing: Outgoing, more?: More): ChatMessage {
    const { body: text, ...rest } = typeof outgoing === 'string' ? { body: outgoing } : outgoing;
    const body = cleanText(text);
    if (!body.trim()) throw new RangeError('nothing to send');
    const all = { ...rest, ...more };
    if (this.#features) this.#features.check(all);
    else if (all.html !== undefined) parseFrame(`<body>${all.html}</body>`);
    const entry = this.session.outbox.add(this.jid, body, Object.keys(all).length > 0 ? all : undefined);
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
    if (this.news.clear()) this.changed();
  }

  setTyping(typing: boolean): void {
    const state = this.typists.own(typing);
    if (state && this.ready) this.sendChatState(state);
  }

  async loadEarlier(): Promise<void> {
    await this.#history.loadEarlier();
    if (this.timeline.settled.length > MAX_ROWS) (await this.past()).bound();
  }

  async loadGap(key: string, earlier?: boolean): Promise<void> {
    await (await this.past()).loadGap(key, earlier);
  }

  async past(): Promise<Past> {
    return (await import('./past.js')).pastOf(this.#history, this);
  }

  /** Call when what opens the conversation has just been sent. */
  protected catchUpSoon(): void {
    if (this.archived) this.#history.askAhead();
  }

  /** Call when the conversation is open (again): fetches what was missed, then sends what waits. */
  protected async catchUp(): Promise<void> {
    const round = ++this.#catchUps;
    await this.session.outbox.restore();
    this.#restore();
    for (const entry of this.#entries()) entry.backAt ??= Date.now();
    this.flush(); // only what may have arrived already has to wait
    if (!this.archived) this.#history.noArchive();
    const complete = this.archived ? await this.#history.catchUp() : await this.replayed;
    if (round !== this.#catchUps || !this.ready) return;
    if (!complete) this.#giveUpDoubtful();
    this.#inDoubt = false;
    this.#opened = true;
    this.flush();
    this.changed();
  }

  #doubtMs(): number | undefined {
    const first = this.#entries().find(({ state, sentAt }) => state === 'waiting' && sentAt !== undefined);
    return first?.sentAt && Date.now() - first.sentAt;
  }

  /** The archive does not tell what became of them, and sending them again could double them. */
  #giveUpDoubtful(): void {
    for (const { id, state, sentAs } of this.#entries())
      if (state === 'waiting' && sentAs.length) this.fail(id, { reason: 'no-echo' });
  }

  /** Something came in now. @returns Whether it is new. */
  protected take(message: ChatMessage): boolean {
    if (this.confirm(message) || this.timeline.duplicateOf(message)) return false;
    this.timeline.append(message);
    if (!message.own && (!message.old || this.#opened) && !this.folds(message)) this.news.add(message);
    this.typists.heard(message.nick, undefined);
    this.changed();
    return true;
  }

  /** @internal */
  addRow(row: Row): void {
    this.timeline.append(row);
    this.changed();
  }

  /** Whether it is an own message on its way back (MUC-33), live or from the archive. */
  protected confirm(message: ChatMessage): boolean {
    const entry = this.#sentAs(message);
    if (!entry) return false;
    this.#arrived(this.timeline.settle(entry.id, asArrived(message)), entry);
    return true;
  }

  /** @returns The entry that has come back as `message`. */
  #sentAs({ id, originId, from, own }: ChatMessage): OutboxEntry | undefined {
    return this.#entries().find(
      (entry) => (entry.id === originId || entry.id === id) && (own || entry.sentAs.includes(from)),
    );
  }

  #arrived(message: ChatMessage | undefined, { id }: OutboxEntry): void {
    this.session.outbox.remove(id);
    this.#watchEchoes();
    this.changed();
    if (message) this.dispatchEvent(new SentEvent(message));
  }

  /** Marks an own message as not sent; it stays where it is, and can be tried again. */
  protected fail(id: string, failure: SendFailure): void {
    const entry = this.#entry(id);
    if (!entry || entry.more?.deed) return this.#features?.undo(id, failure);
    entry.state = 'failed';
    this.session.outbox.save();
    this.timeline.settle(id, { state: 'failed', failure });
    this.#watchEchoes();
    this.changed();
  }

  /** An error came back for one of ours, or for something else. */
  protected bounced(id: string, error: StanzaError): void {
    this.fail(id, { reason: 'refused', error });
  }

  /** @internal Turned away for now: it has certainly not arrived, and is sent again as soon as may be. */
  postpone(id: string): void {
    const entry = this.#entry(id);
    if (!entry) return;
    Object.assign(entry, { state: 'waiting', sentAs: [], sentAt: undefined });
    this.session.outbox.save();
    this.timeline.update(id, { state: 'waiting', sentAt: undefined, failure: undefined });
    this.flush();
  }

  /** Sends what waits, in order. */
  flush(): void {
    if (!this.ready) return;
    for (const entry of this.#entries()) {
      if (entry.state !== 'waiting') continue;
      if (entry.sentAs.length && (this.#inDoubt || this.mayArrive(entry))) return;
      if (!this.mayFollow()) break;
      if (entry.more && !this.#features) {
        this.features().then(
          () => this.flush(),
          () => undefined,
        ); // else with what is sent next
        break;
      }
      if (!this.#sendEntry(entry)) return;
    }
    this.#watchEchoes();
    this.changed();
  }

  /** @returns Whether the next one may follow. */
  #sendEntry(entry: OutboxEntry): boolean {
    const { wire, outbox } = this.session;
    const again = entry.sentAs.length > 0;
    if (again && entry.acknowledged && !this.archived) {
      // The server has it, and nobody can be asked whether it went on.
      outbox.remove(entry.id);
      this.timeline.settle(entry.id, { state: 'sent' });
      return true;
    }
    const stanza = this.buildMessage(entry, again);
    if (new TextEncoder().encode(stanza.toString()).length > wire.maxBytes) {
      this.fail(entry.id, { reason: 'too-large' });
      return true;
    }
    const from = this.ownAddress;
    entry.state = 'sending';
    entry.acknowledged = false;
    entry.sentAt ??= Date.now();
    entry.backAt = undefined;
    entry.sentAs = [...new Set([...entry.sentAs, ...this.ownAddresses])];
    outbox.save(); // before it leaves: a page that dies now must not send it twice
    const sent = wire.send(stanza);
    const said = this.#features?.said(entry);
    if (sent)
      this.timeline.update(entry.id, {
        ...said,
        state: 'sending',
        sentAt: new Date(),
        from,
        nick: this.ownNick,
      });
    else entry.state = 'waiting';
    return sent;
  }

  /** The link is gone. @param resumable What is on its way may still arrive by itself. */
  protected linkLost(resumable: boolean): void {
    for (const entry of this.#entries())
      if (entry.state === 'sending' && Outbox.isPoison(entry)) this.fail(entry.id, { reason: 'stream-died' });
    this.waitAgain(resumable);
    this.typists.clear();
  }

  /** The server may lose what it is to keep for us until we are back. */
  protected mayMiss(): void {
    this.#history.mayMiss();
  }

  /** The link is back, the session the same: what was on its way has been sent again. */
  protected linkResumed(): void {
    for (const { id, state } of this.#entries())
      if (state === 'sending') this.timeline.update(id, { state: 'sending', sentAt: new Date() });
    if (this.#inDoubt || this.#history.inDoubt) void this.catchUp();
    this.flush();
  }

  /** What was on its way waits; unless the link may be resumed, it is sent again. */
  protected waitAgain(resumable: boolean): void {
    if (!resumable) {
      this.#inDoubt = true;
      this.#history.startOver();
    }
    for (const entry of this.#entries()) {
      if (entry.state !== 'sending') continue;
      if (!resumable) entry.state = 'waiting';
      this.timeline.update(entry.id, { state: 'waiting', sentAt: undefined });
    }
    this.session.outbox.save();
    this.#watchEchoes();
    this.changed();
  }

  /** An own message on its way leaves its place for the one that the archive gives it. */
  protected readItem(item: ArchiveItem): ChatMessage | undefined {
    const message = this.readArchived(item);
    const entry = message && this.#sentAs(message);
    if (!entry) return message;
    const row = this.timeline.remove(entry.id);
    const arrived = { ...(row?.kind === 'message' ? row : message), ...asArrived(message), own: true };
    this.#arrived(arrived, entry);
    return arrived;
  }

  /** Takes over what another page of this tab left unsent. */
  #restore(): void {
    const entries = this.#entries();
    // Another page of the tab has seen to these: the room tells of them.
    const gone = this.timeline.pending.filter(({ key }) => !entries.some(({ id }) => id === key));
    for (const { key } of gone) this.timeline.remove(key);
    for (const entry of entries) {
      if (this.timeline.find(entry.id)) continue;
      if (entry.state === 'sending') entry.state = 'waiting';
      if (entry.more?.deed) continue;
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
    for (const { key, sentAt, state } of [...this.timeline.pending])
      if (state === 'sending' && sentAt && Date.now() - sentAt.getTime() >= ECHO_MS)
        this.fail(key, { reason: 'no-echo' });
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
      replaces: entry.more?.replaces,
      ...this.#features?.said(entry),
      time: new Date(entry.time),
      old: false,
      mention: false,
      state: entry.state === 'sending' ? 'waiting' : entry.state,
    };
  }

  #entries(): readonly OutboxEntry[] {
    return this.session.outbox.entries(this.jid);
  }

  #entry(id: string | undefined): OutboxEntry | undefined {
    return this.#entries().find((entry) => entry.id === id);
  }
}

/** Whether more than a glance is needed to know what it says. */
const isFeatured = ({ children }: Element) =>
  children.some(
    (node) =>
      typeof node !== 'string' &&
      /^(html|unstyled|re(actions|ply|place|ference|tract(ed)?)|moderated|apply-to|file-sharing) |:oob$/.test(
        `${node.name} ${namespaceOf(node)}`,
      ),
  );
