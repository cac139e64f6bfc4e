/** XEP-0500 MUC Slow Mode: how long to wait before the next message. Pure. */
import type { StanzaError } from './errors.js';
import type { Row } from './message.js';

/**
 * @param seconds - Between two messages.
 * @param tooSoonAt - When the room last said so, ms since 1970.
 * @returns When the next one may go out; undefined: now. Counted from the last echo, or from now while one is on its way.
 */
export function slowUntil(
  seconds: number,
  rows: readonly Row[],
  tooSoonAt = 0,
  now = Date.now(),
): Date | undefined {
  const last = rows.findLast((row) => row.kind === 'message' && row.own && COUNTED.includes(row.state ?? ''));
  const saidAt = last?.kind !== 'message' ? 0 : last.state === 'sending' ? now : last.time.getTime();
  const until = Math.min(Math.max(saidAt, tooSoonAt), now) + seconds * 1000;
  return until > now ? new Date(until) : undefined;
}

const COUNTED: readonly string[] = ['sending', 'sent', 'delivered'];

export const isTooSoon = ({ condition, type }: StanzaError): boolean =>
  condition === 'policy-violation' && type === 'wait';
