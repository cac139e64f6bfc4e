/**
 * One client's stream at {@link FakeServer}: framing (RFC 7395), negotiation (RFC 6120), stream management
 * (XEP-0198), SASL2 (XEP-0388), Bind 2 (XEP-0386), FAST (XEP-0484). As strict as a real server with what
 * clients must not do: such a stream ends with the error a real one would give.
 */
import type { BoundSession } from './bound-session.js';
import { base64, startSasl, type SaslExchange, type SaslStep } from './fake-sasl.js';
import type { FakeServer } from './fake-server.js';
import type { FakeSocket } from './fake-socket.js';
import { parseFrame, xml, type Element } from '../../src/session/xml.js';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const STREAMS = 'http://etherx.jabber.org/streams';
const STREAM_ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';
const STANZA_ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const SASL2 = 'urn:xmpp:sasl:2';
const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const BIND2 = 'urn:xmpp:bind:0';
const SM = 'urn:xmpp:sm:3';
const FAST = 'urn:xmpp:fast:0';
/** To who enables or resumes what has been enabled. */
const FAILED_LATE = `<failed xmlns='${SM}'><unexpected-request xmlns='${STANZA_ERRORS}'/></failed>`;
const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** What goes out in answer: elements, or text sent as it stands. Nothing at all: the element is swallowed. */
export type Reply = Element | string | readonly (Element | string)[];

interface Login {
  readonly exchange: SaslExchange;
  /** `<authenticate/>`, where SASL2 is used. */
  readonly request?: Element;
}

export class FakeConnection {
  /** Frames from the client, in order. */
  readonly received: unknown[] = [];
  /** Frames to the client, in order. */
  readonly delivered: string[] = [];
  /** Set once the client has bound or resumed. */
  session: BoundSession | undefined;
  /** Who logged in: undefined for a guest, absent before. */
  account: { readonly username: string | undefined } | undefined;

  #login: Login | undefined;
  #closeSent = false;
  /** Nothing but a close is read any more. */
  #over = false;
  /** The client has closed. */
  #left = false;
  #cut = false;
  #work: Promise<void> = Promise.resolve();

  constructor(
    readonly socket: FakeSocket,
    private readonly server: FakeServer,
  ) {}

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Ends the socket: `clean` after what was sent has arrived, else at once with code 1006. */
  drop({ clean = false, code = clean ? 1000 : 1006 }: { clean?: boolean; code?: number } = {}): void {
    this.#cut ||= !clean;
    this.socket.end({ clean, code });
  }

  /** Half open: both sides still think that they are connected, and nothing arrives. */
  stall(): void {
    this.socket.stalled = true;
  }

  /** Sends a frame as it stands; stanzas of a bound client are counted for XEP-0198. */
  send(frame: Element | string): void {
    if (typeof frame !== 'string' && isStanza(frame)) frame.attrs.xmlns ??= 'jabber:client';
    const text = frame.toString();
    if (this.session && /^\s*<(message|presence|iq)\b/.test(text)) this.session.deliver(text);
    else this.write(text);
  }

  /** Sends without counting. */
  write(text: string): void {
    this.delivered.push(text);
    this.socket.receive(text);
  }

  /** Ends the stream; the socket ends once the client has closed, too, and nothing else is read until then. */
  streamError(condition: string): void {
    this.write(
      `<stream:error xmlns:stream='${STREAMS}'><${condition} xmlns='${STREAM_ERRORS}'/></stream:error>`,
    );
    this.#close();
    this.#over = true;
  }

  /** From the socket. Frames are handled one after the other, however long one takes. */
  handle(data: unknown): void {
    this.received.push(data);
    this.#work = this.#work.then(async () => {
      try {
        if (!this.#cut && !this.socket.stalled) await this.#read(data);
      } catch (error) {
        this.server.report(error);
      }
    });
  }

  /** From the socket. What came before a clean end is read first; a cut takes effect at once. */
  closed(clean: boolean): void {
    const finish = () => {
      this.session?.disconnected(clean && this.#closeSent);
      this.session = undefined;
    };
    if (!clean) finish();
    else this.#work = this.#work.then(finish);
  }

  async #read(data: unknown): Promise<void> {
    if (typeof data !== 'string') return this.streamError('unsupported-encoding');
    if (!data.startsWith('<') || data.startsWith('<?')) return this.streamError('bad-format');
    const element = read(data);
    if (!element) return this.streamError('not-well-formed');
    if (this.#over && (element.name !== 'close' || this.#left)) return;
    if (this.session?.sm && isStanza(element)) this.session.sm.inbound = (this.session.sm.inbound + 1) >>> 0;
    const scripted = this.server.script(element, this);
    if (scripted === undefined) return this.#answer(element);
    for (const frame of [scripted].flat()) this.send(frame);
  }

  async #answer(element: Element): Promise<void> {
    const namespace = element.getNS();
    if (namespace === FRAMING)
      return element.is('open') ? this.#header(element) : this.#close({ final: true });
    if (namespace === STREAMS) return this.#close();
    if (namespace === SASL && !this.account) return this.#sasl(element);
    if (namespace === SASL2 && !this.account && this.server.options.sasl2) return this.#sasl2(element);
    if (namespace === SM && this.account) return this.#streamManagement(element);
    if (namespace === 'urn:xmpp:csi:0' && this.session) return undefined;
    if (namespace !== 'jabber:client') return this.streamError('invalid-namespace');
    if (!isStanza(element)) return this.streamError('unsupported-stanza-type');
    if (this.session) return this.server.route(element, this.session);
    const bind = element.getChild('bind', BIND);
    if (!this.account || !bind) return this.streamError('not-authorized');
    const session = this.#bind(bind.getChildText('resource') ?? undefined);
    this.write(
      xml(
        'iq',
        { xmlns: 'jabber:client', type: 'result', id: element.attrs.id },
        xml('bind', { xmlns: BIND }, xml('jid', {}, session.jid)),
      ).toString(),
    );
  }

  #header(open: Element): void {
    const { domain } = this.server.options;
    this.#closeSent = false;
    const id = crypto.randomUUID();
    this.write(
      xml('open', { xmlns: FRAMING, from: domain, id, version: '1.0', 'xml:lang': 'en' }).toString(),
    );
    if (open.attrs.to !== domain) return this.streamError('host-unknown');
    this.#features();
  }

  #features(): void {
    const { options } = this.server;
    const inner = this.account ? this.#boundFeatures() : this.#loginFeatures();
    const extra = options.features?.[this.account ? 'bind' : 'auth'] ?? '';
    const name = options.prefixed ? 'stream:features' : 'features';
    const xmlns = options.prefixed ? `xmlns:stream='${STREAMS}'` : `xmlns='${STREAMS}'`;
    this.write(`<${name} ${xmlns}>${inner.join('')}${extra}</${name}>`);
  }

  #loginFeatures(): Element[] {
    const { options } = this.server;
    const mechanisms = options.mechanisms.map((name) => xml('mechanism', {}, name));
    const features = [xml('mechanisms', { xmlns: SASL }, mechanisms)];
    if (!options.sasl2) return features;
    const sm = options.sm && xml('feature', { var: SM });
    const inline = [
      options.bind2 && xml('bind', { xmlns: BIND2 }, xml('inline', {}, sm || null)),
      options.sm && xml('sm', { xmlns: SM }),
      options.fast && xml('fast', { xmlns: FAST }, xml('mechanism', {}, 'HT-SHA-256-NONE')),
    ];
    const offered = options.mechanisms.map((name) => xml('mechanism', {}, name));
    const children = xml('inline', {}, ...inline.map((item) => item || null));
    return [...features, xml('authentication', { xmlns: SASL2 }, ...offered, children)];
  }

  #boundFeatures(): Element[] {
    const sm = this.server.options.sm && !this.session?.sm && xml('sm', { xmlns: SM });
    const bind = !this.session && xml('bind', { xmlns: BIND });
    return [bind, sm].filter((feature) => feature !== false);
  }

  /** @param final The client closed: nothing follows. Its session is over, whatever XEP-0198 says. */
  #close({ final = false } = {}): void {
    if (!this.#closeSent) this.write(xml('close', { xmlns: FRAMING }).toString());
    else if (final) this.drop({ clean: true });
    this.#closeSent = true;
    this.#over = this.#left ||= final;
    if (final) this.session?.end();
  }

  async #sasl(element: Element): Promise<void> {
    if (element.is('abort')) return this.#failSasl('aborted');
    if (element.is('auth')) {
      const exchange = this.#begin(element.attrs.mechanism);
      if (!exchange) return this.#failSasl('invalid-mechanism');
      this.#login = { exchange };
    }
    if (!this.#login) return this.streamError('not-authorized');
    const data = element.text();
    if (element.is('auth') && data === '' && element.attrs.mechanism !== 'ANONYMOUS') {
      return this.write(xml('challenge', { xmlns: SASL }).toString());
    }
    const step = await this.#login.exchange(decode(data));
    if ('challenge' in step) this.write(xml('challenge', { xmlns: SASL }, base64(step.challenge)).toString());
    else if ('failure' in step) this.#failSasl(step.failure);
    else {
      this.account = { username: step.success.username };
      const proof = step.success.data;
      this.write(xml('success', { xmlns: SASL }, proof === undefined ? null : base64(proof)).toString());
    }
  }

  #failSasl(condition: string): void {
    this.#login = undefined;
    this.write(xml('failure', { xmlns: SASL }, xml(condition)).toString());
  }

  #begin(mechanism = ''): SaslExchange | undefined {
    const { mechanisms, fast } = this.server.options;
    const offered = mechanisms.includes(mechanism) || (fast && mechanism === 'HT-SHA-256-NONE');
    return offered ? startSasl(mechanism, this.server.accounts) : undefined;
  }

  async #sasl2(element: Element): Promise<void> {
    let data = element.text();
    if (element.is('authenticate')) {
      const exchange = this.#begin(element.attrs.mechanism);
      if (!exchange) return this.#failSasl2('invalid-mechanism');
      this.#login = { exchange, request: element };
      data = element.getChildText('initial-response') ?? '';
    }
    const request = this.#login?.request;
    if (!this.#login || !request) return this.streamError('not-authorized');
    if (element.is('abort')) return this.#failSasl2('aborted');
    const step = await this.#login.exchange(decode(data));
    if ('challenge' in step)
      this.write(xml('challenge', { xmlns: SASL2 }, base64(step.challenge)).toString());
    else if ('failure' in step) this.#failSasl2(step.failure);
    else this.#succeedSasl2(request, step);
  }

  #failSasl2(condition: string): void {
    this.#login = undefined;
    this.write(xml('failure', { xmlns: SASL2 }, xml(condition, { xmlns: SASL })).toString());
  }

  /** Success, and all that was asked for inline: a resumption, else a resource; a token. */
  #succeedSasl2(request: Element, { success }: Extract<SaslStep, { success: unknown }>): void {
    const { options, tokens } = this.server;
    this.account = { username: success.username };
    const children: Element[] = [];
    if (success.data !== undefined) children.push(xml('additional-data', {}, base64(success.data)));
    const resume = request.getChild('resume', SM);
    const resumption = resume && this.#resume(resume);
    if (resumption) children.push(resumption.answer);
    const resumed = this.session !== undefined;
    const bind = request.getChild('bind', BIND2);
    if (bind && options.bind2 && !this.session) {
      const session = this.#bind(`${bind.getChildText('tag') ?? ''}~${crypto.randomUUID().slice(0, 8)}`); // XEP-0386 §3.1
      const enable = bind.getChild('enable', SM);
      children.push(xml('bound', { xmlns: BIND2 }, enable ? this.#enable(session, enable) : null));
    }
    const wanted = request.getChild('request-token', FAST);
    if (options.fast && wanted && success.username !== undefined) {
      const token = crypto.randomUUID();
      tokens.set(token, success.username);
      const expiry = new Date(Date.now() + TOKEN_LIFETIME_MS).toISOString();
      children.push(xml('token', { xmlns: FAST, token, expiry }));
    }
    if (request.getChild('fast', FAST)?.attrs.invalidate === 'true') {
      for (const [token, owner] of tokens) if (owner === success.username) tokens.delete(token);
    }
    const jid = this.session?.jid ?? `${success.username ?? 'guest'}@${options.domain}`;
    children.push(xml('authorization-identifier', {}, jid));
    this.write(xml('success', { xmlns: SASL2 }, ...children).toString());
    for (const stanza of resumption?.again ?? []) this.write(stanza);
    if (!resumed) this.#features();
  }

  #bind(resource = crypto.randomUUID().slice(0, 8)): BoundSession {
    this.session = this.server.bound(this, this.account?.username, resource);
    return this.session;
  }

  #streamManagement(element: Element): void {
    const { session } = this;
    if (element.is('resume') && !session) {
      const { answer, again } = this.#resume(element);
      this.write(answer.toString());
      for (const stanza of again) this.write(stanza);
    } else if (!session) this.streamError('not-authorized');
    else if (element.is('resume')) this.write(FAILED_LATE);
    else if (element.is('enable'))
      this.write(session.sm ? FAILED_LATE : this.#enable(session, element).toString());
    else if (element.is('r')) {
      const h = this.server.sm.ack(session.sm?.inbound ?? 0);
      if (h !== undefined) this.write(xml('a', { xmlns: SM, h }).toString());
    } else if (element.is('a') && !session.acknowledge(Number(element.attrs.h))) {
      this.streamError('undefined-condition');
    }
  }

  #enable(session: BoundSession, enable: Element): Element {
    const wanted = ['true', '1'].includes(enable.attrs.resume ?? '') && this.server.options.smResume;
    const id = wanted ? crypto.randomUUID() : undefined;
    session.sm = { id, inbound: 0, acknowledged: 0, unacknowledged: [] };
    const { max, location } = this.server.sm;
    return xml('enabled', { xmlns: SM, id, resume: id && 'true', max: id && max, location: id && location });
  }

  /** The answer to `<resume/>`, and the stanzas that go out again behind it. */
  #resume(element: Element): { answer: Element; again: readonly string[] } {
    const { sm } = this.server;
    const session = this.server.resumable(element.attrs.previd ?? '');
    const known = session?.sm && session.username === this.account?.username ? session.sm : undefined;
    if (session && known && sm.resume === 'accept' && session.acknowledge(Number(element.attrs.h))) {
      session.connection?.drop();
      session.connection = this;
      this.session = session;
      const h = sm.resumedH(known.inbound);
      return { answer: xml('resumed', { xmlns: SM, previd: known.id, h }), again: known.unacknowledged };
    }
    const h = sm.resume === 'refuse-with-h' ? known?.inbound : undefined;
    if (known) session?.end();
    return {
      answer: xml('failed', { xmlns: SM, h }, xml('item-not-found', { xmlns: STANZA_ERRORS })),
      again: [],
    };
  }
}

export function isStanza(element: Element): boolean {
  return ['message', 'presence', 'iq'].includes(element.name);
}

function read(frame: string): Element | undefined {
  try {
    return parseFrame(frame);
  } catch {
    return undefined;
  }
}

/** Base64 to bytes as text; `=` stands for empty, an empty element for none. */
function decode(data: string): string | undefined {
  if (data === '=') return '';
  return data === '' ? undefined : atob(data);
}
