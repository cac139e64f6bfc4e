/** What clients have sent, and who waits for more of it. */
import type { Element } from '../../src/session/xml.js';
import { soon } from './soon.js';

const SHOWN = 20;

interface Waiter {
  readonly check: () => boolean;
}

export class Sent {
  readonly #all: Element[] = [];
  readonly #taken = new Set<Element>();
  readonly #waiters = new Set<Waiter>();

  get all(): readonly Element[] {
    return this.#all;
  }

  add(element: Element): void {
    this.#all.push(element);
    this.lookAgain();
  }

  async next(fits: (element: Element) => boolean, label: string, timeoutMs: number): Promise<Element> {
    const find = () => this.#all.find((element) => !this.#taken.has(element) && fits(element));
    await this.until(() => find() !== undefined, label, timeoutMs);
    const found = find();
    if (!found) throw new Error(`${label} was taken by another`);
    this.#taken.add(found);
    return found;
  }

  /** Settles once `condition` holds; looked at again after each element and each {@link lookAgain}. */
  until(condition: () => boolean, label: string, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        check: () => {
          if (!condition()) return false;
          clearTimeout(timer);
          resolve();
          return true;
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const seen = this.#all.slice(-SHOWN).map((element) => `  ${element.toString().slice(0, 300)}`);
        reject(
          new Error(`waited ${timeoutMs} ms in vain for ${label}; the client sent:\n${seen.join('\n')}`),
        );
      }, timeoutMs);
      if (!waiter.check()) this.#waiters.add(waiter);
    });
  }

  /** To be called when a condition may have come true; looks once what goes on now is through. */
  lookAgain(): void {
    soon(() => {
      for (const waiter of [...this.#waiters]) if (waiter.check()) this.#waiters.delete(waiter);
    });
  }
}
