/** Finds the addresses in plain text (security.md §2, Links). Text in, pieces out: no markup is ever made. */

/** A stretch of words, or an address to open. */
export type Piece = string | Link;

export interface Link {
  readonly href: string;
  /** As it was written. */
  readonly text: string;
  /** The host it really leads to, where the words show another. */
  readonly host?: string;
}

const MAX_LENGTH = 2048;
const MAX_LINKS = 100;
// The end of another word is passed over first, not by a lookbehind, which WebKitGTK 2.50 lets see half a character only.
const CANDIDATE =
  /[\p{L}\p{N}]:?(?:https?:\/\/|mailto:|xmpp:)+|((?:https?:\/\/|mailto:|xmpp:)[^\s<>"`{}|^]+)/giu;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:', 'xmpp:'];

/** `text` cut into words and links; joined again it is the same text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let links = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const [, candidate = ''] = match;
    const bounded = links < MAX_LINKS && candidate.length <= 2 * MAX_LENGTH;
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
    else if (!/[.,;:!?'*_~’”»]/u.test(tail)) break;
  }
  return candidate.slice(0, end);
}

/** The link that `text` is, or undefined for what stays plain. */
function readLink(text: string): Link | undefined {
  if (text.length > MAX_LENGTH || HIDDEN.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!PROTOCOLS.includes(url.protocol) || url.username || url.password || url.href.length > MAX_LENGTH)
    return undefined;
  if (!url.protocol.startsWith('http')) return url.pathname ? { href: url.href, text } : undefined;
  const written = /^https?:\/\/([^/?#\\]*)/i.exec(text)?.[1]?.toLowerCase();
  const same = written === url.host || written === `${url.host}:${url.protocol === 'http:' ? 80 : 443}`;
  return same ? { href: url.href, text } : { href: url.href, text, host: url.host };
}
