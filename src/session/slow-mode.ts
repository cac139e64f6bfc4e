/** XEP-0500 MUC Slow Mode: when the next message may go out. Loaded for rooms that have it. */
import type { StanzaError } from './errors.js';
import type { Row } from './message.js';
import type { RoomTalk } from './room-talk.js';
import type { Timeline } from './timeline.js';

const COUNTED: readonly string[] = ['sending', 'sent', 'delivered'];

/** What is asked of the room. */
export type SlowModeHost = Pick<RoomTalk, 'slowMode' | 'flush' | 'postpone'> & {
  readonly timeline: Pick<Timeline, 'rows'>;
};

export class SlowMode {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the room called too soon, and when it said so, ms since 1970. */
  #tooSoon = { id: '', at: 0 };

  constructor(readonly host: SlowModeHost) {}

  /** Counted from the last echo (§6), or from now while one is on its way. Undefined: now. */
  get nextSendAt(): Date | undefined {
    const { slowMode, timeline } = this.host;
    return slowMode === undefined ? undefined : slowUntil(slowMode, timeline.rows, this.#tooSoon.at);
  }

  /** Whether another message may go out now; if not, what waits is sent when it may. */
  mayFollow(): boolean {
    const { nextSendAt } = this;
    clearTimeout(this.#timer);
    if (nextSendAt) this.#timer = setTimeout(() => this.host.flush(), nextSendAt.getTime() - Date.now());
    return nextSendAt === undefined;
  }

  /** @returns Whether `id` came back for being too soon (§5), and is tried again: once, as a room may have other reasons. */
  postpones(id: string, error: StanzaError): boolean {
    if (this.host.slowMode === undefined || !isTooSoon(error) || this.#tooSoon.id === id) return false;
    this.#tooSoon = { id, at: Date.now() };
    this.host.postpone(id);
    return true;
  }
}

/**
 * @param seconds - Between two messages.
 * @param tooSoonAt - When the room last said so, ms since 1970.
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

export const isTooSoon = ({ condition, type }: StanzaError): boolean =>
  condition === 'policy-violation' && type === 'wait';
