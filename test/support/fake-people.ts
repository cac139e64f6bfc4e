/**
 * The people of a session moved by hand, for stories and component tests: no network, no stanzas. They do at once what
 * is asked of them, unless `refusal` says why not, and note it.
 */
import type { Chat } from '../../src/session/chat.js';
import { HeadlineEvent, type Headline } from '../../src/session/chats.js';
import { ContactList } from '../../src/session/contact-list.js';
import { StanzaError } from '../../src/session/errors.js';
import type { Contact, Resource, RosterItem, SubscriptionRequest } from '../../src/session/contact.js';
import type { Invitation } from '../../src/session/invitations.js';
import type { Session, SessionState } from '../../src/session/index.js';
import type { ChatMessage } from '../../src/session/message.js';
import type { People } from '../../src/session/people.js';
import type { OwnPresence } from '../../src/session/protocol/presence.js';
import type { AddOptions, RosterState } from '../../src/session/roster.js';
import { Store } from '../../src/session/store.js';
import type { JoinOptions } from '../../src/session/room.js';
import type { Element } from '../../src/session/xml.js';
import { SubscriptionEvent } from '../../src/session/subscriptions.js';
import type { RegistrationOffer } from '../../src/session/index.js';
import { FakeFiles } from './fake-files.js';
import { FakeRoom, message } from './fake-room.js';

export const ACCOUNT = 'me@kit.example';

const item = (jid: string, more: Partial<RosterItem> = {}): RosterItem => ({
  jid,
  groups: [],
  subscription: 'both',
  pendingOut: false,
  approved: false,
  ...more,
});

export const here = (show: Resource['show'] = 'available', statusText?: string): Resource => ({
  name: 'phone',
  show,
  statusText,
  priority: 0,
});

class FakeStore extends Store {
  /** Counts who listens, so that tests see whether an element lets go. */
  listeners = 0;

  override addEventListener(...args: Parameters<Store['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<Store['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }

  tell(): void {
    this.changed();
  }
}

export class FakeRoster extends FakeStore {
  account: string | undefined = ACCOUNT;
  nick: string | undefined;
  state: RosterState = 'ready';
  canPreApprove = false;
  requests: readonly SubscriptionRequest[] = [];
  /** What everything that is asked for is refused with. */
  refusal: Error | undefined;
  /** What was asked for, in order. */
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  readonly list = new ContactList('en');

  get size(): number {
    return this.list.size;
  }

  get contacts(): readonly Contact[] {
    return this.list.byName;
  }

  get byPresence(): readonly Contact[] {
    return this.list.byPresence;
  }

  get groups(): ContactList['groups'] {
    return this.list.groups;
  }

  get(jid: string): Contact | undefined {
    return this.list.get(jid);
  }

  /** A contact is new, has changed, or is there now. */
  put(jid: string, more: Partial<Contact> = {}): void {
    const { pendingIn, nick, resources, ...rest } = more;
    this.list.set(item(jid, { ...this.list.get(jid), ...rest }));
    if (pendingIn !== undefined) this.list.update(jid, { pendingIn });
    if (nick !== undefined) this.list.update(jid, { nick });
    if (resources) this.list.update(jid, { resources });
    this.changed();
  }

  ask(request: SubscriptionRequest): void {
    this.requests = [...this.requests, request];
    this.list.update(request.jid, { pendingIn: true });
    this.dispatchEvent(new SubscriptionEvent(request.jid, 'requested'));
    this.changed();
  }

  async add(jid: string, options: AddOptions = {}): Promise<void> {
    await this.#note('add', jid, options);
    this.put(jid, {
      name: options.name,
      groups: options.groups ?? [],
      subscription: 'none',
      pendingOut: true,
    });
  }

  async rename(jid: string, name: string): Promise<void> {
    await this.#note('rename', jid, name);
    this.put(jid, { name: name || undefined });
  }

  async setGroups(jid: string, groups: readonly string[]): Promise<void> {
    await this.#note('setGroups', jid, groups);
    this.put(jid, { groups });
  }

  async remove(jid: string): Promise<void> {
    await this.#note('remove', jid);
    this.list.remove(jid);
    this.changed();
  }

  approve(jid: string): void {
    this.#answer('approve', jid);
  }

  deny(jid: string): void {
    this.#answer('deny', jid);
  }

  subscribe(jid: string): void {
    this.calls.push({ name: 'subscribe', args: [jid] });
  }

  unsubscribe(jid: string): void {
    this.calls.push({ name: 'unsubscribe', args: [jid] });
  }

  reload(): void {
    this.calls.push({ name: 'reload', args: [] });
  }

  /** Arguments of the calls of `name`. */
  called(name: string): (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  #answer(name: string, jid: string): void {
    this.calls.push({ name, args: [jid] });
    if (this.refusal) throw this.refusal;
    this.requests = this.requests.filter((request) => request.jid !== jid);
    this.changed();
  }

  #note(name: string, ...args: unknown[]): Promise<void> {
    this.calls.push({ name, args });
    return this.refusal ? Promise.reject(this.refusal) : Promise.resolve();
  }
}

/** What the list shows of a conversation. */
export interface FakeChat {
  readonly jid: string;
  readonly unread: number;
  readonly stranger: boolean;
  readonly lastMessage: ChatMessage | undefined;
  readonly lastAt: Date | undefined;
  readonly messages: readonly ChatMessage[];
}

export class FakeChats extends FakeStore {
  headlines: readonly Headline[] = [];
  #all: readonly FakeChat[] = [];

  get list(): readonly Chat[] {
    return this.#of(false);
  }

  get strangers(): readonly Chat[] {
    return this.#of(true);
  }

  /** Somebody wrote, or we did. */
  say(jid: string, body: string, unread = 0, more: Partial<ChatMessage> = {}, stranger = false): void {
    const lastMessage = message(body, more);
    const messages = [...(this.#all.find((each) => each.jid === jid)?.messages ?? []), lastMessage];
    const fields = { jid, unread, stranger, lastMessage, lastAt: lastMessage.time, messages };
    const chat = Object.assign(new EventTarget(), fields);
    this.#all = [chat, ...this.#all.filter((each) => each.jid !== jid)];
    this.changed();
  }

  /** The server or a contact announces something. */
  announce(from: string, body: string, subject?: string): void {
    this.headlines = [new HeadlineEvent(from, body, subject), ...this.headlines].slice(0, 5);
    this.changed();
  }

  dismiss(headline: Headline): void {
    this.headlines = this.headlines.filter((each) => each !== headline);
    this.changed();
  }

  close(jid: string): void {
    this.#all = this.#all.filter((each) => each.jid !== jid);
    this.changed();
  }

  #of(stranger: boolean): readonly Chat[] {
    return this.#all.filter((each) => each.stranger === stranger) as unknown as readonly Chat[];
  }
}

export class FakeBlocking extends FakeStore {
  state = 'ready';
  refusal: Error | undefined;
  readonly jids = new Set<string>();

  get list(): ReadonlySet<string> {
    return this.jids;
  }

  isBlocked(jid: string): boolean {
    return this.jids.has(jid);
  }

  async block(jid: string): Promise<void> {
    if (this.refusal) throw this.refusal;
    await Promise.resolve();
    this.jids.add(jid);
    this.changed();
  }

  async unblock(jid: string): Promise<void> {
    await Promise.resolve();
    this.jids.delete(jid);
    this.changed();
  }
}

export class FakeInvitations extends FakeStore {
  pending: readonly Invitation[] = [];
  /** What was done with them, in order. */
  readonly answers: { readonly name: string; readonly args: readonly unknown[] }[] = [];

  /** @param rooms Where an accepted one leads to. */
  constructor(readonly rooms: () => { join(jid: string, options?: JoinOptions): unknown }) {
    super();
  }

  /** Somebody asks us into a room: a contact past it, unless `more` says otherwise. */
  invite(room: string, by: string | undefined, more: Partial<Invitation> = {}): void {
    const usual = { direct: true, known: true, continues: false, time: new Date() };
    this.pending = [...this.pending, { room, by, ...usual, ...more }];
    this.changed();
  }

  get(room: string): Invitation | undefined {
    return this.pending.find((each) => each.room === room);
  }

  accept(room: string, options: JoinOptions = {}): unknown {
    const password = this.get(room)?.password;
    this.#answer('accept', room, options);
    return this.rooms().join(room, { password, ...options });
  }

  /** What declining is refused with. */
  refusal: Error | undefined;

  decline(room: string, reason?: string): void {
    if (this.refusal) throw this.refusal;
    this.#answer('decline', room, reason);
  }

  ignore(room: string): void {
    this.#answer('ignore', room);
  }

  take(room: string): void {
    this.#answer('take', room);
  }

  #answer(name: string, room: string, ...args: unknown[]): void {
    this.answers.push({ name, args: [room, ...args] });
    this.pending = this.pending.filter((each) => each.room !== room);
    this.changed();
  }
}

export class FakePresence extends FakeStore {
  show = 'available';
  statusText: string | undefined;

  set(change: OwnPresence): void {
    Object.assign(this, change);
    this.changed();
  }
}

export class FakeAvatars extends FakeStore {
  /** What our own was set to, in order. */
  readonly published: (Blob | undefined)[] = [];
  /** What setting our own is refused with. */
  refusal: Error | undefined;
  /** More bytes than that are too much. */
  maxBytes = Infinity;
  /** Until it settles, so does nothing that is set. */
  slow: Promise<void> | undefined;
  readonly urls = new Map<string, string>();
  readonly asked = new Set<string>();

  get(jid: string): { readonly url: string } | undefined {
    this.asked.add(jid);
    const url = this.urls.get(jid);
    return url === undefined ? undefined : { url };
  }

  async publish(picture: Blob | undefined): Promise<void> {
    await this.slow;
    if (this.refusal) throw this.refusal;
    if (picture && picture.size > this.maxBytes) throw new RangeError('too large');
    this.published.push(picture);
    if (picture) this.urls.set(ACCOUNT, URL.createObjectURL(picture));
    else this.urls.delete(ACCOUNT);
    this.changed();
  }
}

export class FakeAccountSession extends FakeStore {
  readonly config = { domain: 'kit.example' };
  guest = false;
  error: Error | undefined;
  connects = 0;
  account = ACCOUNT;

  /** Stanzas, as text. */
  readonly sent: string[] = [];
  readonly wire = {
    maxBytes: 262_144,
    domain: 'kit.example',
    send: (stanza: Element) => void this.sent.push(String(stanza)),
  };
  /** The room that links lead to. */
  readonly room = new FakeRoom();
  readonly rooms = {
    get: (jid: string): FakeRoom | undefined => (jid === this.room.jid ? this.room : undefined),
    join: (jid: string, options?: { nick?: string; password?: string }): FakeRoom => {
      this.room.jid = jid;
      return this.room.join(options);
    },
  };
  /** What a service asks of who registers; unset: nobody can. */
  offer: RegistrationOffer | undefined;
  /** Whose registration was asked for, and ended. */
  readonly registered: (string | undefined)[] = [];
  readonly ended: string[] = [];
  readonly registration = {
    request: (service?: string) => {
      this.registered.push(service);
      const { offer } = this;
      return offer
        ? Promise.resolve(offer)
        : Promise.reject(new StanzaError('service-unavailable', 'cancel'));
    },
    remove: (address: string) => {
      this.ended.push(address);
      return Promise.resolve();
    },
  };

  constructor(
    readonly people: Promise<People>,
    public state: SessionState,
    readonly files = new FakeFiles(),
  ) {
    super();
  }

  get jid(): string | undefined {
    return this.state === 'online' ? `${this.account}/web1` : undefined;
  }

  set(fields: { state?: SessionState; error?: Error; guest?: boolean }): void {
    Object.assign(this, fields);
    this.changed();
  }

  connect(): Promise<void> {
    this.connects += 1;
    return Promise.resolve();
  }
}

/** @param contacts By address. */
export function fakePeople(
  contacts: Readonly<Record<string, Partial<Contact>>> = {},
  state: SessionState = 'online',
) {
  const stores = {
    roster: new FakeRoster(),
    chats: new FakeChats(),
    blocking: new FakeBlocking(),
    presence: new FakePresence(),
    avatars: new FakeAvatars(),
    files: new FakeFiles(),
    invitations: new FakeInvitations(() => fake.rooms),
  };
  for (const [jid, more] of Object.entries(contacts)) stores.roster.put(jid, more);
  const people = { ...stores, setAvatar: (picture: Blob | undefined) => stores.avatars.publish(picture) };
  const fake: FakeAccountSession = new FakeAccountSession(
    Promise.resolve(people as unknown as People),
    state,
    stores.files,
  );
  return { ...stores, fake, session: fake as unknown as Session };
}

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jun'];
const LAST = ['Abbott', 'Berg', 'Costa', 'Duval', 'Engel', 'Fuchs', 'Grau', 'Hoang', 'Iversen', 'Jansen'];
const SHOWS = ['available', 'away', 'dnd'] as const;

/** So many people, of whom every third is there. */
export function crowd(n: number, groups: readonly string[] = []): Record<string, Partial<Contact>> {
  const entries = Array.from({ length: n }, (_, i) => {
    const name =
      `${FIRST[i % 10]} ${LAST[Math.floor(i / 10) % 10]} ${i >= 100 ? Math.floor(i / 100) : ''}`.trim();
    const group = groups[i % (groups.length || 1)];
    const resources = i % 3 ? [] : [here(SHOWS[(i / 3) % 3])];
    return [`person${i}@kit.example`, { name, groups: group ? [group] : [], resources }] as const;
  });
  return Object.fromEntries(entries);
}
