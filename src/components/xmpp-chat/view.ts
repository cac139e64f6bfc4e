/** What `<xmpp-chat>` shows: follows the conversation with one person and hands gestures on to it. */
import { html, nothing } from 'lit/html.js';
import type { Chat } from '../../session/chat.js';
import { availability, seesThem } from '../../session/contact.js';
import { ConnectionError, StanzaError } from '../../session/errors.js';
import type { Session } from '../../session/index.js';
import type { ChatMessage } from '../../session/message.js';
import { renderWaiting } from '../conversation/areas.js';
import {
  stripOf,
  waitingOf,
  type Phase,
  type Strip,
  type Waiting,
} from '../conversation/connection-strip.js';
import { ConversationView, type Surroundings } from '../conversation/conversation-view.js';
import { fateStyles } from '../conversation/fate.js';
import { MenuButton } from '../conversation/menu-button.js';
import { sessionFailure } from '../conversation/session-failure.js';
import { Teller } from '../conversation/teller.js';
import { XmppErrorEvent } from '../shared/events.js';
import { nickText } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import { SelectedFollower } from '../shared/selected-follower.js';
import { adopt } from '../shared/sheet.js';
import { isShown } from '../shared/shown.js';
import { ChatFollower } from './chat-follower.js';
import { chatWords, findChatLocale } from './chat-locale.js';
import { chatStyles } from './chat.styles.js';
import { rowExtras } from './fate.js';
import { renderPerson } from './header.js';
import { LastRead } from './last-read.js';
import { renderStanding, type Deed } from './standing.js';
import type { XmppChat } from './xmpp-chat.js';

/** Attributes that say whose conversation it is. */
const FOLLOWED = ['session', 'service', 'domain', 'jid', 'for'];
const OUT: readonly Session['state'][] = ['idle', 'offline', 'failed'];

export class ChatView extends ConversationView<XmppChat> {
  readonly followed: ChatFollower;
  readonly #lastRead = new LastRead();
  readonly #choice: SelectedFollower;
  readonly #teller: Teller<Chat>;
  readonly #menu: MenuButton<Chat>;
  /** Where the roster stands, too. */
  #tree: Node | undefined;
  #told: Chat | undefined;
  /** Since when it is being connected for the first time. */
  #waitingSince: Date | undefined;
  /** Why what was asked for last was not done. */
  #problem: 'failed' | 'noBlocking' | 'offlineNow' | undefined;

  constructor(host: XmppChat, root: ShadowRoot) {
    super(host, root, findChatLocale, rowExtras);
    adopt(root, chatStyles, fateStyles);
    this.#choice = new SelectedFollower(host, () => this.changed('for'));
    this.#teller = new Teller(this);
    this.#menu = new MenuButton((button) => this.#loadMenu(button), this.failed);
    this.followed = new ChatFollower({
      jid: () => this.#jid,
      shown: (chat) => {
        this.#problem = undefined;
        this.place.left();
        this.#told?.removeEventListener('telling', this.#asked);
        this.#told = chat;
        chat?.addEventListener('telling', this.#asked);
        this.#lastRead.follow(chat, this.session);
        this.#teller.follow(chat);
      },
      chatChanged: () => {
        this.#teller.changed();
        this.render();
      },
      changed: () => {
        this.#lastRead.follow(this.conversation, this.session);
        this.render();
      },
      invalid: (error) => this.fire(new XmppErrorEvent('invalid-address', error)),
      failed: this.failed,
    });
  }

  override connected(): void {
    this.#choice.connected();
    this.#tree = this.host.getRootNode();
    this.#tree.addEventListener('xmpp-contact-select', this.#chosen);
    addEventListener('pagehide', this.#lastRead.keep);
    this.followed.follow(sessionOf(this.host));
    super.connected();
  }

  override disconnected(): void {
    this.followed.follow(undefined);
    this.#choice.disconnected();
    this.#tree?.removeEventListener('xmpp-contact-select', this.#chosen);
    removeEventListener('pagehide', this.#lastRead.keep);
    this.#lastRead.left();
    this.#menu.close();
    super.disconnected();
  }

  override changed(name: string): void {
    if (!this.session) return;
    if (FOLLOWED.includes(name)) this.followed.follow(sessionOf(this.host));
    this.render();
  }

  override focus(options?: FocusOptions): void {
    if (this.composer.element.isConnected) this.composer.focus(options);
    else this.root.querySelector<HTMLElement>('.middle button')?.focus(options);
  }

  override get session(): Session | undefined {
    return this.followed.session;
  }

  override get conversation(): Chat | undefined {
    return this.followed.chat;
  }

  /** Both know both addresses. */
  protected override jidOf({ from }: ChatMessage): string {
    return from;
  }

  override get name(): string {
    return this.conversation?.name ?? this.#jid ?? this.#words.chat;
  }

  /** Whose conversation is wanted. */
  get #jid(): string | undefined {
    return this.host.jid ?? this.#choice.selected;
  }

  get #words() {
    return chatWords(this.locale);
  }

  /** A roster would tell of the chat's messages (news.ts), unless it is seen here. */
  readonly #asked = (event: Event) => {
    if (isShown(this.host)) event.preventDefault();
  };

  // Gestures

  /** Whoever chose somebody in the roster comes along: to the name, where the composer would bring up a keyboard (ux.md §9). */
  readonly #chosen = ({ target }: Event) => {
    if (!(target instanceof HTMLElement) || target.id !== this.host.for) return;
    const touch = matchMedia('(pointer: coarse)').matches;
    const name = touch ? this.root.querySelector<HTMLElement>('header .name') : undefined;
    if (name) name.focus();
    else this.focus();
  };

  /** What comes of it is seen in what is known of them; what does not, is said. */
  async act(deed: Deed): Promise<void> {
    const { people, chat } = this.followed;
    if (!people || !chat) return;
    const { roster, blocking } = people;
    const { jid } = chat;
    this.#problem = undefined;
    try {
      if (deed === 'block' || deed === 'unblock') await blocking[deed](jid);
      else if (deed === 'decline') roster.deny(jid);
      else {
        if (deed === 'accept') roster.approve(jid);
        if (!roster.get(jid) || deed === 'add') await roster.add(jid); // IM-17
      }
      this.render();
    } catch (error) {
      this.#problem = this.#explain(error);
      this.announcer.say(this.#words[this.#problem], true);
      this.render();
    }
  }

  #explain(error: unknown) {
    if (error instanceof ConnectionError) return 'offlineNow';
    const cannot = error instanceof StanzaError && error.condition === 'feature-not-implemented';
    return cannot ? 'noBlocking' : 'failed';
  }

  async #loadMenu(button: HTMLElement) {
    const { ChatMenu, menuStyles, chatMenuStyles } = await import('./chat-menu.js');
    adopt(this.root, menuStyles, chatMenuStyles);
    return new ChatMenu(button, {
      element: this.host,
      followed: this.followed,
      act: (deed) => void this.act(deed),
      say: (text, urgent) => this.announcer.say(text, urgent),
      view: this,
    });
  }

  readonly #cancel = () => {
    this.session?.disconnect().catch(() => undefined); // gone either way
  };

  // Showing

  readonly #failure = (session: Session): Required<Strip> =>
    sessionFailure(session, this.strings, this.#words.signInNeeded);

  protected override surroundings(): Surroundings {
    const now = Date.now();
    const { session, conversation: chat } = this;
    const out = session && OUT.includes(session.state) && !this.followed.awaySince;
    const begins = Boolean(chat && session && !out && !this.followed.wasOnline);
    if (!begins) this.#waitingSince = undefined;
    const waiting = begins ? waitingOf((this.#waitingSince ??= new Date(now)), now) : undefined;
    const strip = this.#strip(now);
    const left = session?.state === 'offline'; // by somebody's own wish, which is no loss
    if (strip.show && !left) this.#teller.lost();
    else if (session?.state === 'online') this.#teller.back();
    const open = chat && !(out && !this.filled);
    const writes = open && !this.host.noComposer;
    if (open) this.#updateComposer(strip.show !== undefined || waiting?.show === 'words');
    return {
      header: this.#header(),
      middle: this.filled ? nothing : this.#middle(out, waiting),
      strip: strip.show,
      foot: html`${open ? this.#standing(chat) : nothing}${writes ? this.composer.element : nothing}`,
      writes,
      nextMs: Math.min(strip.nextMs ?? Infinity, waiting?.nextMs ?? Infinity),
    };
  }

  /** Of connection trouble, where there are messages that it must not hide. */
  #strip(now: number): Phase<Strip | undefined> {
    const { session, followed, strings } = this;
    if (!session) return { show: undefined };
    if (session.state === 'offline' || (session.state === 'idle' && this.filled)) {
      const { signedOut: text, connect: button } = this.#words;
      return { show: this.filled ? { text, button } : undefined };
    }
    return stripOf(followed.awaySince, session, this.#failure, strings, now);
  }

  #middle(out: boolean | undefined, waiting: Phase<Waiting> | undefined): unknown {
    const { session, strings, conversation: chat } = this;
    const words = this.#words;
    const jid = this.#jid;
    if (jid === undefined) return middle(words.nobody);
    if (this.followed.invalid) return middle(words.invalid(jid), words.invalidHint);
    if (session && out) {
      const failure = session.state === 'failed' ? this.#failure(session) : undefined;
      const { text, button } = failure ?? { text: words.signedOut, button: words.connect };
      const connect = html`<div class="buttons">
        <button type="button" class="primary" @click=${this.retryConnection}>${button}</button>
      </div>`;
      return middle(text, undefined, connect);
    }
    if (waiting)
      return renderWaiting(waiting.show, session, this.#failure, strings, this.retryConnection, this.#cancel);
    const known = chat?.history === 'start' || chat?.history === 'unavailable';
    return known ? middle(strings.noMessages, this.#self ? words.self : strings.noMessagesHint) : nothing;
  }

  get #self(): boolean {
    const { session, conversation: chat } = this;
    return chat !== undefined && session?.jid?.split('/')[0] === chat.jid;
  }

  #updateComposer(away: boolean): void {
    const words = this.#words;
    const { peer } = this.followed;
    if (peer.offers) this.composer.host.wanted(); // which shows them
    const contact = peer.contact;
    const gone = contact && seesThem(contact) && availability(contact) === 'offline' && !this.#self;
    this.updateComposer({
      disabled: peer.blocked ? words.blockedField : undefined,
      note: away ? this.strings.queued : gone ? words.later(nickText(this.name)) : undefined,
      waitS: 0,
    });
  }

  #standing(chat: Chat): unknown {
    const { peer } = this.followed;
    const written = chat.messages.some((row) => row.kind === 'message' && !row.own);
    return renderStanding({
      name: this.name,
      jid: chat.jid,
      blocked: peer.blocked,
      request: peer.request,
      stranger: chat.stranger && written && !this.#self && this.session?.guest === false,
      problem: this.#problem && this.#words[this.#problem],
      words: this.#words,
      theySay: this.strings.theySay,
      act: (deed) => void this.act(deed),
    });
  }

  #header(): unknown {
    const { conversation: chat, session, host } = this;
    const menu = this.#menu.render(host.noHeader ? undefined : chat, this.strings);
    if (host.noHeader) return nothing;
    return renderPerson({
      name: this.name,
      jid: chat?.jid ?? '',
      level: this.headingLevel,
      peer: this.followed.peer,
      self: this.#self,
      online: session?.state === 'online',
      locale: this.locale,
      words: this.#words,
      menu,
    });
  }
}

const middle = (title: string, hint?: string, more: unknown = nothing) =>
  html`<div class="middle">
    <p class="title">${title}</p>
    ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}${more}
  </div>`;
