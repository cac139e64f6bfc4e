/**
 * The browser's WebSocket, without a network: what one side of {@link FakeServer} looks like to its client.
 * Frames and events travel in order, each in a task of its own.
 */
import { soon } from './soon.js';

/** What the far end does with a socket; the server's side of the wire. */
export interface SocketPeer {
  /** A socket was made; answers with {@link FakeSocket.accept}, {@link FakeSocket.refuse} or not at all. */
  connected(socket: FakeSocket): void;
  frame(socket: FakeSocket, data: unknown): void;
  /** The client began the closing handshake. */
  closing(socket: FakeSocket, code: number): void;
  /** Over, from whichever side. */
  closed(socket: FakeSocket, clean: boolean): void;
}

type Handler<E extends Event> = ((event: E) => unknown) | null;

export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;

  readonly url: string;
  /** What the client offered. */
  readonly protocols: readonly string[];
  readonly extensions = '';
  binaryType: BinaryType = 'blob';
  protocol = '';
  readyState: 0 | 1 | 2 | 3 = 0;
  /** UTF-16 units or bytes handed to `send` and not yet taken by the far end. */
  bufferedAmount = 0;
  onopen: Handler<Event> = null;
  onmessage: Handler<MessageEvent> = null;
  onerror: Handler<Event> = null;
  onclose: Handler<CloseEvent> = null;
  /** Half open: nothing goes through any more, not even a closing handshake. */
  stalled = false;

  readonly #peer: SocketPeer;

  constructor(url: string | URL, protocols: string | string[], peer: SocketPeer) {
    super();
    this.url = new URL(url).href;
    if (!/^wss?:/.test(this.url)) throw new DOMException(`not a WebSocket URL: ${this.url}`, 'SyntaxError');
    this.protocols = [protocols].flat();
    this.#peer = peer;
    soon(() => peer.connected(this));
  }

  /** @throws {DOMException} `InvalidStateError` before it is open. */
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.readyState === this.CONNECTING) throw new DOMException('still connecting', 'InvalidStateError');
    const length =
      typeof data === 'string' ? data.length : 'byteLength' in data ? data.byteLength : data.size;
    this.bufferedAmount += length;
    if (this.readyState !== this.OPEN) return;
    soon(() => {
      if (this.readyState === this.CLOSED) return;
      this.bufferedAmount -= length;
      if (!this.stalled) this.#peer.frame(this, data);
    });
  }

  /** @throws {DOMException} `InvalidAccessError` for a code that pages may not use. */
  close(code = 1005, reason = ''): void {
    if (code !== 1005 && code !== 1000 && (code < 3000 || code > 4999)) {
      throw new DOMException(`close code ${code}`, 'InvalidAccessError');
    }
    if (this.readyState >= this.CLOSING) return;
    const wasConnecting = this.readyState === this.CONNECTING;
    this.readyState = this.CLOSING;
    soon(() => {
      if (wasConnecting) return this.refuse();
      if (this.stalled || this.readyState === this.CLOSED) return;
      this.#peer.closing(this, code);
      this.end({ clean: true, code, reason });
    });
  }

  /** From the far end: the handshake is done. */
  accept(subprotocol: string): void {
    if (this.readyState !== this.CONNECTING) return;
    this.protocol = subprotocol;
    this.readyState = this.OPEN;
    this.#fire(new Event('open'));
  }

  /** From the far end: no connection came about, or it broke with an error. */
  refuse(): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSING;
    this.#fire(new Event('error'));
    this.end({ clean: false, code: 1006 });
  }

  /** From the far end: a frame. What is under way when the socket ends is lost. */
  receive(data: string | ArrayBuffer): void {
    soon(() => {
      if (this.stalled || (this.readyState !== this.OPEN && this.readyState !== this.CLOSING)) return;
      this.#fire(new MessageEvent('message', { data }));
    });
  }

  /** From the far end, or the end of a closing handshake. Frames sent before arrive first if `clean`. */
  end({ clean, code, reason = '' }: { clean: boolean; code: number; reason?: string }): void {
    const finish = () => {
      if (this.readyState === this.CLOSED) return;
      this.readyState = this.CLOSED;
      this.#peer.closed(this, clean);
      this.#fire(Object.assign(new Event('close'), { code, reason, wasClean: clean }));
    };
    if (clean) soon(finish);
    else finish();
  }

  #fire(event: Event): void {
    this.dispatchEvent(event);
    if (event.type === 'open') this.onopen?.(event);
    if (event.type === 'message') this.onmessage?.(event as MessageEvent);
    if (event.type === 'error') this.onerror?.(event);
    if (event.type === 'close') this.onclose?.(event as CloseEvent);
  }
}
