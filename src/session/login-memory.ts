/** What one login leaves for the next: in memory, or in the tab's storage where the page asked for that. */
import type { LoginMemory } from './bind.js';
import { tabStorage } from './storage.js';

/** @param key Where it is kept; undefined: nowhere but here. */
export function loginMemory(key: string | undefined): LoginMemory {
  const kept = key === undefined ? undefined : (tabStorage.get(key) as LoginMemory | undefined);
  const memory: LoginMemory = { ...kept, userAgent: kept?.userAgent ?? uuid() };
  if (key === undefined) return memory;
  return new Proxy(memory, {
    set(target, property, value) {
      Reflect.set(target, property, value);
      tabStorage.set(key, target);
      return true;
    },
  });
}

/** UUIDv4; crypto.randomUUID is missing on plain-http pages. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, i) => {
    const marked = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
