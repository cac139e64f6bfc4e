/**
 * XEP-0115 §5.4: whether an answer fits the hash that was announced. The hash hides where one part of the hashed string
 * ends and the next begins, so an answer that fits may still be somebody else's told differently: {@link verify} finds
 * those (CAPS-15).
 */
import { hashTokens, type Caps } from './caps.js';
import type { DiscoInfo, Identity } from './disco.js';

/**
 * Judges the answer that an entity gave for its caps:
 * `valid`: holds for everybody with that `ver`; `untrusted`: holds for that entity alone, since the hash is missing, of a
 * kind we do not know, or fits other answers as well; `mismatch`, `ill-formed`: says nothing about that `ver`.
 */
export function verify(info: DiscoInfo, caps: Caps): 'valid' | 'mismatch' | 'ill-formed' | 'untrusted' {
  if (!info.wellFormed) return 'ill-formed';
  if (caps.hash !== 'sha-1') return 'untrusted';
  if (capsHash(info) !== caps.ver) return 'mismatch';
  return isUnambiguous(info) ? 'valid' : 'untrusted';
}

function isUnambiguous({ identities, features, forms }: DiscoInfo): boolean {
  const names = identities.flatMap(({ category, type, lang = '' }) => [category, type, lang]);
  const facts = formTokens(forms);
  const words = [...names, ...identities.map(({ name = '' }) => name), ...features, ...facts];
  return (
    identities.length > 0 &&
    !words.some((word) => word.includes('<')) &&
    !names.some((name) => name.includes('/')) &&
    ![...features].some((feature) => IDENTITY.test(feature)) &&
    !couldBeFeatures(featureTokens(features), facts)
  );
}

/** `category/type/lang/name`; a URL has no second part. */
const IDENTITY = /^[^/]+\/[^/]+\/[^/]*\//;

/** Whether the forms continue the sorted features, so that they may be features that somebody wants to hide. */
function couldBeFeatures(features: readonly string[], facts: readonly string[]): boolean {
  const all = [...features, ...facts];
  return facts.length > 0 && all.every((token, at) => at === 0 || byOctets(all[at - 1]!, token) < 0);
}

/** The `ver` of an answer (§5.1). Forms without a hidden FORM_TYPE are left out. */
export function capsHash(info: Pick<DiscoInfo, 'identities' | 'features' | 'forms'>): string {
  return hashTokens([
    ...identityTokens(info.identities),
    ...featureTokens(info.features),
    ...formTokens(info.forms),
  ]);
}

function identityTokens(identities: readonly Identity[]): string[] {
  const key = ({ category, type, lang = '', name = '' }: Identity) => [category, type, lang, name];
  return identities
    .map(key)
    .sort(byParts)
    .map((parts) => parts.join('/'));
}

function featureTokens(features: ReadonlySet<string>): string[] {
  return [...features].sort(byOctets);
}

function formTokens(forms: DiscoInfo['forms']): string[] {
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
function byOctets(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a !== b) return aboveSurrogates(a) - aboveSurrogates(b);
  }
  return one.length - other.length;
}

/** Halves of pairs stand for code points above all single units. */
const aboveSurrogates = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
