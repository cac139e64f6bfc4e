/**
 * What one private conversation looks like: messages and composer as those of the room, in a shadow root of its own
 * within it, so that each keeps what is being written in it and where one reads.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Outgoing } from '../../session/conversation.js';
import type { Session } from '../../session/index.js';
import type { ChatMessage } from '../../session/message.js';
import type { PrivateChat } from '../../session/private-chat.js';
import type { Room } from '../../session/room.js';
import { stripOf } from '../conversation/connection-strip.js';
import {
  ConversationView,
  type ConversationElement,
  type Surroundings,
} from '../conversation/conversation-view.js';
import { fateStyles } from '../conversation/fate.js';
import { sessionFailure } from '../conversation/session-failure.js';
import { Teller } from '../conversation/teller.js';
import { MessageReceivedEvent, MessageSendingEvent, MessageSentEvent } from '../shared/events.js';
import { icon } from '../shared/icons.js';
import { hueClass, initials, nickText, sharedJid } from '../shared/nick-text.js';
import { presenceStyles } from '../shared/presence.styles.js';
import { adopt } from '../shared/sheet.js';
import { awaySince } from '../xmpp-room/room-teller.js';
import { chipStyles, privateStyles } from './private.styles.js';
import { rowExtras } from './row-extras.js';
import { findPrivateLocale, privateWords } from './words.js';

const backIcon = icon('M15 5l-7 7 7 7');
const closeIcon = icon('M6 6l12 12M18 6 6 18');
export const lockIcon = icon('M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z');

/** What is around it. */
export interface Surrounding {
  readonly room: Room;
  readonly session: Session | undefined;
  /** Buttons of all private conversations, if there are others. */
  others(): TemplateResult | typeof nothing;
  back(): void;
  /** Forgets this one. */
  close(): void;
}

export class PrivateView extends ConversationView<ConversationElement> {
  readonly #teller = new PrivateTeller(this);
  /** Somebody is to go in. */
  #wanted = false;

  constructor(
    host: ConversationElement,
    root: ShadowRoot,
    override readonly conversation: PrivateChat,
    readonly around: Surrounding,
  ) {
    super(host, root, findPrivateLocale, rowExtras);
    adopt(root, presenceStyles, fateStyles, chipStyles, privateStyles);
    host.addEventListener('keydown', (event) => this.#escaped(event));
  }

  override connected(): void {
    this.conversation.addEventListener('change', this.#changed);
    this.#teller.follow(this.conversation);
    super.connected();
  }

  override disconnected(): void {
    this.conversation.removeEventListener('change', this.#changed);
    super.disconnected();
  }

  override changed(): void {
    this.render();
  }

  /** Where no keyboard comes up by it (ux.md §9); as soon as there is something to be seen. */
  override focus(options?: FocusOptions): void {
    this.#wanted = !this.root.firstElementChild;
    const title = this.root.querySelector<HTMLElement>('header .name');
    if (title && (!this.composer.writable || matchMedia('(pointer: coarse)').matches)) title.focus(options);
    else this.composer.focus(options);
  }

  override get session(): Session | undefined {
    return this.around.session;
  }

  override get name(): string {
    return nickText(this.conversation.nick);
  }

  /** The page is told of whom it goes to, not by what we know them by. */
  override maySend(outgoing: Outgoing): boolean {
    return this.fire(new MessageSendingEvent(this.conversation.address, outgoing));
  }

  protected override jidOf({ nick }: ChatMessage): string | undefined {
    return sharedJid(this.around.room, nick);
  }

  readonly #changed = () => {
    this.#teller.changed();
    this.render();
  };

  /** One step back (ux.md §4). */
  #escaped(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.around.back();
  }

  protected override surroundings(): Surroundings {
    const now = Date.now();
    const { session, strings } = this;
    const failure = (of: Session) => sessionFailure(of, strings);
    const since = awaySince(this.around.room.status);
    const strip = session ? stripOf(since, session, failure, strings, now) : { show: undefined };
    if (strip.show) this.#teller.lost();
    else this.#teller.back();
    this.updateComposer({
      disabled: this.#refusal,
      note: strip.show ? strings.queued : undefined,
      waitS: 0,
    });
    return {
      header: this.#header(),
      middle: this.filled ? nothing : this.#empty(),
      strip: strip.show,
      foot: this.composer.element,
      writes: true,
      nextMs: strip.nextMs ?? Infinity,
    };
  }

  protected override rendered(): void {
    this.host.classList.toggle('closed', this.conversation.refusal !== undefined);
    if (this.#wanted) this.focus();
  }

  get #words() {
    return privateWords(this.locale);
  }

  /** Why nothing can be sent; what is being written stays. */
  get #refusal(): string | undefined {
    const { refusal } = this.conversation;
    return refusal && this.#words[refusal](this.name);
  }

  #empty(): TemplateResult {
    return html`<div class="middle">
      <p class="title">${this.strings.noMessages}</p>
      <p class="hint">${this.#words.empty}</p>
    </div>`;
  }

  #header(): TemplateResult {
    const { conversation: chat, around, name } = this;
    const words = this.#words;
    const { room } = around;
    const unread = room.unread ? this.locale.number(room.unread) : '';
    const forgettable = chat.gone && !this.composer.field.text.trim();
    const close = html`<button
      type="button"
      class="plain close"
      aria-label=${words.close}
      title=${words.close}
      @click=${() => around.close()}
    >
      ${closeIcon}
    </button>`;
    return html`<header part="header" class="area private">
        <button
          type="button"
          class="plain back"
          aria-label=${words.back(nickText(room.name), unread)}
          @click=${() => around.back()}
        >
          ${backIcon}${unread ? html`<span class="badge" aria-hidden="true">${unread}</span>` : nothing}
        </button>
        <span
          part="avatar"
          class="avatar marked ${hueClass(chat.nick, sharedJid(room, chat.nick))} ${chat.occupant?.show ?? 'offline'}"
          aria-hidden="true"
          >${initials(chat.nick)}</span
        >
        <div class="titles">
          <div
            class="name"
            role="heading"
            aria-level=${this.headingLevel}
            aria-label=${words.title(name)}
            tabindex="-1"
            dir="auto"
          >
            ${name}
          </div>
          <div part="subject" class="subject">
            ${lockIcon}<bdi>${chat.gone ? words.left : words.onlyYou(name)}</bdi>
          </div>
        </div>
        ${forgettable ? close : nothing}
      </header>
      ${around.others()}`;
  }
}

/** Tells the page of what went out; what came in is told by who follows all of them. */
class PrivateTeller extends Teller<PrivateChat> {
  protected override fire(event: Event): void {
    const { told } = this;
    if (event instanceof MessageSentEvent && told)
      super.fire(new MessageSentEvent(told.address, event.message));
  }
}

/** Somebody wrote, here or in another one. */
export const receivedIn = (chat: PrivateChat, message: ChatMessage) =>
  new MessageReceivedEvent(chat.address, message);
