/** Whom an address stands for: a room, or somebody to chat with. Known once the session knows, and then followed. */
import type { Chat } from '../../session/chat.js';
import { domainOf } from '../../session/jid.js';
import type { Session } from '../../session/index.js';
import type { Room } from '../../session/room.js';

export interface RecipientHost {
  /** Something about the session or the conversation. */
  changed(): void;
  /** The address is nobody's. */
  invalid(error: unknown): void;
  readonly failed: (error: unknown) => void;
}

export class Recipient {
  session: Session | undefined;
  room: Room | undefined;
  chat: Chat | undefined;
  #jid: string | undefined;
  #asking: object | undefined;

  constructor(readonly host: RecipientHost) {}

  /** undefined: nobody. */
  follow(session: Session | undefined, jid: string | undefined): void {
    if (session === this.session && jid === this.#jid) return;
    this.session?.removeEventListener('change', this.#sessionChanged);
    session?.addEventListener('change', this.#sessionChanged);
    this.session = session;
    this.#jid = jid;
    this.#asking = undefined;
    this.#show(undefined, undefined);
    this.#look();
  }

  get conversation(): Room | Chat | undefined {
    return this.room ?? this.chat;
  }

  readonly #sessionChanged = () => {
    this.#look();
    this.host.changed();
  };

  readonly #changed = () => this.host.changed();

  #look(): void {
    const { session } = this;
    const jid = this.#jid;
    if (!session || jid === undefined || this.conversation) return;
    const room = session.rooms.get(jid);
    if (room) this.#show(room, undefined);
    else if (session.state === 'online' && !this.#asking) void this.#ask(session, jid);
  }

  /** An address alone does not tell: its domain does, which either has rooms or does not. */
  async #ask(session: Session, jid: string): Promise<void> {
    const asking = (this.#asking = {});
    try {
      const info = await session.disco.info(domainOf(jid) ?? '').catch(() => undefined);
      const people = await session.people;
      if (asking !== this.#asking || this.conversation) return;
      const rooms = info?.identities.some(
        ({ category, type }) => category === 'conference' && type === 'text',
      );
      this.#show(rooms ? session.rooms.open(jid) : undefined, rooms ? undefined : people.chats.open(jid));
      this.host.changed();
    } catch (error) {
      if (asking !== this.#asking) return;
      if (error instanceof RangeError) this.host.invalid(error);
      else this.host.failed(error);
    }
  }

  #show(room: Room | undefined, chat: Chat | undefined): void {
    this.conversation?.removeEventListener('change', this.#changed);
    this.room = room;
    this.chat = chat;
    this.conversation?.addEventListener('change', this.#changed);
  }
}
