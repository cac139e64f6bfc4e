/**
 * A scripted XMPP server in the page's own process that presents itself as a WebSocket class, so that a session
 * runs over its real connection without a network, in Node and in a browser alike:
 *
 *     const server = new FakeServer();
 *     new Session({ service: 'ws://127.0.0.1:1/', domain: server.domain, WebSocket: server.WebSocket });
 *
 * By itself it does what a well-behaved server does. {@link FakeServer.onElement} and {@link FakeServer.onStanza}
 * come before that; `sm`, `scram` and the connections' own methods make it misbehave.
 */
import { BoundSession } from './bound-session.js';
import { FakeConnection, isStanza, type Reply } from './fake-connection.js';
import { FakeRoom, type RoomOptions } from './fake-muc.js';
import type { SaslAccounts, ScramOptions } from './fake-sasl.js';
import { answerAsServer } from './fake-services.js';
import { FakeSocket } from './fake-socket.js';
import { Sent } from './sent.js';
import { parseFrame, type Element } from '../../src/session/xml.js';

export interface FakeServerOptions {
  domain: string;
  /** Offered in this order; left out: SCRAM and PLAIN where there are credentials, else ANONYMOUS. */
  mechanisms: readonly string[];
  /** Passwords by user name. */
  credentials: Readonly<Record<string, string>>;
  sm: boolean;
  /** Whether `resume='true'` is granted. */
  smResume: boolean;
  sasl2: boolean;
  bind2: boolean;
  fast: boolean;
  /** What the handshake agrees on; '' for a server that knows no XMPP (WS-1). */
  subprotocol: string;
  /** Raw stream features besides: before login and after. */
  features?: { readonly auth?: string; readonly bind?: string };
  /** `<stream:features/>`, or `<features xmlns=…/>` (WS-7). */
  prefixed: boolean;
  /** What disco#info on the domain lists. */
  discoFeatures: readonly string[];
}

/** Ways to get stream management wrong; may be changed at any time. */
export interface SmBehaviour {
  /** What `<a/>` says for the right `h`; undefined: no answer. */
  ack: (h: number) => number | string | undefined;
  /** What `<resumed/>` says for the right `h`. */
  resumedH: (h: number) => number | string;
  resume: 'accept' | 'refuse' | 'refuse-with-h';
  /** Seconds, of `<enabled/>`. */
  max?: number;
  location?: string;
}

/** Undefined: the next handler, in the end the server itself, answers. An empty list: nobody does. */
export type Script = (element: Element, connection: FakeConnection) => Reply | undefined;

export class FakeServer {
  readonly options: FakeServerOptions;
  /** To be handed to a session in place of the global one. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /** All that ever were, oldest first. */
  readonly connections: FakeConnection[] = [];
  readonly sessions = new Set<BoundSession>();
  readonly rooms = new Map<string, FakeRoom>();
  /** FAST and access tokens, and whose they are. */
  readonly tokens = new Map<string, string>();
  readonly sm: SmBehaviour = { ack: (h) => h, resumedH: (h) => h, resume: 'accept' };
  readonly scram: ScramOptions = { iterations: 4096 };
  /** Connections fail at once. */
  refuseConnections = false;
  /** Connections neither fail nor open. */
  ignoreConnections = false;

  readonly #sent = new Sent();
  readonly #scripts: Script[] = [];
  readonly #faults: unknown[] = [];

  constructor(options: Partial<FakeServerOptions> = {}) {
    const known = Object.keys(options.credentials ?? {}).length > 0;
    this.options = {
      domain: 'kit.example',
      mechanisms: known ? ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] : ['ANONYMOUS'],
      credentials: {},
      sm: true,
      smResume: true,
      sasl2: false,
      bind2: false,
      fast: false,
      subprotocol: 'xmpp',
      prefixed: true,
      discoFeatures: [
        'http://jabber.org/protocol/disco#info',
        'http://jabber.org/protocol/disco#items',
        'urn:xmpp:ping',
      ],
      ...options,
    };
    this.WebSocket = this.#socketClass();
  }

  get domain(): string {
    return this.options.domain;
  }

  /** The newest. @throws {Error} If there never was any. */
  get connection(): FakeConnection {
    const newest = this.connections.at(-1);
    if (!newest) throw new Error('no client has connected');
    return newest;
  }

  /** All elements from clients, on whatever connection, oldest first. */
  get sent(): readonly Element[] {
    return this.#sent.all;
  }

  get accounts(): SaslAccounts {
    const { domain, credentials } = this.options;
    return {
      domain,
      password: (username) => new Map(Object.entries(credentials)).get(username),
      tokenOwner: (token) => this.tokens.get(token),
      tokensOf: (username) =>
        [...this.tokens].filter(([, owner]) => owner === username).map(([token]) => token),
      scram: this.scram,
    };
  }

  /** Answers elements of any kind before the server does; the latest handler comes first. @returns Takes it away. */
  onElement(script: Script): () => void {
    this.#scripts.unshift(script);
    return () => {
      const at = this.#scripts.indexOf(script);
      if (at >= 0) this.#scripts.splice(at, 1);
    };
  }

  /** As {@link onElement}, for message, presence and iq. */
  onStanza(script: Script): () => void {
    return this.onElement((element, connection) =>
      isStanza(element) ? script(element, connection) : undefined,
    );
  }

  /** Sends a frame as it stands to the newest connection; stanzas also wait for a resumption. */
  deliver(frame: string | Element): void {
    const { connection } = this;
    const waiting = [...this.sessions].at(-1);
    if (!connection.session && waiting && !waiting.connection) waiting.deliver(frame.toString());
    else connection.send(frame);
  }

  /**
   * The first element from a client that fits and that no earlier call has taken; waits for one if need be.
   * @throws {Error} None within `timeoutMs`; tells what came instead.
   */
  next(fits: (element: Element) => boolean, label = fits.toString(), timeoutMs = 10_000): Promise<Element> {
    return this.#sent.next(fits, label, timeoutMs);
  }

  /**
   * Delivers frames and then a ping. @returns What the client sent until it had answered that, the answer left out:
   * all that it has to say to the frames, so that an empty list proves that it says nothing.
   */
  async exchange(...frames: readonly (string | Element)[]): Promise<Element[]> {
    const before = this.#sent.all.length;
    const id = crypto.randomUUID();
    for (const frame of frames) this.deliver(frame);
    this.deliver(
      `<iq xmlns='jabber:client' type='get' id='${id}' from='${this.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`,
    );
    await this.next((element) => element.name === 'iq' && element.attrs.id === id, 'the answer to a ping');
    return this.#sent.all.slice(before).filter((element) => element.attrs.id !== id);
  }

  /** Settles with a connection whose client has bound or resumed. */
  async online(timeoutMs = 10_000): Promise<FakeConnection> {
    const ready = () => this.connections.find((connection) => connection.open && connection.session);
    await this.#sent.until(() => ready() !== undefined, 'a client that is online', timeoutMs);
    return ready() ?? this.connection;
  }

  /** The room of that bare JID, made with these options if there is none yet. */
  room(jid: string, options: RoomOptions = {}): FakeRoom {
    const room = this.rooms.get(jid) ?? new FakeRoom(jid, options);
    this.rooms.set(jid, room);
    return room;
  }

  /** Cuts every connection, and throws what went wrong in the server's own code or in a script. */
  stop(): void {
    this.refuseConnections = true;
    for (const connection of this.connections) connection.drop();
    for (const session of this.sessions) session.end();
    if (this.#faults.length > 0)
      throw new AggregateError(this.#faults, `the fake server failed: ${this.#faults}`);
  }

  /** For {@link FakeConnection}: what a script says to an element. */
  script(element: Element, connection: FakeConnection): Reply | undefined {
    this.#sent.add(element);
    for (const script of [...this.#scripts]) {
      const reply = script(element, connection);
      if (reply !== undefined) return reply;
    }
    return undefined;
  }

  /** For {@link FakeConnection}: a stanza that no script took. */
  route(stanza: Element, session: BoundSession): void {
    const to: string = stanza.attrs.to ?? '';
    const bare = to.split('/', 1)[0] ?? '';
    const room = this.rooms.get(bare);
    const peers = [...this.sessions].filter(({ jid, bareJid }) => jid === to || bareJid === to);
    if (room) room.receive(stanza, session);
    else if (peers.length > 0 && bare !== session.bareJid) {
      const stamped = parseFrame(stanza.toString());
      if (stamped) stamped.attrs.from = session.jid;
      for (const peer of peers) peer.deliver(String(stamped));
    } else answerAsServer(this, stanza, session);
  }

  /** For {@link FakeConnection}: a resource was bound. */
  bound(connection: FakeConnection, username: string | undefined, resource: string): BoundSession {
    const local = username ?? crypto.randomUUID();
    const session = new BoundSession(`${local}@${this.domain}/${resource}`, username, connection, (ended) => {
      this.sessions.delete(ended);
      for (const room of this.rooms.values()) room.sessionEnded(ended);
    });
    this.sessions.add(session);
    this.#sent.lookAgain();
    return session;
  }

  /** For {@link FakeConnection}: somebody comes back. */
  resumable(smId: string): BoundSession | undefined {
    this.#sent.lookAgain();
    return [...this.sessions].find(({ sm }) => sm?.id !== undefined && sm.id === smId);
  }

  /** For {@link FakeConnection}: a fault of ours, kept for {@link stop}. */
  report(fault: unknown): void {
    this.#faults.push(fault);
  }

  #socketClass(): typeof globalThis.WebSocket {
    const bySocket = new Map<FakeSocket, FakeConnection>();
    const peer = {
      connected: (socket: FakeSocket) => {
        if (this.ignoreConnections) return;
        if (this.refuseConnections) return socket.refuse();
        const connection = new FakeConnection(socket, this);
        bySocket.set(socket, connection);
        this.connections.push(connection);
        socket.accept(this.options.subprotocol);
      },
      frame: (socket: FakeSocket, data: unknown) => bySocket.get(socket)?.handle(data),
      closing: () => undefined,
      closed: (socket: FakeSocket, clean: boolean) => bySocket.get(socket)?.closed(clean),
    };
    return class extends FakeSocket {
      constructor(url: string | URL, protocols: string | string[] = []) {
        super(url, protocols, peer);
      }
    };
  }
}
