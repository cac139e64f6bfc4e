/**
 * XEP-0115 Entity Capabilities: what a client can do, as a hash in its presence. What others announce, and whether an
 * answer fits it, is verify-caps.ts; asking and caching is the session's.
 */
import { encodeBase64 } from '../base64.js';
import { sha1 } from '../sha1.js';
import { child, xml, type Element } from '../xml.js';

export const NS_CAPS = 'http://jabber.org/protocol/caps';

export interface Caps {
  readonly node: string;
  readonly ver: string;
  /** Undefined for the old kind, whose `ver` means nothing to others (CAPS-10). */
  readonly hash: string | undefined;
}

/** In a presence, or in the features of a stream. @returns undefined without caps, which tells nothing (CAPS-17). */
export function readCaps(stanza: Element): Caps | undefined {
  const { node, ver, hash } = child(stanza, 'c', NS_CAPS)?.attrs ?? {};
  return node && ver ? { node, ver, hash: hash || undefined } : undefined;
}

/** @param node A URL of the product. */
export function buildCaps(node: string, ver: string): Element {
  return xml('c', { xmlns: NS_CAPS, hash: 'sha-1', node, ver });
}

/** The `ver` of what is told in `tokens` (§5.1). */
export function hashTokens(tokens: readonly string[]): string {
  const bytes = new TextEncoder().encode(tokens.map((token) => `${token}<`).join(''));
  return encodeBase64(sha1(bytes));
}
