/**
 * What became of our messages to one person: whether they arrived (XEP-0184) and were seen (XEP-0333), told live or found
 * in the archive. That it is their own word is for chat.ts to know.
 */
import type { ChatMessage } from './message.js';
import { readDisplayed, readReceipt } from './protocol/receipts.js';
import type { Timeline } from './timeline.js';
import type { Element } from './xml.js';

/** Told in the archive of messages that are not loaded; the oldest go. */
const MAX_EARLY = 500;

type News = 'arrived' | 'seen';

export class Deliveries {
  readonly #timeline: Timeline;
  readonly #taken: (id: string) => void;
  /** Key of the last message that they have seen. */
  #seen: string | undefined;
  /** Told of messages that are not here yet, by their ids. */
  readonly #early = new Map<string, News>();
  /** Of those, the ones that are about to be. */
  readonly #due = new Set<string>();

  /** @param taken Told first of what has certainly reached the server. */
  constructor(timeline: Timeline, taken: (id: string) => void) {
    this.#timeline = timeline;
    this.#taken = taken;
  }

  get seen(): string | undefined {
    return this.#seen;
  }

  /** A message of ours that has gone out. */
  sent(id: string | undefined): ChatMessage | undefined {
    if (id === undefined) return undefined;
    const row = this.#timeline.rows.findLast((each) => each.kind === 'message' && each.own && each.id === id);
    return row?.kind === 'message' && row.state !== 'waiting' && row.state !== 'failed' ? row : undefined;
  }

  /** They tell something, now (P-1, P-6). @returns Whether it is news. */
  heard(stanza: Element): boolean {
    return newsIn(stanza).filter(([id, news]) => this.#take(id, news)).length > 0;
  }

  /** They told it while we were away, maybe of a message that only comes with another page. */
  found(stanza: Element): void {
    for (const [id, news] of newsIn(stanza)) {
      if (this.sent(id)) this.#take(id, news);
      else if (this.#early.get(id) !== 'seen') this.#early.set(id, news);
      const [oldest] = this.#early.size > MAX_EARLY ? this.#early.keys() : [];
      if (oldest !== undefined) this.#early.delete(oldest);
    }
  }

  /** Our message of that id is about to be there. */
  expect(id: string | undefined): void {
    if (id !== undefined && this.#early.has(id)) this.#due.add(id);
  }

  /** What was expected may be there by now. */
  settle(): void {
    for (const id of this.#due) {
      if (!this.sent(id)) continue;
      this.#due.delete(id);
      this.#take(id, this.#early.get(id) ?? 'arrived');
      this.#early.delete(id);
    }
  }

  /** Of our own messages, and never back. @returns Whether it is news. */
  #take(id: string, news: News): boolean {
    const row = this.sent(id);
    if (!row) return false;
    const delivered = this.#deliver(row);
    if (news === 'arrived') return delivered;
    const { rows } = this.#timeline;
    const at = (key: string | undefined) => rows.findLastIndex((each) => each.key === key);
    if (at(row.key) <= at(this.#seen)) return delivered;
    this.#seen = row.key;
    this.#markSeen(at(row.key));
    return true;
  }

  #deliver({ key, id = '' }: ChatMessage): boolean {
    this.#taken(id); // which is certain now
    const row = this.#timeline.find(key);
    if (row?.kind !== 'message' || row.state !== 'sent') return false;
    this.#timeline.update(key, { state: 'delivered' });
    return true;
  }

  /** Who has seen a message has seen those before it. */
  #markSeen(at: number): void {
    for (const row of this.#timeline.rows.slice(0, at + 1).reverse()) {
      if (row.kind !== 'message' || !row.own || row.state === 'failed') continue;
      if (row.seen) return;
      this.#timeline.update(row.key, { seen: true });
    }
  }
}

function newsIn(stanza: Element): (readonly [id: string, News])[] {
  const told = [
    [readReceipt(stanza), 'arrived'],
    [readDisplayed(stanza), 'seen'],
  ] as const;
  return told.flatMap(([id, news]) => (id === undefined ? [] : [[id, news] as const]));
}
