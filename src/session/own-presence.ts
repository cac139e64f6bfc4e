/**
 * What we tell of ourselves (RFC 6121 §4): to all who may know, and to those few besides whom we tell directly; and where
 * else the account is online.
 */
import { bestFirst } from './contact-list.js';
import type { Resource } from './contact.js';
import type { Feature } from './feature.js';
import { bareJid, parseJid } from './jid.js';
import type { Show } from './occupant.js';
import { ownBare } from './own-account.js';
import { buildPresence, buildUnavailable, readPresence, type OwnPresence } from './protocol/presence.js';
import type { Session } from './session.js';
import { Store } from './store.js';
import type { Element } from './xml.js';

export class Presence extends Store implements Feature {
  /** IM-29: whether people we talk with may see that we are there although they are no contacts. */
  directed = true;
  readonly #session: Session;
  #own: OwnPresence = {};
  #others: readonly Resource[] = [];
  /** Who was told besides. */
  readonly #told = new Set<string>();
  /** Told to all, in this session. */
  #announced = false;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  get show(): Show {
    return this.#own.show ?? 'available';
  }

  get statusText(): string | undefined {
    return this.#own.statusText;
  }

  get priority(): number {
    return this.#own.priority ?? 0;
  }

  /** The account's other clients that are online, the best first. */
  get others(): readonly Resource[] {
    return this.#others;
  }

  /** Stays over reconnects. What is left out is as it was; '' for no status. */
  set(change: OwnPresence): void {
    this.#own = { ...this.#own, ...change };
    if (this.#announced) this.announce();
    this.changed();
  }

  /** Tells all who may know, for the first time in a session or again. */
  announce(): void {
    this.#announced = true;
    for (const to of [undefined, ...this.#told]) this.#send(to);
  }

  /** IM-29: tells somebody who is no contact, for as long as a chat is open. */
  tell(jid: string): void {
    if (!this.directed || this.#told.has(jid)) return;
    this.#told.add(jid);
    if (this.#announced) this.#send(jid);
  }

  /** The chat is over. */
  hide(jid: string): void {
    if (this.#told.delete(jid)) this.#session.wire.send(buildUnavailable(jid));
  }

  receive(stanza: Element): boolean {
    if (stanza.name !== 'presence' || bareJid(stanza.attrs.from) !== ownBare(this.#session)) return false;
    const presence = readPresence(stanza, this.#session.config.lang);
    if (!presence || parseJid(stanza.attrs.from)?.full === this.#session.jid) return true;
    const { resource, available } = presence;
    const rest = resource ? this.#others.filter(({ name }) => name !== resource) : [];
    this.#others = available ? bestFirst([available, ...rest]) : rest;
    this.changed();
    return true;
  }

  offline(resumable: boolean): void {
    if (resumable) return;
    this.#announced = false;
    this.#others = [];
    this.changed();
  }

  #send(to: string | undefined): void {
    const { wire, disco } = this.#session;
    wire.send(buildPresence(this.#own, to, disco.ownCaps));
  }
}
