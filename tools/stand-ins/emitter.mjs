/**
 * Node's EventEmitter as far as @xmpp/* use it, for the script-tag build: npm's `events` is ten times as long.
 * Listeners are told in order, one that throws ends the round, and an `error` that nobody hears is thrown.
 */

/** @typedef {((...args: any[]) => void) & { once?: (...args: any[]) => void }} Listener */

export class EventEmitter {
  /** Lists are replaced, not changed: a round tells those who listened when it began. @type {Map<string, Listener[]>} */
  #listeners = new Map();

  /** @param {string} event @param {Listener} listener */
  addListener(event, listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  /** @param {string} event @param {Listener} listener */
  on(event, listener) {
    return this.addListener(event, listener);
  }

  /** @param {string} event @param {Listener} listener */
  once(event, listener) {
    let told = false;
    /** @type {Listener} */
    const once = (...args) => {
      if (told) return;
      told = true;
      this.removeListener(event, once);
      listener.apply(this, args);
    };
    once.once = listener;
    return this.addListener(event, once);
  }

  /** The one that was added last, if it was added more than once. @param {string} event @param {Listener} listener */
  removeListener(event, listener) {
    const all = this.#listeners.get(event) ?? [];
    const at = all.findLastIndex((one) => one === listener || one.once === listener);
    this.#listeners.set(
      event,
      all.filter((_, index) => index !== at),
    );
    return this;
  }

  /** @param {string} event @param {any[]} args @returns {boolean} Whether anybody listened. */
  emit(event, ...args) {
    const listeners = this.#listeners.get(event) ?? [];
    if (event === 'error' && listeners.length === 0) throw args[0];
    for (const listener of listeners) listener.apply(this, args);
    return listeners.length > 0;
  }
}
