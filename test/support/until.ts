/** Waiting for conditions, and what to tell when one never comes true. */

const POLL_MS = 10;
const PATIENCE_MS = 10_000;

/** Adds what a failure message should hold besides. @returns Takes it away. */
export function onFailureTell(tell: () => string): () => void {
  tellers.add(tell);
  return () => tellers.delete(tell);
}

const tellers = new Set<() => string>();

/**
 * Settles once `condition` gives something truthy, with that. One that throws counts as not yet.
 * @throws {Error} Not within `ms`; names `label` and tells how things stand.
 * @throws {TypeError} `condition` gives a promise, which would be truthy whatever comes of it.
 */
export async function until<T>(condition: () => T, label: string, ms = PATIENCE_MS): Promise<NonNullable<T>> {
  const deadline = performance.now() + ms;
  for (;;) {
    const { value, cause } = attempt(condition);
    if (value instanceof Promise) throw new TypeError(`a condition has to be synchronous: ${label}`);
    if (value) return value;
    if (performance.now() > deadline) {
      const story = [...tellers].map((tell) => tell()).join('\n');
      throw new Error(`waited ${ms} ms in vain: ${label}\n${story}`, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function attempt<T>(condition: () => T): { readonly value?: T; readonly cause?: unknown } {
  try {
    return { value: condition() };
  } catch (cause) {
    return { cause };
  }
}
