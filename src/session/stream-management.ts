/**
 * XEP-0198 Stream Management: what the server has, what it has not, and resuming. Our own, since @xmpp/stream-management
 * counts no answered requests, asks guests to resume, trusts any `h` and forgets `<failed h>` (xmpp-js.md).
 * It outlives connections; login.ts negotiates it, wire.ts feeds it.
 */
import { StreamError } from './errors.js';
import { is, xml, type Element } from './xml.js';

export const NS_SM = 'urn:xmpp:sm:3';

/** SM-2: counters wrap. */
const MODULUS = 2 ** 32;
export const next = (count: number): number => (count + 1) % MODULUS;
/** How many come after `from` up to `to`. */
export const distance = (from: number, to: number): number => (to - from + MODULUS) % MODULUS;

const STANZAS = new Set(['message', 'presence', 'iq']);

export const isStanza = (element: Element): boolean => STANZAS.has(element.name);

/** A session as one page leaves it to the next. */
export interface KeptStream {
  readonly id: string;
  readonly inbound: number;
  readonly outbound: number;
  /** ms since 1970. */
  readonly expiresAt: number;
  /** Of what the server has not acknowledged: ids of messages, '' for the rest. */
  readonly queue: readonly string[];
}

export class StreamManagement {
  /** Whether stanzas are being counted and asked for. */
  active = false;
  /** Set once the server promised to keep the session (SM-6: opaque; a `location` it names is not followed). */
  #id: string | undefined;
  #expiresAt = Infinity;
  #maxMs = Infinity;
  #inbound = 0;
  #outbound = 0;
  #counting = false;
  #queue: Element[] = [];
  readonly #withdrawn = new Set<string>();

  /** @param acknowledged Told of each stanza that the server has taken over, in order. */
  constructor(readonly acknowledged: (stanza: Element) => void) {}

  get resumable(): boolean {
    return this.#id !== undefined && Date.now() < this.#expiresAt;
  }

  get unacknowledged(): number {
    return this.#queue.length;
  }

  /** SM-1, SM-7: guests never ask to resume, since no later login is theirs. */
  buildEnable(resume: boolean): Element {
    this.reset();
    this.active = true;
    return xml('enable', { xmlns: NS_SM, resume: resume ? 'true' : undefined });
  }

  buildResume(): Element {
    return xml('resume', { xmlns: NS_SM, previd: this.#id, h: this.#inbound });
  }

  /** The link is gone: nothing counts until it is resumed or enabled anew. */
  suspend(): void {
    this.active = false;
    this.#counting = false;
    if (this.#id !== undefined) this.#expiresAt = Math.min(this.#expiresAt, Date.now() + this.#maxMs);
  }

  /** @returns What has to be sent again, in order (SM-4). */
  resumed(element: Element): readonly Element[] {
    this.#acknowledge(element.attrs.h);
    this.active = true;
    this.#counting = true;
    this.#expiresAt = Infinity;
    this.#queue = this.#queue.filter(({ attrs }) => !this.#withdrawn.has(attrs.id ?? ''));
    this.#withdrawn.clear();
    return [...this.#queue];
  }

  /** The server could not resume; its `h`, where it gave one, still counts (SM-5). */
  failed(element: Element): void {
    if (element.attrs.h !== undefined) this.#acknowledge(element.attrs.h);
  }

  /** The session for another page, once it is suspended; undefined where the server does not keep it. */
  freeze(): KeptStream | undefined {
    if (this.#id === undefined || !this.resumable) return undefined;
    return {
      id: this.#id,
      inbound: this.#inbound,
      outbound: this.#outbound,
      expiresAt: Math.min(this.#expiresAt, Number.MAX_SAFE_INTEGER),
      queue: this.#queue.map(({ name, attrs }) => (name === 'message' && attrs.id) || ''),
    };
  }

  /** Goes on with another page's session. What that one had on its way is its senders' to send again. */
  thaw({ id, inbound, outbound, expiresAt, queue }: KeptStream): void {
    this.reset();
    this.#id = id;
    this.#inbound = inbound;
    this.#outbound = outbound;
    this.#expiresAt = expiresAt;
    this.#queue = queue.map((message) => xml('message', { id: message }));
    for (const message of queue) this.withdraw(message);
  }

  /** Forgets the session, and with it what was not acknowledged: those who sent it know what to send again. */
  reset(): void {
    this.#queue = [];
    this.#withdrawn.clear();
    this.#id = undefined;
    this.#inbound = this.#outbound = 0;
    this.#expiresAt = this.#maxMs = Infinity;
    this.active = this.#counting = false;
  }

  /** Call before a stanza is written. */
  sending(stanza: Element): void {
    if (this.active && isStanza(stanza)) this.#queue.push(stanza);
  }

  /** An answer that the link was lost before: it goes out with what is sent again. */
  keep(stanza: Element): void {
    if (!this.active && this.resumable) this.#queue.push(stanza);
  }

  /** Leaves a stanza out of what is sent again; until then it counts, since the server may have taken it. */
  withdraw(id: string): void {
    this.#withdrawn.add(id);
  }

  /** Call once a stanza was handled: what is counted is not sent again (security.md §10). */
  handled(): void {
    if (this.#counting) this.#inbound = next(this.#inbound);
  }

  buildAck(): Element {
    return xml('a', { xmlns: NS_SM, h: this.#inbound });
  }

  /**
   * @returns An answer, or true if the element was about stream management and needs none.
   * @throws {StreamError} For a count that cannot be (SM-3).
   */
  receive(element: Element): Element | boolean {
    if (is(element, 'r', NS_SM)) return this.buildAck();
    if (is(element, 'a', NS_SM)) {
      this.#acknowledge(element.attrs.h);
      return true;
    }
    if (is(element, 'enabled', NS_SM)) {
      this.enabled(element);
      return true;
    }
    if (is(element, 'failed', NS_SM)) {
      this.reset();
      return true;
    }
    return false;
  }

  enabled(element: Element): void {
    this.active = true;
    this.#counting = true;
    this.#inbound = 0;
    const { id, resume, max } = element.attrs;
    if (id && (resume === 'true' || resume === '1')) this.#id = id;
    if (/^\d{1,7}$/.test(max ?? '')) this.#maxMs = Number(max) * 1000;
  }

  #acknowledge(h: string | undefined): void {
    const count = /^\d{1,10}$/.test(h ?? '') ? Number(h) : NaN;
    const delta = distance(this.#outbound, count);
    if (!(count < MODULUS) || delta > this.#queue.length)
      throw new StreamError(
        'undefined-condition',
        `acknowledged ${h} of ${this.#outbound + this.#queue.length}`,
        {
          cause: xml('handled-count-too-high', {
            xmlns: NS_SM,
            h,
            'send-count': (this.#outbound + this.#queue.length) % MODULUS,
          }),
        },
      );
    this.#outbound = count;
    for (const stanza of this.#queue.splice(0, delta)) this.acknowledged(stanza);
  }
}
