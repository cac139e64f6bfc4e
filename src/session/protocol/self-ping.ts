/** XEP-0410 MUC Self-Ping: what the answer to a ping of one's own occupant JID tells. */
import { StanzaError } from '../errors.js';

/** Conditions that come from our own client, or from a room that cannot reach it: it knows us. */
const INSIDE = ['service-unavailable', 'feature-not-implemented', 'item-not-found'];
/** Nobody said anything about the room. */
const UNKNOWN = ['remote-server-not-found', 'remote-server-timeout'];

/** @param error What the ping was rejected with; undefined if it was answered. */
export function readSelfPing(error?: unknown): 'in' | 'out' | 'unknown' {
  if (error === undefined) return 'in';
  if (!(error instanceof StanzaError) || UNKNOWN.includes(error.condition)) return 'unknown';
  return INSIDE.includes(error.condition) ? 'in' : 'out';
}
