/**
 * What outlives a page and is too much for {@link siteStorage}: one IndexedDB for all that is the kit's. The door to
 * idb-keyval. Nothing here fails: where the browser keeps nothing, or does not answer, nothing is found.
 */
import { clear, createStore, del, get, set, update } from 'idb-keyval';

/** Browsers were seen to never open a database. */
const PATIENCE_MS = 2_000;

const store = createStore('xmpp-elements', 'kept');

/** What was kept under that name; not to be trusted to have the right shape. */
export const kept = (key: string): Promise<unknown> => tried(() => get<unknown>(key, store));

/** @param value Undefined removes. */
export const keep = (key: string, value: unknown): Promise<unknown> =>
  tried(() => (value === undefined ? del(key, store) : set(key, value, store)));

/** Keeps what `revised` makes of what is kept, with nothing between the two. */
export const revise = (key: string, revised: (before: unknown) => unknown): Promise<unknown> =>
  tried(() => update(key, revised, store));

/** Removes all that is the kit's. */
export const keepNothing = (): Promise<unknown> => tried(() => clear(store));

async function tried(task: () => Promise<unknown>): Promise<unknown> {
  if (!('indexedDB' in globalThis)) return undefined; // Node
  try {
    return await Promise.race([task(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  } catch {
    return undefined; // private mode, a sandboxed frame, a full disk
  }
}
