/** When to try again (CORE-20): truncated exponential back-off with jitter, starting over after a stable session. */

const FIRST_MS = 1_000;
const MOST_MS = 60_000;
/** security.md §10: while somebody is watching, the first minute is not spent waiting. */
const WATCHED_MOST_MS = 5_000;
const WATCHED_FOR_MS = 60_000;
const STABLE_MS = 10_000;

export class Backoff {
  #tries = 0;
  #since = 0;

  /** The link came up. */
  online(): void {
    this.#since = Date.now();
  }

  /** The link was lost. */
  lost(): void {
    if (this.#since && Date.now() - this.#since >= STABLE_MS) this.#tries = 0;
    this.#since = 0;
  }

  /** @param downMs How long the link has been down. */
  next(downMs: number, watched: boolean): number {
    const most = watched && downMs < WATCHED_FOR_MS ? WATCHED_MOST_MS : MOST_MS;
    const ceiling = Math.min(most, FIRST_MS * 2 ** this.#tries++);
    const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    return ceiling * (0.5 + random / 2 ** 33);
  }
}
