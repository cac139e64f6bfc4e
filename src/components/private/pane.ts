/**
 * Private conversations with others in a room (XEP-0045 §7.5), within the element that shows the room: a line of buttons
 * that lead to them, and the one that is open in the place of the room. Loaded with the first private message, or the
 * first wish to write one.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { MessageEvent } from '../../session/conversation-events.js';
import type { Outgoing } from '../../session/conversation.js';
import { wordsOf, type ChatMessage } from '../../session/message.js';
import type { Session } from '../../session/index.js';
import type { Occupant } from '../../session/occupant.js';
import type { PrivateChat } from '../../session/private-chat.js';
import type { PrivateChats } from '../../session/private-chats.js';
import type { Room } from '../../session/room.js';
import type { ConversationElement } from '../conversation/conversation-view.js';
import { cutSpoken, type Announcer } from '../shared/announcer.js';
import { UnreadEvent } from '../shared/events.js';
import type { Locale } from '../shared/locale.js';
import { nickText } from '../shared/nick-text.js';
import { privateEnglish, type PrivateStrings } from '../shared/private-strings.js';
import { adopt } from '../shared/sheet.js';
import type { Strings } from '../shared/strings.js';
import { lockIcon, PrivateView, receivedIn } from './private-view.js';
import { chipStyles, paneStyles } from './private.styles.js';
import { findPrivateWords } from './words.js';

/** The view of a room. */
export interface PaneHost {
  readonly host: ConversationElement;
  readonly root: ShadowRoot;
  readonly announcer: Announcer;
  readonly strings: Strings;
  readonly session: Session | undefined;
  readonly conversation: Room | undefined;
  /** Once there is one. */
  pane?: PrivatePane;
  focus(options?: FocusOptions): void;
  /** Something else is to be shown now. */
  render(): void;
}

/** The pane of that view, made with the first call. */
export function paneOf(view: PaneHost): PrivatePane {
  if (!view.pane) {
    view.pane = new PrivatePane(view);
    view.render();
  }
  return view.pane;
}

/**
 * Opens the private conversation with somebody in the room that `view` (of an `<xmpp-room>`) shows, and takes the visitor
 * there. For menus, and for commands such as `/msg`.
 * @param who - A nickname: whoever has it now; or somebody who was seen before, whatever they are called now.
 * @param words - Sent at once; without them the visitor writes.
 * @throws {RangeError} Nobody else is there of that name, or nothing can be sent to them: then `words` are nobody's yet.
 */
export async function openPrivately(
  view: PaneHost,
  who: string | Occupant,
  words?: Outgoing,
): Promise<PrivateChat> {
  const chats = await view.conversation?.privateChats();
  if (!chats) throw new RangeError('no room');
  const chat = chats.open(who);
  if (words !== undefined) chat.send(words);
  paneOf(view).show(chat);
  return chat;
}

/** Parts of a conversation that pages may rely on, under their own names. */
const PARTS =
  'header, subject, status, log, message, own, message-author, message-time, message-body, kit, avatar, reply, ' +
  'reactions, reaction, fate, errand, composer, input, send';
/** What the page says of the room holds for these, too. */
const SAME = ['announce', 'sendKey', 'headingLevel', 'noShortcuts', 'noComposer'] as const;
/** Where one can be while the room is one's own. */
const IN: readonly Room['status']['state'][] = ['joined', 'joining', 'offline'];

export class PrivatePane {
  readonly element = document.createElement('div');
  /** Holds the buttons while the room is seen. */
  readonly #bar = document.createElement('div');
  #room: Room | undefined;
  #chats: PrivateChats | undefined;
  #locale: Locale | undefined;
  #words: PrivateStrings = privateEnglish;
  readonly #views = new Map<PrivateChat, PrivateView>();
  #shown: PrivateView | undefined;
  /** Unread privately, as the page was told last. */
  #unread = 0;
  #telling: UnreadEvent | undefined;
  /** What has the focus again afterwards. */
  #opener: HTMLElement | undefined;

  constructor(readonly view: PaneHost) {
    this.element.className = 'privates';
    this.element.append(this.#bar);
    adopt(view.root, chipStyles, paneStyles);
    const toRoom = view.focus.bind(view);
    view.focus = (options) => (this.#shown ? this.#shown.focus(options) : toRoom(options)); // by the page, too
    // ahead of whoever shows the number
    view.host.addEventListener('xmpp-unread', (event) => this.#counted(event), { capture: true });
  }

  /** The one that is open; undefined: the room. */
  get open(): PrivateChat | undefined {
    return this.#shown?.conversation;
  }

  /** As the room is now. @returns What is to stand above it. */
  update(locale: Locale): HTMLElement | typeof nothing {
    const { conversation: room } = this.view;
    if (locale !== this.#locale) void this.#speak(locale);
    if (room !== this.#room || room?.privates !== this.#chats) this.#follow(room);
    if (this.#shown && !(room && IN.includes(room.status.state))) this.back();
    this.#render();
    return this.#chats?.all.length ? this.element : nothing;
  }

  /** Goes there. */
  show(chat: PrivateChat): void {
    this.view.render(); // which may be about another room by now
    const view = this.#views.get(chat) ?? this.#make(chat);
    if (view === this.#shown) return view.focus();
    this.#opener ??= (this.view.root.activeElement as HTMLElement | null) ?? undefined;
    this.#leave();
    this.#shown = view;
    this.element.append(view.host);
    view.connected();
    this.#render();
    view.focus();
  }

  /** To the room. */
  readonly back = (): void => {
    if (!this.#shown) return;
    const focused = this.view.root.activeElement === this.#shown.host;
    this.#leave();
    this.#rest(false);
    this.view.render();
    const opener = this.#opener;
    this.#opener = undefined;
    if (!focused) return;
    if (opener?.isConnected) opener.focus();
    else this.view.focus();
  };

  async #speak(locale: Locale): Promise<void> {
    this.#locale = locale;
    const words = await findPrivateWords(locale.tag);
    if (locale !== this.#locale) return;
    this.#words = words;
    this.#render();
  }

  #follow(room: Room | undefined): void {
    this.back();
    this.#chats?.removeEventListener('change', this.#changed);
    this.#views.clear();
    this.#room = room;
    this.#chats = room?.privates;
    this.#chats?.addEventListener('change', this.#changed);
    this.#watch();
  }

  readonly #changed = () => {
    this.#watch();
    this.#count();
    this.view.render();
  };

  /** What is unread in the room, and privately: for the page one number. */
  #count(): void {
    const { conversation: room, host } = this.view;
    const { unread = 0 } = this.#chats ?? {};
    if (!room || unread === this.#unread) return;
    this.#unread = unread;
    this.#telling = new UnreadEvent(room.jid, room.unread + unread, room.mentions + unread);
    host.dispatchEvent(this.#telling);
  }

  /** The room tells of itself alone. */
  #counted(event: UnreadEvent): void {
    if (event === this.#telling || this.#unread === 0) return;
    event.stopImmediatePropagation();
    this.#unread = -1;
    this.#count();
  }

  /** Hears of each; of one that has just begun, what began it. */
  #watch(): void {
    for (const chat of this.#chats?.all ?? []) {
      if (this.#heard.has(chat)) continue;
      this.#heard.add(chat);
      chat.addEventListener('message', (event) => {
        if (event instanceof MessageEvent) this.#tell(chat, event.message);
      });
      const { lastMessage } = chat;
      if (chat.unread && lastMessage) this.#tell(chat, lastMessage);
    }
  }

  readonly #heard = new WeakSet<PrivateChat>();

  /** What is seen as it comes is said there. */
  #tell(chat: PrivateChat, message: ChatMessage): void {
    if (!this.#chats?.all.includes(chat)) return; // of another room
    const { announcer, host, strings } = this.view;
    host.dispatchEvent(receivedIn(chat, message));
    if (chat === this.open) return;
    const text = cutSpoken(this.#words.spoken(nickText(message.nick), wordsOf(message)));
    announcer.messages([{ text, mention: announcer.mode === 'mentions' }], strings.newMessages);
  }

  #leave(): void {
    const view = this.#shown;
    this.#shown = undefined;
    if (!view) return;
    view.disconnected();
    view.host.remove();
  }

  /** Nobody reads what lies behind, or comes there by keys. */
  #rest(behind: boolean): void {
    const section = this.element.parentElement;
    for (const each of section?.children ?? [])
      if (each instanceof HTMLElement && each.matches('header, .body')) each.inert = behind;
  }

  #make(chat: PrivateChat): PrivateView {
    const { host: page } = this.view;
    const host = document.createElement('div');
    const same = SAME.map((name) => [name, { get: () => page[name] }] as const);
    Object.defineProperties(host, Object.fromEntries(same));
    host.className = 'pane';
    host.setAttribute('exportparts', PARTS);
    host.toggleAttribute('no-files', true); // what is uploaded would be the room's
    host.toggleAttribute('colors', page.hasAttribute('colors'));
    const view = new PrivateView(
      host as unknown as ConversationElement,
      host.attachShadow({ mode: 'open' }),
      chat,
      {
        room: this.#room!,
        session: this.view.session,
        others: () => ((this.#chats?.all.length ?? 0) > 1 ? this.#renderChips() : nothing),
        back: this.back,
        close: () => this.#close(chat),
      },
    );
    this.#views.set(chat, view);
    return view;
  }

  #close(chat: PrivateChat): void {
    this.back();
    this.#views.delete(chat);
    this.#chats?.close(chat);
  }

  #render(): void {
    if (this.#shown) this.#rest(true); // also of what is new behind it
    this.#bar.hidden = this.#shown !== undefined;
    render(this.#chats?.all.length ? this.#renderChips() : nothing, this.#bar);
    this.#shown?.render();
  }

  #renderChips(): TemplateResult {
    const words = this.#words;
    const chats = this.#chats?.all ?? [];
    return html`<nav class="chips area" aria-label=${words.conversations}>
      ${lockIcon}${repeat(
        chats,
        ({ jid }) => jid,
        (chat) => this.#renderChip(chat),
      )}
    </nav>`;
  }

  #renderChip(chat: PrivateChat): TemplateResult {
    const words = this.#words;
    const name = nickText(chat.nick);
    const unread = chat.unread ? (this.#locale?.number(chat.unread) ?? '') : '';
    return html`<button
      type="button"
      class=${chat.gone ? 'gone' : ''}
      aria-current=${chat === this.open ? 'true' : nothing}
      aria-label=${words.with(chat.gone ? words.goneShort(name) : name, unread)}
      @click=${() => this.show(chat)}
    >
      <bdi>${name}</bdi> ${unread ? html`<span class="badge" aria-hidden="true">${unread}</span>` : nothing}
    </button>`;
  }
}
