/** A tab's storage for the running test, in Node and in browsers alike. */
import { cleanUpAfterTest } from './clean-up.js';

/** @param size So many characters fit into a value. @returns What is in it. */
export function storageForTest(size = Infinity): Map<string, string> {
  const kept = new Map<string, string>();
  const value: Partial<Storage> = {
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, text) => {
      if (text.length > size) throw new DOMException('no room', 'QuotaExceededError');
      kept.set(key, text);
    },
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage');
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, value });
  cleanUpAfterTest(() =>
    before
      ? Object.defineProperty(globalThis, 'sessionStorage', before)
      : Reflect.deleteProperty(globalThis, 'sessionStorage'),
  );
  return kept;
}
