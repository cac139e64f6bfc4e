/**
 * Tells of comings and goings with code that loads with the first of them, since many a room never has one; until then
 * a row of its own tells of the first.
 */
import type { Comings } from './comings.js';
import { randomId } from './id.js';
import type { RoomEvent } from './message.js';
import type { Timeline } from './timeline.js';

let Loaded: typeof Comings | undefined;

export async function loadComings(): Promise<void> {
  Loaded ??= (await import('./comings.js').catch(() => undefined))?.Comings;
}

export class ToldComings {
  #comings: Comings | undefined;
  /** Those who came and left before the code was there. */
  readonly #untold: { nick: string; what: 'came' | 'left'; row: RoomEvent }[] = [];

  constructor(
    readonly timeline: Timeline,
    readonly changed: () => void,
  ) {}

  /** @param begin - Whether a row may be begun for it. */
  tell(nick: string, what: 'came' | 'left', begin: boolean): void {
    if (Loaded && this.#untold.length === 0) this.#comings ??= new Loaded(this.timeline);
    if (this.#comings) this.#comings[what](nick, begin);
    else if (begin && this.#untold.push({ nick, what, row: this.#rowOf(nick, what) }) === 1)
      void loadComings().then(() => this.#tellAll());
    this.changed();
  }

  /** Brings the rows up to date. */
  flush(): void {
    this.#comings?.flush();
  }

  #tellAll(): void {
    const untold = this.#untold.splice(0);
    if (!Loaded) return; // their rows tell of the first of them
    this.#comings = new Loaded(this.timeline);
    for (const { nick, what, row } of untold) this.#comings[what](nick, true, row);
    this.changed();
  }

  #rowOf(nick: string, what: 'came' | 'left'): RoomEvent {
    const { last } = this.timeline;
    if (last?.kind === 'event' && last.event.type === 'comings') return last;
    const nobody = { nicks: [], count: 0 };
    const one = { nicks: [nick], count: 1 };
    const event = { type: 'comings', came: nobody, left: nobody, [what]: one } as const;
    const row: RoomEvent = { kind: 'event', key: randomId(), time: new Date(), event };
    this.timeline.append(row);
    return row;
  }
}
