/** XEP-0030 as the one who is asked: what we are and can do, and what belongs to us. */
import { xml, type Element } from '../xml.js';
import { NS_INFO, NS_ITEMS, type DiscoInfo } from './disco.js';
import type { DiscoItem } from './disco-items.js';

/** What we answer: identities, and each feature once. `node` is that of the request (DISCO-3). */
export function buildInfo(info: Pick<DiscoInfo, 'identities' | 'features'>, node?: string): Element {
  return xml(
    'query',
    { xmlns: NS_INFO, node },
    info.identities.map(({ category, type, lang, name }) =>
      xml('identity', { category, type, 'xml:lang': lang, name }),
    ),
    [...info.features].map((feature) => xml('feature', { var: feature })),
  );
}

export function buildItems(items: readonly DiscoItem[], node?: string): Element {
  return xml(
    'query',
    { xmlns: NS_ITEMS, node },
    items.map(({ jid, node: itemNode, name }) => xml('item', { jid, node: itemNode, name })),
  );
}
