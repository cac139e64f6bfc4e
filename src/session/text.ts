/** Text that may leave: XML 1.0 has no way to write some characters, not even escaped (CORE-35). */

// Pairs of surrogates are one legal character, halves of them illegal. Not by code point (u): WebKitGTK 2.50 misses
// halves once it has compiled such an expression.
const PAIR_OR_ILLEGAL = /([\uD800-\uDBFF][\uDC00-\uDFFF])|[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g;
// Settles nearly every text.
const SUSPECT = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/;

/** Takes out what XML 1.0 §2.2 forbids: most control characters, lone surrogates, U+FFFE and U+FFFF. */
export function cleanText(text: string): string {
  return SUSPECT.test(text) ? text.replace(PAIR_OR_ILLEGAL, '$1') : text;
}

/** Whether `text` may stand in XML as it is. */
export function isLegalText(text: string): boolean {
  return cleanText(text) === text;
}
