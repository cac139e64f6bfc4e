/**
 * Finds dead links: whatever is sent has to be answered for (security.md §10: 15 s after a send, 60 s when idle), and
 * only an answer to a probe counts, since one direction can be dead alone.
 */

/** After a send; waits for others to follow, so that one probe serves them all. */
const PROBE_AFTER_SEND_MS = 250;
const ANSWER_MS = 10_000;
const IDLE_MS = 30_000;
const IDLE_ANSWER_MS = 15_000;

type Timer = ReturnType<typeof setTimeout> | undefined;

export class Liveness {
  readonly #probe: () => void;
  readonly #dead: () => void;
  #soon: Timer;
  #idle: Timer;
  #heardAt = 0;
  #deadline: Timer;
  #deadlineAt = Infinity;

  /** @param probe Sends something that must be answered; the answer is told by {@link Liveness.answered}. */
  constructor(probe: () => void, dead: () => void) {
    this.#probe = probe;
    this.#dead = dead;
  }

  start(): void {
    this.stop();
    this.heard();
    this.#waitIdle(IDLE_MS);
  }

  stop(): void {
    for (const timer of [this.#soon, this.#idle, this.#deadline]) clearTimeout(timer);
    this.#soon = this.#deadline = undefined;
    this.#deadlineAt = Infinity;
  }

  /** A stanza went out. */
  sent(): void {
    this.#soon ??= setTimeout(() => this.check(ANSWER_MS), PROBE_AFTER_SEND_MS);
  }

  /** Anything came in. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  /** One timer for a whole silence: setting it anew for each stanza would cost more than reading one. */
  #waitIdle(ms: number): void {
    this.#idle = setTimeout(() => {
      const left = this.#heardAt + IDLE_MS - Date.now();
      if (left <= 0) this.check(IDLE_ANSWER_MS);
      this.#waitIdle(left > 0 ? left : IDLE_MS);
    }, ms);
  }

  /** A probe was answered: what was sent before it has arrived. */
  answered(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    this.#deadlineAt = Infinity;
  }

  /** Probes now; without an answer in `answerMs` the link is dead. */
  check(answerMs: number): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const at = Date.now() + answerMs;
    if (at < this.#deadlineAt) {
      clearTimeout(this.#deadline);
      this.#deadlineAt = at;
      this.#deadline = setTimeout(this.#dead, answerMs);
    }
    this.#probe();
  }
}
