/**
 * The account's contacts (RFC 6121 §2): fetched when the session goes online, kept between visits where the server counts
 * versions, changed by the server's pushes alone (IM-12), with who of them is there. Reading and building stanzas is
 * protocol/roster.ts and presence.ts.
 */
import { ContactList, type ContactGroup } from './contact-list.js';
import { seesUs, type Contact, type RosterItem, type SubscriptionRequest } from './contact.js';
import { ConnectionError, StanzaError } from './errors.js';
import type { Feature } from './feature.js';
import { bareJid } from './jid.js';
import { isOwnWord, ownBare } from './own-account.js';
import type { Presence } from './own-presence.js';
import { readPresence } from './protocol/presence.js';
import {
  buildRosterRemove,
  buildRosterRequest,
  buildRosterSet,
  NS_ROSTER,
  offersPreApproval,
  offersVersions,
  readItem,
  readPush,
  readRoster,
  type RosterAnswer,
  type RosterPush,
} from './protocol/roster.js';
import { RosterCache, type KeptRoster } from './roster-cache.js';
import type { Session } from './session.js';
import { breath, inSlices } from './slices.js';
import { Store } from './store.js';
import { Subscriptions } from './subscriptions.js';
import type { Element } from './xml.js';

/** `ready` also while the link is down, with what was known last. */
export type RosterState = 'idle' | 'loading' | 'ready' | 'failed';

export interface AddOptions {
  readonly name?: string;
  readonly groups?: readonly string[];
  /** Said to them with the request. */
  readonly text?: string;
  /** Add only, do not ask to see their presence. */
  readonly silently?: boolean;
}

/** To parse so many takes a slice of its own. */
const MANY = 500;

export class Roster extends Store implements Feature {
  /** What we call ourselves, told to those we ask (NCK-1). */
  nick: string | undefined;
  readonly #session: Session;
  readonly #presence: Presence;
  readonly #list: ContactList;
  readonly #subscriptions: Subscriptions;
  #state: RosterState = 'idle';
  #error: Error | undefined;
  /** Whose roster it is; undefined until there was a session. */
  #account: string | undefined;
  #ver: string | undefined;
  #cache: RosterCache | undefined;
  /** How often it was asked for; what came of earlier ones is of no interest. */
  #loads = 0;
  /** Pushes that came while the answer to {@link #load} was due: they are newer. */
  #early: RosterPush[] | undefined;

  constructor(session: Session, presence: Presence) {
    super();
    this.#session = session;
    this.#presence = presence;
    this.#list = new ContactList(session.config.lang);
    this.#subscriptions = new Subscriptions({
      session,
      list: this.#list,
      nick: () => this.nick,
      tell: (news) => this.dispatchEvent(news),
    });
    session.wire.answer('set', 'query', NS_ROSTER, (query, iq) => this.#receivePush(query, iq));
  }

  get state(): RosterState {
    return this.#state;
  }

  /** Why the state is `failed`. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Bare JID of whose they are; undefined until there was a session. */
  get account(): string | undefined {
    return this.#account;
  }

  get size(): number {
    return this.#list.size;
  }

  get(jid: string): Contact | undefined {
    return this.#list.get(bareJid(jid) ?? jid);
  }

  /** In the order of names; each order is the same array until something changes. */
  get contacts(): readonly Contact[] {
    return this.#list.byName;
  }

  /** Who is there first, each kind in the order of names. */
  get byPresence(): readonly Contact[] {
    return this.#list.byPresence;
  }

  /** Under the headings that the user gave them, ungrouped ones last. */
  get groups(): readonly ContactGroup[] {
    return this.#list.groups;
  }

  /** Who waits for {@link approve} or {@link deny}, the longest waiting first. */
  get requests(): readonly SubscriptionRequest[] {
    return this.#subscriptions.requests;
  }

  /** Whether {@link approve} works before somebody asks (IM-20). */
  get canPreApprove(): boolean {
    return offersPreApproval(this.#session.wire.features);
  }

  /** Adds somebody and asks to see their presence. @throws {RangeError} No address, or our own. @throws {StanzaError} */
  async add(jid: string, { name, groups, text, silently }: AddOptions = {}): Promise<void> {
    const bare = bareJid(jid);
    if (!bare || bare === this.#account) throw new RangeError(`nobody to add: ${jid}`);
    const known = this.#list.get(bare);
    await this.#save({
      jid: bare,
      name: name ?? known?.name,
      groups: groups ?? known?.groups ?? [],
    });
    if (!silently) this.#subscriptions.send('subscribe', bare, text);
  }

  /** @param name '' for none. @throws {RangeError} No contact. @throws {StanzaError} */
  async rename(jid: string, name: string): Promise<void> {
    const { jid: bare, groups } = this.#contact(jid);
    await this.#save({ jid: bare, name: name.trim() || undefined, groups });
  }

  /** As {@link rename}. */
  async setGroups(jid: string, groups: readonly string[]): Promise<void> {
    const { jid: bare, name } = this.#contact(jid);
    await this.#save({ jid: bare, name, groups });
  }

  /** Neither sees the other's presence afterwards (IM-13). @throws {RangeError} No contact. @throws {StanzaError} */
  async remove(jid: string): Promise<void> {
    await this.#session.wire.set(undefined, buildRosterRemove(this.#contact(jid).jid));
  }

  /** Asks to see their presence. @throws {ConnectionError} */
  subscribe(jid: string, text?: string): void {
    this.#subscriptions.send('subscribe', bareJid(jid) ?? jid, text);
  }

  /** Sees their presence no more, or takes the request back. @throws {ConnectionError} */
  unsubscribe(jid: string): void {
    const bare = bareJid(jid) ?? jid;
    this.#subscriptions.send('unsubscribe', bare);
    if (this.#list.update(bare, { resources: [] })) this.changed(); // IM-19
  }

  /** Lets them see our presence; before they ask only where {@link canPreApprove}. @throws {RangeError} @throws {ConnectionError} */
  approve(jid: string): void {
    const bare = bareJid(jid) ?? jid;
    if (!this.#subscriptions.has(bare) && !this.canPreApprove) throw new RangeError(`${bare} has not asked`);
    this.#subscriptions.send('subscribed', bare);
    this.changed();
  }

  /** Refuses a request, or takes back what was approved. @throws {ConnectionError} */
  deny(jid: string): void {
    this.#subscriptions.send('unsubscribed', bareJid(jid) ?? jid);
    this.changed();
  }

  /** What somebody calls themselves (XEP-0172); ourselves, too. */
  callThemselves(jid: string, nick: string | undefined): void {
    if (jid === this.#account) this.nick = nick;
    else if (this.#list.update(jid, { nick })) this.changed();
  }

  /** Asks for the roster again. */
  reload(): void {
    if (this.#state === 'failed' && this.#session.wire.live) void this.#load();
  }

  /** Forgets all, kept things too. */
  forget(): void {
    this.#loads++;
    this.#cache?.stop();
    this.#cache = this.#account = this.#ver = undefined;
    this.#list.retain(new Set());
    this.#subscriptions.clear();
    this.#set('idle');
  }

  receive(stanza: Element): boolean {
    if (stanza.name !== 'presence') return false;
    if (this.#subscriptions.receive(stanza)) {
      this.changed();
      return true;
    }
    const presence = readPresence(stanza, this.#session.config.lang);
    if (!presence || !this.#list.get(presence.bare)) return false;
    this.#session.disco.sawCaps(stanza);
    const { bare, resource, available } = presence;
    const news =
      resource || available
        ? this.#list.setResource(bare, resource, available)
        : this.#list.update(bare, { resources: [] }); // all of them
    if (news) this.changed();
    return true;
  }

  /** Those who may see our presence, and their servers, some of which ask what to tell us of them. */
  knows(bare: string): boolean {
    const contact = this.#list.get(bare);
    if (bare.includes('@') || contact) return contact !== undefined && seesUs(contact);
    return this.#list.byName.some((each) => seesUs(each) && each.jid.endsWith(`@${bare}`));
  }

  online(resumed: boolean): void {
    if (resumed && this.#account !== undefined) return; // else it is another page's session that goes on
    const account = ownBare(this.#session);
    if (this.#account !== account) this.forget();
    this.#account = account;
    void this.#load();
  }

  offline(resumable: boolean): void {
    if (!resumable) {
      this.#loads++;
      this.#early = undefined;
      this.#list.forgetPresence();
      this.#subscriptions.clear();
    }
    this.changed();
  }

  async #load(): Promise<void> {
    const { wire, guest } = this.#session;
    const load = ++this.#loads;
    const current = () => load === this.#loads;
    if (this.#state !== 'ready') this.#set('loading');
    if (!guest) await this.#restore(current);
    if (!current()) return;
    this.#early = [];
    const ver = offersVersions(wire.features) ? (this.#ver ?? '') : undefined;
    try {
      await this.#take(readRoster(await wire.get(undefined, buildRosterRequest(ver))), current);
    } catch (error) {
      if (!current() || error instanceof ConnectionError) return; // asked again once the link is back
      if (error instanceof StanzaError && error.condition === 'item-not-found')
        await this.#take({ elements: [] }, current);
      else this.#set('failed', error as Error); // IM-2: the session goes on
    }
    if (!current()) return;
    this.#early = undefined;
    this.#presence.announce(); // IM-1: not before the roster is known
  }

  async #restore(current: () => boolean): Promise<void> {
    if (this.#cache || this.#account === undefined) return;
    this.#cache = new RosterCache(this.#account);
    const found = await this.#cache.restore();
    if (found && current()) await this.#fill(found.items, found.ver, current);
  }

  /** @param answer Undefined: nothing has changed (IM-4). */
  async #take(answer: RosterAnswer | undefined, current: () => boolean): Promise<void> {
    if (answer) {
      if (answer.elements.length > MANY) await breath();
      if (!current()) return;
      const items = function* () {
        for (const element of answer.elements) yield readItem(element);
      };
      await this.#fill(items(), answer.ver, current);
    }
    if (!current()) return;
    for (const push of this.#early ?? []) this.#apply(push);
    this.#set('ready');
    if (answer) this.#keep();
  }

  /** These and no others, in slices; presence of those who stay is kept. */
  async #fill(
    items: Iterable<RosterItem | undefined>,
    ver: string | undefined,
    current: () => boolean,
  ): Promise<void> {
    const found = new Set<string>();
    const add = (item: RosterItem | undefined) => {
      if (!item) return;
      found.add(item.jid);
      this.#list.set(item);
      this.changed();
    };
    this.#ver = undefined; // until all are there
    if (!(await inSlices(items, add, current))) return;
    this.#list.retain(found);
    this.#ver = ver;
    this.changed();
  }

  /** IM-6, IM-7: only the account's own word counts. */
  #receivePush(query: Element, iq: Element): undefined {
    if (!isOwnWord(this.#session, iq.attrs.from)) throw new StanzaError('service-unavailable', 'cancel');
    const push = readPush(query);
    if (!push) throw new StanzaError('bad-request', 'modify');
    this.#early?.push(push);
    this.#apply(push);
  }

  #apply({ item, ver }: RosterPush): void {
    if ('removed' in item) this.#list.remove(item.jid);
    else {
      this.#list.set(item);
      this.#subscriptions.itemChanged(item);
    }
    if (ver !== undefined) this.#ver = ver;
    this.#keep();
    this.changed();
  }

  #keep(): void {
    this.#cache?.keep((): KeptRoster | undefined => {
      if (this.#ver === undefined) return undefined;
      return { ver: this.#ver, items: this.#list.byName.map(toItem) };
    });
  }

  async #save(item: Pick<RosterItem, 'jid' | 'name' | 'groups'>): Promise<void> {
    await this.#session.wire.set(undefined, buildRosterSet(item));
  }

  #contact(jid: string): Contact {
    const contact = this.get(jid);
    if (!contact) throw new RangeError(`no contact: ${jid}`);
    return contact;
  }

  #set(state: RosterState, error?: Error): void {
    this.#state = state;
    this.#error = error;
    this.changed();
  }
}

const toItem = ({ resources: _, pendingIn: __, nick: ___, ...item }: Contact): RosterItem => item;
