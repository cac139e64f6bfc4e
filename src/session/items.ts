/** Lists what belongs to an entity, page after page (XEP-0030 §4, XEP-0059). Loaded with answers.ts. */
import { buildItemsRequest, readItems, type DiscoItem } from './protocol/disco-items.js';
import type { Wire } from './wire.js';

const PAGE = 100;
const MAX_PAGES = 20;

/** @throws {StanzaError} */
export async function listItems(wire: Wire, jid: string, node?: string): Promise<DiscoItem[]> {
  const found: DiscoItem[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const result = await wire.get(jid, buildItemsRequest(node, { max: PAGE, after }));
    const { items, last, count = Infinity } = result ? readItems(result) : { items: [] };
    found.push(...items);
    if (!items.length || last === undefined || found.length >= count) break;
    after = last;
  }
  return found;
}
