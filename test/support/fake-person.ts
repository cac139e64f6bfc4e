/** A chat with Juliet, and all that a session knows of her, moved by hand: for stories and component tests. */
import type { Avatar } from '../../src/session/avatars.js';
import type { Contact, Resource, SubscriptionRequest } from '../../src/session/contact.js';
import type { GroupOptions } from '../../src/session/group.js';
import type { InviteResult } from '../../src/session/inviting.js';
import { bareJid } from '../../src/session/jid.js';
import type { ChatMessage } from '../../src/session/message.js';
import type { Session } from '../../src/session/index.js';
import type { FakeFiles } from './fake-files.js';
import { FakeRoom, FakeSession, WatchedStore, message, type RoomFields } from './fake-room.js';

export const ME = 'romeo@montague.example';
export const JULIET = 'juliet@capulet.example';

/** What a test may say of a fake chat. */
export interface ChatFields extends Omit<RoomFields, 'nick' | 'status' | 'subject' | 'occupants'> {
  stranger: boolean;
}

export class FakeChat extends FakeRoom {
  override jid = JULIET;
  override name = 'Juliet';
  stranger = false;
  /** What making a room of it rejects with. */
  groupError: Error | undefined;
  /** What became of who was invited into that room. */
  invited: readonly InviteResult[] = [];

  /** Makes a room that is noted. */
  async makeGroup(options: GroupOptions): Promise<{ room: FakeRoom; invited: readonly InviteResult[] }> {
    this.note('makeGroup', options);
    await Promise.resolve();
    if (this.groupError) throw this.groupError;
    return { room: new FakeRoom({ jid: 'plans@rooms.example', name: options.name }), invited: this.invited };
  }

  override get self(): undefined {
    return undefined; // chats have none
  }

  constructor(fields: Partial<ChatFields> = {}) {
    super({ status: { state: 'joined' }, nick: 'romeo' });
    Object.assign(this, { occupants: undefined, mutes: undefined }, fields); // chats have none
  }
}

/** A message of Juliet's. */
export const hers = (body: string, more: Partial<ChatMessage> = {}): ChatMessage =>
  message(body, { nick: 'Juliet', from: `${JULIET}/balcony`, ...more });

/** One of Romeo's own. */
export const own = (body: string, more: Partial<ChatMessage> = {}): ChatMessage =>
  message(body, { nick: 'romeo', from: `${ME}/web`, own: true, state: 'sent', ...more });

export const resource = (more: Partial<Resource> = {}): Resource => ({
  name: 'balcony',
  show: 'available',
  priority: 0,
  ...more,
});

export const contact = (more: Partial<Contact> = {}): Contact => ({
  jid: JULIET,
  name: 'Juliet',
  groups: [],
  subscription: 'both',
  pendingOut: false,
  pendingIn: false,
  approved: false,
  resources: [resource()],
  ...more,
});

/** Stores of a fake session's people; what is asked of them is noted in `calls`. */
export class FakePeople {
  readonly calls: (readonly [name: string, jid: string])[] = [];
  /** What all that is asked of them rejects with. */
  error: Error | undefined;
  contact: Contact | undefined = contact();
  request: SubscriptionRequest | undefined;
  blocked = false;
  avatar: Avatar | undefined;

  /** Contacts besides. */
  others: readonly Contact[] = [];
  readonly roster = Object.assign(new WatchedStore(), {
    get: () => this.contact,
    add: (jid: string) =>
      this.#asked('add', jid, () => (this.contact = contact({ subscription: 'none', pendingOut: true }))),
    approve: (jid: string) => void this.#asked('approve', jid, () => (this.request = undefined)),
    deny: (jid: string) => void this.#asked('deny', jid, () => (this.request = undefined)),
  });
  readonly blocking = Object.assign(new WatchedStore(), {
    state: 'ready' as const,
    isBlocked: () => this.blocked,
    block: (jid: string) => this.#asked('block', jid, () => (this.blocked = true)),
    unblock: (jid: string) => this.#asked('unblock', jid, () => (this.blocked = false)),
  });
  readonly avatars = Object.assign(new WatchedStore(), { get: () => this.avatar });
  readonly chats: WatchedStore & { open(jid: string): FakeChat; get(jid: string): FakeChat };

  constructor(readonly chat: FakeChat) {
    Object.defineProperty(this.roster, 'byPresence', {
      get: () => [...(this.contact ? [this.contact] : []), ...this.others],
    });
    Object.defineProperty(this.roster, 'requests', { get: () => (this.request ? [this.request] : []) });
    const open = (jid: string) => {
      if (!bareJid(jid)) throw new RangeError(`no address: ${jid}`);
      return chat;
    };
    this.chats = Object.assign(new WatchedStore(), { open, get: () => chat });
  }

  /** Changes what is known of Juliet. */
  set(
    fields: Partial<Pick<FakePeople, 'contact' | 'others' | 'request' | 'blocked' | 'avatar' | 'error'>>,
  ): void {
    Object.assign(this, fields);
    this.roster.changed();
  }

  async #asked(name: string, jid: string, done: () => unknown): Promise<void> {
    this.calls.push([name, jid]);
    if (this.error) throw this.error;
    done();
    this.roster.changed();
    return Promise.resolve();
  }
}

export class FakePersonSession extends FakeSession {
  override jid = `${ME}/web`;
  override guest = false;
  account = { username: 'romeo', ready: true };
  features: ReadonlySet<string> | undefined = new Set();
  readonly disco = {
    features: () => Promise.resolve(this.features),
    info: () => Promise.resolve({ identities: [] }),
  };
  override readonly rooms = { get: () => undefined, join: () => this.room, open: () => this.room };
  override readonly people: Promise<FakePeople & { readonly files: FakeFiles }>;

  constructor(people: FakePeople) {
    super(people.chat);
    this.state = 'online';
    this.people = Promise.resolve(Object.assign(people, { files: this.files }));
  }
}

/** A chat that is open, and the session that elements take. */
export function fakeChat(fields: Partial<ChatFields> = {}): {
  chat: FakeChat;
  people: FakePeople;
  fake: FakePersonSession;
  session: Session;
} {
  const chat = new FakeChat(fields);
  const people = new FakePeople(chat);
  const fake = new FakePersonSession(people);
  return { chat, people, fake, session: fake as unknown as Session };
}
