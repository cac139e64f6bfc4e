/** Two files at a time go to one peer (security.md §8), the rest wait in the order in which they came. */
import { deferred, type Deferred } from '../deferred.js';
import { orAborted } from './or-aborted.js';

const AT_ONCE = 2;

export class Turns {
  /** By peer: those whose turn it is, and behind them those who wait. */
  readonly #lines = new Map<string, Deferred<void>[]>();

  /** Settles when it is one's turn. @returns What ends it. @throws The signal's reason. */
  async take(peer: string, signal: AbortSignal): Promise<() => void> {
    const line = this.#lines.get(peer) ?? [];
    this.#lines.set(peer, line);
    const turn = deferred();
    line.push(turn);
    const call = () => line.slice(0, AT_ONCE).forEach((each) => each.resolve());
    const leave = () => {
      line.splice(line.indexOf(turn), 1);
      call();
      if (line.length === 0) this.#lines.delete(peer);
    };
    call();
    await orAborted(turn.promise, signal).catch((error: unknown) => {
      leave();
      throw error;
    });
    return leave;
  }
}
