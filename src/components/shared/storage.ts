/** What elements keep: where storage is blocked or full, for as long as the page lasts. */
import { siteStorage, tabStorage, type Storage } from '../../session/storage.js';

const memory = new Map<string, unknown>();

/** For values of parts that load later; the others are below. */
export function write(storage: Storage, key: string, value: unknown): void {
  if (storage.set(key, value)) memory.delete(key);
  else memory.set(key, value);
}

export const read = (storage: Storage, key: string) => memory.get(key) ?? storage.get(key);
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The unsent text of a conversation in this tab; '' where there is none. */
export const readDraft = (jid: string) => text(read(tabStorage, `draft:${jid}`));
export const writeDraft = (jid: string, draft: string) =>
  write(tabStorage, `draft:${jid}`, draft || undefined);

/** The name last used on this site. */
export const readLastNick = () => text(read(siteStorage, 'nick'));
export const writeLastNick = (nick: string) => write(siteStorage, 'nick', nick);

/** Whether the visitor has switched shortcuts off, on this site. */
export const readShortcutsOff = () => read(siteStorage, 'no-shortcuts') === true;
export const writeShortcutsOff = (off: boolean) => write(siteStorage, 'no-shortcuts', off || undefined);

/** A row of a list and how far it begins below the list's top, px. */
export interface Place {
  readonly id: string;
  readonly top: number;
}

/** That this tab is in a room, for the page that comes next in it. */
export interface Visit {
  readonly nick: string;
  /** The name that the page gave. */
  readonly given?: string;
  /** Where the reader is; left out at the end. */
  readonly place?: Place;
  /** Archive id of the last message that was read. */
  readonly lastRead?: string;
}

export function readVisit(jid: string): Visit | undefined {
  const visit = read(tabStorage, `visit:${jid}`) as Visit | undefined;
  return typeof visit?.nick === 'string' ? visit : undefined;
}

export const writeVisit = (jid: string, visit: Visit | undefined) => write(tabStorage, `visit:${jid}`, visit);
