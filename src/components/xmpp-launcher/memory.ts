/** What goes along to the tab's next page (ux.md §7). */
import { tabStorage } from '../../session/storage.js';

export interface Kept {
  readonly open: boolean;
  /** The visitor is in the room; the room itself keeps as whom. */
  readonly joined: boolean;
  readonly unread: number;
}

const keyOf = (address: string) => `launcher:${address}`;

/** @param address - Of the room or contact. @returns undefined: it was not used in this tab. */
export function readKept(address: string): Kept | undefined {
  return tabStorage.get(keyOf(address)) as Kept | undefined;
}

export function writeKept(address: string, kept: Kept): void {
  tabStorage.set(keyOf(address), kept);
}
