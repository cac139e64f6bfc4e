/** What the words of rich text say: whether they can be read, where links really lead, whether two versions say the same. */
import { plainText } from '../plain-text.js';
import type { RichNode } from '../rich-text.js';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Whether something can be read in `words`. */
export const isReadable = (words: string): boolean =>
  words.replace(HIDDEN, '').replace(/[\s\u2800]/gu, '') !== '';

/**
 * Where a link really leads, if that is not plain from its `words`: they name another host or address, or the host is
 * written in another way than it reads (XHT-11).
 */
export function realHost(href: string, words: string): string | undefined {
  const url = new URL(href);
  const host = url.host || decoded(url.pathname);
  if (/(^|\.)xn--/.test(host) || words.length > MAX_WORDS) return host;
  const named = words.normalize('NFKC').replace(HIDDEN, '').toLowerCase();
  const known = [host, url.hostname, host.split(/[@/]/)[1] ?? ''].map(withoutWww);
  const others = named.match(HOST)?.some((name) => !known.includes(withoutWww(name)));
  const address = /^\s*(https?|mailto|xmpp):/.test(named);
  return others || (address && !named.includes(host)) ? host : undefined;
}

/** UTF-16 units, beyond which nobody sees what a link's words name. */
const MAX_WORDS = 512;
const HOST = /(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]*\p{L}[\p{L}\p{N}-]*|\d{1,3}(?:\.\d{1,3}){3}/gu;
const withoutWww = (host: string) => host.replace(/^www\./, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Whether the plain `body` says something else than `content`. White space, forms of marks, marks of styles, addresses of
 * links and what stands for images are no difference, nor is it that nothing marks lists and quotes.
 */
export function saysElse(content: readonly RichNode[], body: string): boolean {
  const addresses = new Set<string>();
  collectAddresses(content, addresses);
  const plain = essence(body, addresses);
  const wordsOnly = withoutImages(content);
  const versions = [() => plainText(content), () => unmarked(content)];
  if (wordsOnly !== content)
    versions.push(
      () => plainText(wordsOnly),
      () => unmarked(wordsOnly),
    );
  return !versions.some((version) => essence(version(), addresses) === plain);
}

function collectAddresses(content: readonly RichNode[], addresses: Set<string>): void {
  for (const node of content) {
    if (typeof node === 'string') continue;
    const address = node.href ?? node.image?.src;
    if (address !== undefined) addresses.add(address);
    collectAddresses(node.children, addresses);
  }
}

/** The same array where there are none. */
function withoutImages(content: readonly RichNode[]): readonly RichNode[] {
  let changed = false;
  const kept = content.flatMap((node): readonly RichNode[] => {
    if (typeof node === 'string') return [node];
    const children = withoutImages(node.children);
    if (node.name !== 'img' && children === node.children) return [node];
    changed = true;
    return node.name === 'img' ? [] : [{ ...node, children }];
  });
  return changed ? kept : content;
}

const unmarked = (content: readonly RichNode[]): string =>
  content.map((node) => (typeof node === 'string' ? node : `\n${unmarked(node.children)}\n`)).join('');

function essence(text: string, addresses: ReadonlySet<string>): string {
  let left = text;
  for (const address of [...addresses].sort((a, b) => b.length - a.length)) {
    left = left.replaceAll(address, '').replaceAll(address.replace(/\/$/, ''), '');
    if (address.includes('@')) left = left.replaceAll(address.replace(/^(mailto|xmpp):/, ''), '');
  }
  if (addresses.size) left = left.replace(/\(\s*\)|<\s*>|\[\s*\]/g, '');
  const isLetter = (character = '') => /[\p{L}\p{N}]/u.test(character);
  return left
    .normalize('NFKC')
    .replace(HIDDEN, ' ')
    .replace(/(^|\s)[-*‣·–](?=\s)/g, '$1•')
    .replace(/(\d)\)(?=\s)/g, '$1.')
    .replaceAll('»', '>')
    .replace(/[*_~`]+/g, (marks, at: number, all: string) =>
      isLetter(all[at - 1]) && isLetter(all[at + marks.length]) ? marks : '',
    )
    .replace(/[\s"'“”„‘’]/gu, '');
}
