/**
 * Who may see whose presence (RFC 6121 §3): requests of others, put to the user, and ours. What comes of it the roster
 * tells by its pushes (IM-18); what comes in here are notices.
 */
import type { ContactList } from './contact-list.js';
import { seesUs, type RosterItem, type SubscriptionRequest } from './contact.js';
import { ConnectionError } from './errors.js';
import { randomId } from './id.js';
import { bareJid } from './jid.js';
import { readNick } from './protocol/nick.js';
import {
  buildSubscription,
  readStatus,
  subscriptionType,
  type SubscriptionType,
} from './protocol/presence.js';
import type { Session } from './session.js';
import type { Element } from './xml.js';

/** Beyond it strangers wait for as long as those are not answered. */
const MAX_REQUESTS = 200;

/** `requested`, or a request taken back; ours approved or denied, or what was approved once taken back. */
export type SubscriptionNews = 'requested' | 'withdrawn' | 'approved' | 'denied';

/** Something happened that the user should be told of, by whom. */
export class SubscriptionEvent extends Event {
  constructor(
    readonly jid: string,
    readonly news: SubscriptionNews,
  ) {
    super('subscription');
  }
}

export interface SubscriptionsHost {
  readonly session: Session;
  readonly list: ContactList;
  /** What we call ourselves. */
  nick(): string | undefined;
  tell(news: SubscriptionEvent): void;
}

export class Subscriptions {
  readonly #host: SubscriptionsHost;
  readonly #requests = new Map<string, SubscriptionRequest>();
  #snapshot: readonly SubscriptionRequest[] | undefined;

  constructor(host: SubscriptionsHost) {
    this.#host = host;
  }

  /** The oldest first. */
  get requests(): readonly SubscriptionRequest[] {
    return (this.#snapshot ??= [...this.#requests.values()]);
  }

  /** @returns Whether it was about subscriptions. */
  receive(stanza: Element): boolean {
    const type = subscriptionType(stanza);
    const jid = bareJid(stanza.attrs.from);
    if (!type || jid === undefined) return false;
    if (type === 'subscribe') this.#asked(jid, stanza);
    else if (type === 'unsubscribe') {
      if (this.#drop(jid)) this.#tell(jid, 'withdrawn');
    } else if (this.#host.list.get(jid)) this.#tell(jid, type === 'subscribed' ? 'approved' : 'denied');
    return true;
  }

  /** Answers or asks. @throws {ConnectionError} There is no link. */
  send(type: SubscriptionType, jid: string, text?: string): void {
    const nick = type === 'subscribe' ? this.#host.nick() : undefined;
    const stanza = buildSubscription(type, { to: jid, id: randomId(), text, nick });
    if (!this.#host.session.wire.send(stanza)) throw new ConnectionError('closed', 'not connected');
    if (type === 'subscribed' || type === 'unsubscribed') this.#drop(jid);
  }

  /** Another client of ours may have answered; somebody who waits may have become a contact. */
  itemChanged(item: RosterItem): void {
    if (seesUs(item)) this.#drop(item.jid);
    else if (this.has(item.jid)) this.#host.list.update(item.jid, { pendingIn: true });
  }

  has(jid: string): boolean {
    return this.#requests.has(jid);
  }

  /** Another session: the server brings those that still wait once more. */
  clear(): void {
    for (const jid of [...this.#requests.keys()]) this.#drop(jid);
  }

  /** IM-16: repeats are one request, with its first words. */
  #asked(jid: string, stanza: Element): void {
    const { list, session } = this.#host;
    const known = list.get(jid);
    const answered = known !== undefined && seesUs(known); // which the server knows better
    if (this.#requests.has(jid) || answered || this.#requests.size >= MAX_REQUESTS) return;
    const text = readStatus(stanza, session.config.lang);
    this.#requests.set(jid, { jid, nick: readNick(stanza), text });
    this.#changed(jid, true);
    this.#tell(jid, 'requested');
  }

  #drop(jid: string): boolean {
    const had = this.#requests.delete(jid);
    if (had) this.#changed(jid, false);
    return had;
  }

  #changed(jid: string, pendingIn: boolean): void {
    this.#snapshot = undefined;
    this.#host.list.update(jid, { pendingIn });
  }

  #tell(jid: string, news: SubscriptionNews): void {
    this.#host.tell(new SubscriptionEvent(jid, news));
  }
}
