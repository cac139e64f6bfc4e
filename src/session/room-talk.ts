/**
 * What is said in a room (XEP-0045 §7.4, §8.1): messages, the subject, the room's own notices, and what it tells of
 * itself. Ids and codes count only from those who may give them. Entering and leaving is room.ts.
 */
import type { ArchiveItem } from './archive.js';
import { MessageEvent } from './conversation-events.js';
import { ConversationStore } from './conversation-store.js';
import { ConnectionError, StanzaError } from './errors.js';
import { randomId } from './id.js';
import { bareJid, parseJid, resourceOf } from './jid.js';
import { mentions } from './mention.js';
import type { Author } from './feature-host.js';
import type { ChatMessage, RoomEvent, Row } from './message.js';
import type { Occupant } from './occupant.js';
import type { OutboxEntry } from './outbox.js';
import { buildChatState, readChatState } from './protocol/chat-states.js';
import { readDelay } from './protocol/delay.js';
import {
  buildGroupMessage,
  isSubjectChange,
  readBody,
  readOccupantId,
  readOriginId,
  readStanzaId,
} from './protocol/message.js';
import { readRoomInfo, readSubject } from './protocol/muc.js';
import { isUnknown } from './requests.js';
import { mutesKey } from './mutes-key.js';
import { siteStorage } from './storage.js';
import type { Moderation } from './moderation.js';
import type { PrivateChats } from './private-chats.js';
import type { RoomExtras } from './room-extras.js';
import type { RoomInfo, RoomStatus } from './room-status.js';
import type { SubjectSetting } from './subject-setting.js';
import { ToldComings } from './told-comings.js';
import { Waiters } from './waiters.js';
import type { Element } from './xml.js';

const LOOK_UP_MS = 30_000;
/** Typing in a crowd tells nobody anything. */
const MAX_TYPING_OCCUPANTS = 50;
/** Nor do comings and goings there. */
const MAX_TOLD_OCCUPANTS = 50;

export abstract class RoomTalk extends ConversationStore {
  /** Whether comings and goings become rows; unset: in rooms of up to 50. */
  joins?: 'fold' | 'off';
  /** @internal */
  readonly waiters = new Waiters();
  readonly #comings = new ToldComings(this.timeline, () => this.changed());
  /** Messages are history until the subject has come (MUC-12). */
  #replaying = false;
  #info: RoomInfo | undefined;
  #subject = '';
  #subjects: SubjectSetting | undefined;
  /** Of rooms that have more than most. */
  protected extras?: RoomExtras;
  #moderation: Moderation | undefined;
  /** @internal What the room asks of those who run it, until moderation.ts is there to hear it. */
  declare early?: Element[];
  /** Conversations with single occupants, once there was one. */
  privates?: PrivateChats;

  abstract get nick(): string | undefined;
  abstract get status(): RoomStatus;
  abstract get occupants(): ReadonlyMap<string, Occupant>;
  abstract get self(): Occupant | undefined;

  override get messages(): readonly Row[] {
    this.#comings.flush();
    return super.messages;
  }

  /** Whether we have voice; without it the room refuses what is sent. */
  get canSpeak(): boolean {
    return this.status.state !== 'joined' || this.self?.role !== 'visitor';
  }

  /** Seconds that the room wants between two messages of ours (XEP-0500); undefined: it does not mind. */
  get slowMode(): number | undefined {
    const exempt = this.self?.affiliation === 'owner' || this.self?.affiliation === 'admin';
    return exempt ? undefined : this.#info?.slowMode;
  }

  /** When the room takes the next message of ours; undefined: now. */
  get nextSendAt(): Date | undefined {
    return this.extras?.slow.nextSendAt;
  }

  /** MUC-40. */
  get canSetSubject(): boolean {
    const role = this.self?.role;
    return role === 'moderator' || (role === 'participant' && this.#info?.subjectModifiable === true);
  }

  /** @throws {StanzaError} `forbidden`: not allowed to. @throws {ConnectionError} Not in the room. @throws {RangeError} Too large. */
  async setSubject(subject: string): Promise<void> {
    const { SubjectSetting } = await import('./moderation.js');
    await (this.#subjects ??= new SubjectSetting(this)).set(subject);
  }

  /** What moderators, admins and owners do to others; the same object each time. */
  async moderation(): Promise<Moderation> {
    const { Moderation } = await import('./moderation.js');
    return (this.#moderation ??= new Moderation(this));
  }

  /** Conversations with single occupants (§7.5); the same object each time. */
  async privateChats(): Promise<PrivateChats> {
    const { PrivateChats } = await import('./private-chats.js');
    return (this.privates ??= new PrivateChats(this));
  }

  get name(): string {
    return this.#info?.name || (parseJid(this.jid)?.local ?? this.jid);
  }

  get subject(): string {
    return this.#subject;
  }

  get info(): RoomInfo | undefined {
    return this.#info;
  }

  protected override get archived(): boolean {
    return this.#info?.archive === true;
  }

  protected override buildMessage(entry: OutboxEntry, again: boolean): Element {
    const delayed = again ? new Date(entry.time) : undefined; // SM-5
    const { lang } = this.session.config;
    return buildGroupMessage({
      to: this.jid,
      id: entry.id,
      ...this.contentOf(entry),
      lang,
      chatState: 'active',
      delayed,
    });
  }

  protected override mayFollow(): boolean {
    return this.extras?.slow.mayFollow() ?? true;
  }

  protected override bounced(id: string, error: StanzaError): void {
    if (!this.extras?.slow.postpones(id, error)) super.bounced(id, error);
  }

  protected override sendChatState(state: 'composing' | 'paused' | 'active'): void {
    if (this.occupants.size > MAX_TYPING_OCCUPANTS || !this.canSpeak) return;
    this.session.wire.send(buildChatState(this.jid, 'groupchat', state));
  }

  /** MAM-1: the author of what a room's archive holds is an address of that room. */
  protected override readArchived({ id, stamp, message }: ArchiveItem): ChatMessage | undefined {
    const { from, type } = message.attrs;
    if (type !== 'groupchat' || bareJid(from) !== this.jid || isSubjectChange(message)) return undefined;
    if (this.loadedFeatures?.take(message, this.#authorOf(message, stamp, true))) return undefined;
    return this.#readMessage(message, stamp, true, id);
  }

  protected receiveMessage(stanza: Element): void {
    this.whenUnderstood(stanza, () => this.#receiveTalk(stanza));
  }

  protected override async prepare(items: readonly ArchiveItem[]): Promise<void> {
    await this.understand(...items.map(({ message }) => message));
  }

  #authorOf(stanza: Element, time: Date, old: boolean): Author {
    const nick = resourceOf(stanza.attrs.from);
    const occupantId = this.trusts('urn:xmpp:occupant-id:0') ? readOccupantId(stanza) : undefined;
    const self = this.self;
    const own =
      occupantId && self?.occupantId
        ? occupantId === self.occupantId
        : nick !== undefined && nick === this.nick && !old;
    return { nick, own, occupantId, time, old };
  }

  #receiveTalk(stanza: Element): void {
    const { type = 'normal', from } = stanza.attrs;
    const nick = resourceOf(from);
    const delay = readDelay(stanza);
    if (
      type === 'groupchat' &&
      this.loadedFeatures?.take(stanza, this.#authorOf(stanza, new Date(), delay !== undefined))
    )
      return this.changed();
    if (isSubjectChange(stanza)) return this.#receiveSubject(stanza, nick);
    if (nick === undefined) return this.#receiveNotice(stanza);
    if (type !== 'groupchat') return; // private messages are not the room's
    const old = this.#replaying && delay !== undefined && bareJid(delay.from ?? this.jid) === this.jid;
    const state = readChatState(stanza);
    if (state && !old && nick !== this.nick) this.typists.heard(nick, state);
    const server = parseJid(this.session.wire.domain)?.full;
    const believed = old || (delay?.from !== undefined && bareJid(delay.from) === server);
    const time = believed && delay ? delay.stamp : new Date();
    const message = this.#readMessage(stanza, time, old);
    if (message && this.take(message) && !message.own && !old) this.dispatchEvent(new MessageEvent(message));
  }

  /** The room itself speaks; its words load with the first time. */
  #receiveNotice(stanza: Element): void {
    const heard = this.#moderation?.hear(stanza);
    import('./room-notices.js').then(
      ({ receive }) => receive(this, stanza, heard),
      () => undefined, // nobody's words
    );
  }

  /** @internal What it tells of itself by status codes. */
  readCodes(codes: ReadonlySet<number>): void {
    if (!this.#info) return;
    const { logged, nonAnonymous } = this.#info;
    this.#info = {
      ...this.#info,
      logged: codes.has(170) || (logged && !codes.has(171)),
      nonAnonymous: codes.has(100) || codes.has(172) || (nonAnonymous && !codes.has(173)),
    };
  }

  /** MUC-38, MUC-39: the first one after the join is how things are, not something that happened. */
  #receiveSubject(stanza: Element, nick: string | undefined): void {
    const before = this.#subject;
    this.#subject = readSubject(stanza, this.session.config.lang);
    if (nick === this.nick) this.#subjects?.isBack(stanza.attrs.id);
    if (!this.#replaying && nick !== undefined && before !== this.#subject)
      this.addEvent({ type: 'subject', nick, subject: this.#subject });
    this.#endReplay();
    this.changed();
  }

  #readMessage(stanza: Element, time: Date, old: boolean, archiveId?: string): ChatMessage | undefined {
    const { nick, own, occupantId } = this.#authorOf(stanza, time, old);
    if (nick === undefined) return undefined;
    const text = readBody(stanza, this.session.config.lang);
    const removed = archiveId === undefined ? undefined : this.loadedFeatures?.tombstone(stanza, nick);
    if (!text?.body && !removed) return undefined;
    const body = text?.body ?? '';
    const stanzaId =
      archiveId ?? (this.trusts('urn:xmpp:sid:0') ? readStanzaId(stanza, this.jid) : undefined);
    const message: ChatMessage = {
      kind: 'message',
      key: randomId(),
      from: `${this.jid}/${nick}`,
      nick,
      own,
      body,
      lang: text?.lang,
      time,
      id: stanza.attrs.id,
      originId: readOriginId(stanza),
      stanzaId,
      occupantId,
      old,
      mention: !own && !old && mentions(body, this.nick),
      removed,
      state: own ? 'sent' : undefined,
    };
    return this.loadedFeatures?.read(stanza, message) ?? message;
  }

  /** The room is about to tell what was said lately. */
  protected startReplay(): void {
    this.#replaying = true;
    if (siteStorage.get(mutesKey(this.jid))) this.features().catch(() => undefined); // some are not to be heard
  }

  #endReplay(): void {
    this.#replaying = false;
    this.waiters.resolve('replay');
  }

  protected override get replayed(): Promise<boolean> {
    return this.#replaying ? this.waiters.wait('replay').then(() => true) : Promise.resolve(true);
  }

  /** Ids mean something only from rooms that say so (SID-1, OID-1). */
  trusts(feature: string): boolean {
    return this.#info?.features.has(feature) === true;
  }

  /** Somebody came or left of their own will. */
  protected tellComing(nick: string, what: 'came' | 'left', occupants: number): void {
    if (this.joins === 'off') return;
    const begin = this.joins === 'fold' || occupants <= MAX_TOLD_OCCUPANTS;
    this.#comings.tell(nick, what, begin);
  }

  /** @internal */
  addEvent(event: RoomEvent['event']): void {
    this.addRow({ kind: 'event', key: randomId(), time: new Date(), event });
  }

  /** @internal Asks the room what it is (MUC-3). @throws {StanzaError} It is out of reach. */
  async lookUp(): Promise<void> {
    try {
      const info = await this.session.disco.info(this.jid, { fresh: true, timeoutMs: LOOK_UP_MS });
      this.#info = readRoomInfo(info);
      if (this.#info.slowMode || this.trusts('urn:xmpp:hats:0')) {
        const { extrasOf } = await import('./room-extras.js');
        this.extras ??= extrasOf(this);
      }
      this.changed();
    } catch (error) {
      // A room that hides, or does not exist yet, is found out by entering.
      if (error instanceof StanzaError && !isUnknown(error)) throw error;
      if (error instanceof ConnectionError) return new Promise(() => undefined); // another attempt follows
    }
  }
}
