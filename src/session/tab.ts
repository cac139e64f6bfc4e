/**
 * Which tab a page is in. A duplicated one starts with a copy of the storage, and only one of the two may go on with
 * what is in it: the one that holds the tab's lock, which passes from page to page of it.
 */
import { randomId } from './id.js';
import { tabStorage } from './storage.js';

const TAB = 'tab';
/** As long as another page may take to let go of the tab. */
const HOLD_MS = 2_000;

let holding: Promise<boolean> | undefined;
let letGo: (() => void) | undefined;

/** @returns Whether what the tab's storage holds is this page's to go on with. */
export function holdTab(): Promise<boolean> {
  return (holding ??= hold());
}

/** The page goes away: the tab is the next one's. A page that holds a lock is not kept for going back to. */
export function releaseTab(): void {
  letGo?.();
  letGo = holding = undefined;
}

async function hold(): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return true;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const lock = (tab: string, options: LockOptions) =>
    new Promise<boolean>((resolve) => {
      const held = () => {
        resolve(true);
        return released;
      };
      const request = () => locks.request(`xmpp-elements:tab:${tab}`, options, held);
      // Chromium refuses one that is granted while a window opens; an opaque origin has none at all
      request()
        .catch(request)
        .catch(() => resolve(false));
    });
  const tab = tabStorage.get(TAB);
  // After a reload the page before may not be quite gone yet.
  if (typeof tab === 'string' && (await lock(tab, { signal: AbortSignal.timeout(HOLD_MS) }))) return true;
  const fresh = randomId();
  tabStorage.set(TAB, fresh);
  await lock(fresh, {});
  return typeof tab !== 'string';
}
