/** Asks others into rooms, and hears what became of it. Loaded with the first who is to be invited. */
import { ConnectionError, StanzaError, TimeoutError } from './errors.js';
import { randomId } from './id.js';
import { bareJid, parseJid, sameBare } from './jid.js';
import type { Moderation } from './moderation.js';
import type { Affiliation } from './occupant.js';
import { ownBare } from './own-account.js';
import { buildDirectInvite, buildInvite } from './protocol/invite.js';
import { buildPing } from './protocol/ping.js';
import { readStanzaError } from './protocol/stanza-error.js';
import type { RoomTalk } from './room-talk.js';
import type { Session } from './session.js';
import type { Element } from './xml.js';

/** So long an error may take that is to stand beside the address; later ones are told in the room. */
const ANSWER_MS = 10_000;
/** Errors may come so late that nobody minds. */
const MAX_REMEMBERED = 200;

export interface InviteOptions {
  /** Said to all of them. */
  readonly reason?: string;
  /** The room goes on with the chat of that thread (MUC-54). */
  readonly thread?: string;
}

/** Why somebody is not invited. */
export type InviteFailure =
  | 'no-address'
  /** It is our own. */
  | 'self'
  | 'here'
  | 'banned'
  | 'forbidden'
  /** Nobody has the address, or whoever has it hears nothing of us. */
  | 'nobody'
  | 'unreachable'
  | 'offline'
  | 'other';

export interface InviteResult {
  /** Bare where it is an address, else as it was given. */
  readonly jid: string;
  /** Unset: the invitation is on its way, as far as is known. */
  readonly failure?: InviteFailure;
  /** Said by who refused it; only ever quoted. */
  readonly text?: string;
}

interface Sent {
  readonly room: RoomTalk;
  readonly jid: string;
  /** Undefined once nobody waits for it. */
  refused?: (error: StanzaError) => void;
}

/** Who is what in a room, as far as we get to see. */
type Standing = ReadonlyMap<string, Affiliation>;

export class Inviting {
  readonly #session: Session;
  /** By the id of the message. */
  readonly #sent = new Map<string, Sent>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** As {@link Invitations.invite}. */
  async invite(
    room: RoomTalk,
    guests: readonly string[],
    options: InviteOptions = {},
  ): Promise<readonly InviteResult[]> {
    if (room.status.state !== 'joined') throw new ConnectionError('closed', 'not in the room');
    const unique = new Map(guests.map((guest) => [bareJid(guest.trim()) ?? guest, guest.trim()]));
    const moderation = await room.moderation();
    const runs = room.self?.affiliation === 'owner' || room.self?.affiliation === 'admin';
    const standing = runs ? await standingIn(room, moderation) : new Map<string, Affiliation>();
    const asked = [...unique].map(async ([jid, guest]): Promise<InviteResult> => {
      const failure = this.#unfit(room, guest) ?? (standing.get(jid) === 'outcast' ? 'banned' : undefined);
      if (failure) return { jid, failure };
      try {
        if (runs && room.info?.membersOnly && !standing.has(jid))
          await moderation.setAffiliation(jid, 'member');
        await this.#ask(room, jid, guest, options);
        return { jid };
      } catch (error) {
        const text = error instanceof StanzaError ? error.text : undefined;
        return { jid, failure: failureOf(error), text };
      }
    });
    return Promise.all(asked);
  }

  /** @returns Whether it was an error about one of ours. */
  receive(message: Element): boolean {
    const { id = '', type, from } = message.attrs;
    const sent = type === 'error' ? this.#sent.get(id) : undefined;
    if (!sent || !(sameBare(from, sent.jid) || sameBare(from, sent.room.jid))) return false;
    this.#sent.delete(id);
    const error = readStanzaError(message, this.#session.config.lang);
    if (sent.refused) sent.refused(error);
    else sent.room.addEvent({ type: 'not-invited', nick: sent.jid, reason: error.text });
    return true;
  }

  #unfit(room: RoomTalk, guest: string): InviteFailure | undefined {
    const jid = parseJid(guest);
    if (!jid?.local) return 'no-address';
    if (jid.bare === ownBare(this.#session)) return 'self';
    return [...room.occupants.values()].some((each) => sameBare(each.jid, jid.bare)) ? 'here' : undefined;
  }

  /**
   * MUC-53. No answer means yes: whoever would refuse it is asked something else behind it, and errors come in order.
   * @param guest - Maybe with the client that is to show it. @throws {StanzaError}
   */
  async #ask(room: RoomTalk, jid: string, guest: string, options: InviteOptions): Promise<void> {
    const { wire } = this.#session;
    const id = randomId();
    const byRoom = room.info?.membersOnly === true || room.info?.passwordProtected === true;
    const build = byRoom ? buildInvite : buildDirectInvite;
    const sent: Sent = { room, jid };
    const refused = new Promise<never>((_, reject) => (sent.refused = reject));
    refused.catch(() => undefined); // it may come once nobody waits for it
    this.#remember(id, sent);
    if (!wire.send(build(room.jid, guest, { id, ...options }))) {
      this.#sent.delete(id);
      throw new ConnectionError('closed', 'not connected');
    }
    const answered = wire.get(byRoom ? room.jid : jid, buildPing(), { timeoutMs: ANSWER_MS });
    await Promise.race([refused, answered.catch(() => undefined)]);
    sent.refused = undefined;
  }

  #remember(id: string, sent: Sent): void {
    this.#sent.set(id, sent);
    const [oldest] = this.#sent.size > MAX_REMEMBERED ? this.#sent.keys() : [];
    if (oldest !== undefined) this.#sent.delete(oldest);
  }
}

/**
 * Whoever is more than a member is not to become one, and who is banned is not let in again by that. A list that we do not
 * get has nobody whom we could take anything from.
 */
async function standingIn({ info }: RoomTalk, moderation: Moderation): Promise<Standing> {
  const wanted: readonly Affiliation[] = info?.membersOnly
    ? ['outcast', 'member', 'admin', 'owner']
    : ['outcast'];
  const lists = await Promise.all(
    wanted.map(async (affiliation) => {
      const people = await moderation.list({ affiliation }).catch(() => []);
      return people.map(({ jid = '' }) => [jid, affiliation] as const);
    }),
  );
  return new Map(lists.flat());
}

function failureOf(error: unknown): InviteFailure {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return 'offline';
  if (!(error instanceof StanzaError)) return 'other';
  switch (error.condition) {
    case 'forbidden':
    case 'not-allowed':
    case 'not-authorized':
    case 'registration-required':
      return 'forbidden';
    case 'item-not-found':
    case 'service-unavailable':
    case 'recipient-unavailable':
    case 'jid-malformed':
      return 'nobody';
    case 'remote-server-not-found':
    case 'remote-server-timeout':
      return 'unreachable';
    default:
      return 'other';
  }
}
