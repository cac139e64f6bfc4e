/** For what waits by the clock. */
import { cleanUpAfterTest } from './clean-up.js';

/** Until the test is over, timers of exactly so many seconds go off at once. @returns What was waited for, in s. */
export function impatient(...seconds: readonly number[]): readonly number[] {
  const waits: number[] = [];
  const { setTimeout: real } = globalThis;
  globalThis.setTimeout = ((run: () => void, ms = 0) => {
    const short = seconds.includes(ms / 1_000);
    if (short) waits.push(ms / 1_000);
    return real(run, short ? 0 : ms);
  }) as typeof setTimeout;
  cleanUpAfterTest(() => void (globalThis.setTimeout = real));
  return waits;
}
