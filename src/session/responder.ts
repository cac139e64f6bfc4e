/**
 * Requests we get: each is answered exactly once with its id, or not at all where it must not be (CORE-25, CORE-26);
 * no sender gets more than 20 answers a second (security.md §8), the rest wait in a bounded line.
 */
import { StanzaError } from './errors.js';
import { bareJid } from './jid.js';
import { errorReply } from './protocol/stanza-error.js';
import { children, namespaceOf, xml, type Element } from './xml.js';

/**
 * @returns The result's payload, if it has one.
 * @throws {StanzaError} Answered as it is, with an element of the application's own that is its `cause`.
 */
export type Answer = (payload: Element, iq: Element) => Element | undefined | Promise<Element | undefined>;

const ANSWERS_A_SECOND = 20;
const MAX_WAITING = 200;
const MAX_SENDERS = 1_000;

export class Responder {
  readonly #answers = new Map<string, Answer>();
  readonly #namespaces = new Set<string>();
  readonly #send: (stanza: Element) => void;
  /** Answers given to each sender in this second. */
  #given = new Map<string, number>();
  #waiting: Element[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (stanza: Element) => void) {
    this.#send = send;
  }

  use(type: 'get' | 'set', name: string, ns: string, answer: Answer): void {
    this.#answers.set(`${type} ${name} ${ns}`, answer);
    this.#namespaces.add(ns);
  }

  /** @param own Our account's or server's, or what we agreed to: it may be much. */
  receive(iq: Element, own?: boolean): void {
    const sender = bareJid(iq.attrs.from ?? '') ?? '';
    const given = this.#given.get(sender) ?? 0;
    this.#timer ??= setTimeout(() => this.#nextSecond(), 1_000);
    if (!own && (given >= ANSWERS_A_SECOND || (given === 0 && this.#given.size >= MAX_SENDERS))) {
      if (this.#waiting.length < MAX_WAITING) this.#waiting.push(iq);
      return;
    }
    this.#given.set(sender, given + 1);
    void this.#answer(iq);
  }

  #nextSecond(): void {
    this.#timer = undefined;
    this.#given = new Map();
    for (const iq of this.#waiting.splice(0)) this.receive(iq);
  }

  async #answer(iq: Element): Promise<void> {
    const { from: to, id, type } = iq.attrs;
    try {
      const payload = await this.#find(iq);
      this.#send(xml('iq', { xmlns: 'jabber:client', type: 'result', to, id }, payload));
    } catch (error) {
      const {
        condition,
        type: kind,
        text,
        cause: app,
      } = error instanceof StanzaError ? error : new StanzaError('internal-server-error', 'cancel');
      if (type === 'get' || type === 'set' || condition === 'bad-request')
        this.#send(errorReply(iq, condition, { type: kind, text, app: app as Element | undefined }));
    }
  }

  #find(iq: Element): Element | undefined | Promise<Element | undefined> {
    const { type, id } = iq.attrs;
    const [payload, ...others] = children(iq);
    if ((type !== 'get' && type !== 'set') || !id || !payload || others.length)
      throw new StanzaError('bad-request', 'modify');
    const ns = namespaceOf(payload);
    const answer = this.#answers.get(`${type} ${payload.name} ${ns}`);
    if (answer) return answer(payload, iq);
    throw new StanzaError(
      this.#namespaces.has(ns) ? 'feature-not-implemented' : 'service-unavailable',
      'cancel',
    );
  }
}
