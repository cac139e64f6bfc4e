/**
 * The contacts in the orders that people want to see them in. What is asked of each presence is little, for thousands may
 * come at once; the orders are made when somebody looks, which is once a frame at most.
 */
import {
  availability,
  displayName,
  seesThem,
  type Availability,
  type Contact,
  type Resource,
  type RosterItem,
} from './contact.js';

/** Contacts under one heading; somebody in two groups stands in both (IM-11). */
export interface ContactGroup {
  /** Undefined: those in none, who come last. */
  readonly name: string | undefined;
  /** As {@link ContactList.byPresence}. */
  readonly contacts: readonly Contact[];
  readonly online: number;
}

/** Somebody's clients that are looked at: more is a flood. */
const MAX_RESOURCES = 32;
/** IM-26, the best first; who is free to chat stands among the available. */
const SHOWS: readonly Availability[] = ['chat', 'available', 'away', 'xa', 'dnd', 'offline'];
const CLASSES = SHOWS.slice(1);
/** So many are put in order as they come: thousands by thousands take longer than a frame, what is in runs does not. */
const RUN = 500;

export class ContactList {
  readonly #byJid = new Map<string, Contact>();
  readonly #collator: Intl.Collator;
  /** Addresses in the order of names; what came since stands at the end. */
  #order: string[] = [];
  #unsorted = false;
  #byName: readonly Contact[] | undefined;
  #byPresence: readonly Contact[] | undefined;
  #groups: readonly ContactGroup[] | undefined;

  constructor(lang?: string) {
    this.#collator = new Intl.Collator(lang, { numeric: true });
  }

  get size(): number {
    return this.#byJid.size;
  }

  get(jid: string): Contact | undefined {
    return this.#byJid.get(jid);
  }

  /** The same array until something changes, as with the other orders. */
  get byName(): readonly Contact[] {
    return (this.#byName ??= this.#sorted().flatMap((jid) => this.#byJid.get(jid) ?? []));
  }

  /** Who is there first, each kind in the order of names. */
  get byPresence(): readonly Contact[] {
    return (this.#byPresence ??= this.#sortByPresence());
  }

  get groups(): readonly ContactGroup[] {
    return (this.#groups ??= this.#group());
  }

  /** Only these are left. */
  retain(jids: ReadonlySet<string>): void {
    for (const jid of this.#byJid.keys()) if (!jids.has(jid)) this.#byJid.delete(jid);
    this.#order = this.#order.filter((jid) => jids.has(jid));
    this.#changed();
  }

  /** An item is new or has changed. */
  set(item: RosterItem): void {
    const known = this.#byJid.get(item.jid);
    const lost = known !== undefined && seesThem(known) && !seesThem(item);
    const contact: Contact = {
      ...item,
      pendingIn: known?.pendingIn ?? false,
      nick: known?.nick,
      resources: (!lost && known?.resources) || [],
    };
    this.#put(contact, known);
    if (known) return;
    this.#order.push(item.jid);
    if (this.#order.length % RUN === 0) this.#order.push(...this.#inOrder(this.#order.splice(-RUN)));
  }

  /** @returns Whether it was there. */
  remove(jid: string): boolean {
    if (!this.#byJid.delete(jid)) return false;
    this.#order = this.#order.filter((each) => each !== jid);
    this.#changed();
    return true;
  }

  /** @returns Whether somebody changed by it. */
  update(jid: string, change: Partial<Pick<Contact, 'nick' | 'pendingIn' | 'resources'>>): boolean {
    const known = this.#byJid.get(jid);
    if (!known) return false;
    this.#put({ ...known, ...change }, known);
    return true;
  }

  /** One of somebody's clients is there, or is gone. @returns Whether that is news. */
  setResource(jid: string, name: string, now: Resource | undefined): boolean {
    const known = this.#byJid.get(jid);
    const before = known?.resources.find((each) => each.name === name);
    if (!known || isSame(before, now)) return false;
    const others = known.resources.filter((each) => each !== before);
    return this.update(jid, { resources: now ? bestFirst([now, ...others]) : others });
  }

  /** Nobody is known to be there. */
  forgetPresence(): void {
    for (const [jid, { resources }] of this.#byJid) if (resources.length) this.update(jid, { resources: [] });
  }

  #put(contact: Contact, known: Contact | undefined): void {
    this.#byJid.set(contact.jid, contact);
    if (!known || displayName(contact) !== displayName(known)) this.#unsorted = true;
    this.#changed();
  }

  #changed(): void {
    this.#byName = this.#byPresence = this.#groups = undefined;
  }

  #sorted(): readonly string[] {
    if (this.#unsorted) this.#order = this.#inOrder(this.#order);
    this.#unsorted = false;
    return this.#order;
  }

  /** What is nearly in order, or in a few runs that are, is fast. */
  #inOrder(jids: readonly string[]): string[] {
    // names are looked up once, not with each of the many times that two are compared
    return jids
      .map((jid) => ({ jid, name: displayName(this.#byJid.get(jid)!) }))
      .sort((one, other) => this.#collator.compare(one.name, other.name) || (one.jid < other.jid ? -1 : 1))
      .map(({ jid }) => jid);
  }

  #sortByPresence(): readonly Contact[] {
    const found = new Map<Availability, Contact[]>(CLASSES.map((each) => [each, []]));
    for (const contact of this.byName) {
      const show = availability(contact);
      found.get(show === 'chat' ? 'available' : show)?.push(contact);
    }
    return [...found.values()].flat();
  }

  #group(): readonly ContactGroup[] {
    const byGroup = new Map<string | undefined, Contact[]>();
    for (const contact of this.byPresence)
      for (const name of contact.groups.length ? contact.groups : [undefined])
        if (!byGroup.get(name)?.push(contact)) byGroup.set(name, [contact]);
    return [...byGroup]
      .sort(([one], [other]) =>
        one === undefined || other === undefined
          ? Number(one === undefined) - Number(other === undefined)
          : this.#collator.compare(one, other),
      )
      .map(([name, contacts]) => ({ name, contacts, online: contacts.filter(isOnline).length }));
  }
}

const isOnline = ({ resources }: Contact) => resources.length > 0;

/** By priority, then by how ready to talk (IM-26); equals stay as they are. */
export function bestFirst(resources: readonly Resource[]): readonly Resource[] {
  const rank = ({ show }: Resource) => SHOWS.indexOf(show);
  return [...resources]
    .sort((one, other) => other.priority - one.priority || rank(one) - rank(other))
    .slice(0, MAX_RESOURCES);
}

function isSame(one: Resource | undefined, other: Resource | undefined): boolean {
  return (
    one?.show === other?.show && one?.statusText === other?.statusText && one?.priority === other?.priority
  );
}
