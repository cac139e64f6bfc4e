/** The buttons over the list that lead to what is new: loaded when one of them is wanted first. */
import { html, nothing, render } from 'lit/html.js';
import type { Row } from '../../session/message.js';
import type { Conversation } from '../../session/conversation.js';
import { partStrings } from '../shared/catalogue.js';
import { icon } from '../shared/icons.js';
import { jumpEnglish, type JumpStrings } from '../shared/jump-strings.js';
import type { Strings } from '../shared/strings.js';
import type { NewDivider } from './new-divider.js';
import type { ReadingPlace } from './reading-place.js';

export { listButtonStyles } from './list-buttons.styles.js';

/** As far back the first unread message is looked for. */
const MAX_PAGES = 20;

const downIcon = icon('M12 5v14M5.5 12.5 12 19l6.5-6.5');

export class ListButtons {
  #conversation: Conversation | undefined;
  #given: Strings | undefined;
  #strings: JumpStrings | undefined;

  constructor(
    readonly place: ReadingPlace,
    readonly divider: NewDivider,
  ) {}

  render(conversation: Conversation | undefined, strings: Strings): void {
    this.#conversation = conversation;
    if (strings !== this.#given || !this.#strings) this.#strings = partStrings(jumpEnglish, strings);
    this.#given = strings;
    const away = conversation?.messages.length && !this.place.list.atEnd;
    const { banner } = this.divider;
    this.#renderIn(this.place.jump, away && this.#renderJump(conversation, this.#strings));
    this.#renderIn(this.place.banner, banner && this.#renderBanner(banner.count, this.#strings));
  }

  #renderIn(element: HTMLElement, content: unknown): void {
    if (!content && !element.firstElementChild) return;
    const { root, list } = this.place;
    const focused = element.contains(root.activeElement);
    render(content || nothing, element);
    if (focused && !content) list.focusRow(undefined);
  }

  /** The way back to the end of the list. */
  #renderJump({ unread, mentions }: Conversation, strings: JumpStrings) {
    const count = unread ? html`<span>${mentions ? '@ ' : ''}${unread}</span>` : nothing;
    return html`<button
      type="button"
      class=${unread ? 'primary' : ''}
      aria-label=${unread ? strings.jumpNew(unread, mentions) : strings.jump}
      @click=${this.#jump}
    >
      ${count}${downIcon}
    </button>`;
  }

  /** The way to what is unread and not loaded. */
  #renderBanner(count: number, strings: JumpStrings) {
    return html`<button type="button" class="primary" part="unread" @click=${() => void this.#jumpToUnread()}>
      ${strings.unreadBanner(count)}
    </button>`;
  }

  /** To the first new message; where that was seen already, to the end. */
  readonly #jump = () => {
    const { list } = this.place;
    const { key, seen } = this.divider;
    if (key === undefined || seen || !list.openAt(key)) list.toEnd();
    list.focusRow(key !== undefined && list.inView(key) ? key : undefined);
  };

  async #jumpToUnread(): Promise<void> {
    const conversation = this.#conversation;
    const { banner } = this.divider;
    if (!conversation || !banner) return;
    const key = await findUnread(conversation, banner.lastRead);
    if (conversation !== this.#conversation || key === undefined) return;
    this.divider.banner = undefined;
    this.divider.place(key);
    this.place.updateList();
    this.place.list.openAt(key);
    this.place.list.focusRow(key);
  }
}

/** Fetches history back to the message `lastRead`. @returns Key of the row behind it, else of the oldest. */
async function findUnread(
  conversation: Conversation,
  lastRead: string | undefined,
): Promise<string | undefined> {
  const isLast = (row: Row) => row.kind === 'message' && row.stanzaId === lastRead;
  for (
    let page = 0;
    page < MAX_PAGES && conversation.history === 'more' && !conversation.messages.some(isLast);
    page++
  )
    await conversation.loadEarlier();
  return conversation.messages[conversation.messages.findIndex(isLast) + 1]?.key;
}
