/**
 * XEP-0065 SOCKS5 Bytestreams: what two sides and a proxy between them say to each other in stanzas. The SOCKS5 itself is
 * files/socks5.ts, who asks whom when is files/bytestreams.ts. "Requester" and "target" are the XEP's words for who
 * opens the stream and for the other side.
 */
import { StanzaError } from '../errors.js';
import { parseJid, sameBare } from '../jid.js';
import { sha1 } from '../sha1.js';
import { child, children, is, xml, type Element } from '../xml.js';

export const NS_BYTESTREAMS = 'http://jabber.org/protocol/bytestreams';

/** Ours alone: the target sends one octet when it has nearly all, see files/socks5.ts. Others pass over it. */
const NS_NEARLY = 'https://xmpp-elements.org/bytestreams';

/** IANA's for SOCKS, where none is said (S5B-8). */
const DEFAULT_PORT = 1080;
const MAX_HOST = 255;

/** Where a proxy takes connections. */
export interface Streamhost {
  /** The proxy's, prepared; ejabberd's (23.01) have a resource, by which its nodes are told apart. */
  readonly jid: string;
  /** In lower case. */
  readonly host: string;
  readonly port: number;
}

export interface BytestreamRequest {
  readonly sid: string;
  /** In the requester's order, each once; what cannot be read is left out. */
  readonly streamhosts: readonly Streamhost[];
  /** In place of {@link destination}: 40 hex digits. */
  readonly dstaddr?: string;
  /** The requester would like to hear when the target has nearly all. */
  readonly nearly: boolean;
}

/** Asks a proxy for its address (S5B-2), or a stream's target to come to one of the streamhosts (S5B-4). */
export function buildBytestream(
  sid?: string,
  streamhosts: readonly Streamhost[] = [],
  dstaddr?: string,
): Element {
  return xml(
    'query',
    { xmlns: NS_BYTESTREAMS, sid, mode: sid && 'tcp', dstaddr },
    streamhosts.map(({ jid, host, port }) => xml('streamhost', { jid, host, port })),
    sid && xml('nearly', { xmlns: NS_NEARLY }),
  );
}

/** @param proxy Who was asked. @returns Its address; undefined if it tells none of its own. */
export function readAddress(query: Element | undefined, proxy: string): Streamhost | undefined {
  return query && readStreamhosts(query).find(({ jid }) => sameBare(jid, proxy));
}

/** @throws {StanzaError} The answer to what cannot be one (S5B-13, T-14). */
export function readBytestream(query: Element): BytestreamRequest {
  const { sid, mode = 'tcp', dstaddr } = query.attrs;
  if (!sid || !child(query, 'streamhost', NS_BYTESTREAMS)) throw new StanzaError('bad-request', 'modify');
  if (dstaddr !== undefined && !/^[\da-f]{40}$/i.test(dstaddr))
    throw new StanzaError('bad-request', 'modify');
  if (mode !== 'tcp') throw new StanzaError('not-acceptable', 'modify');
  return { sid, streamhosts: readStreamhosts(query), dstaddr, nearly: saysNearly(query) };
}

/** @param nearly The requester will hear when we have nearly all. */
export function buildStreamhostUsed(sid: string, jid: string, nearly: boolean): Element {
  return xml(
    'query',
    { xmlns: NS_BYTESTREAMS, sid },
    xml('streamhost-used', { jid }),
    nearly && xml('nearly', { xmlns: NS_NEARLY }),
  );
}

/** @returns The proxy the target is at, prepared, and whether we hear when it has nearly all. */
export function readStreamhostUsed(query: Element | undefined): { jid?: string; nearly: boolean } {
  if (!query || !is(query, 'query', NS_BYTESTREAMS)) return { nearly: false };
  const jid = parseJid(child(query, 'streamhost-used', NS_BYTESTREAMS)?.attrs.jid)?.full;
  return { jid, nearly: saysNearly(query) };
}

/** To the proxy: both are connected (S5B-14). */
export function buildActivation(sid: string, target: string): Element {
  return xml('query', { xmlns: NS_BYTESTREAMS, sid }, xml('activate', {}, target));
}

/**
 * What both sides ask the proxy for, by which it tells streams apart (S5B-5).
 * @param requester Full JIDs as they stand in the request.
 * @returns 40 hex digits.
 */
export function destination(sid: string, requester: string, target: string): string {
  const octets = sha1(new TextEncoder().encode(sid + requester + target));
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

const saysNearly = (query: Element): boolean => child(query, 'nearly', NS_NEARLY) !== undefined;

function readStreamhosts(query: Element): Streamhost[] {
  const found = new Map<string, Streamhost>();
  for (const { attrs } of children(query, 'streamhost', NS_BYTESTREAMS)) {
    const jid = parseJid(attrs.jid)?.full;
    const host = attrs.host?.toLowerCase();
    const port = attrs.port ? readPort(attrs.port) : DEFAULT_PORT;
    if (jid && host && host.length <= MAX_HOST && port)
      found.set(JSON.stringify([jid, host, port]), { jid, host, port });
  }
  return [...found.values()];
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
}
