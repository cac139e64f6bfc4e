/**
 * The conversations of an account with single people, in step with its other clients (XEP-0280): one {@link Chat} for
 * each address, however many elements show it. What is said to whom is decided here, by who says it (security.md §4).
 */
import type { ArchiveItem } from './archive.js';
import { ArchiveMark } from './archive-mark.js';
import { Chat } from './chat.js';
import { habitsOf } from './chat-habits.js';
import type { ChatHabits, ChatHost } from './chat-host.js';
import type { Contact } from './contact.js';
import type { DisplayedSync } from './displayed-sync.js';
import type { Feature } from './feature.js';
import { bareJid, parseJid } from './jid.js';
import { isOwnWord, ownBare } from './own-account.js';
import { buildEnableCarbons, isCarbon, NS_CARBONS, readCarbon } from './protocol/carbons.js';
import { messageType } from './protocol/chat-message.js';
import { NS_CONFERENCE } from './protocol/invite.js';
import { NS_MAM } from './protocol/mam.js';
import { readBody, readStanzaId, readSubject } from './protocol/message.js';
import { NS_MUC_USER } from './protocol/muc.js';
import { NS_MARKERS, NS_RECEIPTS } from './protocol/receipts.js';
import type { Session } from './session.js';
import { Store } from './store.js';
import { child, type Element } from './xml.js';

/** What shared-files.ts reads, once there are any. */
const SHARED_FILES = ['jabber:x:oob', 'urn:xmpp:sfs:0'];
/** Strangers beyond it are not heard until some of those are answered or closed. */
const MAX_STRANGERS = 100;
const MAX_HEADLINES = 5;

/** A notice, to be shown once and not answered (IM-35). */
export interface Headline {
  /** Bare JID. */
  readonly from: string;
  readonly body: string;
  readonly subject?: string;
  /** When it came: servers keep none for later (RFC 6121 §8.5.2). */
  readonly time: Date;
}

/** A headline came, from anybody. */
export class HeadlineEvent extends Event implements Headline {
  readonly time = new Date();

  constructor(
    /** Bare JID. */
    readonly from: string,
    readonly body: string,
    readonly subject?: string,
  ) {
    super('headline');
  }
}

export class Chats extends Store implements Feature {
  readonly namespaces = [NS_MARKERS, NS_RECEIPTS, ...SHARED_FILES];
  readonly habits: ChatHabits;
  readonly #session: Session;
  readonly #contact: (jid: string) => Contact | undefined;
  readonly #announced: () => Promise<void>;
  readonly #chats = new Map<string, Chat>();
  readonly #host: ChatHost;
  #account = '';
  #ready = false;
  #archived = false;
  #mark: ArchiveMark | undefined;
  /** Raised by each session, so that what is found out of an older one is ignored. */
  #sessions = 0;
  #list: readonly Chat[] | undefined;
  #headlines: readonly Headline[] = [];

  /** @param announced - Settles once the server knows that the account is here. */
  constructor(
    session: Session,
    contact: (jid: string) => Contact | undefined,
    announced: () => Promise<void>,
    displayed: DisplayedSync,
  ) {
    super();
    this.#announced = announced;
    this.#session = session;
    this.habits = habitsOf(session);
    this.#contact = contact;
    this.#host = this.#hostOf(this, displayed);
    displayed.host = {
      isLater: (jid, ...ids) => this.#chats.get(jid)?.isLater(...ids) ?? false,
      readOn: (jid) => this.#chats.get(jid)?.readElsewhere(),
    };
    const { taken } = session.outbox;
    session.outbox.taken = (entry) => {
      taken?.(entry);
      this.#chats.get(entry.to)?.taken(entry.id);
    };
  }

  /** Opens the conversation with somebody, or the one that is open. @throws {RangeError} No address of a person. */
  open(jid: string): Chat {
    const key = bareJid(jid);
    if (key === undefined) throw new RangeError(`no address: ${jid}`);
    const known = this.#chats.get(key);
    if (known) return known;
    const chat = new Chat(this.#host, key);
    chat.addEventListener('change', () => this.#changed());
    this.#chats.set(key, chat);
    if (this.#ready) chat.online(false);
    this.#changed();
    return chat;
  }

  get(jid: string): Chat | undefined {
    return this.#chats.get(bareJid(jid) ?? jid);
  }

  /** Those with somebody known or answered, the newest first. */
  get list(): readonly Chat[] {
    return this.#all.filter(({ stranger }) => !stranger);
  }

  /** Those that strangers began, the newest first. */
  get strangers(): readonly Chat[] {
    return this.#all.filter(({ stranger }) => stranger);
  }

  /** Messages that nobody has read, without those of strangers. */
  get unread(): number {
    return this.list.reduce((sum, { unread }) => sum + unread, 0);
  }

  /**
   * The last few that are to be shown, the newest first: those of our server and of contacts. What strangers announce is
   * not: it can neither be answered nor declined as their messages can, and would be a billboard for whoever likes.
   */
  get headlines(): readonly Headline[] {
    return this.#headlines;
  }

  /** It has been read. */
  dismiss(headline: Headline): void {
    this.#headlines = this.#headlines.filter((each) => each !== headline);
    this.changed();
  }

  /** Forgets a conversation; it opens again with the next message. */
  close(jid: string): void {
    const chat = this.get(jid);
    if (!chat) return;
    chat.offline(false);
    this.#chats.delete(chat.jid);
    this.#changed();
  }

  forget(): void {
    this.#mark?.forget();
    this.#mark = undefined;
    this.#headlines = [];
    for (const { jid } of this.#all) this.close(jid);
  }

  receive(stanza: Element): boolean {
    if (stanza.name === 'presence') {
      const from = parseJid(stanza.attrs.from);
      if (from) this.#chats.get(from.bare)?.receivePresence(from.full);
      return false; // the roster's
    }
    if (!isCarbon(stanza)) return this.#receiveMessage(stanza);
    if (!isOwnWord(this.#session, stanza.attrs.from)) return true; // nothing of it counts
    const carbon = readCarbon(stanza, this.#account);
    if (carbon) this.#dispatch(carbon.message, 'carbon');
    return true;
  }

  online(resumed: boolean): void {
    if (resumed && this.#account) {
      this.#ready = true;
      for (const chat of this.#chats.values()) chat.online(true);
      this.#takeMissed().catch(() => undefined); // at the next login
    } else void this.#begin();
  }

  offline(resumable: boolean): void {
    this.#ready = false;
    if (!resumable) this.#sessions++;
    this.#mark?.lost(); // ejabberd 23.01 under load: some of what was said shortly before a resume
    for (const chat of this.#chats.values()) chat.offline(resumable);
  }

  /** Finds out what the server has for us, then catches up. */
  async #begin(): Promise<void> {
    const { disco, wire, guest } = this.#session;
    const session = ++this.#sessions;
    const account = ownBare(this.#session) ?? '';
    if (this.#account && account !== this.#account) this.forget();
    this.#account = account;
    const featuresOf = (jid: string) =>
      disco.info(jid).then(
        ({ features }) => features,
        () => new Set<string>(),
      );
    const [server, own] = await Promise.all([
      featuresOf(wire.domain),
      guest ? new Set<string>() : featuresOf(account),
    ]);
    if (session !== this.#sessions) return;
    this.#archived = own.has(NS_MAM);
    this.#mark ??= this.#archived ? new ArchiveMark(this.#session.archive, account) : undefined;
    // Prosody keeps offline messages from whoever asks its archive before that: on a first visit nobody would look for them
    if (this.#mark && !(await this.#mark.known())) await this.#announced();
    if (session !== this.#sessions) return;
    if (server.has(NS_CARBONS)) wire.set(undefined, buildEnableCarbons()).catch(() => undefined); // CARB-1
    this.#ready = true;
    const open = new Set(this.#chats.keys());
    for (const chat of this.#chats.values()) chat.online(false);
    this.#takeMissed(open).catch(() => undefined); // at the next login
  }

  /** FWD-1: what is forwarded without being a carbon or archive's is not looked into. */
  #receiveMessage(stanza: Element): boolean {
    if (stanza.name !== 'message') return false;
    this.#dispatch(stanza, 'live');
    return readBody(stanza) !== undefined; // what has no words may be another feature's
  }

  #dispatch(message: Element, how: 'live' | 'carbon'): void {
    const { own, peer } = this.#sidesOf(message);
    if (peer === undefined || (own && how === 'live')) return;
    const archiveId = this.#mark && readStanzaId(message, this.#account);
    if (archiveId !== undefined) this.#mark?.note(archiveId);
    if (messageType(message) !== 'headline') this.#chatFor(peer, message, own)?.receive(message, how);
    else if (!own) this.#tellHeadline(peer, message);
  }

  /**
   * Who it is with; undefined: it is nobody's here. M-14, CARB-3: a room's private words are the room's, also those that
   * do not say so themselves.
   */
  #sidesOf(message: Element): { own: boolean; peer: string | undefined } {
    const { from, to } = message.attrs;
    const own = bareJid(from) === this.#account;
    const peer = bareJid(own ? to : from);
    const elsewhere =
      messageType(message) === 'groupchat' ||
      [NS_MUC_USER, NS_CONFERENCE].some((ns) => child(message, 'x', ns) !== undefined) ||
      this.#session.rooms.get(peer ?? '');
    return { own, peer: elsewhere ? undefined : peer };
  }

  /**
   * What was said to the account while it was not here, or was lost before a resume.
   * @param open Those that see to themselves.
   */
  async #takeMissed(open: ReadonlySet<string> = new Set()): Promise<void> {
    const session = this.#sessions;
    const [items = []] = await Promise.all([this.#mark?.missed(), this.#host.displayed.fetched]);
    if (session !== this.#sessions) return;
    const missed = new Map<Chat, readonly ArchiveItem[]>();
    for (const item of items) {
      const { own, peer } = this.#sidesOf(item.message);
      if (peer === undefined || open.has(peer) || messageType(item.message) === 'headline') continue;
      const chat = this.#chatFor(peer, item.message, own);
      if (chat) missed.set(chat, [...(missed.get(chat) ?? []), item]);
    }
    for (const chat of this.#chats.values()) chat.receiveMissed(missed.get(chat) ?? []);
  }

  /** A chat begins with words, not with what tells of others. */
  #chatFor(peer: string, message: Element, own: boolean): Chat | undefined {
    const open = this.#chats.get(peer);
    if (open || !readBody(message)?.body) return open;
    const known = own || this.#contact(peer) !== undefined;
    return known || this.strangers.length < MAX_STRANGERS ? this.open(peer) : undefined;
  }

  #tellHeadline(from: string, message: Element): void {
    const { lang } = this.#session.config;
    const body = readBody(message, lang)?.body;
    if (!body) return;
    const headline = new HeadlineEvent(from, body, readSubject(message, lang) || undefined);
    this.dispatchEvent(headline);
    if (from !== this.#session.wire.domain && from !== this.#account && !this.#contact(from)) return;
    this.#headlines = [headline, ...this.#headlines].slice(0, MAX_HEADLINES);
    this.changed();
  }

  get #all(): readonly Chat[] {
    return (this.#list ??= [...this.#chats.values()].sort(
      (one, other) => (other.lastAt?.getTime() ?? 0) - (one.lastAt?.getTime() ?? 0),
    ));
  }

  #changed(): void {
    this.#list = undefined;
    this.changed();
  }

  #hostOf(chats: Chats, displayed: DisplayedSync): ChatHost {
    return {
      session: this.#session,
      habits: this.habits,
      displayed,
      contact: this.#contact,
      get ready() {
        return chats.#ready && chats.#session.wire.live;
      },
      get archived() {
        return chats.#archived;
      },
      get account() {
        return chats.#account;
      },
    };
  }
}
