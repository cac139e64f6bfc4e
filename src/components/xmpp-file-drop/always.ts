/** From whom an account takes files without being asked each time: chosen contacts, kept on this device. */
import { keep, kept } from '../../session/database.js';

/** More are no choice any more. */
const MAX = 500;

const keyOf = (account: string) => `files always from ${account}`;

export class Always {
  #jids: ReadonlySet<string> = new Set();
  #account: string | undefined;

  /** @param changed It is known now. */
  constructor(readonly changed: () => void) {}

  /** @param account Bare JID; undefined for a guest, who keeps nothing. */
  follow(account: string | undefined): void {
    if (account === this.#account) return;
    this.#account = account;
    this.#jids = new Set();
    if (account === undefined) return;
    void kept(keyOf(account)).then((found) => {
      if (account !== this.#account || !Array.isArray(found)) return;
      const jids = found.filter((each): each is string => typeof each === 'string').slice(0, MAX);
      this.#jids = new Set([...jids, ...this.#jids]);
      this.changed();
    });
  }

  /** @param jid Bare. */
  has(jid: string): boolean {
    return this.#jids.has(jid);
  }

  set(jid: string, always: boolean): void {
    const others = [...this.#jids].filter((each) => each !== jid);
    this.#jids = new Set(always ? [...others, jid] : others);
    if (this.#account !== undefined) void keep(keyOf(this.#account), [...this.#jids]);
  }
}
