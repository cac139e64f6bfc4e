/**
 * What people ask of those who run a room (XEP-0045 §7.13, §8.6, §9.9): to be let speak, and to become a member. Part of
 * moderation.ts.
 */
import { ConnectionError, StanzaError } from './errors.js';
import { randomId } from './id.js';
import { bareJid } from './jid.js';
import type { FormField } from './data-form.js';
import type { Occupant, Role } from './occupant.js';
import { buildConsent, buildVoiceRequest, readWish, type Wish } from './protocol/muc-request.js';
import { buildPing } from './protocol/ping.js';
import type { RoomTalk } from './room-talk.js';
import type { Element } from './xml.js';

/** Somebody asks to be let speak, or to become a member. Who they are is the room's word. */
export interface RoomRequest {
  readonly key: string;
  readonly kind: 'voice' | 'membership';
  readonly nick?: string;
  /** Bare JID, where the room tells it. */
  readonly jid?: string;
  /** What they ask to be, for `voice`: maybe more than to speak. */
  readonly role?: Role;
  /** What they say of themselves, for `membership`. */
  readonly fields: readonly FormField[];
  readonly time: Date;
}

interface Waiting {
  readonly request: RoomRequest;
  readonly wish: Wish;
  /** Who asked, where that is to be seen. */
  readonly occupant: Occupant | undefined;
}

/** So many wait; further ones have to ask again. */
const MAX_WAITING = 50;

export class RoomRequests {
  readonly #waiting = new Map<string, Waiting>();

  /** @param now - As somebody is now, maybe under another nickname. */
  constructor(
    readonly room: RoomTalk,
    readonly now: (then: Occupant) => Occupant | undefined,
  ) {}

  /** MUC-69, MUC-80: those that we may decide, oldest first; not those of who has left or been let speak meanwhile. */
  get all(): readonly RoomRequest[] {
    const { self, status } = this.room;
    if (status.state !== 'joined') return [];
    const runs = self?.affiliation === 'owner' || self?.affiliation === 'admin';
    for (const [key, each] of this.#waiting) if (this.#isOver(each)) this.#waiting.delete(key);
    return [...this.#waiting.values()]
      .map(({ request }) => request)
      .filter(({ kind }) => (kind === 'voice' ? self?.role === 'moderator' : runs));
  }

  #isOver({ occupant, request }: Waiting): boolean {
    if (!occupant || request.kind !== 'voice') return false;
    return this.now(occupant)?.role !== 'visitor';
  }

  /** Of a message from the room itself; who asks once more has asked once. @returns Whether it was one. */
  hear(message: Element): boolean {
    const { type = 'normal' } = message.attrs;
    const wish = type === 'normal' ? readWish(message) : undefined;
    if (!wish) return false;
    const { kind, nick, role, form } = wish;
    const jid = bareJid(wish.jid);
    const who = jid ?? nick;
    if (who === undefined) return true;
    const key = `${kind} ${who}`;
    if (!this.#waiting.has(key) && this.#waiting.size >= MAX_WAITING) return true;
    const occupant = nick === undefined ? undefined : this.room.occupants.get(nick);
    const fields = kind === 'membership' ? form.fields.filter(isSaid) : [];
    const request = { key, kind, nick, jid, role, fields, time: new Date() };
    this.#waiting.set(key, { request, wish, occupant });
    this.room.changed();
    return true;
  }

  /**
   * Lets them; settles when the room has taken that, and what comes of it follows by presence.
   * @throws {StanzaError} @throws {RangeError} It is over. @throws {ConnectionError}
   */
  async allow({ key }: RoomRequest): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (!waiting) throw new RangeError('that is over');
    const { jid } = this.room;
    await this.#say((id) => buildConsent(waiting.wish, jid, id));
    this.ignore(waiting.request);
  }

  /** Nobody is told. */
  ignore({ key }: RoomRequest): void {
    if (this.#waiting.delete(key)) this.room.changed();
  }

  /** As Moderation's requestVoice(). */
  async forVoice(): Promise<void> {
    await this.#say((id) => buildVoiceRequest(this.room.jid, id));
  }

  /** Rooms answer only what they refuse: what is asked behind it comes back behind that. */
  async #say(build: (id: string) => Element): Promise<void> {
    const { session, waiters, ownAddress, ready } = this.room;
    if (!ready) throw new ConnectionError('closed', 'not in the room');
    const id = randomId();
    const refused = waiters.wait(`message ${id}`);
    session.wire.send(build(id));
    const behind = session.wire.get(ownAddress, buildPing()).catch((error: unknown) => {
      if (!(error instanceof StanzaError)) throw error;
    });
    try {
      await Promise.race([refused, behind]);
    } finally {
      waiters.resolve(`message ${id}`);
    }
  }
}

const isSaid = ({ name, type, values }: FormField): boolean =>
  type !== 'hidden' && name !== 'muc#register_allow' && values.some(Boolean);
