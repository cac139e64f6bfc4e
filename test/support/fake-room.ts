/**
 * A room and a session moved by hand, for stories and component tests: no network, no stanzas. It does what is told by
 * its fields and notes what is asked of it.
 */
import { FakeFiles } from './fake-files.js';
import type { InviteResult } from '../../src/session/inviting.js';
import { BulkRemoval } from '../../src/session/bulk-removal.js';
import { Mutes } from '../../src/session/mutes.js';
import type { ChatMessage, HistoryState, RoomEvent, Row } from '../../src/session/message.js';
import { StanzaError } from '../../src/session/errors.js';
import type { DataForm, FormAnswers } from '../../src/session/data-form.js';
import type { RoomOwner } from '../../src/session/room-owner.js';
import type { Moderation } from '../../src/session/moderation.js';
import type { Affiliated, Change, Occupant } from '../../src/session/occupant.js';
import type { RoomInfo, RoomStatus } from '../../src/session/room-status.js';
import type { Outgoing } from '../../src/session/conversation.js';
import type { Room } from '../../src/session/room.js';
import type { RoomRequest } from '../../src/session/room-requests.js';
import type { Session } from '../../src/session/index.js';
import { comparable, type Found, type FoundPage } from '../../src/session/past.js';
import { Store } from '../../src/session/store.js';

export const ROOM = 'garden@rooms.example';

/** What a test may say of a fake room. */
export interface RoomFields {
  jid: string;
  nick: string | undefined;
  status: RoomStatus;
  name: string;
  subject: string;
  info: RoomInfo | undefined;
  occupants: ReadonlyMap<string, Occupant>;
  canSpeak: boolean;
  canSetSubject: boolean;
  slowMode: number | undefined;
  nextSendAt: Date | undefined;
  messages: readonly Row[];
  history: HistoryState;
  unread: number;
  mentions: number;
  firstUnread: string | undefined;
  lastRead: string | undefined;
  joins: 'fold' | 'off' | undefined;
  typing: readonly string[];
}

let keys = 0;

/** Counts who listens, so that tests see whether an element lets go. */
export class WatchedStore extends Store {
  listeners = 0;

  override changed(): void {
    super.changed();
  }

  override addEventListener(...args: Parameters<Store['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<Store['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }
}

type FakeModeration = Pick<
  Moderation,
  | 'changesOf'
  | 'apply'
  | 'mayRemove'
  | 'remove'
  | 'messagesOf'
  | 'removeAll'
  | 'list'
  | 'setAffiliation'
  | 'owner'
  | 'invite'
  | 'requests'
  | 'allow'
  | 'ignore'
  | 'requestVoice'
  | 'addEventListener'
  | 'removeEventListener'
>;

export class FakeRoom extends WatchedStore implements RoomFields {
  jid = ROOM;
  nick: string | undefined;
  status: RoomStatus = { state: 'idle' };
  name = 'The garden';
  subject = '';
  info: RoomInfo | undefined;
  occupants: ReadonlyMap<string, Occupant> = new Map();
  canSpeak = true;
  canSetSubject = false;
  slowMode: number | undefined;
  nextSendAt: Date | undefined;
  messages: readonly Row[] = [];
  history: HistoryState = 'start';
  unread = 0;
  mentions = 0;
  firstUnread: string | undefined;
  lastRead: string | undefined;
  joins: 'fold' | 'off' | undefined;
  typing: readonly string[] = [];

  /** What was asked for, in order. */
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  /** What a join leads to; unset, it succeeds. */
  answer: ((options: { nick?: string; password?: string }) => RoomStatus) | undefined;
  /** What `loadEarlier` puts before the first row; unset, nothing. */
  earlier: (() => readonly Row[]) | undefined;
  /** What `send` throws. */
  sendError: Error | undefined;
  /** What `setNick` and `setSubject` reject with. */
  changeError: Error | undefined;

  /** What the lists are refused with. */
  listError: Error | undefined;
  /** Messages of others can be removed. */
  mayRemove = false;
  /** What may be changed of whom, by nickname; asked of anew each time. */
  changes: Readonly<Record<string, readonly Change[]>> = {};

  readonly joined = Promise.resolve();

  constructor(fields: Partial<RoomFields> = {}) {
    super();
    Object.assign(this, fields);
  }

  /** Changes fields as an event from the server would. */
  set(fields: Partial<RoomFields>): void {
    Object.assign(this, fields);
    this.changed();
  }

  /** Somebody writes. */
  receive(body: string, more: Partial<ChatMessage> = {}): ChatMessage {
    const row = message(body, more);
    const unread = !row.own && !row.old;
    this.set({
      messages: [...this.messages, row],
      unread: this.unread + Number(unread),
      firstUnread: this.firstUnread ?? (unread ? row.key : undefined),
      mentions: this.mentions + (row.mention ? 1 : 0),
    });
    return row;
  }

  /** Replaces the row `key`. */
  change(key: string, more: Partial<ChatMessage>): void {
    const messages = this.messages.map((row) =>
      row.key === key && row.kind === 'message' ? { ...row, ...more } : row,
    );
    this.set({ messages });
  }

  /** Who asks for what. */
  requests: readonly RoomRequest[] = [];

  /** Somebody asks, or it is over. */
  ask(...requests: readonly RoomRequest[]): void {
    this.requests = requests;
    this.changed();
  }

  /** Who is banned, or has an office. */
  people: readonly Affiliated[] = [];

  /** Its settings, if it has any. */
  config: DataForm | undefined;
  readonly owner: Pick<RoomOwner, 'accept' | 'config' | 'configure' | 'cancel' | 'destroy'> = {
    config: async () => {
      await Promise.resolve();
      if (this.listError) throw this.listError;
      return this.config;
    },
    configure: (_, answers) => this.#noteChange('configure', Object.fromEntries(answers)),
    accept: () => this.#noteChange('accept'),
    cancel: () => this.#noteChange('cancel'),
    destroy: (destruction) => this.#noteChange('destroy', destruction),
  };

  /** Settles when one of many messages is removed. */
  removing(key: string, reason: string | undefined): Promise<void> {
    return this.#noteChange('remove', key, reason);
  }

  /** Whom the visitor does not want to hear; what they say is folded by whoever tests that. */
  readonly mutes: Mutes | undefined = new Mutes(this);

  async #noteChange(name: string, ...args: readonly unknown[]): Promise<void> {
    this.note(name, ...args);
    await Promise.resolve();
    if (this.changeError) throw this.changeError;
  }

  /** Whose it is. */
  session: Partial<Pick<Session, 'guest' | 'state' | 'people'>> = { guest: true };
  /** Why somebody cannot be invited, by address. */
  inviteFailures: Readonly<Record<string, Omit<InviteResult, 'jid'>>> = {};
  /** Until it settles, nobody is invited. */
  slowly: Promise<void> | undefined;

  /** Tells of something that happened. */
  addEvent(event: RoomEvent['event']): void {
    this.set({
      messages: [...this.messages, { kind: 'event', key: `event-${++keys}`, time: new Date(), event }],
    });
  }

  /** What is changed is noted; nobody's role is another by that. */
  moderation(): Promise<FakeModeration> {
    const current = () => this.requests;
    return Promise.resolve({
      invite: async (guests, options) => {
        this.note('invite', guests, options?.reason);
        await this.slowly;
        if (this.changeError) throw this.changeError;
        return guests.map((jid) => ({ jid, ...this.inviteFailures[jid] }));
      },
      get requests() {
        return current();
      },
      allow: async (request) => {
        await this.#noteChange('allow', request.key);
        this.ask(...this.requests.filter((each) => each !== request));
      },
      ignore: (request) => {
        this.note('ignore', request.key);
        this.ask(...this.requests.filter((each) => each !== request));
      },
      requestVoice: () => this.#noteChange('requestVoice'),
      owner: () => Promise.resolve(this.owner as unknown as RoomOwner),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      list: async (of) => {
        await Promise.resolve();
        if (this.listError) throw this.listError;
        return this.people.filter(({ affiliation }) => 'affiliation' in of && affiliation === of.affiliation);
      },
      setAffiliation: async (jid, affiliation) => {
        this.note('affiliate', jid, affiliation);
        await Promise.resolve();
        if (this.changeError) throw this.changeError;
        this.people = [...this.people.filter((each) => each.jid !== jid), { jid, affiliation }];
      },
      mayRemove: () => this.mayRemove,
      remove: ({ key }, reason) => this.#noteChange('remove', key, reason),
      messagesOf: ({ nick }) =>
        this.messages.filter(
          (row): row is ChatMessage =>
            row.kind === 'message' &&
            this.mayRemove &&
            row.nick === nick &&
            row.stanzaId !== undefined &&
            !row.removed,
        ),
      removeAll: (messages, reason) =>
        Promise.resolve(
          new BulkRemoval(
            {
              rowOf: (key) => this.messages.find((row) => row.key === key),
              mayRemove: () => this.mayRemove,
              remove: async ({ key }) => {
                await this.removing(key, reason);
                this.change(key, { body: '', removed: { moderated: true, by: this.nick, reason } });
              },
            },
            messages,
          ),
        ),
      changesOf: ({ nick }) => this.changes[nick] ?? [],
      apply: async ({ nick }, change, reason) => {
        this.note('change', nick, change, reason);
        await Promise.resolve();
        if (this.changeError) throw this.changeError;
      },
    });
  }

  trusts(feature: string): boolean {
    return this.info?.features.has(feature) === true;
  }

  get self(): Occupant | undefined {
    return this.nick === undefined ? undefined : this.occupants.get(this.nick);
  }

  join(options: { nick?: string; password?: string } = {}): this {
    this.note('join', options);
    this.set({ nick: options.nick ?? this.nick, status: this.answer?.(options) ?? { state: 'joined' } });
    return this;
  }

  leave(...words: readonly string[]): Promise<void> {
    this.note('leave', ...words);
    this.set({ status: { state: 'idle' } });
    return Promise.resolve();
  }

  send(text: Outgoing): ChatMessage {
    this.note('send', text);
    if (this.sendError) throw this.sendError;
    const body = typeof text === 'string' ? text : text.body;
    const state = this.status.state === 'joined' ? 'sending' : 'waiting';
    return this.receive(body, { own: true, nick: this.nick ?? 'Me', state, sentAt: new Date() });
  }

  correct(key: string, text: Outgoing): ChatMessage {
    this.note('correct', key, text);
    const row = this.find(key);
    const versions = [...(row.versions ?? []), { body: row.body, time: row.time }];
    this.change(key, { body: typeof text === 'string' ? text : text.body, versions, state: 'sending' });
    return this.find(key);
  }

  /** Replies, reactions and retractions, as far as a list shows them at once. */
  features() {
    return Promise.resolve({
      mutes: this.mutes,
      showMuted: (key: string) => this.note('showMuted', key),
      canRefer: ({ removed, state }: ChatMessage) => !removed && state !== 'waiting' && state !== 'failed',
      react: (key: string, emoji: string) => this.#react(key, emoji),
      reply: (key: string, { body }: { body: string }) => {
        this.note('reply', key, body);
        const { nick, body: text } = this.find(key);
        return this.receive(body, {
          own: true,
          nick: this.nick ?? 'Me',
          state: 'sent',
          reply: { key, nick, text },
        });
      },
      keep: (key: string) => {
        this.note('keep', key);
        this.change(key, { doing: undefined });
      },
      redo: (key: string) => {
        this.note('redo', key);
        this.change(key, { doing: undefined });
      },
      retract: (key: string) => {
        this.note('retract', key);
        if (this.status.state === 'joined') this.change(key, { body: '', removed: { moderated: false } });
        else this.change(key, { doing: { what: 'removal', waits: true, unsent: true } });
      },
    });
  }

  #react(key: string, emoji: string): void {
    this.note('react', key, emoji);
    const own = this.nick ?? 'Me';
    const { reactions = [] } = this.find(key);
    const known = reactions.find((each) => each.emoji === emoji);
    const nicks = known?.own ? known.nicks.filter((nick) => nick !== own) : [...(known?.nicks ?? []), own];
    const changed = { emoji, nicks, own: !known?.own };
    const all = known ? reactions.map((each) => (each === known ? changed : each)) : [...reactions, changed];
    const left = all.filter((each) => each.nicks.length > 0);
    const doing = { what: 'reaction', waits: true, unsent: true } as const;
    this.change(key, {
      reactions: left.length > 0 ? left : undefined,
      doing: this.status.state === 'joined' ? undefined : doing,
    });
  }

  protected find(key: string): ChatMessage {
    const row = this.messages.find((each) => each.key === key);
    if (row?.kind !== 'message') throw new RangeError(key);
    return row;
  }

  retry(key: string): void {
    this.note('retry', key);
    this.change(key, { state: 'sending', failure: undefined, sentAt: new Date() });
  }

  discard(key: string): string | undefined {
    this.note('discard', key);
    const row = this.messages.find((each) => each.key === key);
    this.set({ messages: this.messages.filter((each) => each !== row) });
    return row?.kind === 'message' ? row.body : undefined;
  }

  loadEarlier(): Promise<void> {
    this.note('loadEarlier');
    if (this.earlier) this.set({ messages: [...this.earlier(), ...this.messages] });
    return Promise.resolve();
  }

  loadGap(key: string, earlier = false): Promise<void> {
    this.note('loadGap', key, ...(earlier ? ['earlier'] : []));
    if (this.gapFilling) this.set({ messages: this.gapFilling(key, earlier) });
    return Promise.resolve();
  }

  /** All rows once a gap was asked for; unset, they stay as they are. */
  gapFilling: ((key: string, earlier: boolean) => readonly Row[]) | undefined;
  /** What the archive holds before the first row; unset, it cannot search. */
  archive: readonly ChatMessage[] | undefined;
  /** It can be asked. */
  reachable = true;
  /** What going somewhere and searching fail with. */
  pastError: Error | undefined;
  /** Settles before they do. */
  pastWait: Promise<unknown> = Promise.resolve();

  /** Goes to and searches what is loaded, or its `archive`, a page of two at a time. */
  past() {
    return Promise.resolve({
      searchable: () => Promise.resolve(this.archive !== undefined),
      jumpTo: (where: Date | Found) => this.#jumpTo(where),
      search: (text: string) => this.#search(text),
    });
  }

  async #jumpTo(where: Date | Found): Promise<string | undefined> {
    this.note('jumpTo', where);
    await this.pastWait;
    if (this.pastError) throw this.pastError;
    const all = [...(this.archive ?? []), ...this.messages];
    const row = all.find((each) =>
      'time' in where ? each.key === where.key : each.kind === 'message' && each.time >= where,
    );
    if (row && !this.messages.includes(row)) {
      this.archive = [];
      this.set({ messages: all });
    }
    return row?.key;
  }

  async *#search(text: string): AsyncGenerator<FoundPage, void, undefined> {
    this.note('search', text);
    await this.pastWait;
    if (this.pastError) throw this.pastError;
    const archived = this.reachable ? this.archive : undefined;
    const found = [...(archived ?? []), ...this.messages]
      .flatMap((row) =>
        row.kind === 'message' && comparable(row.body).includes(comparable(text)) ? row : [],
      )
      .reverse();
    if (!archived) yield { found, scope: 'loaded', offline: !this.reachable, complete: true };
    else
      for (let at = 0; at === 0 || at < found.length; at += 2)
        yield { found: found.slice(at, at + 2), scope: 'archive', complete: at + 2 >= found.length };
  }

  markRead(): void {
    this.note('markRead');
    if (this.unread > 0) this.set({ unread: 0, mentions: 0, firstUnread: undefined });
  }

  restoreRead(lastRead: string): void {
    this.note('restoreRead', lastRead);
  }

  setTyping(typing: boolean): void {
    this.note('setTyping', typing);
  }

  setSubject(subject: string): Promise<void> {
    this.note('setSubject', subject);
    if (this.changeError) return Promise.reject(this.changeError);
    this.set({ subject });
    return Promise.resolve();
  }

  setNick(nick: string): Promise<void> {
    this.note('setNick', nick);
    if (this.changeError) return Promise.reject(this.changeError);
    this.set({ nick });
    return Promise.resolve();
  }

  /** Arguments of the calls of `name`. */
  called(name: string): (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  /** Notes a call. */
  protected note(name: string, ...args: unknown[]): void {
    this.calls.push({ name, args });
  }
}

/** A session with one room, which it knows once it was joined or `entered`. */
export class FakeSession extends WatchedStore {
  state: Session['state'] = 'idle';
  jid: string | undefined;
  error: Error | undefined;
  retryAt: Date | undefined;
  config: { domain?: string; service?: string } = { domain: 'example' };
  guest = true;
  readonly calls: string[] = [];
  readonly wire = { maxBytes: 262_144 };
  /** What the room wants to know of those who register, if it lets them; what they say is noted with the room's calls. */
  form: DataForm | undefined;
  /** What registering is refused with. */
  registerError: Error | undefined;
  readonly registration = {
    request: async () => {
      await Promise.resolve();
      const { form } = this;
      if (!form) throw new StanzaError('not-allowed', 'cancel');
      const submit = async (answers: FormAnswers) => {
        this.room.calls.push({ name: 'register', args: [Object.fromEntries(answers)] });
        await Promise.resolve();
        if (this.registerError) throw this.registerError;
        return undefined;
      };
      return { registered: false, plain: false, form, instructions: undefined, url: undefined, submit };
    },
  };
  readonly files = new FakeFiles();
  readonly people: Promise<unknown> = Promise.resolve({
    roster: Object.assign(new WatchedStore(), { get: () => undefined }),
    files: this.files,
  });

  readonly rooms = {
    get: (): FakeRoom | undefined => (this.entered ? this.room : undefined),
    join: (_jid: string, options?: { nick?: string; password?: string }): FakeRoom => {
      this.entered = true;
      return this.room.join(options);
    },
  };

  constructor(
    readonly room: FakeRoom,
    public entered = room.status.state !== 'idle',
  ) {
    super();
    room.session = this as unknown as FakeRoom['session'];
  }

  set(fields: Partial<Pick<FakeSession, 'state' | 'error' | 'retryAt' | 'jid'>>): void {
    Object.assign(this, fields);
    this.changed();
  }

  connect(): Promise<void> {
    this.calls.push('connect');
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    this.calls.push('disconnect');
    return Promise.resolve();
  }

  reconnectNow(): void {
    this.calls.push('reconnectNow');
  }
}

/** A room that has been entered, and the session that elements take. */
export function fakeRoom(fields: Partial<RoomFields> = {}): {
  room: FakeRoom;
  fake: FakeSession;
  session: Session;
} {
  const room = new FakeRoom({ nick: 'Me', status: { state: 'joined' }, ...fields });
  const fake = new FakeSession(room);
  return { room, fake, session: fake as unknown as Session };
}

/** What an element knows of a room, for tests that go below the elements. */
export const asRoom = (room: FakeRoom): Room => room as unknown as Room;

/** What an ordinary room says of itself. */
export const roomInfo = (more: Partial<RoomInfo> = {}): RoomInfo => ({
  passwordProtected: false,
  membersOnly: false,
  moderated: false,
  nonAnonymous: false,
  persistent: true,
  logged: false,
  archive: false,
  subjectModifiable: false,
  features: new Set(),
  ...more,
});

/** A message of Juliet's, unless `more` says otherwise. */
export function message(body: string, more: Partial<ChatMessage> = {}): ChatMessage {
  const nick = more.nick ?? 'Juliet';
  keys += 1;
  return {
    kind: 'message',
    key: `key-${keys}`,
    id: `id-${keys}`,
    from: `${ROOM}/${nick}`,
    time: new Date(),
    nick,
    own: false,
    body,
    old: false,
    mention: false,
    ...more,
  };
}

/** `count` old messages of three people, a minute apart, the last one at `end`. */
export function historyOf(count: number, end = new Date(), text = 'Message'): ChatMessage[] {
  const people = ['Juliet', 'Romeo', 'Nurse'];
  return Array.from({ length: count }, (_, i) =>
    message(`${text} ${i + 1}`, {
      nick: people[Math.floor(i / 2) % people.length],
      old: true,
      time: new Date(end.getTime() - (count - i) * 60_000),
    }),
  );
}

export function occupant(nick: string, more: Partial<Occupant> = {}): Occupant {
  return { nick, role: 'participant', affiliation: 'none', show: 'available', self: false, ...more };
}

export const occupants = (...all: readonly Occupant[]) => new Map(all.map((each) => [each.nick, each]));
