/** XEP-0191 Blocking Command. From whom a push counts, and what becomes of it, is blocking.ts. */
import { parseJid } from '../jid.js';
import { children, is, namespaceOf, xml, type Element } from '../xml.js';
import { readAppCondition } from './app-condition.js';

export const NS_BLOCKING = 'urn:xmpp:blocking';

/** A change, as another client of ours made it. */
export interface BlockPush {
  readonly type: 'block' | 'unblock';
  /** Prepared; none with `unblock`: all (BLK-4). */
  readonly jids: readonly string[];
}

export function buildBlockListRequest(): Element {
  return xml('blocklist', { xmlns: NS_BLOCKING });
}

/** @returns Prepared addresses, each once. */
export function readBlockList(list: Element | undefined): readonly string[] {
  return list && is(list, 'blocklist', NS_BLOCKING) ? readItems(list) : [];
}

/** @param jids None with `unblock`: all (BLK-3). */
export function buildBlocking(type: 'block' | 'unblock', jids: readonly string[]): Element {
  return xml(
    type,
    { xmlns: NS_BLOCKING },
    jids.map((jid) => xml('item', { jid })),
  );
}

/** @returns undefined for what changes nothing: nobody to block, or nobody that can be told to unblock. */
export function readBlockPush(push: Element): BlockPush | undefined {
  const jids = readItems(push);
  const type = push.name === 'block' ? 'block' : 'unblock';
  if (jids.length === 0 && (type === 'block' || children(push).length > 0)) return undefined;
  return { type, jids };
}

function readItems(element: Element): readonly string[] {
  const items = children(element, 'item', namespaceOf(element));
  return [...new Set(items.flatMap(({ attrs: { jid } }) => parseJid(jid)?.full ?? []))];
}

/** Whether an error says that we have blocked whom we wrote to (BLK-5). */
export function isBlockedByUs(error: Element): boolean {
  const condition = readAppCondition(error);
  return condition !== undefined && is(condition, 'blocked', `${NS_BLOCKING}:errors`);
}

/** What of a list may block that address, in the order of XEP-0191 §5 (BLK-6). */
export function blockersOf(address: string): readonly string[] {
  const jid = parseJid(address);
  if (!jid) return [];
  const { full, bare, domain, resource } = jid;
  return [full, bare, ...(resource ? [`${domain}/${resource}`] : []), domain];
}
