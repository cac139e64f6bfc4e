/** Whether message styling (XEP-0393) has to be looked for at all: cheap, for every message. */
import { child, type Element } from '../xml.js';

const MAYBE = /^>|(?:^|\s)[*_~`]\S/m;

/** False: {@link readStyling} of styling.ts would find nothing. */
export const mayBeStyled = (body: string): boolean => MAYBE.test(body);

/** §6: its sender wants it shown as it is. */
export const isUnstyled = (message: Element): boolean =>
  child(message, 'unstyled', 'urn:xmpp:styling:0') !== undefined;
