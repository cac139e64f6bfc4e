/**
 * Corrections (XEP-0308) shown in the place of what they correct. They are messages like any others, each with its place,
 * its ids and its fate; only for those who look at the conversation they stand elsewhere. One that its sender has no
 * right to, or that corrects nothing there is, is shown as the message it is.
 */
import type { ChatMessage, Row, Version } from './message.js';

interface Folded {
  readonly parts: readonly ChatMessage[];
  readonly row: ChatMessage;
}

export class Corrections {
  #rows: readonly Row[] = [];
  #shown: readonly Row[] = [];
  /** Keys of the rows that stand in the place of others. */
  #hidden: ReadonlySet<string> = new Set();
  /** By key of the first version, so that what has not changed stays the same object. */
  #folded = new Map<string, Folded>();

  /** @param sameAuthor Whether the second may correct the first. */
  constructor(readonly sameAuthor: (first: ChatMessage, correction: ChatMessage) => boolean) {}

  /** `rows` as they are shown; the same array for the same one. */
  fold(rows: readonly Row[]): readonly Row[] {
    if (rows !== this.#rows) {
      this.#rows = rows;
      this.#shown = this.#fold(rows);
    }
    return this.#shown;
  }

  /** Whether `key` is a correction in the place of another row, as {@link fold} saw it last. */
  hides(key: string): boolean {
    return this.#hidden.has(key);
  }

  #fold(rows: readonly Row[]): readonly Row[] {
    const corrections = rows.filter(isCorrection);
    this.#hidden = new Set();
    if (corrections.length === 0) return rows;
    const versions = this.#versions(rows, new Set(corrections.map(({ replaces }) => replaces)));
    const before = this.#folded;
    this.#folded = new Map();
    this.#hidden = new Set([...versions.values()].flatMap((all) => all.slice(1).map(({ key }) => key)));
    return rows.flatMap((row) => {
      if (this.#hidden.has(row.key)) return [];
      const parts = versions.get(row.key);
      if (!parts || parts.length < 2) return [row];
      const known = before.get(row.key);
      const same = known?.parts.every((each, i) => each === parts[i]) && known.parts.length === parts.length;
      const folded = same && known ? known : { parts, row: merge(parts) };
      this.#folded.set(row.key, folded);
      return [folded.row];
    });
  }

  /** Of each message that may be meant, by its key: itself, and its corrections in order (P-3: by the first one's id). */
  #versions(rows: readonly Row[], meant: ReadonlySet<string | undefined>): Map<string, ChatMessage[]> {
    const versions = new Map<string, ChatMessage[]>();
    const byId = new Map<string, ChatMessage[]>();
    for (const row of rows) {
      if (row.kind !== 'message') continue;
      const firsts = byId.get(row.replaces ?? '') ?? [];
      const first = firsts.findLast((each) => this.sameAuthor(each, row));
      if (first) versions.get(first.key)?.push(row);
      else if (row.id !== undefined && row.replaces === undefined && meant.has(row.id)) {
        byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
        versions.set(row.key, [row]);
      }
    }
    return versions;
  }
}

const isCorrection = (row: Row): row is ChatMessage => row.kind === 'message' && row.replaces !== undefined;

/** The first version with the words and the fate of the last; all else stays as it was (LMC-1). */
function merge(parts: readonly ChatMessage[]): ChatMessage {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (first.removed) return first;
  const { body, rich, files, unstyled, lang, state, failure, sentAt, seen, key: correction } = last;
  const versions = parts
    .slice(0, -1)
    .map((part): Version => ({ body: part.body, rich: part.rich, lang: part.lang, time: part.time }));
  return { ...first, body, rich, files, unstyled, lang, state, failure, sentAt, seen, correction, versions };
}
