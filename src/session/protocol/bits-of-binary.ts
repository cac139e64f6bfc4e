/**
 * XEP-0231 Bits of Binary, as far as they come along with what refers to them: small pictures of forms, such as the
 * letters of a CAPTCHA (XEP-0158). Nothing is ever asked for.
 */
import { decodeBase64 } from '../base64.js';
import { sha1 } from '../sha1.js';
import { children, textOf, type Element } from '../xml.js';

const NS_BOB = 'urn:xmpp:bob';
/** The XEP wants 8 KiB at most; pictures of letters are often larger. */
const MAX_BYTES = 64 * 1024;
const MAX_BITS = 10;
const CID = /^sha1\+([\da-f]{40})@bob\.xmpp\.org$/;

export type Bits = Uint8Array<ArrayBuffer>;

/** The bits that are children of `wrapper`, by their `cid:` URLs; those that their hash does not fit are none. */
export function readBits(wrapper: Element): Map<string, Bits> {
  const found = new Map<string, Bits>();
  for (const element of children(wrapper, 'data', NS_BOB).slice(0, MAX_BITS)) {
    const { cid = '' } = element.attrs;
    const text = textOf(element).replace(/\s/g, '');
    const bits = text.length <= MAX_BYTES * 1.4 ? decodeBase64(text) : undefined;
    if (bits && bits.length <= MAX_BYTES && CID.exec(cid)?.[1] === hex(sha1(bits)))
      found.set(`cid:${cid}`, bits);
  }
  return found;
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
