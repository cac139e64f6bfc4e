/**
 * Addresses (RFC 7622), in prepared form, so that equal addresses are equal strings. What comes from the wire has
 * been through a server that prepares by its own, often older, rules (RFC 6122): what those let through is let
 * through here as well, as far as it cannot be mistaken for another address.
 */
import { toUnicode } from './idna.js';

/** All parts prepared; `local` and `resource` are never empty. */
export interface Jid {
  readonly local: string | undefined;
  readonly domain: string;
  readonly resource: string | undefined;
  /** Without the resource. */
  readonly bare: string;
  readonly full: string;
}

/** Each stanza has two addresses, mostly the same ones. Kept short: strangers choose the keys. */
const memo = new Map<string, Jid>();
const MEMO_SIZE = 500;

/** Of each part (§3). */
const MAX_OCTETS = 1023;

/** @returns undefined for what is no address. */
export function parseJid(text: string | undefined): Jid | undefined {
  if (!text) return undefined;
  const known = memo.get(text);
  if (known) return known;
  const jid = prepareJid(text);
  if (!jid) return undefined;
  if (memo.size >= MEMO_SIZE) memo.delete(memo.keys().next().value!);
  memo.set(text, jid);
  return jid;
}

function prepareJid(text: string): Jid | undefined {
  // halves of characters are looked for before normalising, which makes U+FFFD of them in Firefox
  if (text.length > 3 * MAX_OCTETS + 2 || !text.isWellFormed()) return undefined;
  // The first slash ends the bare address, whatever follows; the first @ before it ends the local part (§3.2).
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const at = address.indexOf('@');
  const local = at < 0 ? undefined : prepareLocal(address.slice(0, at));
  const domain = prepareDomain(address.slice(at + 1));
  const resource = slash < 0 ? undefined : prepareResource(text.slice(slash + 1));
  if (!domain || (at >= 0 && !local) || (slash >= 0 && !resource)) return undefined;
  const bare = local ? `${local}@${domain}` : domain;
  return { local, domain, resource, bare, full: resource ? `${bare}/${resource}` : bare };
}

/** The address without its resource. */
export function bareJid(text: string | undefined): string | undefined {
  return parseJid(text)?.bare;
}

export function domainOf(text: string | undefined): string | undefined {
  return parseJid(text)?.domain;
}

/** In rooms the nickname. */
export function resourceOf(text: string | undefined): string | undefined {
  return parseJid(text)?.resource;
}

/** Whether both are addresses, and the same but for the resource. */
export function sameBare(one: string | undefined, other: string | undefined): boolean {
  const bare = bareJid(one);
  return bare !== undefined && bare === bareJid(other);
}

const encoder = new TextEncoder();

/** A part that is not empty, and short enough. */
function bounded(part: string): string | undefined {
  const fits = part.length * 3 <= MAX_OCTETS || encoder.encode(part).length <= MAX_OCTETS;
  return part && fits ? part : undefined;
}

// §3.3.1, and what nobody sees: format characters, private use. Other symbols were legal once.
const NOT_LOCAL = /["&'/:<>@\p{Z}\p{Cc}\p{Cf}\p{Co}]/u;

/**
 * UsernameCaseMapped (RFC 8265 §3.3). All compatibility forms are mapped, not just wide ones: where RFC 7622 rules the
 * server the others do not occur, elsewhere the server maps them too.
 */
function prepareLocal(text: string): string | undefined {
  const local = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  return NOT_LOCAL.test(local) ? undefined : bounded(local);
}

/**
 * OpaqueString (RFC 8265 §4.2): case counts, spaces become U+0020. Invisible characters stay, joined emoji need them.
 * @returns undefined for what is no resource and no nickname.
 */
export function prepareResource(text: string): string | undefined {
  const resource = text.replace(/\p{Zs}/gu, ' ').normalize('NFC');
  return /\p{Cc}/u.test(resource) || !text.isWellFormed() ? undefined : bounded(resource);
}

const ASCII_DOMAIN = /^[a-z\d_-]+(\.[a-z\d_-]+)*$/;
const IPV6 = /^\[[\da-f:.]+\]$/;

/** §3.2: without the final dot, in lower case, internationalised labels as people write them. */
function prepareDomain(text: string): string | undefined {
  const domain = text.toLowerCase().replace(/\.$/, '');
  if (IPV6.test(domain)) return bounded(domain);
  const plain = ASCII_DOMAIN.test(domain) && !domain.includes('xn--');
  return plain ? bounded(domain) : bounded(toUnicode(domain) ?? '');
}
