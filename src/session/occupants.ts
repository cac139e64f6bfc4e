/** Who is in a room, by nickname; a snapshot is taken when somebody looks, not at each presence. */
import type { Occupant } from './occupant.js';

export class Occupants {
  #byNick = new Map<string, Occupant>();
  #snapshot: ReadonlyMap<string, Occupant> | undefined;
  /** While joining: the list that is being built beside the old one (MUC-18). */
  #arriving: Map<string, Occupant> | undefined;

  get all(): ReadonlyMap<string, Occupant> {
    return (this.#snapshot ??= new Map(this.#byNick));
  }

  get size(): number {
    return this.#byNick.size;
  }

  /** While a new list is built, only by that: whoever had a name before may have gone meanwhile. */
  get(nick: string): Occupant | undefined {
    return (this.#arriving ?? this.#byNick).get(nick);
  }

  /** From here on a new list is built; the old one is shown until it is complete. */
  startList(): void {
    this.#arriving = new Map();
  }

  /** @returns Whether it was building one. */
  finishList(): boolean {
    if (!this.#arriving) return false;
    this.#byNick = this.#arriving;
    this.#arriving = this.#snapshot = undefined;
    return true;
  }

  set(occupant: Occupant): void {
    const list = this.#arriving ?? this.#byNick;
    const known = list.get(occupant.nick);
    const since = known?.since ?? new Date();
    list.set(occupant.nick, { came: known?.came ?? since, ...occupant, since });
    if (!this.#arriving) this.#snapshot = undefined;
  }

  /** @returns Who it was. */
  remove(nick: string): Occupant | undefined {
    const from = this.#arriving ?? this.#byNick;
    const occupant = from.get(nick);
    from.delete(nick);
    if (!this.#arriving) this.#snapshot = undefined;
    return occupant;
  }

  clear(): void {
    this.#byNick = new Map();
    this.#arriving = this.#snapshot = undefined;
  }
}
