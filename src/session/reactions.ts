/** Who reacted to what (REA-1): one set for each person and message, the newest one, kept also for messages that only come later. */
import type { Reaction } from './message.js';
import type { ReactionSet } from './protocol/reactions.js';

/** Messages whose reactions are kept, and people for each. */
const MAX_MESSAGES = 1_000;
const MAX_PEOPLE = 500;
/** Kinds under one message. */
const MAX_KINDS = 50;

/** Who reacts. */
export interface Reacting {
  /** Tells people apart: an occupant-id where there is one. */
  readonly who: string;
  readonly nick: string;
  readonly own: boolean;
  readonly time: Date;
}

interface Kept extends Reacting {
  readonly emoji: readonly string[];
}

export class Reactions {
  /** By id of the message; the oldest first. */
  readonly #sets = new Map<string, Map<string, Kept>>();
  /** What is shown of them; the same array until it changes. */
  readonly #shown = new Map<string, readonly Reaction[]>();
  /** Raised by each change. */
  version = 0;

  get some(): boolean {
    return this.#sets.size > 0;
  }

  /** @returns What it was before; undefined: a newer one is known. */
  take({ id, emoji }: ReactionSet, by: Reacting): readonly string[] | undefined {
    const sets = this.#sets.get(id) ?? new Map<string, Kept>();
    const known = sets.get(by.who);
    if (known && by.time < known.time) return undefined;
    if (!known && sets.size >= MAX_PEOPLE) return [];
    sets.set(by.who, { ...by, emoji });
    this.#sets.set(id, sets);
    this.#shown.delete(id);
    this.version += 1;
    const [oldest] = this.#sets.size > MAX_MESSAGES ? this.#sets.keys() : [];
    if (oldest !== undefined) this.#sets.delete(oldest);
    return known?.emoji ?? [];
  }

  /** Ours. */
  own(id: string): readonly string[] {
    return [...(this.#sets.get(id)?.values() ?? [])].find(({ own }) => own)?.emoji ?? [];
  }

  of(id: string | undefined): readonly Reaction[] | undefined {
    const sets = id === undefined ? undefined : this.#sets.get(id);
    if (id === undefined || !sets) return undefined;
    const known = this.#shown.get(id);
    if (known) return known.length > 0 ? known : undefined;
    const kinds = new Map<string, { emoji: string; nicks: string[]; own: boolean }>();
    for (const { emoji, nick, own } of sets.values())
      for (const each of emoji) {
        const kind = kinds.get(each) ?? { emoji: each, nicks: [], own: false };
        kind.nicks.push(nick);
        kind.own ||= own;
        if (kinds.size < MAX_KINDS) kinds.set(each, kind);
      }
    const shown = [...kinds.values()];
    this.#shown.set(id, shown);
    return shown.length > 0 ? shown : undefined;
  }
}
