/**
 * Where the reader is in the messages and what that means: what counts as read, where the “New” divider stands, and the
 * buttons that lead to what is new (ux.md §3).
 */
import type { Conversation } from '../../session/conversation.js';
import type { Locale } from '../shared/locale.js';
import { isShown } from '../shared/shown.js';
import { adopt } from '../shared/sheet.js';
import type { ListButtons } from './list-buttons.js';
import type { MessageList } from './message-list.js';
import { NewDivider } from './new-divider.js';

export class ReadingPlace {
  /** Stand over the list. */
  readonly banner = place('banner');
  readonly jump = place('jump');
  readonly #divider = new NewDivider(() => this.updateList());
  /** Loaded when one of them is wanted. */
  #buttons: ListButtons | undefined;
  #wanted = false;
  #conversation: Conversation | undefined;
  #locale: Locale | undefined;
  #headingLevel = 0;
  /** The list has shown something since the last update. */
  #ahead = false;

  /**
   * @param resting - Whether nobody is there to read.
   * @param failed - Code could not be loaded.
   */
  constructor(
    readonly root: ShadowRoot,
    readonly list: MessageList,
    readonly resting: () => boolean,
    readonly failed: (error: unknown) => void,
  ) {
    root.addEventListener('focusin', () => this.moved()); // nothing else tells that a panel is not inert any more
  }

  /** Shows `conversation` as it is now. */
  update(conversation: Conversation | undefined, locale: Locale, headingLevel: number): void {
    this.#follow(conversation);
    this.#locale = locale;
    this.#headingLevel = headingLevel;
    this.#ahead = false;
    this.updateList();
    this.#render();
  }

  /** Whoever sends has read what was said, and sees what becomes of it. */
  sent(): void {
    this.#conversation?.markRead();
    this.#divider.retire();
    this.updateList();
    this.list.toEnd();
  }

  left(): void {
    this.#follow(undefined);
    this.#divider.left();
  }

  #follow(conversation: Conversation | undefined): void {
    if (conversation === this.#conversation) return;
    this.#conversation?.removeEventListener('message', this.#heard);
    conversation?.addEventListener('message', this.#heard);
    this.#conversation = conversation;
  }

  /**
   * What is seen as it comes is never unread, so that there is one change to show, not two. The list shows it ahead of the
   * frame that the rest waits for, once a frame: what is scrolled within a frame makes another one of it.
   */
  readonly #heard = () => {
    if (!this.list.following) return;
    this.#conversation?.markRead();
    if (!this.#ahead) this.updateList(true);
    this.#ahead = true;
  };

  /** The reader went elsewhere, or came back: what is at the end is read once it is in view of somebody. */
  readonly moved = (): void => {
    const { key } = this.#divider;
    const unread = this.#conversation?.unread ?? 0;
    if (key !== undefined || unread > 0) {
      const shown = isShown(this.list.element);
      const reading = shown && this.list.atEnd;
      if (reading && unread > 0) this.#conversation?.markRead();
      this.#divider.moved({ inView: shown && key !== undefined && this.list.inView(key), reading });
    }
    this.#render();
  };

  updateList(following = this.list.following): void {
    if (!this.#locale) return;
    this.#divider.update(this.#conversation, following || this.resting());
    this.list.update(this.#conversation, this.#locale, this.#headingLevel, this.#divider.key);
  }

  /** By itself, as the reader's scrolling changes nothing else. */
  #render(): void {
    if (!this.#locale) return;
    const away = this.#conversation?.messages.length && !this.list.atEnd;
    const wanted = Boolean(away || this.#divider.banner);
    if (this.#buttons) this.#buttons.render(this.#conversation, this.#locale.strings);
    else if (wanted && !this.#wanted) this.#load().catch(this.failed);
    this.#wanted = wanted;
  }

  async #load(): Promise<void> {
    const { ListButtons, listButtonStyles } = await import('./list-buttons.js');
    if (this.#buttons) return;
    adopt(this.root, listButtonStyles);
    this.#buttons = new ListButtons(this, this.#divider);
    this.#render();
  }
}

function place(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  return element;
}
