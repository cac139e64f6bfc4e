/**
 * How much of a file is on its way at once: the least that goes about as fast as any, and never so much that others have
 * to wait for it, chat among them. Through some servers a deeper window is slower (design.md §5), and one that limits its
 * clients' rates reads nothing while a block pays for itself. What is tried is judged by what arrived in its time.
 */

const FIRST = 1_024;
const LEAST = 128;
/** Of base64 and a block's tags and addresses, in bytes. */
const CODED = 4 / 3;
const AROUND = 240;
/** IBB-8. */
const MAX_WINDOW = 32;
/** Each amount is tried for so long and so many blocks, where those do not take too long; in the beginning for less. */
const TRIAL_MS = 80;
const TRIAL_BLOCKS = 6;
const LONG_TRIAL_MS = 120;
const FIRST_TRIAL_MS = 25;
const FIRST_TRIAL_BLOCKS = 4;
/** Twice as much has to be so much faster. */
const GAIN = 1.1;
/** Half as much may be so much slower than the best. */
const LOSS = 0.95;
/** What comes behind an amount may wait for it so long, or so many times as long as nothing would take. */
const MAX_WAIT_MS = 6;
const MAX_WAIT = 1.5;
/** Where the first amount takes longer, much less is tried before more. */
const SLOW_MS = 30;
const MUCH = 8;
/** Then the network may be another; longer each time that it is not, and where others wait for what is tried. */
const HOLD_MS = 2_000;
const GENTLE_HOLD_MS = 6_000;
const MAX_HOLD_MS = 30_000;

export class Pace {
  readonly #maxBlock: number;
  readonly #most: number;
  /** Bytes on their way at once. */
  #amount: number;
  /** The amount that was good, while another is tried. */
  #settled: number;
  /** What the settled amount brings, or brought at its best, in bytes a ms. */
  #goodput = 0;
  #trying: 'more' | 'less' | 'same' = 'same';
  /** The settled amount is better than half of it. */
  #grown = false;
  /** More was no better, or less was, because others wait. */
  #gentle = false;
  #held: { readonly amount: number; readonly since: number; readonly ms: number } | undefined;
  #since = 0;
  #bytes = 0;
  #blocks = 0;
  /** Blocks that were sent by the amount before; with the last of them the clock starts. */
  #stale = 1;

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
      this.#since = now;
      return;
    }
    this.#bytes += bytes;
    this.#blocks++;
    const ms = now - this.#since;
    const [trialMs, blocks] = this.#held ? [TRIAL_MS, TRIAL_BLOCKS] : [FIRST_TRIAL_MS, FIRST_TRIAL_BLOCKS];
    if (ms < trialMs || (this.#blocks < blocks && ms < LONG_TRIAL_MS)) return;
    this.#judge(this.#bytes / ms, now);
    this.#since = now;
    this.#bytes = this.#blocks = 0;
  }

  #judge(goodput: number, now: number): void {
    const { since, ms } = this.#held ?? { since: -Infinity, ms: 0 };
    switch (this.#trying) {
      case 'same':
        this.#goodput = goodput;
        this.#grown = false;
        if (!this.#held && this.#onWay(this.#amount) > goodput * SLOW_MS) this.#try('less', MUCH);
        else if (now - since > ms) this.#try('more');
        break;
      case 'more':
        this.#gentle = this.#makesWait(this.#settled, this.#goodput, this.#amount, goodput);
        if (this.#amount > this.#settled && goodput > this.#goodput * GAIN && !this.#gentle) {
          this.#settle(goodput);
          this.#grown = true;
          this.#try('more');
        } else if (this.#grown) this.#hold(now);
        else this.#try('less');
        break;
      case 'less':
        if (this.#makesWait(this.#amount, goodput, this.#settled, this.#goodput)) {
          this.#gentle = true;
          this.#settle(goodput);
          this.#try('less');
        } else if (goodput >= this.#goodput * LOSS && this.#amount < this.#settled) {
          this.#settle(Math.max(goodput, this.#goodput));
          this.#try('less');
        } else if (this.#amount < this.#settled / 2) {
          this.#try('more'); // so much less was the first trial
        } else this.#hold(now);
    }
  }

  /**
   * Whether others wait too long behind the larger of two amounts: by what it takes longer, each byte takes so long; the
   * rest of the time is nobody's.
   */
  #makesWait(less: number, itsGoodput: number, more: number, goodput: number): boolean {
    const short = this.#onWay(less) / itsGoodput;
    const long = this.#onWay(more) / goodput;
    const each = (long - short) / (this.#onWire(more) - this.#onWire(less));
    const latency = short - each * this.#onWire(less);
    return each * this.#onWire(more) > Math.max(MAX_WAIT_MS, MAX_WAIT * latency);
  }

  /** Of an amount, in bytes. */
  #onWay(amount: number): number {
    return amount < this.#maxBlock ? amount : amount - (amount % this.#maxBlock);
  }

  #onWire(amount: number): number {
    return this.#onWay(amount) * CODED + Math.ceil(amount / this.#maxBlock) * AROUND;
  }

  #settle(goodput: number): void {
    this.#settled = this.#amount;
    this.#goodput = goodput;
  }

  #try(what: 'more' | 'less', times = 2): void {
    const amount = what === 'more' ? this.#settled * times : this.#settled / times;
    this.#trying = what;
    this.#change(Math.min(this.#most, Math.max(Math.min(LEAST, this.#maxBlock), amount)));
  }

  #hold(since: number): void {
    const { amount, ms } = this.#held ?? { amount: 0, ms: 0 };
    const least = this.#gentle ? GENTLE_HOLD_MS : HOLD_MS;
    const again = amount === this.#settled ? Math.min(MAX_HOLD_MS, ms * 2) : 0;
    this.#trying = 'same';
    this.#held = { amount: this.#settled, since, ms: Math.max(least, again) };
    this.#change(this.#settled);
  }

  #change(amount: number): void {
    this.#stale = this.window;
    this.#amount = amount;
  }
}
