/** XEP-0393 §6: the sender of a message wants it shown as it is. What styling there is to read is ../styling.ts. */
import { child, type Element } from '../xml.js';

export const isUnstyled = (message: Element): boolean =>
  child(message, 'unstyled', 'urn:xmpp:styling:0') !== undefined;
