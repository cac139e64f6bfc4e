/** XEP-0280 Message Carbons: what our other clients send and get. */
import { bareJid } from '../jid.js';
import { child, xml, type Element } from '../xml.js';
import { readForwarded } from './forward.js';

export const NS_CARBONS = 'urn:xmpp:carbons:2';

export interface Carbon {
  readonly direction: 'sent' | 'received';
  readonly message: Element;
}

export function buildEnableCarbons(): Element {
  return xml('enable', { xmlns: NS_CARBONS });
}

/** Whether a message claims to be one, and so is nothing else. */
export function isCarbon(message: Element): boolean {
  return (['sent', 'received'] as const).some((name) => child(message, name, NS_CARBONS));
}

/**
 * What is in it; that the message itself is our account's word is for the caller to see (CARB-2).
 * @param own Our bare JID, which the inner one comes from or goes to.
 * @returns undefined for what is no copy of a message between two people: groupchat, a copy of a copy.
 */
export function readCarbon(carbon: Element, own: string): Carbon | undefined {
  for (const direction of ['sent', 'received'] as const) {
    const wrapper = child(carbon, direction, NS_CARBONS);
    const message = wrapper && readForwarded(wrapper)?.message;
    if (!message || message.attrs.type === 'groupchat' || isCarbon(message)) continue;
    const { from, to } = message.attrs;
    if (bareJid(direction === 'sent' ? from : to) === own) return { direction, message };
  }
  return undefined;
}
