/**
 * XEP-0115 Entity Capabilities: what a client can do, as a hash in its presence. Whether an answer fits
 * one is verify-caps.ts; asking and caching is the session's.
 */
import { encodeBase64 } from '../base64.js';
import { sha1 } from '../sha1.js';
import { child, xml, type Element } from '../xml.js';
import type { DiscoInfo, Identity } from './disco.js';

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

/** The `ver` of an answer (§5.1). Forms without a hidden FORM_TYPE are left out. */
export function capsHash(info: Pick<DiscoInfo, 'identities' | 'features' | 'forms'>): string {
  const tokens = [
    ...identityTokens(info.identities),
    ...featureTokens(info.features),
    ...formTokens(info.forms),
  ];
  const bytes = new TextEncoder().encode(tokens.map((token) => `${token}<`).join(''));
  return encodeBase64(sha1(bytes));
}

function identityTokens(identities: readonly Identity[]): string[] {
  const key = ({ category, type, lang = '', name = '' }: Identity) => [category, type, lang, name];
  return identities
    .map(key)
    .sort(byParts)
    .map((parts) => parts.join('/'));
}

export function featureTokens(features: ReadonlySet<string>): string[] {
  return [...features].sort(byOctets);
}

export function formTokens(forms: DiscoInfo['forms']): string[] {
  return forms
    .filter(({ type }) => type !== undefined)
    .sort((one, other) => byOctets(one.type!, other.type!))
    .flatMap(({ type, fields }) => [
      type!,
      ...[...fields]
        .sort((one, other) => byOctets(one.name, other.name))
        .flatMap(({ name, values }) => [name, ...[...values].sort(byOctets)]),
    ]);
}

function byParts(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? 0 : byOctets(one[at]!, other[at]!);
}

/** As UTF-8 sorts, which is by code point; JavaScript sorts by UTF-16 unit (CAPS-4). */
export function byOctets(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a !== b) return aboveSurrogates(a) - aboveSurrogates(b);
  }
  return one.length - other.length;
}

/** Halves of pairs stand for code points above all single units. */
const aboveSurrogates = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
