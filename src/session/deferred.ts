/** A promise that somebody else settles; `Promise.withResolvers` for runtimes that lack it. Unhandled, it harms nobody. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

export function deferred<T = void>(): Deferred<T> {
  let settle!: Omit<Deferred<T>, 'promise'>;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  promise.catch(() => undefined); // whoever asks for it is told
  return { promise, ...settle };
}
