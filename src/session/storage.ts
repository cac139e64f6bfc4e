/** What outlives a page: for the tab (sessionStorage) or the site (localStorage), if the browser lets us. */
import { PREFIX, readStored, type StorageKind } from './stored.js';

export interface Storage {
  get(key: string): unknown;
  /**
   * Undefined removes. Full or forbidden storage is no fault: what is kept in memory goes on working.
   * @returns Whether it is kept.
   */
  set(key: string, value: unknown): boolean;
}

class WebStorage implements Storage {
  constructor(readonly kind: StorageKind) {}

  get(key: string): unknown {
    return readStored(this.kind, key);
  }

  set(key: string, value: unknown): boolean {
    try {
      const area = globalThis[this.kind];
      if (value === undefined) area?.removeItem(PREFIX + key);
      else area?.setItem(PREFIX + key, JSON.stringify(value));
      return area !== undefined;
    } catch {
      return false; // private mode, a sandboxed frame, a full quota
    }
  }
}

export const tabStorage: Storage = new WebStorage('sessionStorage');
export const siteStorage: Storage = new WebStorage('localStorage');

/** Removes all that is the kit's and the tab's. */
export function clearTabStorage(): void {
  try {
    const storage = globalThis.sessionStorage;
    for (const key of Object.keys(storage ?? {})) if (key.startsWith(PREFIX)) storage.removeItem(key);
  } catch {
    // as above: nothing is kept where nothing may be kept
  }
}
