/**
 * What a person does to a message besides reading it (ux.md §3, §4): reacts, replies, says it in other words, takes it
 * back. Loaded with the menu of messages, or with the first of these.
 */
import { html, nothing } from 'lit/html.js';
import type { UndoneEvent } from '../../session/undone-event.js';
import type { Conversation, OutgoingMessage, Outgoing } from '../../session/conversation.js';
import type { MessageFeatures } from '../../session/message-features.js';
import { wordsOf, type ChatMessage } from '../../session/message.js';
import type { Room } from '../../session/room.js';
import type { MessageItems } from '../moderation/message-items.js';
import type { PrivateItems } from '../private/items.js';
import type { PaneHost } from '../private/pane.js';
import type { Announcer } from '../shared/announcer.js';
import { partStrings } from '../shared/catalogue.js';
import { nickText } from '../shared/nick-text.js';
import { rowMenuEnglish, type RowMenuStrings } from '../shared/row-menu-strings.js';
import { adopt } from '../shared/sheet.js';
import { writeDraft } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';
import { caretOf } from './caret.js';
import { composed } from './composed.js';
import type { Composer } from './composer.js';
import type { MessageList } from './message-list.js';
import { Dialog } from './dialog.js';
import type { MenuItem } from './menu-event.js';
import { menuStyles } from './menu.styles.js';
import { deedStyles } from './message-deeds.styles.js';

/** Offered in the menu itself. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🎉'];
/** Of what is answered, above the composer. */
const MAX_QUOTE = 80;

export interface DeedsHost {
  readonly root: ShadowRoot;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly list: Pick<MessageList, 'takeBack'>;
  readonly strings: Strings;
  readonly conversation: Conversation | undefined;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
  /** The page may prevent it. */
  maySend(outgoing: Outgoing): boolean;
  /** Goes to the row `key`. */
  goTo(key: string): void;
  render(): void;
}

interface Errand {
  readonly kind: 'reply' | 'edit';
  readonly conversation: Conversation;
  readonly message: ChatMessage;
}

export class MessageDeeds {
  readonly #dialog: Dialog;
  /** What its question is asked in. */
  #asked: Strings | undefined;
  #errand: Errand | undefined;
  #features: MessageFeatures | undefined;
  /** Of the room that is followed. */
  #moderation: MessageItems | undefined;
  #moderating: Promise<void> | undefined;
  /** In rooms. */
  #privately: PrivateItems | undefined;
  #followed: Conversation | undefined;

  constructor(readonly host: DeedsHost) {
    this.#dialog = new Dialog({ say: (text) => host.announcer.say(text) });
    adopt(host.root, menuStyles, deedStyles);
    host.composer.element.addEventListener('keydown', (event) => this.#escaped(event), { capture: true });
  }

  get #strings(): RowMenuStrings {
    return partStrings(rowMenuEnglish, this.host.strings);
  }

  /** Has what is needed for the conversation that is shown now. */
  async prepare(): Promise<this> {
    const { conversation } = this.host;
    if (isRoom(conversation)) await this.#offerPrivately(conversation);
    if (conversation && conversation !== this.#followed) await this.#follow(conversation);
    await this.#moderating;
    return this;
  }

  async #follow(conversation: Conversation): Promise<void> {
    this.#features = await conversation.features();
    if (conversation === this.#followed || !this.host.root.isConnected) return;
    this.rest();
    this.#followed = conversation;
    this.#moderation = this.#moderating = undefined;
    this.#moderate();
    conversation.addEventListener('undone', this.#undone);
  }

  /** In rooms one may write to others alone, and they to us. */
  async #offerPrivately({ privates }: Room): Promise<void> {
    const host = this.host as unknown as PaneHost;
    const { tag = 'en' } = this.host.composer.state ?? {};
    if (this.#privately?.tag !== tag) {
      const { PrivateItems } = await import('../private/items.js');
      this.#privately = await PrivateItems.of(host, tag);
    }
    if (privates) (await import('../private/pane.js')).paneOf(host);
  }

  /** Nobody is told of anything until the next prepare(). */
  rest(): void {
    this.#followed?.removeEventListener('undone', this.#undone);
    this.#followed = undefined;
  }

  /** Not in chats: there are others only in rooms. */
  #moderate(): void {
    if (!this.#features?.mutes) return;
    this.#moderating ??= this.#loadModeration(this.#followed as Room).catch(() => {
      this.#moderating = undefined; // tried again with the next menu
    });
  }

  async #loadModeration(room: Room): Promise<void> {
    const { MessageItems } = await import('../moderation/message-items.js');
    const items = await MessageItems.of(this.host, room, this.host.composer.state?.tag ?? 'en');
    if (room === this.#followed) this.#moderation = items;
  }

  readonly #undone = (_: Event | UndoneEvent) => this.host.announcer.say(this.#strings.deedFailed, true);

  // What can be done

  /** The menu of `message`. @param plain What can be done with any. */
  itemsOn(message: ChatMessage, plain: readonly MenuItem[]): readonly MenuItem[] {
    const strings = this.#strings;
    if (!this.#features?.canRefer(message)) return plain;
    this.#moderate();
    const { conversation } = this.host;
    const reacted = new Set(message.reactions?.filter(({ own }) => own).map(({ emoji }) => emoji));
    const reactions = QUICK.map((glyph) => ({
      glyph,
      text: reacted.has(glyph) ? strings.unreact(glyph) : strings.react(glyph),
      act: () => this.#react(message, glyph),
    }));
    return [
      ...reactions,
      { glyph: '+', text: strings.moreReactions, act: () => void this.#pick(message) },
      { text: strings.reply, act: () => this.#reply(message) },
      ...plain,
      ...(message.own && (message.doing?.what !== 'removal' || message.doing.failed)
        ? [
            ...(message.files ? [] : [{ text: strings.correct, act: () => void this.edit(message) }]),
            { text: strings.takeBack, act: () => this.#askToTakeBack(message) },
          ]
        : []),
      ...(isRoom(conversation) ? (this.#privately?.itemsOn(message, conversation) ?? []) : []),
      ...(this.#moderation?.itemsOn(message) ?? []),
    ];
  }

  /** A button in the row of `message` was pressed. */
  act({ dataset: { action, emoji, to } }: HTMLElement, message: ChatMessage): void {
    if (action === 'react' && emoji !== undefined) this.#react(message, emoji);
    if (action === 'jump' && to !== undefined) this.host.goTo(to);
    if (action === 'keep') this.#features?.keep(message.key);
    if (action === 'redo') this.#features?.redo(message.key);
    if (action === 'show') this.#showMuted(message.key);
  }

  /** The focus goes on to the first of them, in the place of the button. */
  #showMuted(key: string): void {
    const row = this.host.root.activeElement?.closest('li');
    const focus = () => row?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true });
    this.#followed?.addEventListener('change', focus, { once: true }); // behind whoever renders it
    this.#features?.showMuted(key);
  }

  async #pick(message: ChatMessage): Promise<void> {
    const { root, composer, announcer } = this.host;
    const anchor = root.activeElement;
    if (!(anchor instanceof HTMLElement)) return;
    try {
      const { pickEmoji } = await import('../emoji/picker.js');
      const emoji = await pickEmoji(anchor, composer.state?.tag ?? 'en');
      if (emoji !== undefined) this.#react(message, emoji);
    } catch {
      announcer.say(this.#strings.deedFailed, true);
    }
  }

  #react({ key }: ChatMessage, emoji: string): void {
    this.#features?.react(key, emoji);
    if (this.#waits(key)) this.host.announcer.say(this.#strings.waiting);
  }

  /** Whether what was done to the message `key` waits for the link. */
  #waits(key: string): boolean {
    const row = this.host.conversation?.messages.find((each) => each.key === key);
    return row?.kind === 'message' && row.doing?.waits === true;
  }

  #reply(message: ChatMessage): void {
    this.#begin('reply', message);
    this.host.announcer.say(this.#strings.replying(nickText(message.nick)));
    this.host.composer.focus();
  }

  /**
   * Has the last own message written on: one that has not gone out is taken back, else it is corrected. What was typed
   * before it could be goes on behind it. @returns Whether it is there.
   */
  async editLast(): Promise<boolean> {
    const { composer, conversation, list } = this.host;
    const last = conversation?.messages.findLast((row) => row.kind === 'message' && row.own);
    await composed(composer);
    if (last?.kind !== 'message' || !conversation || conversation !== this.host.conversation) return false;
    if (last.state === 'waiting' || last.state === 'failed') {
      list.takeBack(last);
      return false; // somebody may want to write on
    }
    const begun = this.edit(last, composer.field.text);
    if (begun) writeDraft(conversation.jid, ''); // which that was until now
    return begun;
  }

  /** Has an own message that has gone out said in other words. @param more - Written behind them. @returns Whether it can be. */
  edit(message: ChatMessage, more = ''): boolean {
    const { composer, conversation, announcer } = this.host;
    if (!conversation || !composer.writable || message.files || !this.#features?.canRefer(message))
      return false;
    const written = () => JSON.stringify(composer.field.outgoing);
    const send = (outgoing: Outgoing) => {
      const same = written() === before;
      if (!same && !this.host.maySend(outgoing)) return false;
      if (!same) conversation.correct(message.key, outgoing);
      this.#errand = undefined;
      this.host.render();
      return true;
    };
    announcer.say(this.#strings.editing);
    this.#begin('edit', message);
    const { rich } = message;
    composer.begin({
      send,
      text: wordsOf(message),
      content: typeof rich === 'object' ? rich.content : undefined,
    });
    const before = written();
    if (more) caretOf(composer.field).insert(more);
    return true;
  }

  #askToTakeBack({ key }: ChatMessage): void {
    const strings = this.#strings;
    this.host.root.querySelector('section')?.append(this.#dialog.element);
    this.#asked = this.host.strings;
    this.#dialog.ask(
      {
        title: strings.takeBackQuestion,
        text: strings.takeBackText,
        fields: [],
        submit: strings.takeBack,
        danger: true,
        check: () => undefined,
        send: () => {
          this.#features?.retract(key);
          return Promise.resolve(this.#waits(key) ? strings.waiting : strings.takenBack);
        },
        explain: () => ({ text: strings.takeBackFailed }),
      },
      strings,
    );
  }

  // What is being done

  /** Sends `outgoing` as a reply, if it is one. @returns Whether it is. */
  send(outgoing: Outgoing): boolean {
    const errand = this.#now;
    if (errand?.kind !== 'reply') return false;
    const message: OutgoingMessage = typeof outgoing === 'string' ? { body: outgoing } : outgoing;
    this.#features?.reply(errand.message.key, message);
    this.#errand = undefined;
    this.host.render();
    return true;
  }

  /** What is being done, above the composer. */
  bar(): unknown {
    if (this.#asked !== this.host.strings) this.#dialog.close(); // which is in another language
    if (this.#moderation && this.#moderation.tag !== this.host.composer.state?.tag) {
      this.#moderation.close();
      this.#moderation = this.#moderating = undefined;
    }
    const errand = this.#now;
    if (!errand) return nothing;
    const strings = this.#strings;
    const { kind, message } = errand;
    const words = wordsOf(message);
    const quote = words.length > MAX_QUOTE ? `${words.slice(0, MAX_QUOTE)}…` : words;
    return html`<div class="errand" part="errand">
      <span class="errand-text"
        >${kind === 'edit' ? strings.editing : strings.replying(nickText(message.nick))}
        ${kind === 'reply' ? html`<span class="errand-quote" dir="auto" lang="">${quote}</span>` : nothing}</span
      >
      <button type="button" class="plain small" @click=${this.#stop}>${strings.cancel}</button>
    </div>`;
  }

  get #now(): Errand | undefined {
    return this.#errand?.conversation === this.host.conversation ? this.#errand : undefined;
  }

  #begin(kind: Errand['kind'], message: ChatMessage): void {
    const { conversation } = this.host;
    if (!conversation) return;
    if (this.#now?.kind === 'edit') this.host.composer.begin();
    this.#errand = { kind, conversation, message };
    this.host.render();
  }

  readonly #stop = () => {
    const edits = this.#now?.kind === 'edit';
    this.#errand = undefined;
    if (edits) this.host.composer.begin();
    else this.host.composer.focus();
    this.host.render();
  };

  /** One step back. */
  #escaped(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || !this.#now) return;
    event.preventDefault();
    event.stopPropagation();
    this.#stop();
  }
}

const isRoom = (conversation: Conversation | undefined): conversation is Room =>
  conversation !== undefined && 'privateChats' in conversation;
