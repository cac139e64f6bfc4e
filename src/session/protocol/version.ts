/** XEP-0092 Software Version: the product alone, never the system or browser it runs on. */
import { xml, type Element } from '../xml.js';

const NS_VERSION = 'jabber:iq:version';

/** The payload of the result. */
export function buildVersion(name: string, version: string): Element {
  return xml('query', { xmlns: NS_VERSION }, xml('name', {}, name), xml('version', {}, version));
}
