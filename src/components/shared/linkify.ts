/** Finds the addresses in plain text (security.md §2, Links). Text in, pieces out: no markup is ever made. */
import { MAX_LINK, MAX_LINKS, readLink, type Link } from '../../session/link.js';

export type { Link };

/** A stretch of words, or an address to open. */
export type Piece = string | Link;

// The end of another word is passed over first, not by a lookbehind, which WebKitGTK 2.50 lets see half a character only.
const CANDIDATE =
  /[\p{L}\p{N}]:?(?:https?:\/\/|mailto:|xmpp:)+|((?:https?:\/\/|mailto:|xmpp:)[^\s<>"`{}|^]+)/giu;

/** `text` cut into words and links; joined again it is the same text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let links = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const [, candidate = ''] = match;
    const bounded = links < MAX_LINKS && candidate.length <= 2 * MAX_LINK;
    const link = bounded ? readLink(withoutTail(candidate)) : undefined;
    if (!link) continue;
    links += 1;
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push(link);
    end = match.index + link.text.length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

const OPENING = new Map([
  [')', '('],
  [']', '['],
]);

/** Punctuation behind an address belongs to the sentence; a bracket does unless it was opened inside. */
function withoutTail(candidate: string): string {
  const counts = new Map<string, number>();
  for (const mark of candidate.match(/[()[\]]/g) ?? []) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const count = (mark: string) => counts.get(mark) ?? 0;
  let end = candidate.length;
  for (; end > 0; end -= 1) {
    const tail = candidate.charAt(end - 1);
    const opening = OPENING.get(tail);
    if (opening !== undefined && count(tail) > count(opening)) counts.set(tail, count(tail) - 1);
    else if (!/[.,;:!?'*_~’“”»]/u.test(tail)) break;
  }
  return candidate.slice(0, end);
}
