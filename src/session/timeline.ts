/**
 * The rows of a conversation in their order: what the server has ordered first, what waits to be sent last. The seam is
 * where rows that were missed while away belong: behind all that was known then, before all that came since.
 */
import type { ChatMessage, Gap, Row } from './message.js';

/** security.md §8: live rows push the oldest out, in blocks. */
const MAX_ROWS = 5_000;
const TRIM = 100;

export class Timeline {
  #settled: Row[] = [];
  #pending: ChatMessage[] = [];
  #snapshot: readonly Row[] | undefined;
  #seam = 0;
  /** Rows may be missing at the seam. */
  #behind = false;
  /** Per author, since nobody may hide another's line by reusing its id (security.md §4). */
  readonly #known = new Map<string, string>();

  /** Oldest first; the same array until something changes. */
  get rows(): readonly Row[] {
    return (this.#snapshot ??= [...this.#settled, ...this.#pending]);
  }

  /** What was said or happened last. */
  get last(): Row | undefined {
    return this.#settled.at(-1);
  }

  get pending(): readonly ChatMessage[] {
    return this.#pending;
  }

  find(key: string): Row | undefined {
    return this.#pending.find((row) => row.key === key) ?? this.#settled.findLast((row) => row.key === key);
  }

  /** The newest row that the archive knows, before the seam. */
  get lastStanzaId(): string | undefined {
    for (let i = this.#seam - 1; i >= 0; i--) {
      const row = this.#settled[i];
      if (row?.kind === 'message' && row.stanzaId) return row.stanzaId;
    }
    return undefined;
  }

  get firstStanzaId(): string | undefined {
    for (const row of this.#settled) if (row.kind === 'message' && row.stanzaId) return row.stanzaId;
    return undefined;
  }

  /** The row already there for the same message by the same author, however it came. */
  duplicateOf(message: ChatMessage): ChatMessage | undefined {
    for (const id of identities(message)) {
      const key = this.#known.get(id);
      const row = key === undefined ? undefined : this.find(key);
      if (row?.kind === 'message') return row;
    }
    return undefined;
  }

  /** Something happened now. @returns How many of the oldest rows went for it. */
  append(row: Row): number {
    this.#settled.push(row);
    this.#remember(row);
    const surplus = this.#settled.length > MAX_ROWS ? TRIM : 0;
    if (surplus) this.#forget(this.#settled.splice(0, surplus));
    this.#seam = Math.max(0, this.#seam - surplus);
    this.#snapshot = undefined;
    return surplus;
  }

  /** What happened before the first row. */
  prepend(rows: readonly Row[]): void {
    this.#insert(0, rows);
  }

  /** From here on rows are newer than what may have been missed. A seam stays until all is there up to now. */
  markSeam(): void {
    if (this.#behind) return;
    this.#behind = true;
    this.#seam = this.#settled.length;
  }

  /** Nothing is missing at the seam any more. */
  closeSeam(): void {
    this.#behind = false;
  }

  /**
   * What was missed, in order; later calls go behind earlier ones. Rows that are there already are passed by, and what
   * follows goes behind them.
   * @returns Which were new, and whether any was there before the seam.
   */
  insertAtSeam<T extends Row>(rows: readonly T[]): { added: T[]; joined: boolean } {
    const added: T[] = [];
    let joined = false;
    for (const row of rows) {
      const double = row.kind === 'message' ? this.duplicateOf(row) : undefined;
      const at = double ? this.#settled.indexOf(double) : -1;
      if (at >= this.#seam) this.#seam = at + 1;
      else if (at >= 0) joined = true;
      else if (!double) {
        this.#insert(this.#seam, [row]);
        added.push(row);
      }
    }
    return { added, joined };
  }

  /** Puts rows in a gap's place; the gap is among them if something is still missing. */
  fillGap(key: string, rows: readonly Row[]): void {
    const at = this.#settled.findIndex((row) => row.key === key);
    if (at < 0) return;
    this.#settled.splice(at, 1);
    if (at < this.#seam) this.#seam--;
    this.#insert(at, rows);
  }

  /** Archive id of the first message behind the row `key`. */
  stanzaIdAfter(key: string): string | undefined {
    const at = this.#settled.findIndex((row) => row.key === key);
    for (const row of this.#settled.slice(at + 1))
      if (row.kind === 'message' && row.stanzaId) return row.stanzaId;
    return undefined;
  }

  /** An own message that is not on its way yet, or not back. */
  addPending(message: ChatMessage): void {
    this.#pending.push(message);
    this.#remember(message);
    this.#snapshot = undefined;
  }

  /** Changes a message in its place. @returns The new record. */
  update(key: string, change: Partial<ChatMessage>): ChatMessage | undefined {
    for (const list of [this.#pending, this.#settled]) {
      const at = list.findLastIndex((row) => row.key === key);
      const row = list[at];
      if (row?.kind !== 'message') continue;
      return this.#replace(list, at, { ...row, ...change });
    }
    return undefined;
  }

  /** Puts `row` in the place of the one with its key. */
  replace(row: Row): void {
    const at = this.#settled.findLastIndex(({ key }) => key === row.key);
    if (at >= 0) this.#replace(this.#settled, at, row);
  }

  /** A gap changes its state in its place. */
  updateGap(key: string, state: Gap['state']): void {
    const row = this.find(key);
    if (row?.kind === 'gap') this.replace({ ...row, state });
  }

  /** The server has given a pending message its place: the last one. Others are changed where they stand. */
  settle(key: string, change: Partial<ChatMessage>): ChatMessage | undefined {
    const at = this.#pending.findIndex((row) => row.key === key);
    const row = this.#pending[at];
    if (!row) return this.update(key, change);
    this.#pending.splice(at, 1);
    const settled = { ...row, ...change };
    this.append(settled);
    return settled;
  }

  /** A settled (failed) message waits again. */
  requeue(key: string, change: Partial<ChatMessage>): ChatMessage | undefined {
    const row = this.remove(key);
    if (row?.kind !== 'message') return undefined;
    const message = { ...row, ...change };
    this.addPending(message);
    return message;
  }

  remove(key: string): Row | undefined {
    for (const list of [this.#pending, this.#settled]) {
      const at = list.findLastIndex((row) => row.key === key);
      if (at < 0) continue;
      const [row] = list.splice(at, 1);
      if (list === this.#settled && at < this.#seam) this.#seam--;
      if (row) this.#forget([row]);
      this.#snapshot = undefined;
      return row;
    }
    return undefined;
  }

  #insert(at: number, rows: readonly Row[]): void {
    this.#settled.splice(at, 0, ...rows);
    if (at <= this.#seam) this.#seam += rows.length;
    for (const row of rows) this.#remember(row);
    this.#snapshot = undefined;
  }

  #replace<T extends Row>(list: Row[], at: number, row: T): T {
    list[at] = row;
    this.#remember(row);
    this.#snapshot = undefined;
    return row;
  }

  #remember(row: Row): void {
    if (row.kind === 'message') for (const id of identities(row)) this.#known.set(id, row.key);
  }

  #forget(rows: readonly Row[]): void {
    for (const row of rows)
      if (row.kind === 'message') for (const id of identities(row)) this.#known.delete(id);
  }
}

/** Whatever tells a message from all others of its author (MAM-3). */
function identities({ from, stanzaId, originId, id }: ChatMessage): string[] {
  const found: string[] = [];
  if (stanzaId) found.push(`s ${stanzaId} ${from}`);
  if (originId) found.push(`o ${originId} ${from}`);
  if (id) found.push(`i ${id} ${from}`);
  return found;
}
