/** Text that may leave: XML 1.0 has no way to write some characters, not even escaped (CORE-35). */

// By code point (u), so a surrogate pair is one legal character and half a pair is an illegal one.
const ILLEGAL = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
// Much faster, and settles nearly every text: pairs look illegal to it as well.
const SUSPECT = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/;
const ALL_ILLEGAL = new RegExp(ILLEGAL.source, 'gu');

/** Takes out what XML 1.0 §2.2 forbids: most control characters, lone surrogates, U+FFFE and U+FFFF. */
export function cleanText(text: string): string {
  return isLegalText(text) ? text : text.replace(ALL_ILLEGAL, '');
}

/** Whether `text` may stand in XML as it is. */
export function isLegalText(text: string): boolean {
  return !SUSPECT.test(text) || !ILLEGAL.test(text);
}
