/**
 * XEP-0156: finds the WebSocket of a domain in its host-meta. Only what came over https from that domain counts, and
 * only wss URLs; nothing is guessed (ALT-1..3).
 */
import { ConnectionError } from '../errors.js';
import { checkServiceUrl } from '../url.js';
import { children, is, parseFrame } from '../xml.js';

const NS_XRD = 'http://docs.oasis-open.org/ns/xri/xrd-1.0';
const REL = 'urn:xmpp:alt-connections:websocket';
const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 10_000;

/**
 * Asks for both forms of host-meta at once; the first that names a URL decides.
 * @throws {ConnectionError} `no-endpoint`: neither can be had and names a wss URL. Its `cause` is why an answer did not
 *   come; without one there was an answer, and it is no.
 */
export async function findService(domain: string, fetch = globalThis.fetch): Promise<string> {
  const address = `https://${domain}/.well-known/host-meta`;
  const json = load(fetch, `${address}.json`, 'application/json').then(readJrd);
  const xrd = load(fetch, address, 'application/xrd+xml').then(readXrd);
  try {
    return await Promise.any([json.then(first), xrd.then(first)]);
  } catch {
    const cause = await Promise.all([json, xrd]).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    throw new ConnectionError('no-endpoint', `no WebSocket found at ${domain}`, { cause });
  }
}

function first([url]: readonly string[]): string {
  if (url === undefined) throw new Error('no wss link in host-meta');
  return url;
}

/** @returns The wss URLs in an XRD document; none for what is no such document. */
export function readXrd(text: string): string[] {
  try {
    const root = parseFrame(withoutProlog(text));
    if (!root || !is(root, 'XRD', NS_XRD)) return [];
    return secureUrls(children(root, 'Link', NS_XRD).map(({ attrs }) => attrs));
  } catch {
    return [];
  }
}

/** @returns The wss URLs in a JRD document (RFC 6415, JSON); none for what is no such document. */
export function readJrd(text: string): string[] {
  try {
    const { links } = JSON.parse(text) as { links?: unknown };
    return Array.isArray(links) ? secureUrls(links) : [];
  } catch {
    return [];
  }
}

function secureUrls(links: readonly unknown[]): string[] {
  return links.flatMap((link) => {
    const { rel, href } = (link ?? {}) as { rel?: unknown; href?: unknown };
    const url = rel === REL && typeof href === 'string' ? parse(href) : undefined;
    return url?.protocol === 'wss:' ? [url.href] : [];
  });
}

/** One bad link does not spoil the others. */
function parse(href: string): URL | undefined {
  try {
    return checkServiceUrl(href);
  } catch {
    return undefined;
  }
}

/** Files have what frames may not have: a declaration and comments. */
function withoutProlog(text: string): string {
  return text
    .replace(/^\s*<\?xml[^>]*\?>/, '')
    .split('-->')
    .map((part) => part.split('<!--')[0])
    .join('')
    .trim();
}

async function load(fetch: typeof globalThis.fetch, url: string, accept: string): Promise<string> {
  const response = await fetch(url, {
    headers: { accept },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 404 || response.status === 410) return ''; // said: there is none
  // Redirects may lead to other hosts, not off https.
  if (!response.ok || !(response.url || url).startsWith('https:')) throw new Error(`no host-meta at ${url}`);
  return readBounded(response);
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  let bytes = 0;
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    bytes += chunk.value.length;
    if (bytes > MAX_BYTES) {
      await reader?.cancel();
      throw new Error('host-meta is too large');
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}
