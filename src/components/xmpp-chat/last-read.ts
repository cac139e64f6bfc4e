/** Where reading ended in a chat, kept for the tab, so that what is unread stays so over a reload. */
import type { Chat } from '../../session/chat.js';
import type { Session } from '../../session/index.js';
import { tabStorage } from '../../session/storage.js';

export class LastRead {
  #chat: Chat | undefined;
  /** Whose reading it is. */
  #account: string | undefined;

  /** Takes over what was kept of `chat`, before any of its history is there. To be called again as the session changes. */
  follow(chat: Chat | undefined, session: Session | undefined): void {
    if (chat !== this.#chat) this.keep();
    const account = session?.account?.username ?? session?.jid?.split('@')[0];
    if (!chat || (chat === this.#chat && account === this.#account)) return;
    this.#chat = chat;
    this.#account = account;
    const kept = tabStorage.get(this.#key);
    if (typeof kept === 'string' && chat.history === 'unknown') chat.restoreRead(kept);
  }

  /** The page goes, or may. */
  readonly keep = (): void => {
    const { lastRead } = this.#chat ?? {};
    if (this.#account !== undefined && lastRead !== undefined) tabStorage.set(this.#key, lastRead);
  };

  /** The chat is shown no more. */
  left(): void {
    this.keep();
    this.#chat = undefined;
  }

  get #key(): string {
    return `read:${this.#account} ${this.#chat?.jid}`;
  }
}
