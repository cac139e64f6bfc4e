/**
 * What moderators, admins and owners do to others in a room (XEP-0045 §8 to §10): kicking and banning, giving and taking
 * voice and offices, the room's lists, and what others ask of them. Loaded with the first wish to.
 */
import { hasSaid, isSame, type Person } from './authorship.js';
import type { BulkRemoval } from './bulk-removal.js';
import type { InviteOptions, InviteResult } from './inviting.js';
import { bareJid } from './jid.js';
import type { ChatMessage } from './message.js';
import type { Affiliated, Affiliation, Change, Occupant, Role } from './occupant.js';
import {
  buildChange,
  buildListRequest,
  readList,
  readNews,
  type ChangeRequest,
} from './protocol/muc-admin.js';
import { buildModeration, NS_MODERATE } from './protocol/retraction.js';
import type { RoomOwner } from './room-owner.js';
import { RoomRequests, type RoomRequest } from './room-requests.js';
import type { RoomTalk } from './room-talk.js';
import type { Element } from './xml.js';

export { SubjectSetting } from './subject-setting.js'; // one part of the script with this

/** Somebody who is not in the room has become something else there (MUC-79); for those who show lists. */
export class AffiliationEvent extends Event {
  constructor(readonly person: Affiliated) {
    super('affiliation');
  }
}

export interface AffiliationOptions {
  /** Told to the room. */
  readonly reason?: string;
  /** Reserved for a member; '' gives it up (MUC-76). */
  readonly nick?: string;
}

/** Each more than those before it. */
const ROLES: readonly Role[] = ['none', 'visitor', 'participant', 'moderator'];
const AFFILIATIONS: readonly Affiliation[] = ['outcast', 'none', 'member', 'admin', 'owner'];

export class Moderation extends EventTarget {
  readonly #room: RoomTalk;
  readonly #requests: RoomRequests;

  constructor(room: RoomTalk) {
    super();
    this.#room = room;
    this.#requests = new RoomRequests(room, (then) => this.#find(then));
    this.hearEarly();
  }

  /**
   * What we may make of somebody now (MUC-78), roles before affiliations, less before more; nothing of ourselves.
   * Affiliations go by real addresses, so where theirs is not known there are none. The room may yet refuse.
   */
  changesOf(target: Occupant): readonly Change[] {
    const us = this.#room.self;
    const them = this.#find(target);
    if (!us || !them || them.self || this.#room.status.state !== 'joined') return [];
    const roles = ROLES.filter((role) => role !== them.role && mayGive(us, them, role));
    const affiliations = AFFILIATIONS.filter(
      (affiliation) => them.jid && affiliation !== them.affiliation && mayAppoint(us, them, affiliation),
    );
    return [...roles.map((role) => ({ role })), ...affiliations.map((affiliation) => ({ affiliation }))];
  }

  /**
   * Makes somebody that; role `none` is a kick, affiliation `outcast` a ban. Settles when the room has agreed, what has
   * come of it follows by presence. Roles go to whom `target` was when the caller looked, not to whoever has taken their
   * nickname since; affiliations to their real address, also when they have gone.
   * @throws {StanzaError} `not-allowed`, `forbidden`: we may not; `conflict`: ourselves, or the last owner;
   *   `item-not-found`: nobody there. @throws {RangeError} They have gone, or their address is not known.
   */
  async apply(target: Occupant, change: Change, reason?: string): Promise<void> {
    const them = this.#find(target);
    if ('affiliation' in change)
      return this.setAffiliation(target.jid ?? them?.jid ?? '', change.affiliation, { reason });
    if (!them) throw new RangeError('they have left');
    await this.#change({ nick: them.nick, role: change.role, reason });
  }

  /**
   * Makes somebody that who need not be there.
   * @param jid - Their address; for a ban also a domain (MUC-75).
   * @throws {StanzaError} As {@link Moderation.apply}. @throws {RangeError} No address.
   */
  async setAffiliation(
    jid: string,
    affiliation: Affiliation,
    { reason, nick }: AffiliationOptions = {},
  ): Promise<void> {
    const bare = bareJid(jid);
    if (bare === undefined) throw new RangeError('no address');
    await this.#change({ jid: bare, affiliation, nick, reason });
  }

  /** All who are that, there or not (MUC-74). @throws {StanzaError} `forbidden`: not for us to see. */
  async list(of: Change): Promise<readonly Affiliated[]> {
    const { session, jid } = this.#room;
    const query = await session.wire.get(jid, buildListRequest(of));
    return query ? readList(query, of) : [];
  }

  /** Whether we may remove it for all (RET-2), which moderators may where the room can. */
  mayRemove({ stanzaId, removed }: ChatMessage): boolean {
    const room = this.#room;
    const can = room.self?.role === 'moderator' && room.status.state === 'joined';
    return can && stanzaId !== undefined && !removed && this.#removing !== undefined;
  }

  /**
   * Removes somebody's message for all, its corrections ahead of it: they would be messages of their own. Settles when the
   * room has agreed, and tells all of it.
   * @throws {StanzaError} @throws {RangeError} It cannot be.
   */
  async remove(message: ChatMessage, reason?: string): Promise<void> {
    const { session, jid, timeline } = this.#room;
    const version = this.#removing;
    if (message.stanzaId === undefined || !version) throw new RangeError('not to be removed');
    const corrections = timeline.rows.filter((row) => row.kind === 'message' && corrects(row, message));
    for (const { stanzaId } of [...(corrections as readonly ChatMessage[]), message])
      if (stanzaId !== undefined) await session.wire.set(jid, buildModeration(version, stanzaId, reason));
  }

  /** Those of somebody's messages that are here and may be removed, the oldest first. */
  messagesOf(person: Person): readonly ChatMessage[] {
    const { timeline, occupants } = this.#room;
    const theirs = timeline.rows.filter(
      (row): row is ChatMessage =>
        row.kind === 'message' && this.mayRemove(row) && hasSaid(person, row, occupants),
    );
    const ids = new Set(theirs.map(({ id }) => id));
    return theirs.filter(({ replaces }) => replaces === undefined || !ids.has(replaces));
  }

  /** Removes them one after the other, once it is started. */
  async removeAll(messages: readonly ChatMessage[], reason?: string): Promise<BulkRemoval> {
    const { BulkRemoval } = await import('./bulk-removal.js');
    const { timeline } = this.#room;
    return new BulkRemoval(
      {
        rowOf: (key) => timeline.find(key),
        mayRemove: (message) => this.mayRemove(message),
        remove: (message) => this.remove(message, reason),
      },
      messages,
    );
  }

  /** Version of XEP-0425 that the room has. */
  get #removing(): '0' | '1' | undefined {
    return (['1', '0'] as const).find((version) => this.#room.trusts(NS_MODERATE + version));
  }

  /** As {@link Invitations.invite}; most may, whatever they are here. */
  async invite(guests: readonly string[], options?: InviteOptions): Promise<readonly InviteResult[]> {
    const { invitationsOf } = await import('./invitations.js');
    return invitationsOf(this.#room.session).invite(this.#room, guests, options);
  }

  /**
   * Who asks to be let speak, or to become a member, and waits for us (MUC-69, MUC-80); the room tells by `change` that
   * there are others. At most 50, oldest first.
   */
  get requests(): readonly RoomRequest[] {
    return this.#requests.all;
  }

  /**
   * Lets somebody have what they ask; settles when the room has taken that, and what comes of it follows by presence.
   * @throws {StanzaError} @throws {RangeError} It is over. @throws {ConnectionError}
   */
  async allow(request: RoomRequest): Promise<void> {
    await this.#requests.allow(request);
  }

  /** Nobody is told. */
  ignore(request: RoomRequest): void {
    this.#requests.ignore(request);
  }

  /**
   * Asks to be let speak (MUC-47); settles when that has gone to whoever decides.
   * @throws {StanzaError} `forbidden`: nobody can ask here; of type `wait`: too soon. @throws {ConnectionError}
   */
  async requestVoice(): Promise<void> {
    await this.#requests.forVoice();
  }

  /** What owners do with the room itself. */
  async owner(): Promise<RoomOwner> {
    const { RoomOwner } = await import('./room-owner.js');
    return new RoomOwner(this.#room);
  }

  /** @internal A message from the room itself. */
  hear(message: Element): true {
    const person = this.#requests.hear(message) ? undefined : readNews(message);
    if (person) this.dispatchEvent(new AffiliationEvent(person));
    return true;
  }

  /** @internal What was asked before there was this. */
  hearEarly(): void {
    for (const message of this.#room.early?.splice(0) ?? []) this.hear(message);
  }

  async #change(request: ChangeRequest): Promise<void> {
    const { session, jid } = this.#room;
    await session.wire.set(jid, buildChange(request));
  }

  /** As they are now, maybe under another nickname; one that was given up in between may be anybody's. */
  #find(target: Occupant): Occupant | undefined {
    const { occupants } = this.#room;
    const now = occupants.get(target.nick);
    return now && isSame(now, target) ? now : [...occupants.values()].find((each) => isSame(each, target));
  }
}

const corrects = (row: ChatMessage, first: ChatMessage) =>
  row.replaces !== undefined &&
  row.replaces === first.id &&
  row.nick === first.nick &&
  row.occupantId === first.occupantId &&
  !row.removed;

const rank = (affiliation: Affiliation) => AFFILIATIONS.indexOf(affiliation);

function mayGive(us: Occupant, them: Occupant, role: Role): boolean {
  const moderates = us.role === 'moderator';
  const above = rank(us.affiliation) - rank(them.affiliation);
  if (role === 'none') return moderates && above >= 0;
  if (role === 'moderator' || them.role === 'moderator') return role !== 'visitor' && rules(us, them);
  return moderates && (role === 'participant' || (above > 0 && rank(them.affiliation) < rank('admin')));
}

const mayAppoint = (us: Occupant, them: Occupant, affiliation: Affiliation) =>
  rank(affiliation) < rank('admin') ? rules(us, them) : us.affiliation === 'owner';

/** Owners do over all, admins over those who are no more than members. */
function rules(us: Occupant, them: Occupant): boolean {
  const isAdmin = us.affiliation === 'admin' && rank(them.affiliation) <= rank('member');
  return us.affiliation === 'owner' || isAdmin;
}
