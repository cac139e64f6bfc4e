/**
 * Bytestreams over a SOCKS5 proxy (XEP-0065), mediated alone: a page has no TCP, but the relays that its configuration
 * maps to proxies (`relay`). No address that somebody else names is ever connected to (T-13), and without a relay there
 * are no bytestreams at all (S5B-1). Who wants which stream is for the caller to know.
 */
import { ConnectionError, ProtocolError, StanzaError } from '../errors.js';
import { DroppedEvent } from '../feature.js';
import { bareJid, domainOf, parseJid } from '../jid.js';
import {
  buildActivation,
  buildBytestream,
  buildStreamhostUsed,
  destination,
  NS_BYTESTREAMS,
  readAddress,
  readBytestream,
  readStreamhostUsed,
  type Streamhost,
} from '../protocol/bytestreams.js';
import type { Session } from '../session.js';
import { checkServiceUrl } from '../url.js';
import type { Element } from '../xml.js';
import { connectSocks5, type Bytestream } from './socks5.js';

export { NS_BYTESTREAMS, type Bytestream };

/** A proxy for its address. */
const ASK_MS = 10_000;

/** A stream that was agreed on, as its target. */
export interface ExpectedBytestream {
  /** Ends it at any time. */
  readonly signal: AbortSignal;
  /** In bytes, of what will come; left out where that is not known. Whoever takes it closes when that has come. */
  readonly size?: number;
  /** It is there; data come once the requester has activated it. */
  take(stream: Bytestream): void;
}

/** Whether there can be bytestreams (S5B-1). */
export const hasRelay = (session: Session): boolean => relaysOf(session).size > 0;

/** Whether the other side is likely to offer a proxy that we have a relay for (S5B-18): one of our own domain. */
export const mayShareProxy = (session: Session, peer: string): boolean =>
  hasRelay(session) && domainOf(peer) === domainOf(session.wire.domain);

/**
 * Answers whoever opens bytestreams to us.
 * @param expected The one that was agreed on with that full JID under that sid, once; undefined for none.
 */
export function answerBytestreams(
  session: Session,
  expected: (from: string, sid: string) => ExpectedBytestream | undefined,
): void {
  const { wire } = session;
  const refuse = (): never => {
    throw new StanzaError('service-unavailable', 'cancel');
  };
  wire.answer('get', 'query', NS_BYTESTREAMS, refuse);
  wire.answer('set', 'query', NS_BYTESTREAMS, async (query, iq) => {
    if (!hasRelay(session)) refuse();
    const { sid } = readBytestream(query);
    const wanted = expected(parseJid(iq.attrs.from)?.full ?? '', sid);
    if (!wanted) throw new StanzaError('not-acceptable', 'modify');
    const { stream, answer } = await acceptBytestream(session, query, iq, wanted);
    wanted.take(stream);
    return answer;
  });
}

/**
 * Comes to the first of the requester's streamhosts that there is a relay for, and that says the same of its address.
 * @returns What the request is to be answered with.
 * @throws {StanzaError} The answer instead (S5B-13); with an aborted signal, too.
 */
export async function acceptBytestream(
  session: Session,
  query: Element,
  { attrs: { from = '', to = session.jid ?? '' } }: Element,
  { signal, size }: Omit<ExpectedBytestream, 'take'>,
): Promise<{ readonly stream: Bytestream; readonly answer: Element }> {
  const { sid, streamhosts, nearly, dstaddr = destination(sid, from, to) } = readBytestream(query);
  const addresses = new Map<string, Promise<Streamhost>>();
  for (const { jid, host, port } of streamhosts) {
    try {
      const proxy = bareJid(jid)!;
      if (!relaysOf(session).has(proxy)) throw new ConnectionError('unreachable', 'there is no relay for it');
      const asked = addresses.get(proxy) ?? askAddress(session, proxy, signal);
      addresses.set(proxy, asked);
      const own = await asked;
      // S5B-8: the relay leads to what the proxy itself announces, and nowhere else
      if (own.host !== host || own.port !== port) throw new ProtocolError(`it is at ${own.host}:${own.port}`);
      const stream = await connect(session, jid, dstaddr, signal);
      const telling = nearly && size !== undefined;
      if (telling) stream.tellNearly(size);
      return { stream, answer: buildStreamhostUsed(sid, jid, telling) };
    } catch (error) {
      if (signal.aborted) throw new StanzaError('not-acceptable', 'modify');
      session.dispatchEvent(new DroppedEvent(`left out the streamhost ${jid} of ${from}`, error));
    }
  }
  throw new StanzaError('item-not-found', 'cancel');
}

/**
 * Opens a stream to a full JID that agreed to one under that sid; data may go at once.
 * @throws {ConnectionError} `unreachable`: no proxy. @throws {StanzaError} The other side or the proxy refuses.
 * @throws {ProtocolError} @throws {TimeoutError} @throws The signal's reason. Whichever, no data have gone (S5B-15).
 */
export async function offerBytestream(
  session: Session,
  to: string,
  sid: string,
  signal: AbortSignal,
): Promise<Bytestream> {
  const { wire, rooms, jid: requester = '' } = session;
  const target = parseJid(to)?.full ?? to;
  const proxies = await findProxies(session, signal);
  if (proxies.length === 0) throw new ConnectionError('unreachable', 'no proxy that there is a relay for');
  const dstaddr = destination(sid, requester, target);
  // an occupant sees another address of ours than the proxy does (S5B-6)
  const request = buildBytestream(sid, proxies, rooms.get(target) && dstaddr);
  const { jid: used, nearly } = readStreamhostUsed(await wire.set(target, request, { signal }));
  const proxy = proxies.find(({ jid }) => jid === used);
  if (!proxy) throw new ProtocolError(`a streamhost that was not offered: ${used}`);
  const stream = await connect(session, proxy.jid, dstaddr, signal);
  if (nearly) stream.hearNearly();
  try {
    await wire.set(proxy.jid, buildActivation(sid, target), { signal });
  } catch (error) {
    stream.close();
    throw error;
  }
  return stream;
}

/** Proxies of our server that there is a relay for, and that serve us, in the server's order (S5B-2, S5B-3). */
export async function findProxies(session: Session, signal: AbortSignal): Promise<Streamhost[]> {
  const { disco, wire } = session;
  const relays = relaysOf(session);
  if (relays.size === 0) return [];
  const items = await disco.items(wire.domain).catch(() => []); // it lists none
  signal.throwIfAborted();
  const asked = items.map(async ({ jid, node }) => {
    if (!relays.has(jid) || node !== undefined) return [];
    try {
      const { identities } = await disco.info(jid);
      if (!identities.some(({ category, type }) => category === 'proxy' && type === 'bytestreams')) return [];
      return [await askAddress(session, jid, signal)];
    } catch {
      signal.throwIfAborted();
      return []; // it does not serve us
    }
  });
  return (await Promise.all(asked)).flat();
}

/** @throws {StanzaError} @throws {ProtocolError} */
async function askAddress({ wire }: Session, proxy: string, signal: AbortSignal): Promise<Streamhost> {
  const address = readAddress(await wire.get(proxy, buildBytestream(), { signal, timeoutMs: ASK_MS }), proxy);
  if (!address) throw new ProtocolError(`${proxy} tells no address`);
  return address;
}

function connect(session: Session, proxy: string, dstaddr: string, signal: AbortSignal): Promise<Bytestream> {
  const { WebSocket } = session.config;
  return connectSocks5(relaysOf(session).get(bareJid(proxy)!) ?? '', dstaddr, { signal, WebSocket });
}

const NONE: Readonly<Record<string, string>> = {};
const known = new WeakMap<object, ReadonlyMap<string, string>>();

/** Addresses of the relays by the bare JIDs of their proxies; one that cannot be connected to is told once (S5B-19). */
function relaysOf(session: Session): ReadonlyMap<string, string> {
  const { relay = NONE } = session.config;
  const relays = known.get(relay) ?? new Map<string, string>();
  if (known.has(relay)) return relays;
  known.set(relay, relays);
  for (const [proxy, url] of Object.entries(relay)) {
    const jid = bareJid(proxy);
    try {
      if (jid) (relays as Map<string, string>).set(jid, checkServiceUrl(url).href);
    } catch (error) {
      session.dispatchEvent(new DroppedEvent(`the relay for ${proxy}`, error));
    }
  }
  return relays;
}
