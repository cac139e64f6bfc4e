/**
 * Who asks us into which room (XEP-0045 §7.8, XEP-0249), put to the user and never followed by itself, and how others are
 * asked. Loaded with people.ts, or with the first who is to be invited: only then others are told that we understand
 * invitations. All that an invitation says is a claim, but for who sent a direct one, for which the servers vouch.
 */
import { ConnectionError, StanzaError } from './errors.js';
import type { Feature } from './feature.js';
import type { InviteOptions, InviteResult, Inviting } from './inviting.js';
import { bareJid, domainOf } from './jid.js';
import { ownBare, isOwnWord } from './own-account.js';
import { isCarbon, readCarbon } from './protocol/carbons.js';
import {
  buildDecline,
  NS_CONFERENCE,
  readDecline,
  readInvitation,
  type Decline,
  type ReceivedInvitation,
} from './protocol/invite.js';
import { NS_MUC } from './protocol/muc.js';
import type { JoinOptions, Room } from './room.js';
import type { RoomTalk } from './room-talk.js';
import type { Session } from './session.js';
import { tabStorage } from './storage.js';
import { Store } from './store.js';
import type { Element } from './xml.js';

/** Invitations of strangers that wait for an answer; those beyond it are not heard of (security.md §8). */
const MAX_STRANGERS = 20;
/** Of one server. */
const MAX_PER_SERVER = 5;
const MAX_ALL = 100;
/** Strangers' in a minute, whatever becomes of them; and in one room, those who do not come. */
const MAX_RATE = 10;
const RATE_MS = 60_000;
const MAX_REFUSED = 500;
const LOOK_MS = 10_000;
const KEPT = 'invitations';

/** Somebody asks us into a room. */
export interface Invitation extends ReceivedInvitation {
  /** Bare JID, or an occupant's address in the room. Of one that is not `direct` only a claim. */
  readonly by?: string;
  /** `by` is a contact, and the invitation theirs as far as anybody can tell. */
  readonly known: boolean;
  /** What the room calls itself; unset where it was not asked, or did not say. */
  readonly name?: string;
  /** When it came. */
  readonly time: Date;
}

/** Somebody whom we invited does not want to come (MUC-52). */
export class DeclinedEvent extends Event implements Decline {
  readonly room: string;
  readonly by: string;
  readonly reason?: string;

  constructor({ room, by, reason }: Decline) {
    super('declined');
    this.room = room;
    this.by = by;
    this.reason = reason;
  }
}

/** What is known of people, where that is loaded. */
export interface Acquaintances {
  isContact(bareJid: string): boolean;
  isBlocked(jid: string): boolean;
}

interface Pending {
  readonly invitation: Invitation;
  /** The room is being asked what it is. */
  readonly unsure: boolean;
}

export class Invitations extends Store implements Feature {
  readonly namespaces = [NS_CONFERENCE];
  acquaintances: Acquaintances = { isContact: () => false, isBlocked: () => false };
  readonly #session: Session;
  #account: string | undefined;
  /** By room. */
  readonly #pending = new Map<string, Pending>();
  /** Rooms that were answered no; strangers do not get to ask again. */
  readonly #refused = new Set<string>();
  /** When strangers asked lately. */
  #asked: readonly number[] = [];
  #inviting: Promise<Inviting> | undefined;
  /** Once it is loaded. */
  #sent: Inviting | undefined;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  /** One for each room that we are not in, the oldest first. */
  get pending(): readonly Invitation[] {
    for (const room of this.#pending.keys()) if (this.#isIn(room)) this.#pending.delete(room);
    return [...this.#pending.values()].filter(({ unsure }) => !unsure).map(({ invitation }) => invitation);
  }

  get(room: string): Invitation | undefined {
    return this.pending.find((each) => each.room === bareJid(room));
  }

  /** Enters the room, with the password that came along. @throws {RangeError} Nobody asks us there. */
  accept(room: string, options: JoinOptions = {}): Room {
    const { password, room: jid } = this.take(room);
    return this.#session.rooms.join(jid, { password, ...options });
  }

  /**
   * Tells who asked that we do not come, as far as there is a way: of who asked past the room it is kept (INV-2).
   * @throws {RangeError} Nobody asks us there. @throws {ConnectionError} It cannot be told now, and goes on waiting.
   */
  decline(room: string, reason?: string): void {
    const { direct, by, room: jid } = this.#required(room);
    if (!direct && by !== undefined && !this.#session.wire.send(buildDecline(jid, by, reason)))
      throw new ConnectionError('closed', 'not connected');
    this.ignore(jid);
  }

  /** Says nothing to anybody. @throws {RangeError} Nobody asks us there. */
  ignore(room: string): void {
    this.#refuse(this.take(room).room);
  }

  /** It is answered elsewhere: whoever takes it joins. @throws {RangeError} Nobody asks us there. */
  take(room: string): Invitation {
    const known = this.#required(room);
    this.#pending.delete(known.room);
    this.#changed();
    return known;
  }

  #required(room: string): Invitation {
    const known = this.get(room);
    if (!known) throw new RangeError(`nobody invites into ${room}`);
    return known;
  }

  /**
   * Invites people into a room that we are in: past it, unless it lets in members only, who they become where that is ours
   * to say, or has a password, which it hands out (MUC-53).
   * @param guests - Addresses. @returns What became of each, in their order: a refusal that comes late is told in the room.
   * @throws {ConnectionError} We are not in the room.
   */
  async invite(
    room: RoomTalk,
    guests: readonly string[],
    options?: InviteOptions,
  ): Promise<readonly InviteResult[]> {
    this.#inviting ??= import('./inviting.js').then(
      ({ Inviting }) => (this.#sent = new Inviting(this.#session)),
      (error: unknown) => {
        this.#inviting = undefined;
        throw error;
      },
    );
    return (await this.#inviting).invite(room, guests, options);
  }

  /** Nothing is left of them. */
  forget(): void {
    this.#pending.clear();
    this.#refused.clear();
    this.#changed();
  }

  online(): void {
    const account = ownBare(this.#session);
    if (this.#account === account) return;
    if (this.#account !== undefined) this.forget();
    this.#account = account;
    this.#restore();
  }

  /** Servers bring them once, and pages come and go. Passwords are nothing to be kept. */
  #changed(): void {
    const list = this.pending.map(({ password: _, ...invitation }) => invitation);
    if (!this.#session.guest)
      tabStorage.set(KEPT, list.length ? { account: ownBare(this.#session), list } : undefined);
    this.changed();
  }

  #restore(): void {
    const kept = tabStorage.get(KEPT) as { account?: unknown; list?: unknown } | undefined;
    if (!Array.isArray(kept?.list) || kept.account !== this.#account) return;
    for (const each of kept.list.filter(isKept))
      if (!this.#pending.has(each.room))
        this.#pending.set(each.room, { invitation: { ...each, time: new Date(each.time) }, unsure: false });
    this.changed();
  }

  receive(stanza: Element): boolean {
    if (stanza.name !== 'message') return false;
    if (this.#sent?.receive(stanza)) return true;
    const declined = readDecline(stanza);
    if (declined) this.#declined(declined);
    const message = this.#inside(stanza);
    const invitation = message && readInvitation(message);
    if (invitation) this.#received(invitation);
    return Boolean(declined ?? invitation);
  }

  /** A room's word on who does not come counts in that room. */
  #declined(decline: Decline): void {
    const room = this.#session.rooms.get(decline.room);
    if (!this.#isIn(decline.room)) return;
    if (room) tellDecline(room, decline);
    this.dispatchEvent(new DeclinedEvent(decline));
  }

  /** What is forwarded otherwise, by whomever, is not looked into (FWD-1, MAM-4). */
  #inside(stanza: Element): Element | undefined {
    if (!isCarbon(stanza)) return stanza;
    const own = ownBare(this.#session);
    const carbon =
      own !== undefined && isOwnWord(this.#session, stanza.attrs.from) && readCarbon(stanza, own);
    return carbon && carbon.direction === 'received' ? carbon.message : undefined;
  }

  #received(received: ReceivedInvitation): void {
    const { room } = received;
    const by = this.#authorOf(received);
    const blocked = [room, by].some((jid) => jid !== undefined && this.acquaintances.isBlocked(jid));
    if (blocked || this.#isIn(room) || by === ownBare(this.#session)) return;
    const vouched = received.direct || this.#isOurs(room);
    const known = vouched && by !== undefined && this.acquaintances.isContact(by);
    const invitation: Invitation = { ...received, by, known, time: new Date() };
    const before = this.#pending.get(room);
    if (before) this.#merge(before, invitation);
    else if (this.#mayAsk(invitation)) this.#add(invitation);
  }

  /** Of somebody in a room their address there; Prosody 0.12 names who invites by it. */
  #authorOf({ by, direct, room }: ReceivedInvitation): string | undefined {
    const bare = bareJid(by);
    const isOccupant =
      bare !== undefined && (direct ? this.#session.rooms.get(bare) !== undefined : bare === room);
    return isOccupant ? by : bare;
  }

  /** INV-3: it stays the one that it was, but for what it lacked, and a friend's goes before a stranger's. */
  #merge({ invitation: old, unsure }: Pending, news: Invitation): void {
    const [one, other] = news.known && !old.known ? [news, old] : [old, news];
    const { time } = old;
    const invitation = { ...one, password: one.password ?? other.password, name: old.name, time };
    this.#pending.set(old.room, { invitation, unsure });
    if (!unsure) this.#changed();
  }

  /** INV-3: strangers cannot fill the list, nor ask again and again. */
  #mayAsk(invitation: Invitation): boolean {
    const waiting = [...this.#pending.values()].map(({ invitation: each }) => each);
    if (waiting.length >= MAX_ALL) return false;
    if (invitation.known) return true;
    const now = Date.now();
    const lately = this.#asked.filter((at) => now - at < RATE_MS);
    const strangers = waiting.filter(({ known }) => !known);
    const sameServer = strangers.filter((each) => serverOf(each) === serverOf(invitation));
    if (
      this.#refused.has(invitation.room) ||
      lately.length >= MAX_RATE ||
      strangers.length >= MAX_STRANGERS ||
      sameServer.length >= MAX_PER_SERVER
    )
      return false;
    this.#asked = [...lately, now];
    return true;
  }

  #add(invitation: Invitation): void {
    const asks = invitation.known || this.#isOurs(invitation.room);
    this.#pending.set(invitation.room, { invitation, unsure: asks });
    if (asks) void this.#look(invitation.room);
    else this.#changed();
  }

  /**
   * M-13: what is no room is no invitation. Asked is only where a friend leads or our own server is: to others it would
   * tell that we are here.
   */
  async #look(room: string): Promise<void> {
    let name: string | undefined;
    try {
      const info = await this.#session.disco.info(room, { fresh: true, timeoutMs: LOOK_MS });
      const conference = info.identities.find(({ category }) => category === 'conference');
      if (!conference || !info.features.has(NS_MUC)) return void this.#pending.delete(room);
      name = conference.name;
    } catch (error) {
      // what a server says of a person's address; others hide, or are out of reach
      if (isNobody(error)) return void this.#pending.delete(room);
    }
    const waiting = this.#pending.get(room);
    if (!waiting) return;
    this.#pending.set(room, { invitation: { ...waiting.invitation, name }, unsure: false });
    this.#changed();
  }

  #refuse(room: string): void {
    this.#refused.add(room);
    const [oldest] = this.#refused.size > MAX_REFUSED ? this.#refused : [];
    if (oldest !== undefined) this.#refused.delete(oldest);
  }

  #isIn(room: string): boolean {
    const state = this.#session.rooms.get(room)?.status.state;
    return state === 'joined' || state === 'joining' || state === 'offline';
  }

  /** Whether a room is our own server's, which says the truth about who invites. */
  #isOurs(room: string): boolean {
    const domain = domainOf(room) ?? '';
    const own = domainOf(this.#session.wire.domain);
    return own !== undefined && (domain === own || domain.endsWith(`.${own}`));
  }
}

const isKept = (value: unknown): value is Omit<Invitation, 'time'> & { readonly time: string } =>
  typeof value === 'object' &&
  value !== null &&
  ['room', 'time'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string');

const serverOf = ({ direct, by, room }: Invitation) => domainOf(direct ? by : room);

/** Prosody 0.12 says the one of somebody's address, ejabberd 23.01 the other. */
const isNobody = (error: unknown) =>
  error instanceof StanzaError && ['service-unavailable', 'subscription-required'].includes(error.condition);

/** When each room told of some lately. */
const declines = new WeakMap<RoomTalk, readonly number[]>();

/** Rooms pass on what anybody says in answer, asked or not. */
function tellDecline(room: RoomTalk, { by, reason }: Decline): void {
  const now = Date.now();
  const lately = declines.get(room)?.filter((at) => now - at < RATE_MS) ?? [];
  if (lately.length >= MAX_RATE) return;
  declines.set(room, [...lately, now]);
  room.addEvent({ type: 'declined', nick: by, reason });
}

/** MUC-52: of an invitation from before the page was loaded. To hear it makes nobody say that they understand any. */
export function hearDecline(room: RoomTalk, message: Element): void {
  const declined = readDecline(message);
  if (declined) tellDecline(room, declined);
}

const known = new WeakMap<Session, Invitations>();

/** Those of that session, made with the first call. */
export function invitationsOf(session: Session): Invitations {
  const made = known.get(session) ?? session.use(new Invitations(session), 0);
  known.set(session, made);
  return made;
}
