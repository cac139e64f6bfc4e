/** Private conversations in a fake room, moved by hand. */
import type { Occupant } from '../../src/session/occupant.js';
import type { PrivateRefusal } from '../../src/session/private-chat.js';
import { MessageEvent } from '../../src/session/conversation-events.js';
import type { ChatMessage } from '../../src/session/message.js';
import { FakeRoom, WatchedStore } from './fake-room.js';

export class FakePrivateChat extends FakeRoom {
  refusal: PrivateRefusal | undefined;

  constructor(
    readonly room: FakeRoom,
    override nick: string,
  ) {
    super({ jid: `${room.jid}/id-of-${nick}`, status: { state: 'joined' }, history: 'unavailable' });
    this.nick = nick;
    this.name = nick;
  }

  get address(): string {
    return `${this.room.jid}/${this.nick}`;
  }

  get occupant(): Occupant | undefined {
    return this.gone ? undefined : this.room.occupants.get(this.nick);
  }

  get gone(): boolean {
    return this.refusal === 'gone';
  }

  get lastMessage(): ChatMessage | undefined {
    return this.messages.findLast((row) => row.kind === 'message');
  }

  /** They write. */
  hear(body: string, more: Partial<ChatMessage> = {}): ChatMessage {
    const row = this.receive(body, { nick: this.nick, ...more });
    this.dispatchEvent(new MessageEvent(row));
    return row;
  }

  /** They leave, come back, or are called otherwise. */
  become(fields: { readonly refusal?: PrivateRefusal | undefined; readonly nick?: string }): void {
    Object.assign(this, fields);
    this.changed();
  }
}

export class FakePrivateChats extends WatchedStore {
  all: readonly FakePrivateChat[] = [];
  /** To whom the room lets nobody write. */
  forbidden: readonly string[] = [];

  constructor(readonly room: FakeRoom) {
    super();
  }

  get unread(): number {
    return this.all.reduce((sum, { unread }) => sum + unread, 0);
  }

  mayWriteTo({ nick, self }: Occupant): boolean {
    return !self && !this.forbidden.includes(nick);
  }

  open(who: string | Occupant): FakePrivateChat {
    const nick = typeof who === 'string' ? who : who.nick;
    if (!this.room.occupants.has(nick)) throw new RangeError(nick);
    return this.all.find((chat) => chat.nick === nick && !chat.gone) ?? this.#begin(nick);
  }

  /** Somebody writes. */
  hear(nick: string, ...bodies: readonly string[]): FakePrivateChat {
    const chat = this.open(nick);
    for (const body of bodies) chat.hear(body);
    return chat;
  }

  close(chat: FakePrivateChat): void {
    this.all = this.all.filter((each) => each !== chat);
    this.changed();
  }

  #begin(nick: string): FakePrivateChat {
    const chat = new FakePrivateChat(this.room, nick);
    if (this.forbidden.includes(nick)) chat.refusal = 'forbidden';
    chat.addEventListener('change', () => this.changed());
    this.all = [...this.all, chat];
    this.changed();
    this.room.changed();
    return chat;
  }
}

/** Lets people write privately in `room`. */
export function withPrivates<R extends FakeRoom>(room: R): R & { privates: FakePrivateChats } {
  const privates = new FakePrivateChats(room);
  return Object.assign(room, {
    privates,
    privateChats: () => Promise.resolve(privates),
  });
}
