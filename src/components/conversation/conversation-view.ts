/**
 * What views of rooms and of one-to-one chats have in common: the messages and what stands over them, the composer below
 * them, and what screen readers are told. What differs is left to the subclass.
 */
import { html, nothing, render } from 'lit/html.js';
import type { Conversation, Outgoing } from '../../session/conversation.js';
import type { Session } from '../../session/index.js';
import type { ChatMessage } from '../../session/message.js';
import { Announcer, announceModeOf } from '../shared/announcer.js';
import { MessageSendingEvent, XmppErrorEvent } from '../shared/events.js';
import { findLocale, type Locale } from '../shared/locale.js';
import type { Find } from '../shared/languages.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { adopt } from '../shared/sheet.js';
import type { KitElement, View } from '../shared/shell.js';
import { readShortcutsOff } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';
import { tokens } from '../shared/tokens.js';
import { whenWanted } from '../shared/when-wanted.js';
import { askLinks } from '../shared/xmpp-links.js';
import { toNextArea } from './area-keys.js';
import { renderStrip, typingText } from './areas.js';
import { Composer, type ComposerState } from './composer.js';
import { composerStyles } from './composer.styles.js';
import type { Strip } from './connection-strip.js';
import type { DeedsHost, MessageDeeds } from './message-deeds.js';
import { MessageList } from './message-list.js';
import type { RowExtras } from './message-row.js';
import { ReadingPlace } from './reading-place.js';
import { rowStyles } from './rows.styles.js';
import { boxStyles, styles } from './view.styles.js';

/** What the page says of any conversation. */
export interface ConversationElement extends KitElement {
  readonly announce: string | undefined;
  readonly sendKey: string | undefined;
  readonly headingLevel: string | undefined;
  readonly noShortcuts: boolean;
  readonly noComposer: boolean;
}

/** What stands around the messages now. */
export interface Surroundings {
  readonly header: unknown;
  /** In the place of messages, where there are none. */
  readonly middle: unknown;
  readonly strip: Strip | undefined;
  /** Below the messages. */
  readonly foot: unknown;
  /** The composer is among it. */
  readonly writes: unknown;
  /** Beside them. */
  readonly aside?: unknown;
  /** When it will be different by itself. */
  readonly nextMs: number;
}

export abstract class ConversationView<H extends ConversationElement> implements View, DeedsHost {
  readonly announcer = new Announcer();
  readonly list: MessageList;
  readonly place: ReadingPlace;
  readonly composer: Composer;
  readonly #words: LocaleFollower<Locale>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deeds: MessageDeeds | undefined;

  constructor(
    readonly host: H,
    readonly root: ShadowRoot,
    find: Find<Locale> = findLocale,
    extras?: RowExtras,
  ) {
    adopt(root, tokens, styles, rowStyles, composerStyles);
    const { failed } = this;
    const shortcuts = () => this.#shortcuts;
    this.list = new MessageList({
      strings: () => this.strings,
      jidOf: (message) => this.jidOf(message),
      extras,
      toComposer: () => this.focus(),
      moved: () => this.place.moved(),
      shortcuts,
      canWrite: () => this.composer.writable,
      write: (...written) => this.composer.add(...written),
      say: (text, urgent) => this.announcer.say(text, urgent),
      actionsOn: (message, plain) => this.#deeds?.itemsOn(message, plain) ?? plain,
      prepare: () => this.loadDeeds(),
      pressed: (button, message) => void this.loadDeeds().then((deeds) => deeds.act(button, message), failed),
      failed,
    });
    this.place = new ReadingPlace(root, this.list, () => this.resting, failed);
    this.composer = new Composer({
      send: (outgoing) => this.#sendTyped(outgoing),
      typing: (typing) => this.conversation?.setTyping(typing),
      scrollByPage: (direction) => this.list.scrollByPage(direction),
      editLast: () => this.loadDeeds().then((deeds) => deeds.editLast(), failed),
      shortcuts,
      wanted: whenWanted(
        async () => {
          const { offerWriting } = await import('../writing/offer.js');
          offerWriting(this);
        },
        (error) => {
          failed(error);
          this.composer.giveUp();
        },
      ),
    });
    host.addEventListener('dragenter', () => this.composer.host.wanted());
    askLinks(host, root, failed);
    this.#words = new LocaleFollower(host, find, () => this.render());
  }

  abstract get session(): Session | undefined;
  abstract get conversation(): Conversation | undefined;
  /** Whom or what one talks to. */
  abstract get name(): string;
  /** Somebody's address, as far as all who see the message know it. */
  protected abstract jidOf(message: ChatMessage): string | undefined;
  /** Nobody is reading it. */
  protected get resting(): boolean {
    return false;
  }

  abstract changed(name: string): void;
  /** To where the visitor goes on. */
  abstract focus(options?: FocusOptions): void;

  connected(): void {
    document.addEventListener('visibilitychange', this.#shown);
    this.#words.connected();
    this.render();
    if (getComputedStyle(this.host).display === 'inline') adopt(this.root, boxStyles);
    this.list.connected();
    this.#deeds?.prepare().catch(this.failed);
  }

  disconnected(): void {
    document.removeEventListener('visibilitychange', this.#shown);
    this.place.left();
    this.#deeds?.rest();
    this.list.disconnected();
    this.#words.disconnected();
    this.announcer.clear();
    clearTimeout(this.#timer);
  }

  /** @throws {RangeError} Nothing to send. @throws {Error} There is nobody to send it to. */
  send(outgoing: Outgoing): ChatMessage {
    if (!this.conversation) throw new Error('no conversation');
    const message = this.conversation.send(outgoing);
    this.place.sent();
    return message;
  }

  /** The tab is hidden now, or seen again. */
  protected tabShown(): void {
    this.place.moved();
  }

  readonly #shown = () => this.tabShown();

  #sendTyped(outgoing: Outgoing): boolean {
    const { finish, field, host } = this.composer;
    if (!finish && field.text.startsWith('/')) {
      this.composer.awaited = true; // may be a command, which is never said to all
      host.wanted();
      return false;
    }
    if (!this.maySend(outgoing)) return false;
    if (this.#deeds?.send(outgoing)) this.place.sent();
    else this.send(outgoing);
    return true;
  }

  maySend(outgoing: Outgoing): boolean {
    const { conversation } = this;
    return Boolean(conversation && this.fire(new MessageSendingEvent(conversation.jid, outgoing)));
  }

  async loadDeeds(): Promise<MessageDeeds> {
    const { MessageDeeds } = await import('./message-deeds.js');
    return (this.#deeds ??= new MessageDeeds(this)).prepare();
  }

  goTo(key: string): void {
    if (this.list.openAt(key)) this.list.focusRow(key);
  }

  protected readonly retryConnection = () => {
    this.session?.connect().catch(() => undefined); // its state tells
  };

  readonly #pressed = (event: KeyboardEvent) => this.#shortcuts && toNextArea(this.root, event);

  get #shortcuts(): boolean {
    return !this.host.noShortcuts && !readShortcutsOff();
  }

  get locale(): Locale {
    return this.#words.now;
  }

  get strings(): Strings {
    return this.locale.strings;
  }

  /** There are messages to be seen. */
  get filled(): boolean {
    return Boolean(this.conversation?.messages.length);
  }

  protected get headingLevel(): number {
    const level = Number(this.host.headingLevel);
    return level >= 1 && level <= 5 ? Math.trunc(level) : 2;
  }

  /** @returns undefined: what stood there stays. */
  protected abstract surroundings(): Surroundings | undefined;
  /** Called when all is shown. */
  protected rendered(): void {}

  render(): void {
    const focused = this.root.activeElement;
    const surroundings = this.#words.ready ? this.surroundings() : undefined;
    if (!surroundings) return;
    this.#show(surroundings);
    this.place.update(this.conversation, this.locale, this.headingLevel + 1);
    this.rendered();
    if (focused && !this.root.activeElement) this.focus({ preventScroll: true }); // it is gone
  }

  #show({ header, middle, strip, foot, writes, aside, nextMs }: Surroundings): void {
    this.announcer.mode = announceModeOf(this.host.announce);
    render(
      html`<section
        part="frame"
        class="kit room"
        lang=${this.locale.tag}
        aria-label=${this.name}
        @keydown=${this.#pressed}
      >
        ${header}
        <div class="body">
          <div class="conversation">
            <div class="stage">
              ${this.list.element}${middle}${renderStrip(strip, this.retryConnection)}
              ${this.place.banner}${this.place.jump}
            </div>
            <p class="typing" ?hidden=${!writes} aria-hidden="true">
              ${typingText(this.conversation?.typing ?? [], this.strings)}
            </p>
            <div class="foot">${this.#deeds?.bar()}${foot}</div>
          </div>
          ${aside ?? nothing}
        </div>
        ${this.announcer.polite}${this.announcer.assertive}
      </section>`,
      this.root,
    );
    clearTimeout(this.#timer);
    if (Number.isFinite(nextMs)) this.#timer = setTimeout(() => this.render(), nextMs);
  }

  /** @param state - What is special about it; the rest goes by the page and the conversation. */
  protected updateComposer(state: Pick<ComposerState, 'disabled' | 'note' | 'waitS'>): void {
    this.composer.update({
      jid: this.conversation?.jid ?? '',
      name: this.name,
      strings: this.strings,
      tag: this.locale.tag,
      sendKey: this.host.sendKey === 'mod-enter' ? 'mod-enter' : 'enter',
      maxBytes: this.session?.wire.maxBytes ?? Infinity,
      ...state,
    });
  }

  readonly failed = (error: unknown) => {
    this.fire(new XmppErrorEvent('load-failed', error));
  };

  protected fire(event: Event): boolean {
    return this.host.dispatchEvent(event);
  }
}
