/**
 * Files that messages share: an address that is all the message says (XEP-0066), or one with what its sender tells of the
 * file (XEP-0447). Nothing is fetched here, nor by itself anywhere (U-2).
 */
import { cleanFileName } from './files/file-name.js';
import { readLink } from './link.js';
import type { ChatMessage, SharedFile } from './message.js';
import { buildFallback, cutFallback } from './protocol/fallback.js';
import { buildFileSharing, NS_SFS, readFileSharing, type FileClaim } from './protocol/file-sharing.js';
import { buildOob, readOob } from './protocol/oob.js';
import { isSecure } from './url.js';
import type { Element } from './xml.js';

type Shared = Pick<ChatMessage, 'body' | 'files' | 'rich'>;

/** What browsers show, and what runs nothing. */
const PICTURE_TYPE = /^image\/(png|jpeg|gif|webp|avif)$/;
const PICTURE_NAME = /\.(png|jpe?g|gif|webp|avif)$/i;
/** Of a picture in its message (security.md §8). */
const MAX_PICTURE = 10_000_000;

/**
 * @param body Without what stands in it for other things.
 * @param moved Such a thing was taken out of it, so places in it are not where its sender says.
 * @returns What there is to such a message; nothing to another one.
 */
export function readFiles(stanza: Element, body: string, moved: boolean): Shared | undefined {
  const words = body.trim();
  const files = claimsOf(stanza, words).flatMap((claim) => check(claim, words) ?? []);
  const [first] = files;
  if (!first) return undefined;
  const rest = readLink(words)?.href === first.url ? '' : restOf(stanza, body, moved);
  return rest ? { files, body: rest } : asLink(files, first);
}

/** What a message of ours that shares files looks like. */
export function ownFiles(given: readonly SharedFile[] | undefined, body: string): Shared | undefined {
  const files = given?.filter(({ url }) => isSound(url));
  const [first] = files ?? [];
  if (!files || !first) return undefined;
  return first.url === body ? asLink(files, first) : { files, body };
}

/** A message that is nothing but its file goes by the file's name wherever there are but words. */
export const asLink = (files: readonly SharedFile[], { url, name }: SharedFile): Shared => ({
  files,
  body: url,
  rich: { content: [{ name: 'a', href: url, children: [name] }], text: name, differs: false },
});

/** UP-3: an address beside the words counts only where it is all they say. */
function claimsOf(stanza: Element, words: string): readonly FileClaim[] {
  const claims = readFileSharing(stanza);
  if (claims.length > 0) return claims;
  const { url, description } = readOob(stanza) ?? {};
  return url !== undefined && url === words ? [{ urls: [url], description }] : [];
}

/** The words that do not stand in for files (XEP-0428). */
function restOf(stanza: Element, body: string, moved: boolean): string {
  const rest = cutFallback(stanza, NS_SFS, body)?.rest.trim();
  return rest === undefined || (moved && rest !== '') ? body.trim() : rest;
}

/** @returns undefined for what lies nowhere, or where nobody should go. */
function check({ urls, name, attached, ...claim }: FileClaim, words: string): SharedFile | undefined {
  const url = urls.find(isSound);
  const href = url && readLink(url)?.href;
  if (!href) return undefined;
  const clean = cleanFileName(name ?? lastPart(href));
  const { type, size = 0 } = claim;
  const shown = type === undefined ? PICTURE_NAME.test(clean) : PICTURE_TYPE.test(type);
  const picture = shown && !attached && size <= MAX_PICTURE && readLink(words)?.href === href;
  return { ...claim, url: href, name: clean, ...(picture && { picture }) };
}

const isSound = (url: string) => isSecure(url) && readLink(url) !== undefined;

function lastPart(href: string): string {
  const { pathname, hostname } = new URL(href);
  const last = pathname.split('/').at(-1) || hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** @param body Where the address is all it says, it is there for those who know no better (UP-3). */
export function buildFiles(given: readonly SharedFile[], body: string): readonly Element[] {
  const files = given.filter(({ url }) => isSound(url));
  const [first, ...others] = files;
  if (!first) return [];
  const alone = first.url === body && others.length === 0;
  return [...files.map(buildFileSharing), ...(alone ? [buildOob(body), buildFallback(NS_SFS)] : [])];
}
