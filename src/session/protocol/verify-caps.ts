/**
 * XEP-0115 §5.4: whether an answer fits the hash that was announced. The hash hides where one part of the hashed string
 * ends and the next begins, so an answer that fits may still be somebody else's told differently: {@link verify} finds
 * those (CAPS-15).
 */
import { byOctets, capsHash, featureTokens, formTokens, type Caps } from './caps.js';
import type { DiscoInfo } from './disco.js';

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
