/**
 * A room as an occupant meets it (XEP-0045 §7): entering and what can go wrong, who is there, leaving and being put
 * out; what is said is room-talk.ts. It comes back by itself after the link was lost. Reading and building stanzas is protocol/muc.ts.
 */
import { ConfigError, ConnectionError, StanzaError, TimeoutError } from './errors.js';
import { bareJid, parseJid, prepareResource, resourceOf } from './jid.js';
import type { Occupant } from './occupant.js';
import { Occupants } from './occupants.js';
import { OwnNick } from './own-nick.js';
import type { OutboxEntry } from './outbox.js';
import {
  buildInstantConfig,
  buildJoin,
  buildLeave,
  buildNickChange,
  readRoomPresence,
  removal,
  type HistoryRequest,
  type RoomPresence,
} from './protocol/muc.js';
import { buildPing } from './protocol/ping.js';
import { readStanzaError } from './protocol/stanza-error.js';
import type { JoinFailure, RoomStatus } from './room-status.js';
import { RoomTalk } from './room-talk.js';
import { SelfPing } from './self-ping.js';
import type { Session } from './session.js';
import { holdTab } from './tab.js';
import type { Element } from './xml.js';

const JOIN_MS = 30_000;
const LEAVE_MS = 5_000;
const CHANGE_MS = 30_000;
const UNREACHABLE_RETRY_MS = 15_000;
/** What a ghost has said and the server not read by then was never on its way. */
const GHOST_MS = 15_000;
const HISTORY = 50;
const HISTORY_OVERLAP_S = 30;

export interface JoinOptions {
  readonly nick?: string;
  readonly password?: string;
  /** In under this name on an earlier page of this tab: whoever has it now may be a ghost of ours. */
  readonly returning?: boolean;
}

export class Room extends RoomTalk {
  /** Stays when no element of the page shows it any more: it is in a list of rooms. */
  declare kept?: boolean;
  /** Whoever makes it settles how it is to be (MUC-81); until then it is locked, and nobody else comes in. */
  declare reserved?: boolean;
  #status: RoomStatus = { state: 'idle' };
  readonly #nick = new OwnNick();
  #password: string | undefined;
  #passwordTries = 0;
  readonly #occupants = new Occupants();
  /** Whether the user wants to be in; survives the link. */
  #wanted = false;
  /** Raised by each attempt to enter, so that answers to older ones are ignored. */
  #attempt = 0;
  /** The room has not answered yet. */
  #askedIn = false;
  /** The room was told that the page goes. */
  #parting = false;
  /** Settles once it is known whether the name was ours. */
  #returning: Promise<void> | undefined;
  /** What the state `failed` is due to. */
  #failure: Error | undefined;
  /** Left while the link was down: said as soon as it is back, for the session may be the same one. */
  #owesLeave = false;
  /** A message for which the room has once let us in anew. */
  #refusedId: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the room was last heard from inside. */
  #heardAt: number | undefined;
  readonly #selfPing: SelfPing;

  constructor(session: Session, jid: string) {
    super(session, bareJid(jid) ?? jid);
    this.#selfPing = new SelfPing({
      ping: () => session.wire.get(this.ownAddress, buildPing()),
      unsure: () => this.ready && !this.waiters.has('nick'), // SELF-3
      out: () => this.#comeBack(0),
    });
  }

  get nick(): string | undefined {
    return this.#nick.current;
  }

  get status(): RoomStatus {
    return this.#status;
  }

  get occupants(): ReadonlyMap<string, Occupant> {
    return this.#occupants.all;
  }

  get self(): Occupant | undefined {
    return this.nick === undefined ? undefined : this.#occupants.get(this.nick);
  }

  /** Settles when we are in; rejects with what kept us out. */
  get joined(): Promise<void> {
    if (this.#status.state === 'joined') return Promise.resolve();
    if (this.#failure && !this.#wanted) return Promise.reject(this.#failure);
    return this.waiters.wait('join');
  }

  /** Enters, or tries again with another nickname or password; connects the session if need be. */
  join({ nick, password, returning }: JoinOptions = {}): this {
    const { state } = this.#status;
    if (nick !== undefined && nick !== this.nick && state === 'joined') {
      this.#wish(nick);
      return this;
    }
    if (this.#inside && nick === undefined && password === undefined) return this;
    if (password !== undefined) this.#password = password;
    const parsed = parseJid(this.jid);
    if (!parsed?.local || parsed.resource)
      return this.#refuse('invalid-address', new ConfigError('jid', this.jid));
    const wanted = nick ?? this.ownNick;
    const prepared = wanted.trim() && prepareResource(wanted.trim());
    if (!prepared) return this.#refuse('name-needed', new ConfigError('nick', 'no nickname'));
    this.#nick.choose(prepared);
    this.#returning = returning
      ? holdTab().then((ours) => (ours && this.nick === prepared ? this.#nick.putOut() : undefined))
      : undefined;
    this.#owesLeave = false;
    this.#wanted = true;
    if (this.session.wire.live) this.#enter();
    else {
      this.#set({ state: 'joining', since: new Date() });
      this.session.connect().catch((error: unknown) => {
        if (this.session.state !== 'reconnecting') this.waiters.reject('join', error as Error);
      });
    }
    return this;
  }

  /** @param text Said to the others. */
  async leave(text?: string): Promise<void> {
    this.#wanted = false;
    this.#stopTrying();
    this.#owesLeave = this.#status.state === 'offline';
    if (this.#inside && this.session.wire.live) {
      const left = this.waiters.wait('leave', LEAVE_MS);
      this.session.wire.send(buildLeave(this.jid, this.ownNick, text));
      await left.catch(() => undefined);
    }
    this.#gone({ state: 'idle' });
  }

  /** @throws {StanzaError} `conflict`: taken; `not-acceptable`: only a registered one. The old one is kept. */
  async setNick(nick: string): Promise<void> {
    const prepared = prepareResource(nick.trim());
    if (!prepared) throw new ConfigError('nick', 'no nickname');
    if (this.#status.state !== 'joined') {
      this.#nick.choose(prepared);
      this.changed();
      return;
    }
    if (prepared === this.nick) return;
    const done = this.waiters.wait(`nick ${prepared}`, CHANGE_MS);
    this.#nick.ask(prepared);
    this.session.wire.send(buildNickChange(this.jid, prepared, this.session.disco.ownCaps));
    await done;
  }

  /** @internal A presence or message from this room. */
  receive(stanza: Element): void {
    this.#selfPing.heard();
    if (this.#status.state === 'joined') this.#heardAt = Date.now();
    if (stanza.name === 'presence') return this.#receivePresence(stanza);
    const { type, from } = stanza.attrs;
    if (type === 'error') this.#receiveError(stanza);
    else if (this.#inside) this.receiveMessage(stanza);
    if (type === 'groupchat') return;
    const by = this.#occupants.get(resourceOf(from) ?? ''); // as of now: their code may have to load
    const hear = () => this.privateChats().then((chats) => chats.receive(stanza, by));
    hear()
      .catch(hear)
      .catch(() => undefined);
  }

  /** @internal */
  online(resumed: boolean): void {
    const owesLeave = this.#owesLeave && resumed;
    this.#owesLeave = false;
    if (owesLeave) this.session.wire.send(buildLeave(this.jid, this.ownNick));
    if (!this.#wanted) return;
    if (resumed && this.#status.state === 'offline') this.#resume();
    else {
      if (!resumed) this.waitAgain(false); // a resume was hoped for
      this.#nick.startOver();
      this.#enter();
    }
  }

  /** @internal */
  offline(resumable: boolean): void {
    this.#stopTrying();
    const { state } = this.#status;
    if (state === 'joined') {
      this.#nick.linkLost();
      this.linkLost(resumable);
      this.mayMiss(); // ejabberd 23.01 under load: some of what was said shortly before a resume
      this.#set({ state: 'offline', since: new Date() });
    } else if (state === 'joining' && this.session.state === 'online') {
      if (this.#askedIn) this.#nick.putOut(); // the answer is lost: a ghost of ours may be in
      this.linkLost(false);
    }
  }

  /** @internal The page goes away. */
  sayGoodbye(): void {
    if (this.#inside) this.#parting = this.session.wire.send(buildLeave(this.jid, this.ownNick));
  }

  override get ready(): boolean {
    return this.#status.state === 'joined' && this.session.wire.live;
  }

  override get ownAddress(): string {
    return `${this.jid}/${this.ownNick}`;
  }

  protected override get ownAddresses(): readonly string[] {
    const { ownAddress } = this;
    const { asked } = this.#nick;
    return asked === undefined ? [ownAddress] : [ownAddress, `${this.jid}/${asked}`];
  }

  /** SM-7: the server may have yet to read what our ghost says. */
  protected override mayArrive({ sentAs, backAt = 0 }: OutboxEntry): boolean {
    const leftMs = backAt + GHOST_MS - Date.now();
    const isGhost = (from: string) => from !== this.ownAddress && this.#occupants.get(resourceOf(from) ?? '');
    if (leftMs <= 0 || !sentAs.some(isGhost)) return false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), leftMs);
    return true;
  }

  override get ownNick(): string {
    return this.nick ?? '';
  }

  get #inside(): boolean {
    return this.#status.state === 'joined' || this.#status.state === 'joining';
  }

  #set(status: RoomStatus): void {
    this.#status = status;
    if (status.state !== 'failed') this.#failure = undefined;
    this.changed();
    this.dispatchEvent(new Event('status'));
  }

  #refuse(reason: JoinFailure, error: Error, more: Partial<RoomStatus & { state: 'failed' }> = {}): this {
    this.#stopTrying();
    if (more.retryAt) this.#enterIn(+more.retryAt - Date.now());
    else this.#wanted = false;
    this.#occupants.clear();
    this.#failure = error;
    const text = error instanceof StanzaError ? error.text : undefined;
    this.#set({ state: 'failed', reason, text, ...more });
    this.waiters.reject('join', error);
    return this;
  }

  #enterIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wanted && this.session.wire.live && this.#enter(), ms);
  }

  #stopTrying(): void {
    this.#attempt++;
    clearTimeout(this.#timer);
    this.#selfPing.stop();
  }

  #gone(status: RoomStatus): void {
    this.#stopTrying();
    this.#occupants.clear();
    this.typists.clear();
    this.waitAgain(false);
    this.waiters.resolve('leave');
    this.waiters.reject('join', new ConnectionError('closed', 'left the room'));
    if (this.#status.state !== 'idle' || status.state !== 'idle') this.#set(status);
  }

  /** The room has not noticed that we were away; a nickname chosen meanwhile is news to it. */
  #resume(): void {
    const wished = this.#nick.resumed();
    this.#set({ state: 'joined' });
    this.linkResumed();
    this.#selfPing.start();
    void this.#selfPing.check();
    if (wished !== undefined) this.#wish(wished);
    else this.#takeBackNick();
  }

  /** Looks the room up, then asks to come in (MUC-3, MUC-8). */
  #enter(): void {
    const attempt = ++this.#attempt;
    clearTimeout(this.#timer);
    this.#set({ state: 'joining', since: new Date() });
    Promise.all([this.lookUp(), this.#returning]).then(
      () => attempt === this.#attempt && this.#askIn(attempt),
      (error: unknown) => attempt === this.#attempt && this.#notIn(error as Error),
    );
  }

  /** By the room's clock, since ours may be wrong; what overlaps is told by its ids. */
  get #wantedHistory(): HistoryRequest {
    if (this.archived) return { maxChars: 0 };
    if (this.#heardAt === undefined) return { maxStanzas: HISTORY };
    return { seconds: Math.ceil((Date.now() - this.#heardAt) / 1000) + HISTORY_OVERLAP_S };
  }

  #askIn(attempt: number): void {
    this.#askedIn = true;
    this.startReplay();
    this.#occupants.startList();
    const caps = this.session.disco.ownCaps;
    this.session.wire.send(
      buildJoin(this.jid, this.ownNick, { password: this.#password, history: this.#wantedHistory, caps }),
    );
    this.catchUpSoon();
    this.#timer = setTimeout(() => {
      if (attempt === this.#attempt) this.#notIn(new TimeoutError('the room does not answer'));
    }, JOIN_MS);
  }

  #notIn(error: Error): void {
    this.#askedIn = false;
    if (!(error instanceof StanzaError)) {
      this.#refuse('timeout', error, { retryAt: new Date(Date.now() + UNREACHABLE_RETRY_MS) });
      return;
    }
    if (error.condition === 'conflict' && this.#nick.stepAside()) return this.#enter();
    clearTimeout(this.#timer);
    void this.#refused(error, ++this.#attempt);
  }

  async #refused(error: StanzaError, attempt: number): Promise<void> {
    const { refusalOf } = await import('./join-refusal.js').catch(() => ({ refusalOf: undefined }));
    const refusal = await refusalOf?.(error, {
      jid: this.jid,
      disco: this.session.disco,
      nick: this.nick,
      passwordTries: this.#password === undefined ? 0 : this.#passwordTries + 1,
      known: this.info !== undefined,
    });
    if (attempt !== this.#attempt) return;
    if (refusal?.tries !== undefined) {
      this.#passwordTries = refusal.tries;
      this.#password = undefined;
    }
    this.#refuse(refusal?.reason ?? 'other', error, refusal);
  }

  #receivePresence(stanza: Element): void {
    const presence = readRoomPresence(stanza);
    if (presence.error) return this.#presenceError(presence.error, presence.nick);
    if (!this.#inside || presence.nick === undefined) return;
    const own = presence.codes.has(110) || presence.nick === this.nick;
    if (presence.available) this.#arrived(stanza, presence, presence.nick, own);
    else if (presence.codes.has(303) && presence.newNick !== undefined)
      this.#renamed(presence.nick, presence.newNick, own);
    else if (own) this.#putOut(presence);
    else this.#departed(presence, presence.nick);
  }

  #presenceError(error: StanzaError, nick: string | undefined): void {
    if (this.#status.state === 'joining') this.#notIn(error);
    else if (nick !== undefined) this.waiters.reject(`nick ${nick}`, error);
  }

  #arrived(stanza: Element, presence: RoomPresence, nick: string, own: boolean): void {
    const { role, affiliation, show, statusText, jid, reason } = presence;
    const before = this.#occupants.get(nick);
    const occupantId = this.trusts('urn:xmpp:occupant-id:0') ? presence.occupantId : undefined;
    const isNew = !own && this.#status.state === 'joined' && !before;
    const hats = this.extras?.hats(stanza);
    this.#occupants.set({ nick, role, affiliation, show, statusText, jid, occupantId, hats, self: own });
    if (isNew) this.tellComing(nick, 'came', this.#occupants.size);
    this.session.disco.sawCaps(stanza);
    if (own && this.#status.state === 'joining') this.#cameIn(presence, nick);
    else if (own && nick === this.nick) {
      this.waiters.resolve(`nick ${nick}`);
      if (before && (before.role !== role || before.affiliation !== affiliation))
        this.addEvent({ type: 'rank', role, affiliation, before, reason });
    } else if (own) this.#assigned(nick);
    this.changed();
  }

  /** MUC-14: we are somebody else than we took for ourselves. */
  #assigned(nick: string): void {
    const other = this.self;
    if (other) this.#occupants.set({ ...other, self: false });
    this.#nick.current = nick;
    this.addEvent({ type: 'nick-assigned', nick });
  }

  #cameIn({ codes }: RoomPresence, nick: string): void {
    this.#askedIn = this.#parting = false;
    this.#attempt++; // an earlier attempt may have been answered after a resume
    clearTimeout(this.#timer);
    const asked = this.nick;
    this.#nick.current = nick;
    this.#occupants.finishList();
    this.#passwordTries = 0;
    this.readCodes(codes);
    if (codes.has(201)) {
      // MUC-81: a locked room keeps everybody else out until it is configured.
      if (!this.reserved) this.session.wire.set(this.jid, buildInstantConfig()).catch(() => undefined);
      this.addEvent({ type: 'created' });
    }
    if (nick !== asked || codes.has(210)) this.addEvent({ type: 'nick-assigned', nick });
    this.#set({ state: 'joined' });
    this.#selfPing.start();
    this.waiters.resolve('join');
    this.#takeBackNick();
    void this.#settleIn();
  }

  /** A room that was only just made, or that hides from outsiders, tells now what it is. */
  async #settleIn(): Promise<void> {
    if (!this.info) await this.lookUp().catch(() => undefined);
    await this.catchUp();
  }

  /** MUC-45. */
  #renamed(nick: string, newNick: string, own: boolean): void {
    const occupant = this.#occupants.remove(nick);
    if (occupant) this.#occupants.set({ ...occupant, nick: newNick, self: own });
    if (own) {
      this.#nick.current = newNick;
      this.#takeBackNick(); // which is done, if it was that
      this.waiters.resolve(`nick ${newNick}`);
    }
    this.typists.heard(nick, undefined);
    this.addEvent({ type: 'renamed', nick, newNick, own });
    this.flush();
  }

  #departed({ codes, actor, reason }: RoomPresence, nick: string): void {
    const known = this.#occupants.remove(nick) && this.#status.state === 'joined';
    this.typists.heard(nick, undefined);
    if (codes.has(301)) this.addEvent({ type: 'banned', nick, actor, reason });
    else if (codes.has(307) && !codes.has(333)) this.addEvent({ type: 'kicked', nick, actor, reason });
    else if (known && nick !== this.#nick.held) this.tellComing(nick, 'left', this.#occupants.size);
    if (nick === this.#nick.held) this.#takeBackNick();
    this.flush();
    this.changed();
  }

  /** The name we had before the link was lost, as soon as our ghost lets go of it. */
  #takeBackNick(): void {
    if (this.#status.state !== 'joined') return;
    const nick = this.#nick.takeBack((held) => this.#occupants.get(held) !== undefined);
    if (nick !== undefined) this.#wish(nick);
  }

  #wish(nick: string): void {
    this.setNick(nick).catch(() => undefined); // the old one is kept
  }

  #putOut(presence: RoomPresence): void {
    const cause = removal(presence) ?? (this.#parting ? 'technical' : undefined); // the page has stayed
    if (!this.#wanted || cause === undefined) return this.#gone({ state: 'idle' });
    const { actor, reason, destroyed } = presence;
    if (cause === 'shutdown' || cause === 'technical') {
      this.#nick.putOut();
      this.#comeBack(UNREACHABLE_RETRY_MS / 5);
      return;
    }
    this.#wanted = false;
    this.#gone({ state: 'removed', cause, actor, reason, ...destroyed, at: new Date() });
  }

  /** Out without anybody's will: back in after a moment. */
  #comeBack(afterMs: number): void {
    this.waitAgain(false);
    this.#attempt++;
    this.#set({ state: 'offline', since: new Date() });
    this.#enterIn(afterMs);
  }

  #receiveError(stanza: Element): void {
    const error = readStanzaError(stanza);
    const { id = '' } = stanza.attrs;
    if (this.waiters.reject(`message ${id}`, error)) return;
    if (error.condition === 'not-acceptable' && this.#status.state === 'joined' && id !== this.#refusedId) {
      this.#refusedId = id; // a room that goes on refusing it has another reason
      this.#comeBack(0); // MUC-34: we are not in the room, whatever we thought
      return;
    }
    this.bounced(id, error);
  }
}
