/** Addresses that a stranger's words may lead to (security.md §2, Links). */

/** An address to open. */
export interface Link {
  readonly href: string;
  /** As it was written. */
  readonly text: string;
  /** The host it really leads to, where the words show another. */
  readonly host?: string;
}

/** UTF-16 units. */
export const MAX_LINK = 2048;
/** Of one message; the rest stays words. */
export const MAX_LINKS = 100;

const HIDDEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:', 'xmpp:'];

/** The link that `text` is, or undefined for what stays plain. */
export function readLink(text: string): Link | undefined {
  if (text.length > MAX_LINK || HIDDEN.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!PROTOCOLS.includes(url.protocol) || url.username || url.password || url.href.length > MAX_LINK)
    return undefined;
  if (!url.protocol.startsWith('http')) return url.pathname ? { href: url.href, text } : undefined;
  const written = /^https?:\/\/([^/?#\\]*)/i.exec(text)?.[1]?.toLowerCase();
  const same = written === url.host || written === `${url.host}:${url.protocol === 'http:' ? 80 : 443}`;
  return same ? { href: url.href, text } : { href: url.href, text, host: url.host };
}
