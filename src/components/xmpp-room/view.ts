/** What `<xmpp-room>` shows: follows one room of one session and hands gestures on to them. */
import { html, nothing, render } from 'lit/html.js';
import type { ChatMessage, Row } from '../../session/message.js';
import type { Session } from '../../session/index.js';
import type { Room } from '../../session/room.js';
import type { RoomStatus } from '../../session/room-status.js';
import { Announcer, cutSpoken, type AnnounceMode } from '../shared/announcer.js';
import { changedRange } from '../shared/changed-range.js';
import {
  MessageReceivedEvent,
  MessageSendingEvent,
  MessageSentEvent,
  RoomJoinEvent,
  RoomLeaveEvent,
  UnreadEvent,
  XmppErrorEvent,
} from '../shared/events.js';
import { holdRoom } from '../shared/hold-room.js';
import { closeIcon, downIcon, peopleIcon } from '../shared/icons.js';
import { localeOf, type Locale } from '../shared/locale.js';
import { nickText } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import type { View } from '../shared/shell.js';
import { readLastNick, writeLastNick } from '../shared/storage.js';
import { tokens } from '../shared/tokens.js';
import { Composer } from './composer.js';
import { awaySince, sessionFailure, stripOf, waitingOf, type Waiting } from './connection-strip.js';
import { entryOf, idleEntry, nameEntry, type Entry, type EntryAction, type EntryContext } from './entry.js';
import { EntryPanel } from './entry-panel.js';
import { MessageList } from './message-list.js';
import type { OccupantsPanel } from './occupants-panel.js';
import { styles } from './view.styles.js';
import type { XmppRoom } from './xmpp-room.js';

const TICK_MS = 1000;

export class RoomView implements View {
  readonly #announcer = new Announcer();
  readonly #list: MessageList;
  readonly #composer: Composer;
  readonly #entry: EntryPanel;
  #occupants: OccupantsPanel | undefined;
  #showOccupants = false;

  #session: Session | undefined;
  #room: Room | undefined;
  #release: (() => void) | undefined;
  #rows: readonly Row[] = [];
  #status: RoomStatus | undefined;
  #unread = '0 0';
  /** First message that came while the reader was elsewhere. */
  #firstNew: string | undefined;
  /** The visitor pressed Join and is asked for a name. */
  #asking = false;
  /** What the visitor entered last. */
  #typedNick: string | undefined;
  /** The address cannot be joined at all. */
  #refused: RoomStatus | undefined;
  #lossTold = false;
  #autojoined = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: XmppRoom,
    readonly root: ShadowRoot,
  ) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, tokens, styles];
    this.#list = new MessageList({
      edit: (text) => this.#composer.restore(text),
      toComposer: () => this.focus(),
      moved: () => this.#readerMoved(),
    });
    this.#composer = new Composer({
      send: (text) => this.#sendTyped(text),
      typing: (typing) => this.#room?.setTyping(typing),
      scrollByPage: (direction) => this.#list.scrollByPage(direction),
    });
    this.#entry = new EntryPanel({
      act: (action) => this.#act(action),
      submit: (field, value) => this.#submit(field, value),
    });
  }

  connected(): void {
    document.addEventListener('visibilitychange', this.#shown);
    this.#follow(sessionOf(this.host));
    this.#render();
    this.#list.connected();
  }

  disconnected(): void {
    document.removeEventListener('visibilitychange', this.#shown);
    this.#follow(undefined);
    this.#list.disconnected();
    this.#announcer.clear();
    clearTimeout(this.#timer);
  }

  changed(name: string): void {
    if (!this.#session) return;
    if (name === 'jid') {
      this.#asking = false;
      this.#refused = undefined;
      this.#autojoined = false;
    }
    if (['session', 'service', 'domain', 'jid', 'autojoin', 'nick'].includes(name)) this.#follow(sessionOf(this.host));
    this.#render();
  }

  /** Enters the room; asks for a name where none is known. */
  join({ nick = this.#nick, password }: { nick?: string | undefined; password?: string } = {}): void {
    const { jid } = this.host;
    if (!this.#session || jid === undefined) return;
    this.#asking = nick === undefined;
    this.#refused = undefined;
    if (nick !== undefined) {
      try {
        this.#show(this.#room?.join({ nick, password }) ?? this.#session.rooms.join(jid, { nick, password }));
      } catch (error) {
        this.#refused = { state: 'failed', reason: 'invalid-address' };
        this.#fail('invalid-address', error);
      }
    }
    this.#render();
  }

  async leave(): Promise<void> {
    this.#asking = false;
    this.#refused = undefined;
    await this.#room?.leave();
  }

  /** @throws {RangeError} Nothing to send. @throws {Error} Not in a room. */
  send(text: string): ChatMessage {
    if (!this.#room) throw new Error('not in a room');
    return this.#room.send(text);
  }

  focus(options?: FocusOptions): void {
    if (this.#entry.element.isConnected) this.#entry.focus(options);
    else this.#composer.focus(options);
  }

  // Following the session and the room

  #follow(session: Session | undefined): void {
    if (session !== this.#session) {
      this.#session?.removeEventListener('change', this.#sessionChanged);
      session?.addEventListener('change', this.#sessionChanged);
      this.#session = session;
    }
    const { jid } = this.host;
    this.#show(jid === undefined ? undefined : session?.rooms.get(jid));
    this.#autojoin();
  }

  #show(room: Room | undefined): void {
    if (room === this.#room) return;
    this.#room?.removeEventListener('change', this.#roomChanged);
    this.#release?.();
    this.#room = room;
    this.#release = room && holdRoom(room);
    room?.addEventListener('change', this.#roomChanged);
    this.#rows = room?.messages ?? [];
    this.#status = room?.status;
    this.#firstNew = undefined;
  }

  /** Once for each address, as soon as the session knows its server. */
  #autojoin(): void {
    const configured = this.#session?.config.domain !== undefined;
    if (!this.host.autojoin || this.#autojoined || !configured || this.host.jid === undefined) return;
    this.#autojoined = true;
    const state = this.#room?.status.state;
    if (state === undefined || state === 'idle') this.join();
  }

  readonly #sessionChanged = () => {
    const { jid } = this.host;
    if (jid !== undefined && !this.#room) this.#show(this.#session?.rooms.get(jid));
    this.#autojoin();
    this.#render();
  };

  readonly #roomChanged = () => {
    if (this.#room) {
      this.#rowsChanged(this.#room);
      this.#statusChanged(this.#room);
    }
    this.#render();
  };

  readonly #shown = () => {
    this.#readerMoved();
    this.#render();
  };

  #rowsChanged(room: Room): void {
    const { removed, added } = changedRange(this.#rows, room.messages);
    this.#rows = room.messages;
    const before = new Map(removed.map((row) => [row.key, row]));
    const news: ChatMessage[] = [];
    for (const row of added) {
      if (row.kind !== 'message') continue;
      const known = before.get(row.key);
      if (row.own) this.#ownChanged(room, row, known);
      else if (!known && !row.old) news.push(row);
    }
    if (news.length === 0) return;
    if (!this.#reading) this.#firstNew ??= news[0]?.key;
    const { strings } = this.#locale;
    const spoken = news.map((row) => ({
      text: cutSpoken(strings.spoken(nickText(row.nick), row.body)),
      mention: row.mention,
    }));
    this.#announcer.messages(spoken, strings.newMessages);
    for (const message of news) this.#fire(new MessageReceivedEvent(room.jid, message));
  }

  #ownChanged(room: Room, row: ChatMessage, known: Row | undefined): void {
    const state = known?.kind === 'message' ? known.state : undefined;
    if (row.old || row.state === state) return;
    if (row.state === 'failed') this.#announcer.say(this.#locale.strings.notSent, true);
    if (row.state !== 'sent' || state === 'delivered') return;
    this.#announcer.say(this.#locale.strings.sent);
    this.#fire(new MessageSentEvent(room.jid, row));
  }

  #statusChanged(room: Room): void {
    const before = this.#status;
    const { status } = room;
    this.#status = status;
    const unread = `${room.unread} ${room.mentions}`;
    if (unread !== this.#unread) this.#fire(new UnreadEvent(room.jid, room.unread, room.mentions));
    this.#unread = unread;
    if (status === before || status.state === before?.state) return this.#tellFailure(status, before);
    const wasIn = before?.state === 'joined' || awaySince(before) !== undefined;
    if (status.state === 'joined') this.#entered(room, wasIn);
    if (status.state === 'idle' && wasIn) this.#fire(new RoomLeaveEvent(room.jid));
    this.#tellFailure(status, before);
  }

  #tellFailure(status: RoomStatus, before: RoomStatus | undefined): void {
    if (status.state === 'failed') {
      if (before?.state !== 'failed' || before.reason !== status.reason || before.tries !== status.tries) this.#fail(status.reason);
    } else if (status.state === 'removed' && before?.state !== 'removed' && !awaySince(status)) {
      if (this.#room) this.#fire(new RoomLeaveEvent(this.#room.jid));
      this.#fail(status.cause);
      const entry = entryOf(status, this.#entryContext);
      if (entry) this.#announcer.say(entry.title, true);
    }
  }

  #entered(room: Room, wasIn: boolean): void {
    this.#asking = false;
    if (this.#typedNick !== undefined && this.#typedNick === room.nick) writeLastNick(this.#typedNick);
    if (this.#lossTold) this.#announcer.say(this.#locale.strings.connectionBack);
    this.#lossTold = false;
    if (!wasIn) this.#fire(new RoomJoinEvent(room.jid, room.nick ?? ''));
  }

  // Gestures

  get #nick(): string | undefined {
    return this.#typedNick ?? this.#room?.nick ?? this.host.nick;
  }

  #act(action: EntryAction): void {
    if (action.type === 'join') {
      if (action.nick !== undefined) this.#typedNick = action.nick;
      this.join({ nick: action.nick ?? this.#nick });
    } else if (action.type === 'cancel') {
      this.leave().catch(() => undefined); // not in it anyway
    } else if (action.type === 'go') {
      this.host.jid = action.address;
      this.join();
    }
    this.#render();
  }

  #submit(field: 'name' | 'password', value: string): void {
    if (field === 'name') this.#typedNick = value;
    this.join(field === 'name' ? { nick: value } : { password: value });
  }

  #sendTyped(text: string): boolean {
    const room = this.#room;
    if (!room) return false;
    if (!this.#fire(new MessageSendingEvent(room.jid, text))) return false;
    room.send(text);
    this.#updateList();
    this.#list.toEnd();
    return true;
  }

  #retryConnection(): void {
    if (this.#session?.state === 'failed') this.#session.connect().catch(() => undefined); // its state tells
    else this.#session?.reconnectNow();
  }

  #jump(): void {
    const key = this.#firstNew;
    this.#list.toEnd();
    this.#list.focusRow(key);
  }

  #toggleOccupants(): void {
    this.#showOccupants = !this.#showOccupants;
    if (this.#showOccupants && !this.#occupants) {
      import('./occupants-panel.js').then(
        ({ OccupantsPanel }) => {
          this.#occupants = new OccupantsPanel();
          this.#render();
        },
        (error: unknown) => this.#fail('load-failed', error),
      );
    }
    this.#render();
  }

  #closeOccupants(): void {
    this.#showOccupants = false;
    this.#render();
    this.root.querySelector<HTMLElement>('.people')?.focus();
  }

  // Reading

  /** The end is in view and somebody may be looking at it. */
  get #reading(): boolean {
    return this.#list.atEnd && document.visibilityState === 'visible';
  }

  #readerMoved(): void {
    const room = this.#room;
    if (room && this.#reading) {
      this.#firstNew = undefined;
      if (room.unread > 0) room.markRead();
    }
    this.#renderJump();
  }

  // Showing

  get #locale(): Locale {
    return localeOf(this.host);
  }

  get #name(): string {
    return this.#room?.name ?? this.host.jid?.split('@')[0] ?? this.#locale.strings.room;
  }

  get #entryContext(): EntryContext {
    return {
      strings: this.#locale.strings,
      jid: this.host.jid ?? '',
      roomName: this.#name,
      info: this.#room?.info,
      nick: this.#nick ?? readLastNick(),
      now: Date.now(),
    };
  }

  /** What stands in the composer's place, if something does. */
  get #entryNow(): Entry | undefined {
    const context = this.#entryContext;
    const status = this.#refused ?? this.#room?.status ?? { state: 'idle' };
    if (this.host.jid === undefined) return { title: context.strings.noRoom, buttons: [] };
    if (this.#asking) return nameEntry(context);
    if (this.#session?.state === 'failed' && status.state === 'joining') {
      const retry = { text: context.strings.retry, action: { type: 'join' }, primary: true } as const;
      return { title: sessionFailure(this.#session, context.strings), buttons: [retry] };
    }
    return status.state === 'idle' ? idleEntry(context, this.#rows.length > 0) : entryOf(status, context);
  }

  #render(): void {
    const focused = this.root.activeElement;
    this.#announcer.mode = announceMode(this.host.announce);
    const { strings } = this.#locale;
    const room = this.#room;
    const entry = this.#entryNow;
    const large = this.#rows.length === 0;
    if (entry) this.#entry.update(entry, large, this.#name, strings);
    else this.#updateComposer();
    let nextMs = entry?.ticking ? TICK_MS : Infinity;
    const strip = this.#session && stripOf(room?.status, this.#session, strings, Date.now());
    nextMs = Math.min(nextMs, strip?.nextMs ?? Infinity);
    if (strip?.show) this.#tellLoss();
    const waiting = room?.status.state === 'joining' && !entry ? waitingOf(room.status.since, Date.now()) : undefined;
    nextMs = Math.min(nextMs, waiting?.nextMs ?? Infinity);
    render(
      html`<section class="kit room" aria-label=${this.#name} @keydown=${this.#pressed}>
        ${this.host.noHeader ? nothing : this.#header()}
        <div class="body">
          <div class="conversation">
            <div class="stage">
              ${this.#list.element}
              ${large && entry ? html`<div class="middle">${this.#entry.element}</div>` : nothing}
              ${large && !entry ? this.#placeholder(waiting?.show) : nothing}
              <div part="status" class="strip" ?hidden=${!strip?.show}>
                ${strip?.show?.text}
                ${strip?.show?.button
                  ? html`<button type="button" class="small" @click=${() => this.#retryConnection()}>${strip.show.button}</button>`
                  : nothing}
              </div>
              <div class="jump"></div>
            </div>
            <p class="typing" aria-hidden="true">${this.#typingText()}</p>
            <div class="foot">
              ${entry ? (large ? nothing : this.#entry.element) : this.host.noComposer ? nothing : this.#composer.element}
            </div>
          </div>
          ${this.#showOccupants && this.#occupants && room ? this.#occupantsArea() : nothing}
        </div>
        ${this.#announcer.polite}${this.#announcer.assertive}
      </section>`,
      this.root,
    );
    this.#updateList();
    this.#renderJump();
    if (focused && this.root.activeElement !== focused) this.focus({ preventScroll: true });
    this.#wakeIn(nextMs);
  }

  #updateList(): void {
    const room = this.#room;
    this.#list.update(room, this.#locale, this.#headingLevel + 1);
  }

  #updateComposer(): void {
    const room = this.#room;
    const { strings } = this.#locale;
    this.#composer.update({
      jid: room?.jid ?? '',
      roomName: this.#name,
      strings,
      sendKey: this.host.sendKey === 'mod-enter' ? 'mod-enter' : 'enter',
      disabled: room?.status.state === 'joined' && !room.canSpeak ? strings.readOnly : undefined,
    });
  }

  get #headingLevel(): number {
    const level = Number(this.host.headingLevel);
    return level >= 1 && level <= 5 ? Math.trunc(level) : 2;
  }

  #header() {
    const { strings } = this.#locale;
    const room = this.#room;
    const people = room?.occupants.size ?? 0;
    const inRoom = room?.status.state === 'joined' || room?.status.state === 'offline';
    return html`<header part="header">
      <div class="titles">
        <div class="name" role="heading" aria-level=${this.#headingLevel} dir="auto">${this.#name}</div>
        ${room?.subject
          ? html`<div part="subject" class="subject" dir="auto" title=${room.subject}>${room.subject}</div>`
          : nothing}
      </div>
      ${inRoom && !this.host.noOccupants
        ? html`<button
            type="button"
            class="plain people"
            aria-expanded=${String(this.#showOccupants)}
            aria-label=${strings.showPeople(people)}
            @click=${() => this.#toggleOccupants()}
          >${peopleIcon}<span>${people}</span></button>`
        : nothing}
    </header>`;
  }

  #occupantsArea() {
    const { strings } = this.#locale;
    if (this.#room) this.#occupants?.update(this.#room.occupants, this.#locale);
    return html`<aside part="occupants" aria-label=${strings.peopleTitle}>
      <div class="bar">
        <strong>${strings.people(this.#room?.occupants.size ?? 0)}</strong>
        <button type="button" class="plain" aria-label=${strings.close} @click=${() => this.#closeOccupants()}>
          ${closeIcon}
        </button>
      </div>
      ${this.#occupants?.element}
    </aside>`;
  }

  /** What an empty list shows. */
  #placeholder(waiting: Waiting | undefined) {
    const { strings } = this.#locale;
    if (waiting !== undefined) return this.#waiting(waiting);
    const empty = this.#room?.history === 'start' || this.#room?.history === 'unavailable';
    if (!empty || this.#room?.status.state !== 'joined') return nothing;
    return html`<div class="middle empty"><p class="title">${strings.noMessages}</p><p class="hint">${strings.noMessagesHint}</p></div>`;
  }

  #waiting(waiting: Waiting) {
    const { strings } = this.#locale;
    if (waiting === 'nothing') return nothing;
    const skeleton = html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`;
    if (waiting === 'skeleton') return skeleton;
    const trouble = this.#session?.state === 'reconnecting' && this.#session.error;
    const online = this.#session?.state === 'online';
    const words = trouble ? sessionFailure(this.#session, strings) : online ? strings.joining : strings.connecting;
    const slow = waiting === 'slow' || trouble;
    return html`${skeleton}
      <div class="middle waiting">
        <p class="title">${slow && !trouble ? strings.slow : words}</p>
        ${slow
          ? html`<div class="buttons">
              <button type="button" class="primary" @click=${() => this.#retryJoin()}>${strings.retry}</button>
              <button type="button" @click=${() => this.#act({ type: 'cancel' })}>${strings.cancel}</button>
            </div>`
          : nothing}
      </div>`;
  }

  #retryJoin(): void {
    if (this.#session?.state === 'online') this.join();
    else this.#retryConnection();
  }

  #typingText(): string {
    const names = this.#room?.typing ?? [];
    return names.length ? this.#locale.strings.typing(names.map(nickText)) : '';
  }

  #renderJump(): void {
    const place = this.root.querySelector<HTMLElement>('.jump');
    if (!place) return;
    const { strings } = this.#locale;
    const { unread = 0, mentions = 0 } = this.#room ?? {};
    const focused = place.contains(this.root.activeElement);
    render(
      this.#list.atEnd || this.#rows.length === 0
        ? nothing
        : html`<button
            type="button"
            class=${unread ? 'primary' : ''}
            aria-label=${unread ? strings.jumpNew(unread, mentions) : strings.jump}
            @click=${() => this.#jump()}
          >${unread ? html`<span>${mentions ? '@ ' : ''}${unread}</span>` : nothing}${downIcon}</button>`,
      place,
    );
    if (focused && !place.hasChildNodes()) this.#list.focusRow(undefined);
  }

  #tellLoss(): void {
    if (this.#lossTold) return;
    this.#lossTold = true;
    this.#announcer.say(this.#locale.strings.connectionLost);
  }

  /** F6 goes round the areas. */
  readonly #pressed = (event: KeyboardEvent) => {
    if (event.key !== 'F6') return;
    const areas = [...this.root.querySelectorAll<HTMLElement>('header, .log, .foot, aside')].filter(
      (area) => focusTarget(area) !== null,
    );
    const at = areas.findIndex((area) => area.contains(this.root.activeElement));
    const step = event.shiftKey ? areas.length - 1 : 1;
    const next = areas[(Math.max(at, 0) + step) % areas.length];
    const target = next && focusTarget(next);
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  #wakeIn(ms: number): void {
    clearTimeout(this.#timer);
    if (Number.isFinite(ms)) this.#timer = setTimeout(() => this.#render(), ms);
  }

  #fail(code: string, error?: unknown): void {
    this.#fire(new XmppErrorEvent(code, error));
  }

  #fire(event: Event): boolean {
    return this.host.dispatchEvent(event);
  }
}

const focusTarget = (area: HTMLElement) =>
  area.querySelector<HTMLElement>('textarea, input, [data-row][tabindex="0"], button:not([tabindex="-1"]), [tabindex="0"]');

const announceMode = (text: string | undefined): AnnounceMode => (text === 'off' || text === 'mentions' ? text : 'all');
