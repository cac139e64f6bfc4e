/** What goes along to the tab's next page, and what its other tabs are told (ux.md §7). */
import { readStored } from '../../session/stored.js';

/** Nothing yet, where the launcher was not used. */
export interface Kept {
  readonly open?: boolean;
  /** The visitor is in the room; the room itself keeps as whom. */
  readonly joined?: boolean;
  readonly unread?: number;
}

/** A conversation that goes on in one of the visitor's tabs. */
export interface Shared {
  readonly unread: number;
  readonly nick: string | undefined;
}

/** Under which both are kept. @param address - Of the room or contact. */
export const keyOf = (address: string) => `launcher:${address}`;

/** @returns undefined: it was not used in this tab. */
export const readKept = (address: string) => readStored('sessionStorage', keyOf(address)) as Kept | undefined;

/** @returns undefined: nothing goes on. */
export const readShared = (address: string) =>
  readStored('localStorage', keyOf(address)) as Shared | undefined;
