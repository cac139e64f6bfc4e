/** Whether it is known who is there: not while the link is down. Short breaks are not worth a word. */
import type { Session } from '../../session/index.js';
import { UNMENTIONED_MS } from '../conversation/connection-strip.js';

export class LinkWatch {
  /** When the link was lost; Infinity while it is there, 0 before it was. */
  #lostAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param lasts A break has become worth a word. */
  constructor(readonly lasts: () => void) {}

  look(session: Session | undefined): void {
    this.stop();
    if (session?.state === 'online') this.#lostAt = Infinity;
    else if (this.#lostAt === Infinity) this.#lostAt = Date.now();
    if (this.#lostAt === 0 || this.#lostAt === Infinity || !this.#isShort) return;
    this.#timer = setTimeout(this.lasts, UNMENTIONED_MS - this.#lostMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  isUp(session: Session | undefined): boolean {
    return session?.state === 'online' || (this.#lostAt > 0 && this.#isShort);
  }

  get #isShort(): boolean {
    return this.#lostMs < UNMENTIONED_MS;
  }

  get #lostMs(): number {
    return Date.now() - this.#lostAt;
  }
}
