/**
 * Who a message is of, as far as a room proves it: by occupant-id (OID-2), else by a nickname that has been one person's
 * ever since it was said, and by their real address where that is known. Never by the nickname alone.
 */
import { sameBare } from './jid.js';
import type { ChatMessage } from './message.js';
import type { Occupant } from './occupant.js';

/** Somebody who is or was in a room. */
export type Person = Pick<Occupant, 'nick' | 'jid' | 'occupantId' | 'since'>;

/** What tells who has said something. */
export type Said = Pick<ChatMessage, 'nick' | 'own' | 'occupantId' | 'time'>;

type Occupants = ReadonlyMap<string, Occupant>;

/** Whether `now`, who is here, is whom the caller saw as `then`. */
export function isSame(now: Person, then: Person): boolean {
  if (then.occupantId !== undefined) return now.occupantId === then.occupantId;
  if (then.jid !== undefined) return sameBare(now.jid, then.jid);
  return now.nick === then.nick && now.since === then.since;
}

/** Whoever has said it, while they are here: nobody else who has the name now. */
export function authorOf(
  { nick, occupantId, time }: Omit<Said, 'own'>,
  occupants: Occupants,
): Occupant | undefined {
  if (occupantId !== undefined) return [...occupants.values()].find((each) => each.occupantId === occupantId);
  const now = occupants.get(nick);
  return now?.since && now.since <= time ? now : undefined;
}

/** Whoever has said it, here or not; undefined: nobody can prove it. */
export function personOf(message: Said, occupants: Occupants): Person | undefined {
  const { nick, occupantId } = message;
  return authorOf(message, occupants) ?? (occupantId === undefined ? undefined : { nick, occupantId });
}

export function hasSaid(person: Person, message: Said, occupants: Occupants): boolean {
  if (message.own) return false;
  const { occupantId } = message;
  if (occupantId !== undefined || person.occupantId !== undefined) return occupantId === person.occupantId;
  const author = authorOf(message, occupants);
  return author !== undefined && isSame(author, person);
}
