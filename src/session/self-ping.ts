/** XEP-0410 MUC Self-Ping: after a long silence, or on doubt, asks whether we are still in the room. */
import { readSelfPing } from './protocol/self-ping.js';

/** §3: silence that asks for a ping. */
const SILENCE_MS = 15 * 60_000;

export interface SelfPingHandler {
  /** Asks our own occupant. Rejects with what came back. */
  ping(): Promise<unknown>;
  /** Whether an answer would tell anything now. */
  unsure(): boolean;
  /** We are not in, whatever we thought. */
  out(): void;
}

export class SelfPing {
  readonly #handler: SelfPingHandler;
  #timer: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #round = 0;

  constructor(handler: SelfPingHandler) {
    this.#handler = handler;
  }

  start(): void {
    this.stop();
    this.heard();
    this.#timer = setInterval(() => {
      if (Date.now() - this.#heardAt >= SILENCE_MS) void this.check();
    }, SILENCE_MS / 15);
  }

  stop(): void {
    this.#round++;
    clearInterval(this.#timer);
  }

  /** Something came from the room. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  async check(): Promise<void> {
    if (!this.#handler.unsure()) return;
    this.heard();
    const round = this.#round;
    const error: unknown = await this.#handler.ping().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (round === this.#round && this.#handler.unsure() && readSelfPing(error) === 'out') this.#handler.out();
  }
}
