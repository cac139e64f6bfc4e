/**
 * Who came and who went, folded into one row for as long as nothing else is said. Somebody who is back within a minute
 * was never away. A storm of presences changes one record a frame: it is made when the rows are read.
 */
import { randomId } from './id.js';
import type { Crowd, RoomEvent } from './message.js';
import type { Timeline } from './timeline.js';

const AWAY_MS = 60_000;
/** More than that are counted, not remembered. */
const MAX_NICKS = 1000;
const MAX_BATCHES = 20;
const NAMED = 3;

/** What one row tells. */
interface Batch {
  readonly row: RoomEvent;
  readonly came: Nicks;
  readonly left: Nicks;
}

/** Nicknames and when they were heard of. */
class Nicks {
  readonly #at = new Map<string, number>();
  #more = 0;

  add(nick: string): void {
    if (this.#at.size < MAX_NICKS) this.#at.set(nick, Date.now());
    else this.#more++;
  }

  /** @returns Whether it was added within the last minute. */
  takeBack(nick: string): boolean {
    const at = this.#at.get(nick);
    return at !== undefined && Date.now() - at < AWAY_MS && this.#at.delete(nick);
  }

  get crowd(): Crowd {
    const nicks: string[] = [];
    for (const nick of this.#at.keys()) if (nicks.push(nick) === NAMED) break;
    return { nicks, count: this.#at.size + this.#more };
  }
}

export class Comings {
  /** Newest last. */
  #batches: Batch[] = [];
  readonly #stale = new Set<Batch>();

  constructor(readonly timeline: Timeline) {}

  /**
   * @param begin - Whether a row may be begun for it.
   * @param row - The one that tells of it by now, made before this code was there.
   */
  came(nick: string, begin: boolean, row?: RoomEvent): void {
    const back = this.#batches.find(({ left }) => left.takeBack(nick));
    if (back) this.#stale.add(back);
    else this.#latest(begin, row)?.came.add(nick);
  }

  /** As {@link Comings.came}. */
  left(nick: string, begin: boolean, row?: RoomEvent): void {
    const batch = this.#latest(begin, row);
    if (!batch?.came.takeBack(nick)) batch?.left.add(nick);
  }

  /** Brings the rows up to date. */
  flush(): void {
    for (const { row, came, left } of this.#stale) {
      const event = { type: 'comings', came: came.crowd, left: left.crowd } as const;
      if (event.came.count + event.left.count) this.timeline.replace({ ...row, event });
      else this.timeline.remove(row.key);
    }
    this.#stale.clear();
  }

  /** The one that is told last; a new one if something else was said since. */
  #latest(begin: boolean, row?: RoomEvent): Batch | undefined {
    let batch = this.#batches.at(-1);
    if (!batch || (row ?? this.timeline.last)?.key !== batch.row.key) {
      if (!begin) return undefined;
      batch = { row: row ?? this.#begin(), came: new Nicks(), left: new Nicks() };
      this.#batches = [...this.#batches.slice(1 - MAX_BATCHES), batch];
    }
    this.#stale.add(batch);
    return batch;
  }

  #begin(): RoomEvent {
    const nobody = { nicks: [], count: 0 };
    const event = { type: 'comings', came: nobody, left: nobody } as const;
    const row: RoomEvent = { kind: 'event', key: randomId(), time: new Date(), event };
    this.timeline.append(row);
    return row;
  }
}
