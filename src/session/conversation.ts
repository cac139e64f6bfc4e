/** What a room and a one-to-one chat have in common for those who show them. */
import type { ChatMessage, HistoryState, Row, SharedFile } from './message.js';
import type { MessageFeatures } from './message-features.js';
import type { Past } from './past.js';
import type { Mention } from './protocol/mention.js';
import type { Store } from './store.js';

export interface OutgoingMessage {
  readonly body: string;
  /** The same words as well-formed XHTML; what XHTML-IM lacks is left out. */
  readonly html?: string;
  /** Who is named in `body` (XEP-0372). */
  readonly mentions?: readonly Mention[];
  /** Files that lie where others find them; `body` is the address of the only one (UP-3). */
  readonly files?: readonly SharedFile[];
}

/** Text alone, or with what there is to it. */
export type Outgoing = string | OutgoingMessage;

export interface Conversation extends Store {
  /** Bare JID of the room or contact. */
  readonly jid: string;
  /** Oldest first; a new array whenever a row changed, the rows themselves are kept where they did not. */
  readonly messages: readonly Row[];
  readonly history: HistoryState;
  /** Messages of others since {@link Conversation.markRead}, old ones aside. */
  readonly unread: number;
  readonly mentions: number;
  /** Key of the first of them, where that row is loaded. */
  readonly firstUnread: string | undefined;
  /** Archive id of the last message that was read; what {@link Conversation.restoreRead} takes after a reload. */
  readonly lastRead: string | undefined;
  /** Nicknames of those typing now. */
  readonly typing: readonly string[];
  /**
   * Works in any state: what cannot go out now waits, in order, and its row says so.
   * @throws {RangeError} Empty once characters illegal in XML are taken out; or more formatting than is sent, which only
   * those know who have {@link Conversation.features}: from others it goes out in plain words.
   * @throws {XmlError} `html` is not well-formed.
   */
  send(text: Outgoing): ChatMessage;
  /**
   * Says something of ours in other words (XEP-0308); sent as any message is.
   * @throws As `send`. @throws {RangeError} It is not one of our own messages that has gone out.
   */
  correct(key: string, text: Outgoing): ChatMessage;
  /** Replies, reactions and retractions; their code loads when they are first asked for. */
  features(): Promise<MessageFeatures>;
  /** Sends a failed message again under the same id. */
  retry(key: string): void;
  /** Takes a waiting or failed message out of the list and never sends it. @returns Its text. */
  discard(key: string): string | undefined;
  /** Fetches the page before the first row; settles when it is in `messages` (or `history` says why not). */
  loadEarlier(): Promise<void>;
  /** @param earlier - What stands before the rows behind the gap first; else what follows those before it. */
  loadGap(key: string, earlier?: boolean): Promise<void>;
  /** Going to a date, and searching; their code loads when they are first asked for. */
  past(): Promise<Past>;
  markRead(): void;
  /**
   * Where reading ended in an earlier life of the page: what the newest page of history holds after that is unread.
   * To be called before it has come, at best right after the join.
   */
  restoreRead(lastRead: string): void;
  /** Tells the others (XEP-0085), where that is wanted. */
  setTyping(typing: boolean): void;
}
