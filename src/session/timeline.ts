/**
 * The rows of a conversation in their order: what the server has ordered first, what waits to be sent last. What is
 * ordered lies in runs that are whole, with a gap between two of them; quiet gaps do not show.
 */
import { randomId } from './id.js';
import type { ChatMessage, Gap, Row } from './message.js';

/** security.md §8: new rows push the oldest out, in blocks. */
export const MAX_ROWS = 5_000;
const TRIM = 100;

export class Timeline {
  /** Called when the oldest rows went. */
  trimmed?: () => void;
  /** All but what is pending, quiet gaps too; changed by {@link splice} alone. */
  readonly settled: Row[] = [];
  #pending: ChatMessage[] = [];
  #snapshot: readonly Row[] | undefined;
  /** Keys of the gaps that may turn out empty, or be filled without anybody asking; the oldest first. */
  readonly #quiet = new Set<string>();
  /** Per author, since nobody may hide another's line by reusing its id (security.md §4). */
  readonly #known = new Map<string, string>();

  /** Oldest first; the same array until something changes. */
  get rows(): readonly Row[] {
    return (this.#snapshot ??= [...this.#shown, ...this.#pending]);
  }

  get #shown(): readonly Row[] {
    return this.#quiet.size > 0 ? this.settled.filter(({ key }) => !this.#quiet.has(key)) : this.settled;
  }

  /** What was said or happened last, be it that another session began. */
  get last(): Row | undefined {
    return this.settled.at(-1);
  }

  get pending(): readonly ChatMessage[] {
    return this.#pending;
  }

  find(key: string): Row | undefined {
    return this.#pending.find((row) => row.key === key) ?? this.settled.findLast((row) => row.key === key);
  }

  get quietGaps(): readonly string[] {
    return [...this.#quiet];
  }

  get firstStanzaId(): string | undefined {
    return firstStanzaId(this.settled);
  }

  /** Archive id of the last message before the row `key`. */
  stanzaIdBefore(key: string): string | undefined {
    return firstStanzaId(this.settled.slice(0, Math.max(0, this.#indexOf(key))).reverse());
  }

  /** Archive id of the first message behind the row `key`. */
  stanzaIdAfter(key: string): string | undefined {
    return firstStanzaId(this.settled.slice(this.#indexOf(key) + 1));
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

  /** Something happened now. */
  append(row: Row): void {
    this.splice(this.settled.length, 0, row);
    if (this.settled.length > MAX_ROWS) this.shed();
  }

  /** Lets some rows go: the oldest. */
  shed(): void {
    this.splice(0, TRIM);
    this.trimmed?.();
  }

  /** Puts `rows` in the place of `count` others. */
  splice(at: number, count: number, ...rows: readonly Row[]): void {
    this.#forget(this.settled.splice(at, count, ...rows));
    for (const row of rows) this.#remember(row);
    this.#snapshot = undefined;
  }

  /** What comes from here on is newer than what may have been missed. */
  openGap(): void {
    if (this.#quiet.has(this.last?.key ?? '')) return;
    const gap: Gap = { kind: 'gap', key: randomId(), time: new Date(), state: 'idle' };
    this.#quiet.add(gap.key);
    this.append(gap);
  }

  /** A gap changes its state in its place, and shows from now on. */
  showGap(key: string, state: Gap['state']): void {
    const row = this.find(key);
    if (row?.kind !== 'gap') return;
    const unsure = (this.#quiet.delete(key) && state === 'failed') || row.unsure;
    this.replace({ ...row, state, unsure });
  }

  /**
   * Puts in a run of the archive, whole and in order. What is there already stays where it is, unless it came out of
   * order (ejabberd 23.01, on resuming); the rest goes around it, and a gap within the run is none any more.
   * @param place - Where it goes if nothing of it is there: before the gap `before`, or behind the gap `behind`; left
   *   out, to the beginning. If something is there earlier than that, the run reaches from it to this place. A gap that
   *   is no more is no place: then nothing goes there. With `more`, the gap `before` stands behind the run afterwards:
   *   what is there already may lack something, too.
   * @returns Which were new.
   */
  merge(
    run: readonly ChatMessage[],
    { before, behind, more }: { before?: string; behind?: string; more?: boolean } = {},
  ): ChatMessage[] {
    const added: ChatMessage[] = [];
    const gap = before ?? behind;
    const found = gap === undefined ? -1 : this.#indexOf(gap);
    const gone = gap !== undefined && found < 0;
    let at = before === undefined ? found + 1 : found;
    const first = run.map((row) => this.#indexOfDouble(row)).find((index) => index >= 0);
    if (gone && first === undefined) return added;
    const moved = more && !gone ? this.settled.splice(at, 1) : [];
    if (first !== undefined && (gone || first < at)) {
      if (!gone) this.#closeGaps(first, at);
      at = first;
    }
    for (const row of run) {
      const index = this.#indexOfDouble(row);
      if (index >= at) at = index + 1 - this.#closeGaps(at, index);
      else if (index >= 0) this.#move(index, at - 1, row);
      else if (!this.duplicateOf(row)) {
        this.splice(at++, 0, row);
        added.push(row);
      }
    }
    this.settled.splice(at, 0, ...moved);
    return added;
  }

  /** An own message that is not on its way yet, or not back. */
  addPending(message: ChatMessage): void {
    this.#pending.push(message);
    this.#remember(message);
    this.#snapshot = undefined;
  }

  /** Changes a message in its place. @returns The new record. */
  update(key: string, change: Partial<ChatMessage>): ChatMessage | undefined {
    for (const list of [this.#pending, this.settled]) {
      const at = list.findLastIndex((row) => row.key === key);
      const row = list[at];
      if (row?.kind !== 'message') continue;
      return this.#replace(list, at, { ...row, ...change });
    }
    return undefined;
  }

  /** Puts `row` in the place of the one with its key. */
  replace(row: Row): void {
    const at = this.settled.findLastIndex(({ key }) => key === row.key);
    if (at >= 0) this.#replace(this.settled, at, row);
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
    for (const list of [this.#pending, this.settled]) {
      const at = list.findLastIndex((row) => row.key === key);
      if (at < 0) continue;
      const [row] = list.splice(at, 1);
      if (row) this.#forget([row]);
      this.#snapshot = undefined;
      return row;
    }
    return undefined;
  }

  #indexOf(key: string): number {
    return this.settled.findIndex((row) => row.key === key);
  }

  /** @returns -1 also for what is pending. */
  #indexOfDouble(message: ChatMessage): number {
    const double = this.duplicateOf(message);
    return double ? this.settled.indexOf(double) : -1;
  }

  #move(from: number, to: number, { stanzaId }: ChatMessage): void {
    if (stanzaIdOf(this.settled[from]) !== stanzaId) return; // another one, under an id used twice
    this.settled.splice(to, 0, ...this.settled.splice(from, 1));
    this.#snapshot = undefined;
  }

  /** @returns How many there were. */
  #closeGaps(from: number, to: number): number {
    const gaps = this.settled.slice(from, to).filter(({ kind }) => kind === 'gap');
    for (const { key } of gaps) this.remove(key);
    return gaps.length;
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
      else this.#quiet.delete(row.key);
  }
}

const stanzaIdOf = (row?: Row) => (row?.kind === 'message' ? row.stanzaId : undefined);

function firstStanzaId(rows: readonly Row[]): string | undefined {
  for (const row of rows) if (stanzaIdOf(row) !== undefined) return stanzaIdOf(row);
  return undefined;
}

/** Whatever tells a message from all others of its author (MAM-3). */
function identities({ from, stanzaId, originId, id }: ChatMessage): string[] {
  const found: string[] = [];
  if (stanzaId) found.push(`s ${stanzaId} ${from}`);
  if (originId) found.push(`o ${originId} ${from}`);
  if (id) found.push(`i ${id} ${from}`);
  return found;
}

/** What is known of an own message once it has come back. */
export function asArrived({
  stanzaId,
  occupantId,
  from,
  nick,
  time,
  removed,
}: ChatMessage): Partial<ChatMessage> {
  const arrived = { state: 'sent', failure: undefined, stanzaId, occupantId, from, nick, time } as const;
  return removed ? { ...arrived, body: '', removed } : arrived;
}
