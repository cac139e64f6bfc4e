/** Reading what a page, or one before it, has stored: apart from writing, for pages that do no more at first. */

export type StorageKind = 'sessionStorage' | 'localStorage';

export const PREFIX = 'xmpp-elements:';

/** @returns undefined: nothing, or the browser does not let us. */
export function readStored(kind: StorageKind, key: string): unknown {
  try {
    const text = globalThis[kind]?.getItem(PREFIX + key);
    return text ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
