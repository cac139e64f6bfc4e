/** A file that is paused, and yet not given up over there. */
import { later } from './later.js';
import type { FileTransfer } from './transfer.js';

/** Whoever gets it waits for a minute (security.md §8), and timers of hidden pages are late. */
const SIGN_OF_LIFE_MS = 25_000;

/** Settles once it is not paused, or has been for a while. @returns Whether it still is: one octet may go, as a sign of life. */
export async function pausing(transfer: FileTransfer): Promise<boolean> {
  if (!transfer.unpaused) return false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>((resolve) => (timer = later(resolve, SIGN_OF_LIFE_MS)));
  await Promise.race([transfer.unpaused, waited]);
  clearTimeout(timer);
  return transfer.unpaused !== undefined;
}
