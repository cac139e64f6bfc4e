/** XEP-0030 §4: what belongs to an entity, page by page (XEP-0059). */
import { parseJid } from '../jid.js';
import { child, children, textOf, xml, type Element } from '../xml.js';
import { NS_ITEMS } from './disco.js';

const NS_RSM = 'http://jabber.org/protocol/rsm';

export interface DiscoItem {
  /** Prepared. */
  readonly jid: string;
  readonly node?: string;
  /** Plain text, from whoever answered. */
  readonly name?: string;
}

export interface DiscoItems {
  readonly items: readonly DiscoItem[];
  /** Where the next page starts (XEP-0059); undefined on answers that are no page. */
  readonly last?: string;
  /** Of all pages, where the service tells. */
  readonly count?: number;
}

/** @param page At most `max` items, those following the one that `after` (a former `last`) points at. */
export function buildItemsRequest(node?: string, page?: { max: number; after?: string }): Element {
  const after = page?.after === undefined ? undefined : xml('after', {}, page.after);
  const set = page && xml('set', { xmlns: NS_RSM }, xml('max', {}, page.max), after);
  return xml('query', { xmlns: NS_ITEMS, node }, set);
}

/** Reads the `<query/>` of an answer; items without an address are left out (DISCO-10). */
export function readItems(query: Element): DiscoItems {
  const items = children(query, 'item', NS_ITEMS).flatMap(({ attrs }) => {
    const jid = parseJid(attrs.jid)?.full;
    return jid ? [{ jid, node: attrs.node, name: attrs.name || undefined }] : [];
  });
  const set = child(query, 'set', NS_RSM);
  const count = textOf(set && child(set, 'count', NS_RSM)) ?? '';
  return {
    items,
    last: textOf(set && child(set, 'last', NS_RSM)) || undefined,
    count: /^\d{1,9}$/.test(count) ? Number(count) : undefined,
  };
}
