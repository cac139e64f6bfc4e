/** What of a conversation nobody has read yet: how much it is, which row it begins with, and where reading ended. */
import type { ChatMessage, Row } from './message.js';
import type { Timeline } from './timeline.js';

export class Unread {
  count = 0;
  mentions = 0;
  /** Key of the first unread row; undefined also where that one is not loaded. */
  first: string | undefined;
  #restored: string | undefined;

  /** @param passes - Whether a message of others is no news. */
  constructor(
    readonly timeline: Timeline,
    readonly passes?: (message: ChatMessage) => boolean | undefined,
  ) {}

  /** Archive id of the last message before the unread ones. */
  get lastRead(): string | undefined {
    if (this.#restored !== undefined) return this.#restored;
    const { rows } = this.timeline;
    const end = this.first === undefined ? rows.length : rows.findIndex(({ key }) => key === this.first);
    return rows
      .slice(0, Math.max(0, end))
      .reduceRight<string | undefined>((found, row) => found ?? idOf(row), undefined);
  }

  /** Takes over where reading ended in an earlier life of the page, before any history is there. */
  restore(lastRead: string): void {
    this.#restored = lastRead;
  }

  /** Somebody said something now. */
  add({ key, mention }: ChatMessage): void {
    this.count++;
    if (mention) this.mentions++;
    this.first ??= key;
  }

  /** Messages that came while we were away; they stand before all that has come since. */
  missed(rows: readonly ChatMessage[]): void {
    const theirs = rows.filter((row) => !row.own && !this.passes?.(row));
    this.count += theirs.length;
    const keys = [this.first, theirs[0]?.key];
    this.first = this.timeline.rows.find(({ key }) => keys.includes(key))?.key;
  }

  /** The newest page of the history. */
  opened(rows: readonly ChatMessage[]): void {
    if (this.#restored === undefined) return;
    const at = rows.findIndex((row) => idOf(row) === this.#restored);
    this.missed(rows.slice(at + 1));
    if (at < 0) this.first = undefined;
    else this.#restored = undefined;
  }

  /** @returns Whether there was anything. */
  clear(): boolean {
    const some = this.count > 0 || this.mentions > 0;
    this.count = this.mentions = 0;
    this.first = this.#restored = undefined;
    return some;
  }
}

const idOf = (row: Row) => (row.kind === 'message' ? row.stanzaId : undefined);
