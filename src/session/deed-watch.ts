/** Notices that something done to a message does not come back: on a live link for so long, it has come to nothing (ux.md §3). */
import type { FeatureHost } from './feature-host.js';

/** As for messages (conversation-store.ts, which is part of every page and gives away nothing that only this needs). */
const ECHO_MS = 15_000;
const LOOK_MS = 1_000;

export class DeedWatch {
  /** Since when they have been on their way, ms since 1970, by their ids. */
  #since: ReadonlyMap<string, number> = new Map();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param late Called with the id of each that has come to nothing. */
  constructor(
    readonly host: Pick<FeatureHost, 'deeds'>,
    readonly late: (id: string) => void,
  ) {}

  /** To be called whenever one may have gone out or come back, or the link is another. */
  look(): void {
    const now = Date.now();
    const away = this.host.deeds().filter(({ waits }) => !waits);
    this.#since = new Map(away.map(({ id }) => [id, this.#since.get(id) ?? now]));
    if (this.#since.size > 0) this.#timer ??= setInterval(() => this.look(), LOOK_MS);
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    for (const [id, since] of this.#since) if (now - since >= ECHO_MS) this.late(id);
  }
}
