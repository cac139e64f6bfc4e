/** What `<xmpp-room>` shows: follows one room of one session and hands gestures on to them. */
import { html, nothing, render } from 'lit/html.js';
import type { ChatMessage } from '../../session/message.js';
import type { Session } from '../../session/index.js';
import type { JoinOptions, Room } from '../../session/room.js';
import { Announcer, announceModeOf } from '../shared/announcer.js';
import { MessageSendingEvent, XmppErrorEvent } from '../shared/events.js';
import { findLocale, type Locale } from '../shared/locale.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { sessionOf } from '../shared/page-session.js';
import { adopt } from '../shared/sheet.js';
import type { View } from '../shared/shell.js';
import { readShortcutsOff } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';
import { tokens } from '../shared/tokens.js';
import { toNextArea } from '../conversation/area-keys.js';
import { renderEmpty, renderHeader, renderStrip, renderWaiting, typingText } from './areas.js';
import { Composer } from '../conversation/composer.js';
import { stripOf, waitingOf } from '../conversation/connection-strip.js';
import { composerStyles } from '../conversation/composer.styles.js';
import { EntryDoor, type DoorHost } from './entry-door.js';
import { MenuButton } from '../conversation/menu-button.js';
import { MessageList } from '../conversation/message-list.js';
import { PeopleDrawer } from './people-drawer.js';
import { ReadingPlace } from '../conversation/reading-place.js';
import { RoomFollower } from './room-follower.js';
import { RoomTeller } from './room-teller.js';
import { rowStyles } from '../conversation/rows.styles.js';
import { TabVisit } from './tab-visit.js';
import { boxStyles, styles } from '../conversation/view.styles.js';
import type { XmppRoom } from './xmpp-room.js';

const TICK_MS = 1000;
/** Attributes that say which room is followed, and how. */
const FOLLOWED = ['session', 'service', 'domain', 'jid', 'autojoin', 'nick', 'joins'];

export class RoomView implements View, DoorHost {
  readonly followed: RoomFollower;
  readonly visit: TabVisit;
  readonly #announcer = new Announcer();
  readonly #teller: RoomTeller;
  readonly #list: MessageList;
  readonly #place: ReadingPlace;
  readonly #composer: Composer;
  readonly #door: EntryDoor;
  readonly #people: PeopleDrawer;
  readonly #menu: MenuButton;
  readonly #words: LocaleFollower<Locale>;

  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: XmppRoom,
    readonly root: ShadowRoot,
  ) {
    adopt(root, tokens, styles, rowStyles, composerStyles);
    const { failed } = this;
    const shortcuts = () => this.#shortcuts;
    this.#list = new MessageList({
      strings: () => this.strings,
      edit: (text) => this.#composer.restore(text),
      toComposer: () => this.focus(),
      moved: () => this.#place.moved(),
      shortcuts,
      canWrite: () => this.#composer.writable,
      quote: (text) => this.#composer.quote(text),
      say: (text, urgent) => this.#announcer.say(text, urgent),
      failed,
    });
    this.#place = new ReadingPlace(root, this.#list, failed);
    this.#composer = new Composer({
      send: (text) => this.#sendTyped(text),
      typing: (typing) => this.#room?.setTyping(typing),
      scrollByPage: (direction) => this.#list.scrollByPage(direction),
      editLast: () => this.#editLast(),
      shortcuts,
    });
    this.#door = new EntryDoor(this);
    this.#people = new PeopleDrawer(root, () => this.render(), failed);
    this.#menu = new MenuButton({
      root,
      element: host,
      say: (text) => this.#announcer.say(text),
      leave: () => this.#leave(),
      failed,
    });
    this.#teller = new RoomTeller(
      {
        element: host,
        strings: () => this.strings,
        removal: () => this.#door.title(),
      },
      this.#announcer,
    );
    this.#words = new LocaleFollower(host, findLocale, () => this.render());
    this.visit = new TabVisit({
      element: host,
      place: () => this.#list.place,
      goTo: (place) => this.#list.goTo(place),
    });
    this.followed = new RoomFollower({
      element: host,
      join: () => this.join(this.visit.is ? { returning: true } : {}),
      wasIn: () => this.visit.is,
      shown: (room) => {
        this.#place.left();
        this.#teller.follow(room);
        this.visit.follow(room);
      },
      roomChanged: () => this.#roomChanged(),
      sessionChanged: () => this.render(),
    });
  }

  connected(): void {
    document.addEventListener('visibilitychange', this.#shown);
    addEventListener('pagehide', this.visit.keep);
    this.visit.begin();
    this.followed.follow(sessionOf(this.host));
    this.#words.connected();
    this.render();
    if (getComputedStyle(this.host).display === 'inline') adopt(this.root, boxStyles);
    this.#list.connected();
  }

  disconnected(): void {
    document.removeEventListener('visibilitychange', this.#shown);
    removeEventListener('pagehide', this.visit.keep);
    this.followed.follow(undefined);
    this.#menu.close();
    this.#place.left();
    this.#list.disconnected();
    this.#words.disconnected();
    this.#announcer.clear();
    clearTimeout(this.#timer);
  }

  changed(name: string): void {
    if (!this.#session) return;
    if (name === 'jid' || name === 'session') this.#forget();
    if (FOLLOWED.includes(name)) this.followed.follow(sessionOf(this.host));
    this.render();
  }

  /** Enters the room; asks for a name where none is known. */
  join(options?: JoinOptions): void {
    this.#door.join(options);
  }

  leave(): Promise<void> {
    return this.#door.leave();
  }

  /** @throws {RangeError} Nothing to send. @throws {Error} Not in a room. */
  send(text: string): ChatMessage {
    if (!this.#room) throw new Error('not in a room');
    const message = this.#room.send(text);
    this.#place.sent();
    return message;
  }

  /** To where the visitor goes on. */
  focus(options?: FocusOptions): void {
    if (this.#door.entry === 'loading') {
      this.#door.load().then(
        () => this.focus(options),
        () => undefined, // told by whoever shows it
      );
    } else if (this.#door.shown) this.#door.focus(options);
    else this.#composer.focus(options);
  }

  // Following the session and the room

  get #session(): Session | undefined {
    return this.followed.session;
  }

  get #room(): Room | undefined {
    return this.followed.room;
  }

  #forget(): void {
    this.#door.forget();
    this.followed.forget();
    this.visit.begin();
  }

  #roomChanged(): void {
    const room = this.#room;
    if (room?.status.state === 'joined') this.#door.passed(room);
    if (room) this.visit.changed(room);
    if (room?.status.state === 'idle') this.#place.left();
    this.#teller.changed();
    this.render();
  }

  readonly #shown = () => {
    if (document.visibilityState === 'hidden') this.visit.keep();
    this.#place.moved();
  };

  // Gestures

  #leave(): void {
    this.leave()
      .then(() => this.#announcer.say(this.strings.left))
      .catch(() => undefined); // out of it anyway
  }

  #sendTyped(text: string): boolean {
    const room = this.#room;
    if (!room || !this.#fire(new MessageSendingEvent(room.jid, text))) return false;
    this.send(text);
    this.visit.stay();
    return true;
  }

  /** Only what has not gone out can still be changed. */
  #editLast(): void {
    const last = this.#room?.messages.findLast((row) => row.kind === 'message' && row.own);
    const unsent = last?.kind === 'message' && (last.state === 'waiting' || last.state === 'failed');
    const text = unsent ? this.#room?.discard(last.key) : undefined;
    if (text !== undefined) this.#composer.restore(text);
  }

  readonly #retryConnection = () => {
    this.#session?.connect().catch(() => undefined); // its state tells
  };

  readonly #retryJoin = () => {
    if (this.#session?.state === 'online') this.join();
    else this.#retryConnection();
  };

  readonly #cancel = () => {
    this.leave().catch(() => undefined); // not in it anyway
  };

  readonly #pressed = (event: KeyboardEvent) => this.#shortcuts && toNextArea(this.root, event);

  get #shortcuts(): boolean {
    return !this.host.noShortcuts && !readShortcutsOff();
  }

  // Showing

  get #locale(): Locale {
    return this.#words.now;
  }

  get strings(): Strings {
    return this.#locale.strings;
  }

  get name(): string {
    return this.#room?.name ?? this.host.jid?.split('@')[0] ?? this.strings.room;
  }

  get filled(): boolean {
    return Boolean(this.#room?.messages.length);
  }

  readonly #failure = (session: Session) => this.#door.failure(session);

  render(): void {
    if (!this.#words.ready) return;
    const focused = this.root.activeElement;
    const now = Date.now();
    const { strings } = this;
    const status = this.#room?.status;
    const entry = this.#door.entry;
    if (entry === 'loading') return; // what stood there stays
    const strip = this.#session && stripOf(status, this.#session, this.#failure, strings, now);
    const waiting = status?.state === 'joining' && !entry ? waitingOf(status.since, now) : undefined;
    this.#announcer.mode = announceModeOf(this.host.announce);
    if (strip?.show) this.#teller.lost();
    const away = strip?.show !== undefined || waiting?.show === 'words' || waiting?.show === 'slow';
    const waitMs = Math.max(0, Number(this.#room?.nextSendAt ?? now) - now);
    if (!entry) this.#updateComposer(away, Math.ceil(waitMs / TICK_MS));
    const foot = entry ? this.#door.update(entry) : this.host.noComposer ? nothing : this.#composer.element;
    const middle = this.filled
      ? nothing
      : entry
        ? html`<div class="middle">${foot}</div>`
        : waiting
          ? renderWaiting(waiting.show, this.#session, this.#failure, strings, this.#retryJoin, this.#cancel)
          : renderEmpty(this.#room, strings);
    render(
      html`<section
        part="frame"
        class="kit room"
        lang=${this.#locale.tag}
        aria-label=${this.name}
        @keydown=${this.#pressed}
      >
        ${this.#header()}
        <div class="body">
          <div class="conversation">
            <div class="stage">
              ${this.#list.element}${middle}${renderStrip(strip?.show, this.#retryConnection)}
              ${this.#place.banner}${this.#place.jump}
            </div>
            <p class="typing" aria-hidden="true">${typingText(this.#room?.typing ?? [], strings)}</p>
            <div class="foot">${entry && !this.filled ? nothing : foot}</div>
          </div>
          ${this.#people.render(this.#room, this.#locale)}
        </div>
        ${this.#announcer.polite}${this.#announcer.assertive}
      </section>`,
      this.root,
    );
    this.#place.update(this.#room, this.#locale, this.#headingLevel + 1);
    this.visit.shown(this.#room);
    if (focused && !this.root.activeElement) this.focus({ preventScroll: true }); // it is gone
    this.#wakeIn(
      Math.min(
        entry?.ticking || waitMs ? TICK_MS : Infinity,
        strip?.nextMs ?? Infinity,
        waiting?.nextMs ?? Infinity,
      ),
    );
  }

  /** @param waitS - Until the room takes the next message. */
  #updateComposer(away: boolean, waitS: number): void {
    const room = this.#room;
    const { strings } = this;
    const rule = room?.slowMode === undefined ? undefined : strings.slowMode(room.slowMode);
    this.#composer.update({
      jid: room?.jid ?? '',
      roomName: this.name,
      strings,
      sendKey: this.host.sendKey === 'mod-enter' ? 'mod-enter' : 'enter',
      disabled: room?.status.state === 'joined' && !room.canSpeak ? strings.readOnly : undefined,
      note: away ? strings.queued : rule,
      waitS,
      maxBytes: this.#session?.wire.maxBytes ?? Infinity,
    });
  }

  get #headingLevel(): number {
    const level = Number(this.host.headingLevel);
    return level >= 1 && level <= 5 ? Math.trunc(level) : 2;
  }

  #header() {
    const state = this.#room?.status.state;
    const inRoom = state === 'joined' || state === 'offline';
    const { strings } = this;
    const menu = this.#menu.render(inRoom && !this.host.noHeader ? this.#room : undefined, strings);
    if (this.host.noHeader) return nothing;
    return renderHeader({
      name: this.name,
      level: this.#headingLevel,
      room: this.#room,
      strings,
      peopleShown: this.#people.open,
      togglePeople: inRoom && !this.host.noOccupants ? this.#people.toggle : undefined,
      menu,
    });
  }

  #wakeIn(ms: number): void {
    clearTimeout(this.#timer);
    if (Number.isFinite(ms)) this.#timer = setTimeout(() => this.render(), ms);
  }

  readonly failed = (error: unknown) => {
    this.#fire(new XmppErrorEvent('load-failed', error));
  };

  #fire(event: Event): boolean {
    return this.host.dispatchEvent(event);
  }
}
