/**
 * A SOCKS5 client (RFC 1928, as far as XEP-0065 uses it) that reaches its proxy through a WebSocket-to-TCP relay, for a
 * page has no TCP. What relay and proxy do to the ends of a stream is written down at {@link Bytestream.end}.
 */
import type { WebSocketClass } from '../connection.js';
import { ConnectionError, ProtocolError, TimeoutError } from '../errors.js';
import { checkServiceUrl } from '../url.js';

/** Relays of websockify's family want the first, others break off at a subprotocol they do not know (S5B-12). */
const SUBPROTOCOLS = [['binary'], []] as const;
const CONNECT_MS = 10_000;
const FRAME_BYTES = 64 * 1024;
/** May wait in the socket; in a hidden tab, whose timers run once a second, no more than that goes out in one. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
/** What came in and nobody has taken: a WebSocket cannot be told to wait. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;
const POLL_MS = 10;
/** Nothing went out, though something waits to (security.md §8). */
const IDLE_MS = 60_000;
/** Prosody's mod_proxy65 (0.12) may keep as much to itself: the buffer of its sockets. */
const HELD_BYTES = 8192;
/** When nothing came for so long, what is missing is kept, rather than under way. */
const STALLED_MS = 250;
/** Before the last octet: twice as long as the others took, within these bounds. */
const PAUSE_MS = [100, 3_000] as const;
/** For the other side to close: three times as long as all took, within these bounds; receivers wait for a minute. */
const FAREWELL_MS = [10_000, 50_000] as const;

export interface SocksOptions {
  /** Ends the stream whenever it is aborted. */
  readonly signal: AbortSignal;
  /** For reaching the proxy, all tries together. */
  readonly timeoutMs?: number;
  /** For runtimes that lack one, and for tests. */
  readonly WebSocket?: WebSocketClass;
}

/** What came of what the proxy said so far: its answer's octets, or undefined while some are missing. */
type Parser = (octets: Uint8Array) => number | undefined;

/** RFC 1928 §3; S5B-9. @throws {ProtocolError} */
const readMethod: Parser = (octets) => {
  requireVersion(octets);
  if (octets.length < 2) return undefined;
  if (octets[1] !== 0) throw new ProtocolError(`the proxy wants to authenticate by method ${octets[1]}`);
  return 2;
};

/** RFC 1928 §6; S5B-11. @throws {ProtocolError} @throws {ConnectionError} `unreachable` */
const readReply: Parser = (octets) => {
  requireVersion(octets);
  const [, reply, , type, first] = octets;
  if (reply) throw new ConnectionError('unreachable', `the proxy answered with ${reply}`);
  if (type !== undefined && ![1, 3, 4].includes(type)) throw new ProtocolError(`an address of type ${type}`);
  if (first === undefined) return undefined;
  const length = 4 + (type === 1 ? 4 : type === 4 ? 16 : 1 + first) + 2;
  return octets.length < length ? undefined : length;
};

function requireVersion([version]: Uint8Array): void {
  if (version !== undefined && version !== 5) throw new ProtocolError(`SOCKS version ${version}`);
}

const GREETING = Uint8Array.of(5, 1, 0);
/** S5B-10: CONNECT to a name of 40 letters, port 0. */
const connectTo = (destination: string) =>
  Uint8Array.of(5, 1, 0, 3, 40, ...new TextEncoder().encode(destination), 0, 0);

/**
 * Reaches the proxy behind that relay.
 * @param destination 40 hex digits; others are a mistake of ours (T-14).
 * @throws {ConnectionError} `insecure`: no wss URL; `unreachable`. @throws {ProtocolError} @throws {TimeoutError}
 */
export async function connectSocks5(
  url: string,
  destination: string,
  { signal, timeoutMs = CONNECT_MS, WebSocket = globalThis.WebSocket }: SocksOptions,
): Promise<Bytestream> {
  const { href } = checkServiceUrl(url);
  if (!/^[\da-f]{40}$/i.test(destination)) throw new RangeError(`no destination: ${destination}`);
  signal.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new TimeoutError(`nothing from the proxy in ${timeoutMs} ms`)),
    timeoutMs,
  );
  const connecting = AbortSignal.any([signal, late.signal]);
  try {
    const stream = new Bytestream(await open(href, WebSocket, connecting), signal);
    await stream.shakeHands(destination, connecting);
    return stream;
  } finally {
    clearTimeout(timer);
  }
}

async function open(url: string, WebSocket: WebSocketClass, signal: AbortSignal): Promise<WebSocket> {
  for (const protocols of SUBPROTOCOLS) {
    const socket = new WebSocket(url, [...protocols]);
    socket.binaryType = 'arraybuffer';
    socket.onerror = () => undefined; // a close follows; Node's ws throws what nobody listens to
    const opened = await new Promise<boolean>((resolve) => {
      socket.onopen = () => resolve(true);
      socket.onclose = () => resolve(false);
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    if (opened) return socket;
    socket.close();
    signal.throwIfAborted();
  }
  throw new ConnectionError('unreachable', `no relay at ${url}`);
}

/** Octets both ways. Nothing but {@link Bytestream.end} waits for the other side. */
export class Bytestream implements AsyncIterable<Uint8Array> {
  readonly #socket: WebSocket;
  readonly #signal: AbortSignal;
  readonly #unread: Uint8Array[] = [];
  #unreadBytes = 0;
  #failure: unknown;
  /** From either side. */
  #closed = false;
  /** Tells whoever waits for more that there is more, or never will be. */
  #wake: (() => void) | undefined;
  /** Whether the other side says when it has nearly all, by an octet that is no data; it is waited for in {@link end}. */
  #nearly: 'to come' | 'come' | undefined;
  /** So much has not come yet, of a size that the other side wants to hear about. */
  #missingBytes = Infinity;
  #stalled: ReturnType<typeof setTimeout> | undefined;
  /** The last octet written: see {@link end}. */
  #last: Uint8Array = new Uint8Array(0);
  /** When the first octets left; 0: none have. */
  #began = 0;

  /** @param socket An open one. @param signal Ends the stream whenever it is aborted. */
  constructor(socket: WebSocket, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
    socket.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data);
    socket.onclose = () => this.#over();
    signal.addEventListener('abort', this.#abort);
    if (signal.aborted) this.#abort();
  }

  /** So many of the bytes written have not left. */
  get pending(): number {
    return this.#socket.bufferedAmount + this.#last.length;
  }

  /** What the other side sends, as it comes, until it closes; whoever breaks off closes. @throws The signal's reason. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, void> {
    try {
      for (;;) {
        const next = this.#unread.shift();
        if (next) {
          this.#unreadBytes -= next.length;
          yield next;
        } else if (this.#failure !== undefined) throw this.#failure as Error;
        else if (this.#closed) return;
        else await this.#more();
      }
    } finally {
      this.close();
    }
  }

  /**
   * Settles once most of it has left, so that a sender who waits for that is no faster than the link (S5B-17). The last
   * octet waits for the next call, or for {@link end}.
   * @throws {ConnectionError} `closed`: the other side ended it. @throws {TimeoutError} Nothing leaves any more.
   */
  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    const all = new Uint8Array(this.#last.length + bytes.length);
    all.set(this.#last);
    all.set(bytes, this.#last.length);
    const end = all.length - 1;
    this.#last = all.slice(end);
    if (end > 0) this.#began ||= performance.now();
    for (let start = 0; start < end; start += FRAME_BYTES) {
      this.#send(all.subarray(start, Math.min(start + FRAME_BYTES, end)));
      await this.#drained(MAX_BUFFERED_BYTES);
    }
  }

  /**
   * Ends what was written, and the stream. A receiver that knows how much to expect closes when it has all, and the best
   * that a sender can do is to wait for that: websockify (0.10) throws away what it has not passed on when either side
   * closes. On the other hand mod_proxy65 (Prosody 0.12) may hold what it read last back until one octet more comes, or
   * the sender closes. So the last octet comes alone, once the receiver says that it has nearly all, or after a pause in
   * which all others get through; and only a receiver that stays silent for three times as long as all has taken so far
   * is closed on.
   * @param patienceMs That time, where it is known better.
   * @returns Whether the other side closed, and so has all as far as can be known from here.
   * @throws As {@link write}.
   */
  async end(patienceMs?: number): Promise<boolean> {
    const tookMs = () => (this.#began ? performance.now() - this.#began : 0);
    const nothing = this.#last.length === 0;
    if (!nothing) {
      await this.#drained(0);
      const pauseMs = this.#nearly ? FAREWELL_MS[1] : within(PAUSE_MS, 2 * tookMs());
      if (this.#began) await this.#pause(pauseMs, () => this.#nearly === 'come');
      this.#send(this.#last);
      this.#last = new Uint8Array(0);
      await this.#drained(0, true);
      await this.#pause(patienceMs ?? within(FAREWELL_MS, 3 * tookMs()));
    }
    if (this.#failure !== undefined) throw this.#failure as Error;
    const byThem = nothing || this.#closed;
    this.close();
    return byThem;
  }

  /** At once. What came before and has not been read stays to be read. */
  close(): void {
    this.#socket.close();
    this.#over();
  }

  /** The other side does as {@link tellNearly}; before any data. */
  hearNearly(): void {
    this.#nearly = 'to come';
  }

  /** The other side wants to hear when we have all of that size but the last octet, or what a proxy keeps; before any data. */
  tellNearly(size: number): void {
    this.#missingBytes = size;
  }

  #count(bytes: number): void {
    this.#missingBytes -= bytes;
    clearTimeout(this.#stalled);
    if (this.#missingBytes > HELD_BYTES + 1) return;
    const tell = () => {
      this.#missingBytes = Infinity;
      this.#socket.send(Uint8Array.of(0));
    };
    if (this.#missingBytes <= 1) tell();
    else this.#stalled = setTimeout(tell, STALLED_MS);
  }

  /** Internal to this file. @throws As {@link connectSocks5}. */
  async shakeHands(destination: string, signal: AbortSignal): Promise<void> {
    const stop = () => this.#fail(signal.reason);
    signal.addEventListener('abort', stop);
    try {
      signal.throwIfAborted();
      this.#send(GREETING);
      await this.#expect(readMethod);
      this.#send(connectTo(destination));
      await this.#expect(readReply);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Takes an answer off what came, wherever its frames begin and end (T-16). */
  async #expect(parse: Parser): Promise<void> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure as Error;
      const octets = joined(this.#unread);
      const length = parse(octets);
      if (length !== undefined) {
        const rest = octets.subarray(length);
        this.#unread.splice(0, Infinity, ...(rest.length > 0 ? [rest] : []));
        this.#unreadBytes = rest.length;
        return;
      }
      if (this.#closed) throw new ConnectionError('unreachable', 'the proxy closed');
      await this.#more();
    }
  }

  #receive(data: unknown): void {
    if (this.#closed) return;
    if (!(data instanceof ArrayBuffer)) return this.#fail(new ProtocolError('the relay sends text'));
    let octets = new Uint8Array(data);
    if (octets.length === 0) return;
    if (this.#nearly === 'to come') {
      this.#nearly = 'come';
      octets = octets.subarray(1);
    }
    this.#unread.push(octets);
    this.#unreadBytes += octets.length;
    if (this.#unreadBytes > MAX_UNREAD_BYTES)
      return this.#fail(new ProtocolError('more comes than can be taken'));
    this.#count(octets.length);
    this.#wake?.();
  }

  /** @throws {ConnectionError} `closed` */
  #send(bytes: Uint8Array): void {
    this.#requireOpen();
    this.#socket.send(bytes as Uint8Array<ArrayBuffer>);
  }

  /** @param all It is no fault if the other side closes meanwhile, for all was sent. */
  async #drained(bytes: number, all = false): Promise<void> {
    let { bufferedAmount } = this.#socket;
    let movedAt = performance.now();
    while (this.#socket.bufferedAmount > bytes && !(all && this.#closed)) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (!all) this.#requireOpen();
      if (this.#socket.bufferedAmount < bufferedAmount) movedAt = performance.now();
      else if (performance.now() - movedAt > IDLE_MS) {
        this.#fail(new TimeoutError(`nothing left in ${IDLE_MS} ms`));
        this.#requireOpen();
      }
      bufferedAmount = this.#socket.bufferedAmount;
    }
  }

  /** Settles after `ms`, or when the stream is over, or `done`. */
  async #pause(ms: number, done = () => false): Promise<void> {
    const until = performance.now() + ms;
    let timer: ReturnType<typeof setTimeout> | undefined;
    while (!this.#closed && !done() && performance.now() < until) {
      const slept = new Promise<void>((resolve) => (timer = setTimeout(resolve, until - performance.now())));
      await Promise.race([slept, this.#more()]);
      clearTimeout(timer);
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#wake;
      this.#wake = () => {
        this.#wake = undefined;
        before?.();
        resolve();
      };
    });
  }

  #requireOpen(): void {
    if (this.#failure !== undefined) throw this.#failure as Error;
    if (this.#closed) throw new ConnectionError('closed', 'the other side ended the stream');
  }

  readonly #abort = (): void => this.#fail(this.#signal.reason);

  #fail(reason: unknown): void {
    if (this.#closed) return;
    this.#failure = reason;
    this.#unread.length = this.#unreadBytes = 0;
    this.close();
  }

  #over(): void {
    this.#closed = true;
    clearTimeout(this.#stalled);
    this.#signal.removeEventListener('abort', this.#abort);
    this.#wake?.();
  }
}

const within = ([least, most]: readonly [number, number], ms: number) => Math.min(Math.max(ms, least), most);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
