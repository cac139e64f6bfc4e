/** Promises for things that come back as a stanza of their own, by a name for each. */
import { TimeoutError } from './errors.js';

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

export class Waiters {
  readonly #waiting = new Map<string, Waiter[]>();

  /** @param timeoutMs Forever, if left out. */
  wait(name: string, timeoutMs?: number): Promise<void> {
    const promise = new Promise<void>((resolve, reject) => {
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => this.reject(name, new TimeoutError(`no answer in ${timeoutMs} ms`)), timeoutMs);
      const waiter = {
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
        reject: (error: Error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), waiter]);
    });
    promise.catch(() => undefined); // whoever does not look is not to be told by the runtime
    return promise;
  }

  /** Whether anybody waits for a name that begins so. */
  has(prefix: string): boolean {
    return [...this.#waiting.keys()].some((name) => name.startsWith(prefix));
  }

  /** @returns Whether anybody waited. */
  resolve(name: string): boolean {
    return this.#settle(name, (waiter) => waiter.resolve());
  }

  /** As {@link Waiters.resolve}. */
  reject(name: string, error: Error): boolean {
    return this.#settle(name, (waiter) => waiter.reject(error));
  }

  #settle(name: string, settle: (waiter: Waiter) => void): boolean {
    const waiting = this.#waiting.get(name);
    this.#waiting.delete(name);
    waiting?.forEach(settle);
    return waiting !== undefined;
  }
}
