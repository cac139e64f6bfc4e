/**
 * The wire: what protocol modules and stores send and receive stanzas by. It outlives the connections under it:
 * requests and unacknowledged stanzas survive a resume. One stanza that cannot be read never breaks it.
 */
import { Connection, type Closed, type ConnectionOptions, type TooLarge } from './connection.js';
import { ConnectionError, ProtocolError, StreamError } from './errors.js';
import { bareJid, parseJid } from './jid.js';
import { Liveness } from './liveness.js';
import type { KeptSession, LoginOptions } from './bind.js';
import { logIn } from './login.js';
import { buildPing } from './protocol/ping.js';
import { errorReply } from './protocol/stanza-error.js';
import { Requests, type RequestOptions } from './requests.js';
import { Responder, type Answer } from './responder.js';
import { isStanza, StreamManagement } from './stream-management.js';
import { child, children, textOf, xml, XmlError, type Element } from './xml.js';

const NS_LIMITS = 'urn:xmpp:stream-limits:0';
/** CORE-39: tried where the server announces nothing. */
const DEFAULT_MAX_BYTES = 256 * 1024;

export interface WireHandler {
  /** Messages and presences, in order of arrival, each from a readable address. */
  stanza(stanza: Element): void;
  /** The server has taken these over; only with stream management. */
  acknowledged(stanza: Element): void;
  closed(closed: Closed): void;
  /** Something unreadable was left out. */
  dropped(reason: string, cause?: unknown): void;
}

export type WireLogin = Omit<LoginOptions, 'sm'>;

export class Wire {
  /** Full JID of the session, also while a resume is possible. */
  jid: string | undefined;
  domain = '';
  /** What the server offers to who is logged in. */
  features: Element | undefined;
  /** Largest stanza the server takes, in bytes. */
  maxBytes = DEFAULT_MAX_BYTES;
  readonly #handler: WireHandler;
  readonly #sm: StreamManagement;
  readonly #requests: Requests;
  readonly #responder: Responder;
  readonly #liveness: Liveness;
  /** The session is another page's: the server knows it, nobody here does. */
  #thawed = false;
  #connection: Connection | undefined;
  #live = false;
  /** When anything last came in, ms since 1970. */
  heardAt = 0;
  /** Requests that may come as often as they like. */
  unmetered?: (iq: Element) => boolean;

  constructor(handler: WireHandler) {
    this.#handler = handler;
    this.#sm = new StreamManagement((stanza) => handler.acknowledged(stanza));
    this.#requests = new Requests(
      (iq) => this.#requireSent(iq),
      () => this,
    );
    this.#responder = new Responder((stanza) => this.send(stanza) || this.#sm.keep(stanza));
    this.#liveness = new Liveness(
      () => this.#probe(),
      () => this.drop(new ConnectionError('lost', 'no answer from the server')),
    );
  }

  /** Whether stanzas go out now. */
  get live(): boolean {
    return this.#live;
  }

  /** Whether the session may be gone on with after the link is lost. */
  get resumable(): boolean {
    return this.#sm.resumable;
  }

  /**
   * Connects, logs in, and resumes or binds.
   * @param authenticating Called when the stream is open and logging in begins.
   * @returns Whether the former session of this page goes on.
   */
  async connect(
    connecting: ConnectionOptions,
    login: () => Promise<WireLogin>,
    authenticating: () => void,
  ): Promise<boolean> {
    const connection = new Connection(connecting);
    this.#connection = connection;
    this.domain = connecting.domain;
    try {
      const features = await connection.open();
      authenticating();
      const options = { ...(await login()), sm: this.#sm };
      const { jid, resumed, features: offered, resend } = await logIn(connection, features, options);
      if (this.#connection !== connection) throw new ConnectionError('closed');
      if (jid) this.jid = jid;
      const known = resumed && !this.#thawed;
      this.#thawed = false;
      if (!known) this.#requests.fail(new ConnectionError('lost'));
      this.features = offered ?? this.features;
      this.maxBytes = readMaxBytes(this.features);
      this.#live = true;
      for (const stanza of resend) connection.send(stanza);
      this.#liveness.start();
      if (resend.length) this.#liveness.sent();
      return known;
    } catch (error) {
      if (this.#connection === connection) this.#connection = undefined;
      void connection.close();
      throw error;
    }
  }

  /**
   * What came while logging in is handed over here, after the caller has seen how the login went.
   * Without this call nothing is received.
   */
  listen(): void {
    const connection = this.#connection;
    connection?.handOver({
      element: (element) => this.#receive(element, connection),
      dropped: (tooLarge) => this.#refuse(tooLarge),
      closed: (closed) => this.#ended(connection, closed),
    });
  }

  /** @returns Whether it went out; what needs to be sent later is kept by its sender (outbox.ts). */
  send(stanza: Element): boolean {
    if (!this.#live || !this.#connection) return false;
    this.#sm.sending(stanza);
    this.#connection.send(stanza);
    if (isStanza(stanza)) this.#liveness.sent();
    return true;
  }

  /** @returns The result's payload. @throws {StanzaError} @throws {TimeoutError} @throws {ConnectionError} */
  get(to: string | undefined, payload: Element, options?: RequestOptions): Promise<Element | undefined> {
    return this.#requests.request('get', to, payload, options);
  }

  /** As {@link Wire.get}. */
  set(to: string | undefined, payload: Element, options?: RequestOptions): Promise<Element | undefined> {
    return this.#requests.request('set', to, payload, options);
  }

  /** Answers requests with that payload; everything unknown is refused as CORE-25 says. */
  answer(type: 'get' | 'set', name: string, ns: string, answer: Answer): void {
    this.#responder.use(type, name, ns, answer);
  }

  /** Makes sure that the link lives; if it is not heard of in `answerMs`, it is dropped. */
  check(answerMs: number): void {
    if (this.#live) this.#liveness.check(answerMs);
  }

  /** Is not sent again by a resume. @param id The stanza's. */
  withdraw(id: string): void {
    this.#sm.withdraw(id);
  }

  /** Ends the session in order. */
  async close(): Promise<void> {
    const connection = this.#connection;
    if (this.#sm.active) connection?.send(this.#sm.buildAck());
    this.#forget();
    await connection?.close();
  }

  /** Ends the session without waiting, for a page that goes away. @param kept By the server, for another page. */
  closeNow(kept = false): void {
    const connection = this.#connection;
    this.#forget();
    if (kept) connection?.drop(new ConnectionError('closed'));
    else connection?.closeNow();
  }

  /** The session for another page; nothing is counted from here on. Undefined where the server does not keep it. */
  freeze(): KeptSession | undefined {
    this.#sm.suspend();
    const { jid } = this;
    const stream = this.#sm.freeze();
    return stream && jid !== undefined ? { jid, ...stream } : undefined;
  }

  /** Goes on with what {@link Wire.freeze} gave on another page, at the next connect. */
  thaw({ jid, ...stream }: KeptSession): void {
    this.jid = jid;
    this.#sm.thaw(stream);
    this.#thawed = true;
  }

  /** Gives the link up, not the session. */
  drop(error: Error): void {
    this.#connection?.drop(error);
  }

  /** Gives the session up, too: nothing is resumed. */
  #forget(): void {
    this.#live = false;
    this.#liveness.stop();
    this.#connection = undefined;
    this.#sm.reset();
    this.jid = undefined;
    this.#requests.fail(new ConnectionError('closed'));
  }

  #receive(element: Element, connection: Connection): void {
    if (connection !== this.#connection) return;
    this.heardAt = Date.now();
    this.#liveness.heard();
    if (isStanza(element)) {
      this.#dispatch(element);
      this.#sm.handled();
      return;
    }
    try {
      const answer = this.#sm.receive(element);
      if (typeof answer === 'object') connection.send(answer);
      if (element.name === 'a') this.#liveness.answered();
    } catch (error) {
      if (!(error instanceof StreamError)) throw error;
      const details = error.cause as Element | undefined;
      connection.fail(error.condition, details);
    }
  }

  /** What was left out counts as handled: the server would bring it again at each resume, and shift all that follows. */
  #refuse({ tooLarge, root }: TooLarge): void {
    this.#handler.dropped(tooLarge);
    if (!root || !isStanza(root)) return;
    if (root.name === 'iq' && !this.#requests.receive(root, new ProtocolError(tooLarge)))
      if (root.attrs.type === 'get' || root.attrs.type === 'set')
        this.send(errorReply(root, 'policy-violation'));
    this.#sm.handled();
  }

  #dispatch(stanza: Element): void {
    const { from, type } = stanza.attrs;
    try {
      if (from !== undefined && !parseJid(from)) this.#handler.dropped('unreadable address');
      else if (stanza.name !== 'iq') this.#handler.stanza(stanza);
      else if (type === 'result' || type === 'error') this.#requests.receive(stanza);
      else
        this.#responder.receive(
          stanza,
          from === undefined || from === bareJid(this.jid) || this.unmetered?.(stanza),
        );
    } catch (error) {
      this.#handler.dropped(`a ${stanza.name} could not be handled`, error);
    }
  }

  #ended(connection: Connection, closed: Closed): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    this.#live = false;
    this.#liveness.stop();
    // What cannot be read would come again with each resume.
    if (closed.error instanceof XmlError) this.#sm.reset();
    else this.#sm.suspend();
    if (!this.#sm.resumable) this.#requests.fail(new ConnectionError('lost'));
    this.#handler.closed(closed);
  }

  #requireSent(iq: Element): void {
    if (!this.send(iq)) throw new ConnectionError('closed', 'not connected');
  }

  #probe(): void {
    if (this.#sm.active) this.#connection?.send(xml('r', { xmlns: 'urn:xmpp:sm:3' }));
    else {
      const answered = () => this.#liveness.answered();
      // Any answer will do, an error too; silence is judged by the deadline of the probe.
      this.get(undefined, buildPing()).then(answered, (error: unknown) => {
        if (!(error instanceof ConnectionError)) answered();
      });
    }
  }
}

function readMaxBytes(features: Element | undefined): number {
  const limits = features && child(features, 'limits', NS_LIMITS);
  const max = Number(limits && textOf(children(limits, 'max-bytes')[0]));
  return max > 0 ? max : DEFAULT_MAX_BYTES;
}
