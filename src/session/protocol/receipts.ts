/** XEP-0184 Message Delivery Receipts and XEP-0333 Displayed Markers. Whom to tell, and whom to believe, is chat.ts. */
import { child, xml, type Element } from '../xml.js';

export const NS_RECEIPTS = 'urn:xmpp:receipts';
export const NS_MARKERS = 'urn:xmpp:chat-markers:0';
const NS_CLIENT = 'jabber:client';

export const askForReceipt = (): Element => xml('request', { xmlns: NS_RECEIPTS });
export const askForMarker = (): Element => xml('markable', { xmlns: NS_MARKERS });

/** Whether its author wants to know that it arrived, and may: what tells of another is not answered for (P-2). */
export function wantsReceipt(message: Element): boolean {
  return asks(message, 'request', NS_RECEIPTS) && !readReceipt(message);
}

/** Whether its author wants to know that it was seen. */
export function wantsMarker(message: Element): boolean {
  return asks(message, 'markable', NS_MARKERS);
}

function asks(message: Element, name: string, ns: string): boolean {
  const { id, type } = message.attrs;
  return Boolean(id) && type !== 'error' && type !== 'groupchat' && child(message, name, ns) !== undefined;
}

/** Id of the message that has arrived. */
export const readReceipt = (message: Element): string | undefined => idOf(message, 'received', NS_RECEIPTS);
/** Id of the message up to which all was seen. */
export const readDisplayed = (message: Element): string | undefined => idOf(message, 'displayed', NS_MARKERS);

function idOf(message: Element, name: string, ns: string): string | undefined {
  if (message.attrs.type === 'error' || message.attrs.type === 'groupchat') return undefined;
  return child(message, name, ns)?.attrs.id || undefined;
}

/** Says nothing else (RCPT-1). @param type Of the message that it answers. */
export function buildReceipt(to: string, id: string, type: string | undefined): Element {
  return xml('message', { xmlns: NS_CLIENT, to, type }, xml('received', { xmlns: NS_RECEIPTS, id }));
}

export function buildDisplayed(to: string, id: string): Element {
  return xml('message', { xmlns: NS_CLIENT, to, type: 'chat' }, xml('displayed', { xmlns: NS_MARKERS, id }));
}
