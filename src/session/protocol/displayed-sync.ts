/** XEP-0490 Message Displayed Synchronization: how far the account's clients have read. When that is told is displayed-sync.ts. */
import { child, children, xml, type Element } from '../xml.js';

export const NODE_DISPLAYED = 'urn:xmpp:mds:displayed:0';
const NS_SID = 'urn:xmpp:sid:0';

/** Section 3.2, besides those that keep it private. */
export const DISPLAYED_OPTIONS = { max_items: 'max', send_last_published_item: 'never' } as const;

/** @param account Bare JID of ours. @param stanzaId Of the last message that was read, by that account's archive. */
export function buildDisplayedUpTo(account: string, stanzaId: string): Element {
  return xml(
    'displayed',
    { xmlns: NODE_DISPLAYED },
    xml('stanza-id', { xmlns: NS_SID, by: account, id: stanzaId }),
  );
}

/** @param item Of the node. @returns Archive id; undefined also for what another archive calls so. */
export function readDisplayedUpTo(item: Element, account: string): string | undefined {
  const displayed = child(item, 'displayed', NODE_DISPLAYED);
  const ids = displayed ? children(displayed, 'stanza-id', NS_SID) : [];
  return ids.length === 1 && ids[0]?.attrs.by === account ? ids[0].attrs.id || undefined : undefined;
}
