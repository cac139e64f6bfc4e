/** What a room and a one-to-one chat have in common for those who show them. */
import type { ChatMessage, HistoryState, Row } from './message.js';
import type { Store } from './store.js';

/** Text alone, or text with the same words as well-formed XHTML. */
export type Outgoing = string | { readonly body: string; readonly html?: string };

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
   * @throws {RangeError} Empty once characters illegal in XML are taken out.
   */
  send(text: Outgoing): ChatMessage;
  /** Sends a failed message again under the same id. */
  retry(key: string): void;
  /** Takes a waiting or failed message out of the list and never sends it. @returns Its text. */
  discard(key: string): string | undefined;
  /** Fetches the page before the first row; settles when it is in `messages` (or `history` says why not). */
  loadEarlier(): Promise<void>;
  loadGap(key: string): Promise<void>;
  markRead(): void;
  /**
   * Where reading ended in an earlier life of the page: what the newest page of history holds after that is unread.
   * To be called before it has come, at best right after the join.
   */
  restoreRead(lastRead: string): void;
  /** Tells the others (XEP-0085), where that is wanted. */
  setTyping(typing: boolean): void;
}
