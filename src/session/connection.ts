/**
 * One connection: a WebSocket and the XMPP streams opened on it (RFC 7395), assembled from the parts of
 * @xmpp/client that serve in a browser: its connection and its WebSocket transport. What they get wrong is put right
 * here, through their own extension points: strict frames, the subprotocol, errors told by their condition, a server's
 * close answered. Logging in is login.ts; what outlives a connection is wire.ts.
 */
import { EventEmitter } from '@xmpp/events';
import ConnectionWebSocket from '@xmpp/websocket/lib/Connection.js';
import Socket from '@xmpp/websocket/lib/Socket.js';
import { ConnectionError, ProtocolError, StreamError, TimeoutError } from './errors.js';
import { parseJid } from './jid.js';
import { readStreamError } from './protocol/stanza-error.js';
import { child, is, parseFrame, textOf, xml, XmlError, type Element } from './xml.js';

const NS_FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const NS_STREAM = 'http://etherx.jabber.org/streams';
const NS_STREAM_ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';
const CLOSE_MS = 2_000;

export type WebSocketClass = new (url: string, protocols: string[]) => WebSocket;

export interface ConnectionOptions {
  readonly url: string;
  readonly domain: string;
  readonly lang?: string;
  /** For runtimes that lack one, and for tests. */
  readonly WebSocket?: WebSocketClass;
  /** For the socket, and again for each stream header. */
  readonly timeoutMs: number;
}

/** How it ended. */
export interface Closed {
  readonly error?: Error;
  /** The server ended it over something: it sent a stream error, or a WebSocket close code that names a fault. */
  readonly byServer: boolean;
  /** `see-other-uri` of the server's close or `see-other-host` of its error; still to be checked (WS-10). */
  readonly redirect?: string;
}

export interface ConnectionHandler {
  element(element: Element): void;
  /** A stanza over the limits of security.md §8 came and was left out. */
  dropped(tooLarge: TooLarge): void;
  closed(closed: Closed): void;
}

/** A stanza that was not read, and its tag alone. */
export interface TooLarge {
  readonly tooLarge: string;
  readonly root: Element | undefined;
}

/** RFC 6455 §7.4.1: what was sent is at fault. Others only say that the server goes, or that the link is gone. */
const FAULTS = [1002, 1003, 1007, 1008, 1009, 1010, 1011];

export class Connection {
  readonly #client: StrictClient;
  readonly #options: ConnectionOptions;
  readonly #inbox: (Element | TooLarge)[] = [];
  #waiting: { resolve: (element: Element) => void; reject: (error: Error) => void } | undefined;
  #handler: ConnectionHandler | undefined;
  /** A stream header is awaited. */
  #opening = false;
  #closed: Closed | undefined;
  #closing = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { url: service, domain, lang, timeoutMs: timeout } = options;
    const client = new StrictClient({ service, domain, lang, timeout });
    this.#client = client;
    client.Socket = class extends StrictSocket {
      override WebSocket = options.WebSocket ?? globalThis.WebSocket;
    };
    client.on('error', (error: Error) => (client.failure ??= error));
    client.on('element', (element: Element) => this.#receive(element));
    client.on('close', () => this.#answerClose());
    client.on('disconnect', (how: { reason?: { code?: number } }) => {
      const blamed = FAULTS.includes(how?.reason?.code ?? 0) && client.failure === undefined;
      const byServer = client.streamError !== undefined || blamed;
      this.#end({ error: client.streamError ?? client.failure, byServer, redirect: client.redirect });
    });
    client.dropped = (tooLarge) => {
      if (this.#handler) this.#handler.dropped(tooLarge);
      else this.#inbox.push(tooLarge);
    };
  }

  /** Connects, opens the first stream and returns its features. */
  async open(): Promise<Element> {
    const { url, timeoutMs } = this.#options;
    await deadline(this.#client.connect(url), timeoutMs).catch((error: unknown) => {
      throw this.#failed(error, 'unreachable');
    });
    if (this.#client.protocol !== 'xmpp') throw new ConnectionError('not-xmpp', `no XMPP at ${url}`);
    return this.restart();
  }

  /** A new stream on the same socket (RFC 7395 §3.7); earlier features are forgotten. */
  async restart(): Promise<Element> {
    const { domain, lang, timeoutMs } = this.#options;
    const client = this.#client;
    if (client.parser) client._detachParser();
    client.timeout = timeoutMs;
    this.#opening = true;
    const header = await client
      .open({ domain, lang })
      .catch((error: unknown) => {
        throw this.#failed(error, 'lost');
      })
      .finally(() => (this.#opening = false));
    client.timeout = CLOSE_MS;
    this.#checkHeader(header);
    const features = await deadline(this.next(), timeoutMs);
    if (!is(features, 'features', NS_STREAM))
      throw new ProtocolError(`expected features, got ${features.name}`);
    return features;
  }

  /** The next element while negotiating. Rejects when the connection ends first. */
  next(): Promise<Element> {
    let arrived = this.#inbox.shift();
    while (arrived && 'tooLarge' in arrived) arrived = this.#inbox.shift();
    if (arrived) return Promise.resolve(arrived);
    if (this.#closed) return Promise.reject(this.#failed(undefined, 'lost'));
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }));
  }

  /** From now on elements go to `handler`, those that came already first. */
  handOver(handler: ConnectionHandler): void {
    this.#handler = handler;
    for (const arrived of this.#inbox.splice(0))
      if ('tooLarge' in arrived) handler.dropped(arrived);
      else handler.element(arrived);
    if (this.#closed) handler.closed(this.#closed);
  }

  send(element: Element): void {
    // A failed write shows as the socket's end; what was in it is still in the queue of stream management or outbox.
    this.#client.send(element as never).catch(() => undefined);
  }

  /** Ends the stream with an error of ours (RFC 6120 §4.9.1). */
  fail(condition: string, details?: Element): void {
    this.#client.failure ??= new StreamError(condition);
    void this.#client._streamError(condition, details);
  }

  /** Closes stream and socket in order; resolves when both are gone, after some seconds at most. */
  async close(): Promise<void> {
    if (this.#closed || this.#closing) return;
    this.#closing = true;
    await this.#client.disconnect();
    this.#end({ byServer: false });
  }

  /** Closes without waiting, for a page that goes away. */
  closeNow(): void {
    this.#closing = true;
    this.#client.sayClose();
    this.drop(new ConnectionError('closed'));
  }

  /** Lets go of the socket at once: a dead one answers no closing handshake. */
  drop(error: Error): void {
    const { socket } = this.#client;
    this.#client._detachSocket();
    (socket as unknown as StrictSocket | null)?.discard();
    this.#end({ error, byServer: false });
  }

  #receive(element: Element): void {
    if (this.#handler) this.#handler.element(element);
    else if (this.#waiting) {
      const { resolve } = this.#waiting;
      this.#waiting = undefined;
      resolve(element);
    } else this.#inbox.push(element);
  }

  /** RFC 7395 §3.6: whoever is told to close answers likewise, then closes the WebSocket. */
  #answerClose(): void {
    if (this.#closing || !this.#client.closeElement) return;
    this.#closing = true;
    this.#client.sayClose();
    this.#client.socket?.end();
    // A server that keeps the socket open all the same is not waited for.
    setTimeout(() => this.drop(this.#failed(undefined, 'closed')), CLOSE_MS);
  }

  #end(closed: Closed): void {
    if (this.#closed) return;
    this.#closed = closed;
    // @xmpp/connection would wait for a header in vain.
    if (this.#opening) this.#client.emit('error', this.#failed(closed.error, 'lost'));
    this.#waiting?.reject(this.#failed(undefined, 'lost'));
    this.#handler?.closed(closed);
  }

  #failed(error: unknown, condition: string): Error {
    const { streamError, redirect, failure } = this.#client;
    if (redirect !== undefined) return new RedirectError(redirect);
    const cause = streamError ?? failure ?? error;
    if (cause instanceof StreamError || cause instanceof XmlError || cause instanceof ConnectionError)
      return cause;
    if (error instanceof TimeoutError) return error;
    return new ConnectionError(condition, `${condition}: ${this.#options.url}`, { cause });
  }

  /** CORE-5, and security.md §5: the stream has to be the configured domain's. */
  #checkHeader(header: Element): void {
    const [major = 0] = (header.attrs.version ?? '0.9').split('.').map(Number);
    if (!(major >= 1)) {
      this.fail('unsupported-version');
      throw new StreamError('unsupported-version');
    }
    const { from } = header.attrs;
    if (from !== undefined && parseJid(from)?.full !== parseJid(this.#options.domain)?.full)
      throw new ProtocolError(`stream of ${from} instead of ${this.#options.domain}`);
  }
}

/** The server names another address. */
export class RedirectError extends Error {
  override readonly name = 'RedirectError';
  constructor(readonly address: string) {
    super(address);
  }
}

/** Rejects with a TimeoutError when `promise` takes longer. */
export function deadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(`no answer in ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What subclasses of @xmpp's connection may replace; its types leave these out. */
interface Replaceable {
  _attachParser(parser: FrameParser): void;
  _detachParser(): void;
  _detachSocket(): void;
}

const BaseClient = ConnectionWebSocket as unknown as new (
  options: ConstructorParameters<typeof ConnectionWebSocket>[0],
) => ConnectionWebSocket & Replaceable;

/** @xmpp's connection with our handling of errors; the rest is its own. */
class StrictClient extends BaseClient {
  override Parser = FrameParser as unknown as ConnectionWebSocket['Parser'];
  failure?: Error;
  streamError?: StreamError;
  redirect?: string;
  closeElement?: Element;
  dropped: (tooLarge: TooLarge) => void = () => undefined;

  get protocol(): string | undefined {
    return (this.socket as unknown as StrictSocket | null)?.socket?.protocol;
  }

  _onData(data: unknown): void {
    if (typeof data === 'string') this.parser?.write(data);
    else void this._streamError('bad-format');
  }

  override _attachParser(parser: FrameParser): void {
    parser.on('dropped', (tooLarge: TooLarge) => this.dropped(tooLarge));
    parser.once('end', (element: Element) => {
      this.closeElement = element;
      this.redirect ??= element.attrs['see-other-uri'];
    });
    super._attachParser(parser);
  }

  /** A stream error is told by its end, whenever it comes (WS-7). */
  _onElement(element: Element): void {
    if (!is(element, 'error', NS_STREAM)) {
      this.emit('element', element);
      return;
    }
    this.streamError = readStreamError(element);
    this.redirect = textOf(child(element, 'see-other-host', NS_STREAM_ERRORS));
    void this.disconnect();
  }

  /** Checked before: wss, or loopback. */
  override socketParameters(service: string): string {
    return service;
  }

  sayClose(): void {
    this.write(xml('close', { xmlns: NS_FRAMING }).toString()).catch(() => undefined);
  }

  /** @xmpp/connection says `bad-format` for whatever its parser met, and in a prefix it never declares. */
  async _streamError(condition: string, details?: Element): Promise<void> {
    const met = (this.parser as FrameParser | null)?.met;
    this.failure ??= met ?? new StreamError(condition);
    const error = xml(
      'error',
      { xmlns: NS_STREAM },
      xml(met?.condition ?? condition, { xmlns: NS_STREAM_ERRORS }),
    );
    if (details) error.append(details);
    await this.write(error.toString()).catch(() => undefined);
    await this.disconnect();
  }
}

/** Each frame is one whole element (WS-4); nothing carries over to the next. */
class FrameParser extends EventEmitter {
  met?: XmlError;
  #opened = false;

  write(text: string): void {
    let element: Element | undefined;
    try {
      element = parseFrame(text);
      if (element && !this.#opened) this.#checkFirst(element);
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      if (error.condition === 'too-large')
        this.emit('dropped', { tooLarge: error.message, root: error.root } satisfies TooLarge);
      else this.emit('error', (this.met ??= error));
      return;
    }
    if (!element) return;
    if (is(element, 'open', NS_FRAMING)) this.emit('start', element);
    else if (is(element, 'close', NS_FRAMING)) this.emit('end', element);
    else this.emit('element', element);
  }

  #checkFirst(element: Element): void {
    this.#opened = true;
    const fine = is(element, 'open', NS_FRAMING) || is(element, 'close', NS_FRAMING);
    if (!fine && !is(element, 'error', NS_STREAM))
      throw new XmlError('invalid-namespace', `<${element.name}/> first`);
  }
}

/** @xmpp's socket with a class of our choice. */
class StrictSocket extends Socket {
  declare WebSocket: WebSocketClass;

  override connect(url: string): void {
    this.url = url;
    this._attachSocket(new this.WebSocket(url, ['xmpp']));
  }

  /** A browser complains in its console of what is sent too late. */
  override write(data: string, done: (error?: Error) => void): void {
    if (this.socket?.readyState !== 1) return done(new ConnectionError('closed'));
    this.socket.send(data);
    done();
  }

  discard(): void {
    this.on('error', () => undefined); // nobody else listens any more, and an unheard error throws
    this.socket?.close();
  }
}
