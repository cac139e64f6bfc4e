/**
 * A relay with a SOCKS5 proxy behind it, in the page's own process, as a WebSocket class. By itself the proxy does what
 * it should, and takes the greeting and the request each from one frame, as Prosody's does.
 */
import { FakeSocket } from './fake-socket.js';

/** What the proxy says to the client's frame of that number, frame by frame; a string goes out as text. */
export type ProxyScript = (frame: Uint8Array, index: number) => readonly (Uint8Array | string)[];

export const bytes = (...octets: number[]) => Uint8Array.from(octets);

/** What it says to a request, with the address that was asked for (RFC 1928 §6). */
export const granted = (request: Uint8Array) => bytes(5, 0, 0, 3, ...request.subarray(4));

export const politeProxy: ProxyScript = (frame, index) => {
  if (index === 0) return [bytes(5, frame.join() === '5,1,0' ? 0 : 255)];
  if (index > 1) return [];
  const right = frame.length === 47 && frame.subarray(0, 5).join() === '5,1,0,3,40';
  return [right ? granted(frame) : bytes(5, 1, 0, 3, 0, 0, 0)];
};

export class FakeRelay {
  readonly sockets: FakeSocket[] = [];
  /** To be handed to a session in place of the global one. */
  readonly WebSocket: typeof globalThis.WebSocket;
  proxy: ProxyScript = politeProxy;
  /** Which subprotocol it agrees on; undefined: it refuses the connection, null: it does not answer. */
  subprotocol: (offered: readonly string[]) => string | undefined | null = ([offered = '']) => offered;
  readonly #frames = new Map<FakeSocket, Uint8Array[]>();

  /** @param others Where all other addresses lead. */
  constructor(
    readonly url = 'ws://127.0.0.1:2/',
    others?: () => typeof globalThis.WebSocket,
  ) {
    const peer = {
      connected: (socket: FakeSocket) => {
        const agreed = this.subprotocol(socket.protocols);
        if (agreed === undefined) socket.refuse();
        else if (agreed !== null) socket.accept(agreed);
      },
      frame: (socket: FakeSocket, data: unknown) => this.#frame(socket, data as Uint8Array),
      closing: () => undefined,
      closed: () => undefined,
    };
    const { sockets } = this;
    const own = class extends FakeSocket {
      constructor(to: string | URL, protocols: string | string[] = []) {
        super(to, protocols, peer);
        sockets.push(this);
      }
    };
    this.WebSocket = new Proxy(own, {
      construct: (_, [to, protocols]: [string, string[]]) =>
        to === url || !others ? new own(to, protocols) : (new (others())(to, protocols) as object),
    });
  }

  /** The newest. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('nobody came to the relay');
    return socket;
  }

  /** What the client has sent over it. */
  frames(socket = this.socket): readonly Uint8Array[] {
    return this.#frames.get(socket) ?? [];
  }

  /** All octets after greeting and request. */
  data(socket = this.socket): number[] {
    return this.frames(socket)
      .slice(2)
      .flatMap((frame) => [...frame]);
  }

  say(said: Uint8Array | string, socket = this.socket): void {
    socket.receive(typeof said === 'string' ? said : Uint8Array.from(said).buffer);
  }

  #frame(socket: FakeSocket, data: Uint8Array): void {
    const frames = this.#frames.get(socket) ?? [];
    this.#frames.set(socket, frames);
    for (const said of this.proxy(data, frames.push(Uint8Array.from(data)) - 1)) this.say(said, socket);
  }
}
