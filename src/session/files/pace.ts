/**
 * How much of a file is on its way at once: the least that goes about as fast as any. More would only make others wait
 * behind it, chat among them, and through some servers a deeper window is slower (design.md §5). What is tried is
 * judged by what arrived in its time.
 */

const FIRST = 16 * 1_024;
const LEAST = 1_024;
/** IBB-9. */
const MAX_WINDOW = 32;
/** Each amount is tried for so long, and so many blocks. */
const TRIAL_MS = 80;
const TRIAL_BLOCKS = 6;
/** Twice as much has to be so much faster. */
const GAIN = 1.15;
/** Half as much may be so much slower than the best. */
const LOSS = 0.95;
/** Then the network may be another. */
const HOLD_MS = 2_000;

export class Pace {
  readonly #maxBlock: number;
  readonly #most: number;
  /** Bytes on their way at once. */
  #amount: number;
  /** The amount that was good, while another is tried. */
  #settled: number;
  /** What the settled amount brings, in bytes a ms. */
  #goodput = 0;
  #trying: 'more' | 'less' | 'same' = 'same';
  #heldSince: number | undefined;
  #since: number | undefined;
  #bytes = 0;
  #blocks = 0;
  /** Blocks that were sent by the amount before. */
  #stale = 0;

  /**
   * @param maxBlock Bytes of a block at most.
   * @param most Bytes on their way at most: Prosody 0.12 takes for one stanza what comes to it at once, and ends the
   * stream where that is larger than stanzas may be.
   */
  constructor(maxBlock: number, most = Infinity) {
    this.#maxBlock = maxBlock;
    this.#most = Math.min(most, MAX_WINDOW * maxBlock);
    this.#amount = this.#settled = Math.min(FIRST, maxBlock);
  }

  /** In bytes. */
  get block(): number {
    return Math.min(this.#amount, this.#maxBlock);
  }

  /** Blocks at once. */
  get window(): number {
    return Math.max(1, Math.floor(this.#amount / this.#maxBlock));
  }

  /** A block has arrived. @param now In ms. */
  arrived(bytes: number, now: number): void {
    if (this.#stale > 0) {
      this.#stale--;
      if (this.#stale === 0) this.#since = now;
      return;
    }
    this.#since ??= now;
    this.#bytes += bytes;
    this.#blocks++;
    const ms = now - this.#since;
    if (this.#blocks < TRIAL_BLOCKS || ms < TRIAL_MS) return;
    this.#judge(this.#bytes / ms, now);
    this.#since = this.#stale ? undefined : now;
    this.#bytes = this.#blocks = 0;
  }

  #judge(goodput: number, now: number): void {
    switch (this.#trying) {
      case 'same':
        this.#goodput = goodput;
        if (this.#heldSince === undefined || now - this.#heldSince > HOLD_MS) this.#try('more');
        break;
      case 'more':
        if (goodput > this.#goodput * GAIN) {
          this.#settle(goodput);
          this.#try('more');
        } else this.#try('less');
        break;
      case 'less':
        if (goodput >= this.#goodput * LOSS) {
          this.#settled = this.#amount;
          this.#goodput = Math.max(this.#goodput, goodput);
          this.#try('less');
        } else this.#hold(now);
    }
  }

  #settle(goodput: number): void {
    this.#settled = this.#amount;
    this.#goodput = goodput;
  }

  #try(what: 'more' | 'less'): void {
    const amount = what === 'more' ? this.#settled * 2 : this.#settled / 2;
    this.#trying = what;
    this.#change(Math.min(this.#most, Math.max(LEAST, amount)));
  }

  #hold(now: number): void {
    this.#trying = 'same';
    this.#heldSince = now;
    this.#change(this.#settled);
  }

  #change(amount: number): void {
    this.#stale = this.window;
    this.#amount = amount;
  }
}
