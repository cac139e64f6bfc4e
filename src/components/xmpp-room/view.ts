/** What `<xmpp-room>` shows: follows one room of one session and hands gestures on to them. */
import { html, nothing } from 'lit/html.js';
import type { Outgoing } from '../../session/conversation.js';
import type { ChatMessage } from '../../session/message.js';
import type { Session } from '../../session/index.js';
import type { JoinOptions, Room } from '../../session/room.js';
import { renderWaiting } from '../conversation/areas.js';
import { stripOf, waitingOf } from '../conversation/connection-strip.js';
import { ConversationView, type Surroundings } from '../conversation/conversation-view.js';
import { MenuButton } from '../conversation/menu-button.js';
import type { PrivatePane } from '../private/pane.js';
import { sharedJid } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import { adopt } from '../shared/sheet.js';
import { renderEmpty, renderHeader } from './areas.js';
import { EntryDoor, type DoorHost } from './entry-door.js';
import { loadEntry } from './load-entry.js';
import { PeopleDrawer } from './people-drawer.js';
import { RoomFollower } from './room-follower.js';
import { RoomTeller, awaySince } from './room-teller.js';
import { TabVisit } from './tab-visit.js';
import type { XmppRoom } from './xmpp-room.js';

const TICK_MS = 1000;
/** Attributes that say which room is followed, and how. */
const FOLLOWED = ['session', 'service', 'domain', 'jid', 'autojoin', 'nick', 'joins'];

export class RoomView extends ConversationView<XmppRoom> implements DoorHost {
  readonly followed: RoomFollower;
  readonly visit: TabVisit;
  readonly #teller: RoomTeller;
  readonly #door = new EntryDoor(this);
  readonly #people: PeopleDrawer;
  readonly #menu: MenuButton<Room>;
  /** Private conversations, once there are any. */
  pane?: PrivatePane;

  constructor(host: XmppRoom, root: ShadowRoot) {
    super(host, root);
    this.#people = new PeopleDrawer(this);
    this.#menu = new MenuButton((button) => this.#loadMenu(button), this.failed);
    this.#teller = new RoomTeller(this, () => this.#door.title());
    this.visit = new TabVisit({
      element: host,
      place: () => this.list.place,
      goTo: (place) => this.list.goTo(place),
    });
    this.followed = new RoomFollower({
      element: host,
      join: () => this.join(this.visit.is ? { returning: true } : {}),
      wasIn: () => this.visit.is,
      shown: (room) => {
        this.place.left();
        this.#teller.follow(room);
        this.visit.follow(room);
      },
      roomChanged: () => this.#roomChanged(),
      sessionChanged: () => this.render(),
    });
  }

  override connected(): void {
    addEventListener('pagehide', this.visit.keep);
    this.visit.begin();
    this.followed.follow(sessionOf(this.host));
    super.connected();
    if (this.host.for) this.changed('for');
  }

  override disconnected(): void {
    removeEventListener('pagehide', this.visit.keep);
    this.followed.follow(undefined);
    this.#menu.close();
    super.disconnected();
  }

  override changed(name: string): void {
    if (!this.session) return;
    if (name === 'jid' || name === 'session') {
      this.#door.forget();
      this.followed.forget();
      this.visit.begin();
    }
    if (name === 'for')
      loadEntry()
        .then(({ follow }) => follow(this.host))
        .catch(this.failed);
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

  override send(outgoing: Outgoing): ChatMessage {
    const message = super.send(outgoing);
    this.visit.stay();
    return message;
  }

  override focus(options?: FocusOptions): void {
    if (this.#door.entry === 'loading') {
      this.#door.load().then(
        () => this.focus(options),
        () => undefined, // told by whoever shows it
      );
    } else if (this.#door.shown) this.#door.focus(options);
    else this.composer.focus(options);
  }

  // Following the session and the room

  override get session(): Session | undefined {
    return this.followed.session;
  }

  override get conversation(): Room | undefined {
    return this.followed.room;
  }

  protected override get resting(): boolean {
    return this.conversation?.status.state === 'idle';
  }

  protected override jidOf({ nick }: ChatMessage): string | undefined {
    return sharedJid(this.conversation, nick);
  }

  #roomChanged(): void {
    const room = this.conversation;
    if (room?.status.state === 'joined') this.#door.passed(room);
    if (room) this.visit.changed(room);
    if (room?.privates && !this.pane) this.loadDeeds().catch(this.failed); // which has it
    if (room?.status.state === 'idle') this.place.left();
    this.#teller.changed();
    this.render();
  }

  protected override tabShown(): void {
    if (document.visibilityState === 'hidden') this.visit.keep();
    super.tabShown();
  }

  // Gestures

  readonly #retryJoin = () => {
    if (this.session?.state === 'online') this.join();
    else this.retryConnection();
  };

  readonly #cancel = () => {
    this.leave().catch(() => undefined); // not in it anyway
  };

  async #loadMenu(button: HTMLElement) {
    const { RoomMenu, menuStyles } = await import('./room-menu.js');
    adopt(this.root, menuStyles);
    return new RoomMenu(button, this);
  }

  // Showing

  override get name(): string {
    return this.conversation?.name ?? this.host.jid?.split('@')[0] ?? this.strings.room;
  }

  protected override surroundings(): Surroundings | undefined {
    const now = Date.now();
    const { conversation: room, session, strings } = this;
    const status = room?.status;
    const entry = this.#door.entry;
    if (entry === 'loading') return undefined;
    const strip = session && stripOf(awaySince(status), session, this.#door.failure, strings, now);
    const waiting = status?.state === 'joining' && !entry ? waitingOf(status.since, now) : undefined;
    if (strip?.show) this.#teller.lost();
    const away = strip?.show !== undefined || waiting?.show === 'words' || waiting?.show === 'slow';
    const waitMs = Math.max(0, Number(room?.nextSendAt ?? now) - now);
    const rule = room?.slowMode === undefined ? undefined : strings.slowMode(room.slowMode);
    if (!entry)
      this.updateComposer({
        disabled: room?.canSpeak === false ? strings.loading : undefined, // why is said by what loads then
        note: away ? strings.queued : rule,
        waitS: Math.ceil(waitMs / TICK_MS),
      });
    const writes = !entry && !this.host.noComposer;
    const foot = entry ? this.#door.update(entry) : writes ? this.composer.element : nothing;
    const middle = this.filled
      ? nothing
      : entry
        ? html`<div class="middle">${foot}</div>`
        : waiting
          ? renderWaiting(waiting.show, session, this.#door.failure, strings, this.#retryJoin, this.#cancel)
          : renderEmpty(room, strings);
    return {
      header: [this.#header(), this.pane?.update(this.locale)],
      middle,
      strip: strip?.show,
      foot: entry && !this.filled ? nothing : foot,
      writes,
      aside: this.#people.render(room, this.locale),
      nextMs: Math.min(
        entry?.ticking || waitMs ? TICK_MS : Infinity,
        strip?.nextMs ?? Infinity,
        waiting?.nextMs ?? Infinity,
      ),
    };
  }

  protected override rendered(): void {
    const { conversation: room } = this;
    this.visit.shown(room);
    if (room?.trusts('vcard-temp'))
      import('./room-picture.js').then(
        ({ showPicture }) => showPicture(this.root, room),
        () => undefined, // without it, then
      );
  }

  #header() {
    const { conversation: room, strings } = this;
    const state = room?.status.state;
    const inRoom = state === 'joined' || state === 'offline';
    const menu = this.#menu.render(inRoom && !this.host.noHeader ? room : undefined, strings);
    if (this.host.noHeader) return nothing;
    const people = inRoom && !this.host.noOccupants && this.#people;
    return renderHeader(this.name, this.headingLevel, room, this.locale, people, menu);
  }
}
