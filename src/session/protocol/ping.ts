/** XEP-0199 XMPP Ping. Answering is the session's, which knows who is entitled to an answer (PNG-1). */
import { xml, type Element } from '../xml.js';

export const NS_PING = 'urn:xmpp:ping';

/** The payload of an iq get; any answer to it, errors included, tells that somebody is there. */
export function buildPing(): Element {
  return xml('ping', { xmlns: NS_PING });
}
