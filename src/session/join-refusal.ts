/** Why a room did not let us in, and how it goes on. Loaded when one does not. */
import type { Disco } from './disco.js';
import type { StanzaError } from './errors.js';
import { joinFailure, movedTo, readReservedNick, RESERVED_NICK_NODE } from './protocol/join-refusal.js';
import type { JoinFailure, RoomStatus } from './room-status.js';

/** ux.md §3: a full room is tried again by itself. */
const FULL_RETRY_MS = 30_000;
const UNREACHABLE_RETRY_MS = 15_000;

export interface Attempted {
  readonly jid: string;
  readonly disco: Disco;
  readonly nick: string | undefined;
  /** Number of tries with a password, this one included. */
  readonly passwordTries: number;
  /** The room has said before what it is. */
  readonly known: boolean;
}

type Failed = Partial<RoomStatus & { readonly state: 'failed' }>;

export async function refusalOf(
  error: StanzaError,
  { jid, disco, nick, passwordTries, known }: Attempted,
): Promise<Failed & { readonly reason: JoinFailure }> {
  const failure = joinFailure(error);
  // A room that is full has said before what it is; silent ones are not reached at all.
  const reason = failure === 'full' && !known ? 'unreachable' : failure;
  switch (reason) {
    case 'name-taken':
      return { reason, suggestion: `${nick ?? ''}_` };
    case 'name-reserved':
      return { reason, suggestion: await reservedNick(disco, jid) };
    case 'password':
      return { reason, tries: passwordTries };
    case 'full':
      return { reason, retryAt: new Date(Date.now() + FULL_RETRY_MS) };
    case 'unreachable':
      return { reason, retryAt: new Date(Date.now() + UNREACHABLE_RETRY_MS) };
    default:
      return { reason, address: movedTo(error) };
  }
}

/** MUC-6. @returns undefined also where the room does not say. */
export async function reservedNick(disco: Disco, room: string): Promise<string | undefined> {
  try {
    return readReservedNick(await disco.info(room, { node: RESERVED_NICK_NODE, fresh: true }));
  } catch {
    return undefined;
  }
}
