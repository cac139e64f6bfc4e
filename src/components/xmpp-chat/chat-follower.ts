/** Follows the conversation with one person in one session, and all that is known of them here. */
import type { Avatar } from '../../session/avatars.js';
import type { Chat } from '../../session/chat.js';
import { availability, type Contact, type SubscriptionRequest } from '../../session/contact.js';
import { bareJid } from '../../session/jid.js';
import type { Session } from '../../session/index.js';
import type { People } from '../../session/people.js';
import type { Store } from '../../session/store.js';

export interface ChatFollowerHost {
  /** Whose conversation is wanted. */
  jid(): string | undefined;
  /** Another conversation, or none. */
  shown(chat: Chat | undefined): void;
  chatChanged(): void;
  /** Something else did. */
  changed(): void;
  /** The address is nobody's. */
  invalid(error: unknown): void;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

/** What is known of the other one; the same object until something of it changes. */
export interface Peer {
  readonly contact: Contact | undefined;
  readonly request: SubscriptionRequest | undefined;
  readonly blocked: boolean;
  readonly avatar: Avatar | undefined;
  /** They offer a file. */
  readonly offers: boolean;
  /** When they were here last, as far as that was seen. */
  readonly seenAt: Date | undefined;
}

const NOBODY: Peer = {
  contact: undefined,
  request: undefined,
  blocked: false,
  avatar: undefined,
  offers: false,
  seenAt: undefined,
};

export class ChatFollower {
  session: Session | undefined;
  people: People | undefined;
  chat: Chat | undefined;
  peer = NOBODY;
  /** The address is nobody's. */
  invalid = false;
  /** There was a session once: what fails from then on is an interruption. */
  wasOnline = false;
  /** Since when there is no connection although there was. */
  awaySince: Date | undefined;

  constructor(readonly host: ChatFollowerHost) {}

  /** Lets go of what was followed; `undefined`: for nothing else. */
  follow(session: Session | undefined): void {
    if (session !== this.session) this.#change(session);
    this.#open();
  }

  #change(session: Session | undefined): void {
    this.session?.removeEventListener('change', this.#sessionChanged);
    for (const store of this.#stores) store.removeEventListener('change', this.#peopleChanged);
    session?.addEventListener('change', this.#sessionChanged);
    this.session = session;
    this.people = undefined;
    this.wasOnline = false;
    this.awaySince = undefined;
    this.#noteState();
    session?.people.then((people) => {
      if (session !== this.session) return;
      this.people = people;
      for (const store of this.#stores) store.addEventListener('change', this.#peopleChanged);
      this.#open();
      this.host.changed();
    }, this.host.failed);
  }

  get #stores(): readonly Store[] {
    const { people } = this;
    return people ? [people.roster, people.blocking, people.avatars, people.chats, people.files] : [];
  }

  /** The account may have become another one, whose conversation it is then. */
  #open(): void {
    const jid = this.host.jid();
    this.invalid = false;
    try {
      this.#show(jid === undefined ? undefined : this.people?.chats.open(jid));
    } catch (error) {
      this.invalid = true;
      this.#show(undefined);
      this.host.invalid(error);
    }
    this.#look();
  }

  #show(chat: Chat | undefined): void {
    if (chat === this.chat) return;
    this.chat?.removeEventListener('change', this.#chatChanged);
    chat?.addEventListener('change', this.#chatChanged);
    this.chat = chat;
    this.peer = NOBODY;
    this.host.shown(chat);
  }

  /** @returns Whether anything of them has changed. */
  #look(): boolean {
    const { people, chat, peer } = this;
    if (!people || !chat) return false;
    const { jid } = chat;
    const contact = people.roster.get(jid);
    const left = peer.contact && availability(peer.contact) !== 'offline' && contact?.resources.length === 0;
    const now: Peer = {
      contact,
      request: people.roster.requests.find((each) => each.jid === jid),
      blocked: people.blocking.isBlocked(jid),
      avatar: people.avatars.get(jid),
      offers: people.files.transfers.some(({ state, peer }) => state === 'offered' && bareJid(peer) === jid),
      seenAt: left && this.session?.state === 'online' ? new Date() : peer.seenAt,
    };
    const same = (Object.keys(now) as (keyof Peer)[]).every((key) => now[key] === peer[key]);
    if (!same) this.peer = now;
    return !same;
  }

  #noteState(): void {
    const state = this.session?.state;
    if (state === 'online') {
      this.wasOnline = true;
      this.awaySince = undefined;
    } else if (this.wasOnline) this.awaySince ??= new Date();
  }

  readonly #sessionChanged = () => {
    this.#noteState();
    this.host.changed();
  };

  readonly #peopleChanged = () => {
    const { chat } = this;
    if (chat && this.people?.chats.get(chat.jid) !== chat) this.#open();
    if (this.#look() || chat !== this.chat) this.host.changed();
  };

  readonly #chatChanged = () => this.host.chatChanged();
}
