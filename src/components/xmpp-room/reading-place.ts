/**
 * Where the reader is in the messages and what that means: what counts as read, where the “New” divider stands, and the
 * buttons that lead to what is new (ux.md §3).
 */
import { nothing, render } from 'lit/html.js';
import type { Room } from '../../session/room.js';
import type { Locale } from '../shared/locale.js';
import { isShown } from '../shared/shown.js';
import { renderBanner, renderJump } from './areas.js';
import type { MessageList } from './message-list.js';
import { NewDivider, findUnread } from './new-divider.js';

export class ReadingPlace {
  /** Stand over the list. */
  readonly banner = place('banner');
  readonly jump = place('jump');
  readonly #divider = new NewDivider(() => this.#updateList());
  #room: Room | undefined;
  #locale: Locale | undefined;
  #headingLevel = 0;

  constructor(
    readonly root: ShadowRoot,
    readonly list: MessageList,
  ) {
    root.addEventListener('focusin', () => this.moved()); // nothing else tells that a panel is not inert any more
  }

  /** Shows `room` as it is now. */
  update(room: Room | undefined, locale: Locale, headingLevel: number): void {
    this.#follow(room);
    this.#locale = locale;
    this.#headingLevel = headingLevel;
    this.#updateList();
    this.#render();
  }

  /** Whoever sends has read what was said, and sees what becomes of it. */
  sent(): void {
    this.#room?.markRead();
    this.#divider.retire();
    this.#updateList();
    this.list.toEnd();
  }

  left(): void {
    this.#follow(undefined);
    this.#divider.left();
  }

  #follow(room: Room | undefined): void {
    if (room === this.#room) return;
    this.#room?.removeEventListener('message', this.#heard);
    room?.addEventListener('message', this.#heard);
    this.#room = room;
  }

  /** What is seen as it comes is never unread, so that there is one change to show, not two. */
  readonly #heard = () => this.list.following && this.#room?.markRead();

  /** The reader went elsewhere, or came back: what is at the end is read once it is in view of somebody. */
  readonly moved = (): void => {
    const { key } = this.#divider;
    const unread = this.#room?.unread ?? 0;
    if (key !== undefined || unread > 0) {
      const shown = isShown(this.list.element);
      const reading = shown && this.list.atEnd;
      if (reading && unread > 0) this.#room?.markRead();
      this.#divider.moved({ inView: shown && key !== undefined && this.list.inView(key), reading });
    }
    this.#render();
  };

  #updateList(): void {
    if (!this.#locale) return;
    this.#divider.update(this.#room, this.list.following);
    this.list.update(this.#room, this.#locale, this.#headingLevel, this.#divider.key);
  }

  /** By itself, as the reader's scrolling changes nothing else. */
  #render(): void {
    if (!this.#locale) return;
    const { strings } = this.#locale;
    const { unread = 0, mentions = 0, messages = [] } = this.#room ?? {};
    const { banner } = this.#divider;
    const away = messages.length > 0 && !this.list.atEnd;
    this.#renderIn(this.jump, away && renderJump(unread, mentions, strings, this.#jump));
    const toUnread = () => void this.#jumpToUnread();
    this.#renderIn(this.banner, banner && renderBanner(banner.count, strings, toUnread));
  }

  #renderIn(place: HTMLElement, content: unknown): void {
    if (!content && !place.firstElementChild) return;
    const focused = place.contains(this.root.activeElement);
    render(content || nothing, place);
    if (focused && !content) this.list.focusRow(undefined);
  }

  /** To the first new message; where that was seen already, to the end. */
  readonly #jump = () => {
    const { key, seen } = this.#divider;
    if (key === undefined || seen || !this.list.openAt(key)) this.list.toEnd();
    this.list.focusRow(key !== undefined && this.list.inView(key) ? key : undefined);
  };

  async #jumpToUnread(): Promise<void> {
    const room = this.#room;
    const { banner } = this.#divider;
    if (!room || !banner) return;
    const key = await findUnread(room, banner.lastRead);
    if (room !== this.#room || key === undefined) return;
    this.#divider.banner = undefined;
    this.#divider.place(key);
    this.#updateList();
    this.list.openAt(key);
    this.list.focusRow(key);
  }
}

function place(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  return element;
}
