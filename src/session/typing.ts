/** Who is typing (XEP-0085): others, each for a while at most, and ourselves, no state twice in a row. */

/** Whoever leaves without a word is forgotten. */
const FORGET_MS = 30_000;

export type ChatState = 'active' | 'composing' | 'paused' | 'inactive' | 'gone';

export class Typing {
  readonly #others = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #changed: () => void;
  #own: 'active' | 'composing' | 'paused' = 'active';
  #nicks: readonly string[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get nicks(): readonly string[] {
    return this.#nicks;
  }

  /** @param state undefined: said something, went, or is otherwise done. */
  heard(nick: string, state: ChatState | undefined): void {
    const before = this.#others.get(nick);
    if (before === undefined && state !== 'composing') return;
    clearTimeout(before);
    this.#others.delete(nick);
    if (state === 'composing')
      this.#others.set(
        nick,
        setTimeout(() => this.heard(nick, undefined), FORGET_MS),
      );
    this.#nicks = [...this.#others.keys()];
    this.#changed();
  }

  clear(): void {
    for (const nick of [...this.#others.keys()]) this.heard(nick, undefined);
    this.#own = 'active';
  }

  /** @returns The state to send, if it is a new one. */
  own(typing: boolean): 'composing' | 'paused' | undefined {
    const state = typing ? 'composing' : 'paused';
    if (state === this.#own || (state === 'paused' && this.#own === 'active')) return undefined;
    return (this.#own = state);
  }

  /** A message says `active` by itself. */
  sent(): void {
    this.#own = 'active';
  }
}
