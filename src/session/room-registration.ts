/**
 * Registering with a room (XEP-0045 §7.10, MUC-68): what any service asks of those who register (registration.ts), as a
 * room means it. Loaded with those who may ask it.
 */
import { StanzaError } from './errors.js';
import type { RegistrationOffer } from './registration-offer.js';
import type { Session } from './session.js';

/** By these a room says that it takes nobody, or not us; Prosody 0.12 says the last one to all who are no members yet. */
const CLOSED: readonly string[] = [
  'feature-not-implemented',
  'forbidden',
  'item-not-found',
  'not-allowed',
  'registration-required',
  'service-unavailable',
];
/** Where it stands: of the room's own form, of what we are registered as. */
const NICKS: readonly string[] = ['muc#register_roomnick', 'username', 'nick'];

/**
 * What `room`, a bare JID, wants to know of us; nothing is registered by that.
 * @returns undefined: it takes nobody. @throws {StanzaError} Somebody else answers. @throws {ConnectionError}
 */
export async function requestMembership(
  session: Session,
  room: string,
): Promise<RegistrationOffer | undefined> {
  try {
    return await session.registration.request(room);
  } catch (error) {
    if (error instanceof StanzaError && CLOSED.includes(error.condition)) return undefined;
    throw error;
  }
}

/** The nickname that is asked for, or registered; undefined: none. @param answers - What was filled in. */
export function registeredNick(
  { form }: RegistrationOffer,
  answers: ReadonlyMap<string, readonly string[]> = new Map(),
): string | undefined {
  for (const name of NICKS) {
    const field = form?.fields.find((each) => each.name === name);
    const [nick] = (answers.get(name) ?? field?.values) || [];
    if (field && nick) return nick;
  }
  return undefined;
}
