/** Whether a text names somebody. */

const WORD = /[\p{L}\p{N}_]/u;

/** As a whole word, whatever the case; not as a part of another. */
export function mentions(text: string, nick: string | undefined): boolean {
  if (!nick) return false;
  const [hay, needle] = [text.toLowerCase(), nick.toLowerCase()];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) {
    const [before = ' ', after = ' '] = [hay.at(at === 0 ? hay.length : at - 1), hay[at + needle.length]];
    if (!WORD.test(before) && !WORD.test(after)) return true;
  }
  return false;
}
