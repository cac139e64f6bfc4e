/**
 * What we tell of ourselves (RFC 6121 §4): to all who may know, to the rooms we are in, and to those few besides whom we
 * tell directly; and where else the account is online.
 */
import { bestFirst } from './contact-list.js';
import type { Resource } from './contact.js';
import type { Feature } from './feature.js';
import { bareJid, parseJid } from './jid.js';
import type { Show } from './occupant.js';
import { ownBare } from './own-account.js';
import { buildPresence, buildUnavailable, readPresence, type OwnPresence } from './protocol/presence.js';
import type { Room } from './room.js';
import type { Session } from './session.js';
import { tabStorage } from './storage.js';
import { Store } from './store.js';
import { Waiters } from './waiters.js';
import type { Element } from './xml.js';

/** What a newcomer tells. */
const PLAIN: OwnPresence = {};

export class Presence extends Store implements Feature {
  /** IM-29: whether people we talk with may see that we are there although they are no contacts. */
  directed = true;
  readonly #session: Session;
  #own = PLAIN;
  /** Whose it is; '' for a guest's. */
  #account: string | undefined;
  #photo: (() => Element) | undefined;
  #others: readonly Resource[] = [];
  /** Who was told besides. */
  readonly #told = new Set<string>();
  /** What each room knows of us. */
  readonly #rooms = new WeakMap<Room, string>();
  /** Told to all, in this session. */
  #announced = false;
  readonly #waiters = new Waiters();

  constructor(session: Session) {
    super();
    this.#session = session;
    const watch = (room: Room) => room.addEventListener('status', () => this.#meet(room));
    session.rooms.all.forEach(watch);
    session.rooms.opened.add(watch);
  }

  get show(): Show {
    return this.#own.show ?? 'available';
  }

  /** What is told of our picture; undefined: the server does that. */
  set photo(photo: (() => Element) | undefined) {
    this.#photo = photo;
    if (photo && this.#announced) this.announce();
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

  /** Stays over reconnects; with `remember`, on the tab's next page, too. What is left out is as it was; '' for no status. */
  set(change: OwnPresence): void {
    this.#own = { ...this.#own, ...change };
    this.#keep();
    if (this.#announced) this.announce();
    this.changed();
  }

  /** Tells all who may know, for the first time in a session or again. */
  announce(): void {
    this.#announced = true;
    for (const to of [undefined, ...this.#told]) this.#send(to);
    for (const room of this.#session.rooms.all) this.#tellRoom(room);
    this.#waiters.resolve('announced');
  }

  /** Settles once all who may know have been told, in this session. */
  announced(): Promise<void> {
    return this.#announced ? Promise.resolve() : this.#waiters.wait('announced');
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

  online(resumed: boolean): void {
    if (!resumed) this.#announced = false; // a resume was hoped for
    const account = this.#session.guest ? '' : ownBare(this.#session);
    if (account !== this.#account && this.#account !== undefined) this.forget();
    this.#account = account;
    const kept = this.#own === PLAIN && tabStorage.get(`presence:${account}`);
    if (kept && typeof kept === 'object') this.#own = kept;
    this.#keep();
    this.changed();
  }

  /** Somebody else is to know nothing of it. */
  forget(): void {
    this.#own = PLAIN;
    this.#account = this.#photo = undefined;
    this.#told.clear();
    this.changed();
  }

  offline(resumable: boolean): void {
    if (resumable) return;
    this.#announced = false;
    this.#others = [];
    this.changed();
  }

  #keep(): void {
    if (this.#account && this.#session.config.remember && this.#own !== PLAIN)
      tabStorage.set(`presence:${this.#account}`, this.#own);
  }

  #send(to: string | undefined): boolean {
    return this.#session.wire.send(this.#build(this.#own, to));
  }

  #build(presence: OwnPresence, to?: string): Element {
    const photo = this.#photo ? [this.#photo()] : [];
    return buildPresence(presence, to, this.#session.disco.ownCaps, ...photo);
  }

  /** Whoever asks to be let in tells nothing else by that (MUC-8); what there is to tell follows once we are in. */
  #meet(room: Room): void {
    if (room.status.state === 'joining') this.#rooms.set(room, String(this.#build(PLAIN)));
    this.#tellRoom(room);
  }

  /** MUC-19, MUC-22, CAPS-7: to rooms that we are in, what they do not know yet. */
  #tellRoom(room: Room): void {
    const words = String(this.#build(this.#own));
    if (room.status.state !== 'joined' || this.#rooms.get(room) === words) return;
    if (this.#send(`${room.jid}/${room.nick}`)) this.#rooms.set(room, words);
  }
}
