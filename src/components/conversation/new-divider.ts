/**
 * Where the unread begins (ux.md §3): a divider before the first unread row, or a banner where that one is not loaded.
 * The divider stays put until it was seen and the reader has been at the end for a moment, or sends, or leaves.
 */
import type { Conversation } from '../../session/conversation.js';

/** The divider is not taken away from under the reader's eyes. */
const SEEN_MS = 2000;

/** How the reader stands to it. */
export interface DividerView {
  /** The divider is in view, and somebody may be looking. */
  readonly inView: boolean;
  /** The end is in view, and somebody may be looking. */
  readonly reading: boolean;
}

export interface Banner {
  readonly count: number;
  /** Archive id of the message before the unread ones. */
  readonly lastRead: string | undefined;
}

export class NewDivider {
  /** Of the row behind it. */
  key: string | undefined;
  banner: Banner | undefined;
  seen = false;
  #conversation: Conversation | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param gone - Called when the divider has served its turn. */
  constructor(readonly gone: () => void) {}

  /** Call before the list shows what is new. @param following - The reader will see it anyway, or there is none. */
  update(conversation: Conversation | undefined, following: boolean): void {
    if (!conversation || following) return;
    const { firstUnread, unread, lastRead } = conversation;
    const opens = conversation !== this.#conversation && conversation.messages.length > 0;
    if (opens) this.#conversation = conversation;
    if (firstUnread !== undefined && (this.key === undefined || this.seen)) this.place(firstUnread);
    else if (opens && unread > 0) this.banner = { count: unread, lastRead };
  }

  place(key: string): void {
    if (key === this.key) return;
    this.key = key;
    this.seen = false;
  }

  moved({ inView, reading }: DividerView): void {
    this.seen ||= inView;
    if (this.key === undefined || !this.seen || !reading) this.#stop();
    else this.#timer ??= setTimeout(() => this.#serve(), SEEN_MS);
  }

  retire(): void {
    this.#stop();
    this.banner = this.key = undefined;
    this.seen = false;
  }

  /** The reader leaves: the next time is another. */
  left(): void {
    this.retire();
    this.#conversation = undefined;
  }

  #serve(): void {
    this.retire();
    this.gone();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
