/** Tells the page by events, and screen readers by words, what is new in a conversation. */
import type { Conversation } from '../../session/conversation.js';
import { wordsOf, type ChatMessage, type MessageState, type Row } from '../../session/message.js';
import { cutSpoken, type Announcer } from '../shared/announcer.js';
import { changedRange } from '../shared/changed-range.js';
import { MessageReceivedEvent, MessageSentEvent, UnreadEvent } from '../shared/events.js';
import { nickText } from '../shared/nick-text.js';
import type { Strings } from '../shared/strings.js';
import { loadTelling } from './telling.js';

export interface TellerHost {
  readonly host: HTMLElement;
  readonly announcer: Announcer;
  readonly strings: Strings;
}

export class Teller<C extends Conversation> {
  protected told: C | undefined;
  #rows: readonly Row[] = [];
  #unread = 0;
  #mentions = 0;
  #lossTold = false;
  /** The newest page of history has come: what is old from here on was asked for, or missed. */
  #opened = false;

  constructor(protected readonly view: TellerHost) {}

  /** What `conversation` holds already is no news. */
  follow(conversation: C | undefined): void {
    this.told = conversation;
    this.#rows = conversation?.messages ?? [];
    this.#unread = conversation?.unread ?? 0;
    this.#mentions = conversation?.mentions ?? 0;
    this.#lossTold = false;
    this.#opened = hasOpened(conversation);
  }

  /** Compares the conversation with what was told last. */
  changed(): void {
    const conversation = this.told;
    if (!conversation) return;
    const { messages, jid, unread, mentions } = conversation;
    const { start, removed, added } = changedRange(this.#rows, messages);
    this.#rows = messages;
    if (added.length) this.#tellRows(jid, removed, added, start === 0);
    this.#opened ||= hasOpened(conversation);
    if (unread === this.#unread && mentions === this.#mentions) return;
    this.#unread = unread;
    this.#mentions = mentions;
    this.fire(new UnreadEvent(jid, unread, mentions));
  }

  /** The connection has been away long enough to mention it. */
  lost(): void {
    if (this.#lossTold) return;
    this.#lossTold = true;
    this.say(this.view.strings.connectionLost);
  }

  /** It is there, or there again. */
  back(): void {
    if (this.#lossTold) this.say(this.view.strings.connectionBack);
    this.#lossTold = false;
  }

  protected say(text: string, urgent = false): void {
    this.view.announcer.say(text, urgent);
  }

  protected fire(event: Event): void {
    this.view.host.dispatchEvent(event);
  }

  /** @param earlier - They stand before all the others. */
  #tellRows(jid: string, removed: readonly Row[], added: readonly Row[], earlier: boolean): void {
    const before = new Map(removed.map((row) => [row.key, row]));
    const { announcer, strings } = this.view;
    const { spoken, newMessages, earlierMessages } = strings;
    const old = added.filter((row) => row.kind === 'message' && row.old && !before.has(row.key));
    if (old.length && this.#opened) announcer.count(old.length, earlier ? earlierMessages : newMessages);
    const news: ChatMessage[] = [];
    for (const row of added) {
      if (row.kind === 'event')
        loadTelling().then(
          (words) => words.announce(row, this.view),
          () => undefined, // the row says it
        );
      if (row.kind !== 'message' || row.old || row.removed) continue;
      const known = before.get(row.key);
      if (row.own) this.#tellOwn(jid, row, known);
      else if (!known) news.push(row);
    }
    if (news.length === 0) return;
    const words = news.map((message) => ({
      text: cutSpoken(spoken(nickText(message.nick), wordsOf(message))),
      mention: message.mention,
    }));
    announcer.messages(words, newMessages);
    for (const message of news) this.fire(new MessageReceivedEvent(jid, message));
  }

  #tellOwn(jid: string, row: ChatMessage, known: Row | undefined): void {
    const { strings } = this.view;
    const before = known?.kind === 'message' ? known.state : undefined;
    if (row.state === before) return;
    if (row.state === 'failed') this.say(strings.notSent, true);
    if (!hasArrived(row.state) || hasArrived(before)) return;
    const elsewhere = before === undefined && row.sentAt === undefined; // by another of the visitor's clients
    if (elsewhere) return;
    this.say(strings.sent);
    this.fire(new MessageSentEvent(jid, row));
  }
}

const hasArrived = (state: MessageState | undefined) => state === 'sent' || state === 'delivered';

const hasOpened = (of: Conversation | undefined) =>
  of !== undefined && of.messages.length > 0 && of.history !== 'unknown' && of.history !== 'loading';
