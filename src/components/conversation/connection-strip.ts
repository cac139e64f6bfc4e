/** What the strip above the messages says of the connection, and from when on. Pure. */
import type { Session } from '../../session/index.js';
import type { Strings } from '../shared/strings.js';

/** Shorter breaks are not worth a word (ux.md §3). */
export const UNMENTIONED_MS = 2000;
const RETRY_OFFERED_MS = 30_000;
const SKELETON_MS = 300;
const WORDS_MS = 1000;
const SLOW_MS = 10_000;

/** What to show now, and when that changes by itself. */
export interface Phase<T> {
  readonly show: T;
  /** Milliseconds from now. */
  readonly nextMs?: number;
}

export interface Strip {
  readonly text: string;
  readonly button?: string;
}

/**
 * @param since - Since when the conversation is away although nobody left it.
 * @param failure - Why the session gave up, as far as that can be said.
 */
export function stripOf(
  since: Date | undefined,
  session: Session,
  failure: (session: Session) => Strip | undefined,
  strings: Strings,
  now: number,
): Phase<Strip | undefined> {
  if (!since) return { show: undefined };
  if (session.state === 'failed')
    return { show: failure(session) ?? { text: strings.connectionLost, button: strings.retry } };
  const awayMs = now - since.getTime();
  if (awayMs < UNMENTIONED_MS) return { show: undefined, nextMs: UNMENTIONED_MS - awayMs };
  if (awayMs < RETRY_OFFERED_MS)
    return { show: { text: strings.reconnecting }, nextMs: RETRY_OFFERED_MS - awayMs };
  return { show: { text: strings.reconnecting, button: strings.retryNow } };
}

export type Waiting = 'nothing' | 'skeleton' | 'words' | 'slow';

/** How an entrance that takes time shows itself. */
export function waitingOf(since: Date, now: number): Phase<Waiting> {
  const waitedMs = now - since.getTime();
  if (waitedMs < SKELETON_MS) return { show: 'nothing', nextMs: SKELETON_MS - waitedMs };
  if (waitedMs < WORDS_MS) return { show: 'skeleton', nextMs: WORDS_MS - waitedMs };
  if (waitedMs < SLOW_MS) return { show: 'words', nextMs: SLOW_MS - waitedMs };
  return { show: 'slow' };
}
