/** The roster between two visits: its version and the items of that version, kept together (IM-5). */
import type { RosterItem } from './contact.js';
import { keep, kept } from './database.js';

/** Pushes come in bunches. */
const DELAY_MS = 1_000;

export interface KeptRoster {
  readonly ver: string;
  readonly items: readonly RosterItem[];
}

export class RosterCache {
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param account Bare JID. */
  constructor(account: string) {
    this.#key = `roster ${account}`;
  }

  async restore(): Promise<KeptRoster | undefined> {
    const found = (await kept(this.#key)) as Partial<KeptRoster> | undefined;
    const whole = typeof found?.ver === 'string' && Array.isArray(found.items) && found.items.every(isItem);
    return whole ? (found as KeptRoster) : undefined;
  }

  /** @param roster Asked when it is time, for what it is then. Undefined: there are no versions. */
  keep(roster: () => KeptRoster | undefined): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void keep(this.#key, roster());
    }, DELAY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function isItem({ jid, groups, subscription }: Partial<RosterItem>): boolean {
  return typeof jid === 'string' && Array.isArray(groups) && typeof subscription === 'string';
}
