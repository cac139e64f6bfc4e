/**
 * Requests we make: an answer counts only with the right id *and* from the address that was asked (CORE-27), every
 * one settles, in time or with an error, and those of a dead session are given up.
 */
import { StanzaError, TimeoutError } from './errors.js';
import { randomId } from './id.js';
import { parseJid } from './jid.js';
import { readStanzaError } from './protocol/stanza-error.js';
import { children, xml, type Element } from './xml.js';

export interface RequestOptions {
  /** 30 s unless said otherwise (security.md §8). */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** For errors that hold more than a condition. */
  readonly readError?: (iq: Element) => Error;
}

interface Pending {
  /** Prepared address asked; undefined for our own server. */
  readonly to: string | undefined;
  readonly readError: (iq: Element) => Error;
  resolve(payload: Element | undefined): void;
  reject(error: Error): void;
}

export class Requests {
  readonly #pending = new Map<string, Pending>();
  readonly #send: (iq: Element) => void;
  readonly #own: () => { jid: string | undefined; domain: string };

  constructor(send: (iq: Element) => void, own: () => { jid: string | undefined; domain: string }) {
    this.#send = send;
    this.#own = own;
  }

  /**
   * @returns The answer's payload.
   * @throws {StanzaError} The error answered. @throws {TimeoutError} Nothing in time.
   */
  request(
    type: 'get' | 'set',
    to: string | undefined,
    payload: Element,
    { timeoutMs = 30_000, signal, readError = readStanzaError }: RequestOptions = {},
  ): Promise<Element | undefined> {
    const id = randomId();
    return new Promise<Element | undefined>((resolve, reject) => {
      signal?.throwIfAborted();
      const timer = setTimeout(
        () =>
          settle(() => reject(new TimeoutError(`no answer from ${to ?? 'the server'} in ${timeoutMs} ms`))),
        timeoutMs,
      );
      const aborted = () => settle(() => reject(signal?.reason as Error));
      const settle = (done: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.#pending.delete(id);
        done();
      };
      signal?.addEventListener('abort', aborted);
      this.#pending.set(id, {
        to: to === undefined ? undefined : (parseJid(to)?.full ?? to),
        readError,
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (error) => settle(() => reject(error)),
      });
      try {
        this.#send(xml('iq', { xmlns: 'jabber:client', type, to, id }, payload));
      } catch (error) {
        this.#pending.get(id)?.reject(error as Error);
      }
    });
  }

  /**
   * @param unread Why its payload was not read.
   * @returns Whether it was the answer to one of ours.
   */
  receive(iq: Element, unread?: Error): boolean {
    const { id = '', type, from } = iq.attrs;
    const pending = this.#pending.get(id);
    if (!pending || (type !== 'result' && type !== 'error') || !this.#mayAnswer(pending.to, from))
      return false;
    if (unread) pending.reject(unread);
    else if (type === 'error') pending.reject(pending.readError(iq));
    else pending.resolve(children(iq)[0]);
    return true;
  }

  /** Gives all up. */
  fail(error: Error): void {
    for (const pending of [...this.#pending.values()]) pending.reject(error);
  }

  #mayAnswer(asked: string | undefined, from: string | undefined): boolean {
    const { jid, domain } = this.#own();
    const own = jid === undefined ? undefined : parseJid(jid);
    const sender = from === undefined ? undefined : parseJid(from)?.full;
    if (asked === undefined || asked === own?.bare || asked === own?.full)
      return (
        from === undefined ||
        sender === own?.bare ||
        sender === own?.full ||
        sender === parseJid(domain)?.full
      );
    return sender === asked;
  }
}

/** Whether the other side does not know what was asked, or will not say (DISCO-9): no fault. */
export function isUnknown(error: unknown): error is StanzaError {
  return (
    error instanceof StanzaError &&
    ['item-not-found', 'service-unavailable', 'forbidden', 'not-allowed', 'feature-not-implemented'].includes(
      error.condition,
    )
  );
}
