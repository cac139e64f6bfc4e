/**
 * Coming in and going: under which name, whether that is asked for, and what was wrong before the room could be asked.
 * What meets those who are not in loads when it is needed first.
 */
import type { Session } from '../../session/index.js';
import type { JoinOptions, Room } from '../../session/room.js';
import type { RoomStatus } from '../../session/room-status.js';
import type { RequestsHost } from '../requests/requests.js';
import { XmppErrorEvent } from '../shared/events.js';
import type { Locale } from '../shared/locale.js';
import { adopt } from '../shared/sheet.js';
import { writeLastNick } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';
import type { Strip } from '../conversation/connection-strip.js';
import type { Entry } from './entry.js';
import type { EntryPanel } from './entry-panel.js';
import { loadEntry } from './load-entry.js';
import type { RoomFollower } from './room-follower.js';
import type { TabVisit } from './tab-visit.js';
import type { XmppRoom } from './xmpp-room.js';

export interface DoorHost extends RequestsHost {
  readonly host: XmppRoom;
  readonly followed: RoomFollower;
  readonly visit: TabVisit;
  readonly strings: Strings;
  readonly locale: Locale;
  /** The room's. */
  readonly name: string;
  /** There are messages to be seen. */
  readonly filled: boolean;
  /** Something else is to be shown now. */
  render(): void;
}

export class EntryDoor {
  /** The visitor pressed Join and is asked for a name. */
  asking = false;
  /** What the visitor entered, and whether it is to be remembered once it worked. */
  typedNick: string | undefined;
  remembers = false;
  /** The address cannot be joined at all. */
  #refused: RoomStatus | undefined;
  #part: Awaited<ReturnType<typeof loadEntry>> | undefined;
  #panel: EntryPanel | undefined;

  constructor(readonly view: DoorHost) {}

  get nick(): string | undefined {
    const { host, followed, visit } = this.view;
    const known = this.typedNick ?? followed.room?.nick ?? visit.nick ?? host.nick;
    return known ?? followed.session?.config.nick;
  }

  get status(): RoomStatus {
    return this.#refused ?? this.view.followed.room?.status ?? { state: 'idle' };
  }

  /** Enters the room; asks for a name where none is known. */
  join({ nick = this.nick, ...how }: JoinOptions = {}): void {
    const { host, followed } = this.view;
    const { session, room } = followed;
    if (!session || host.jid === undefined) return;
    this.asking = nick === undefined;
    this.#refused = undefined;
    if (nick !== undefined) {
      try {
        followed.show(room?.join({ nick, ...how }) ?? session.rooms.join(host.jid, { nick, ...how }));
      } catch (error) {
        this.#refused = { state: 'failed', reason: 'invalid-address' };
        host.dispatchEvent(new XmppErrorEvent('invalid-address', error));
      }
    }
    this.view.render();
  }

  async leave(): Promise<void> {
    this.forget();
    this.view.render();
    await this.view.followed.room?.leave();
    this.view.visit.end();
  }

  forget(): void {
    this.asking = false;
    this.#refused = undefined;
  }

  /** The visitor is in. */
  passed({ nick }: Room): void {
    this.asking = false;
    if (this.remembers && nick !== undefined) writeLastNick(nick);
    this.remembers = false;
  }

  /**
   * What to show in the composer's place, if anything; `'loading'`: that is not known yet. Those inside who may not speak,
   * or who may let others, are attended to.
   */
  get entry(): Entry | 'loading' | undefined {
    const outside = this.#isOutside;
    if (this.#part) return this.#part.entryAt(this, outside);
    const { room } = this.view.followed;
    if (outside || !room?.canSpeak || room.self?.role === 'moderator') this.#loadToShow();
    return outside ? 'loading' : undefined;
  }

  /** What those are told who are out. */
  async title(): Promise<string | undefined> {
    await this.load();
    return this.#part?.entryAt(this)?.title;
  }

  /** Why the session gave up, or has not come up so far; undefined while the words for it load. */
  readonly failure = (session: Session): Required<Strip> | undefined => {
    if (!this.#part) this.#loadToShow();
    return this.#part?.sessionFailure(session, this.view.strings);
  };

  async load(): Promise<void> {
    const part = await loadEntry();
    if (this.#part) return;
    this.#part = part;
    this.#panel = new part.EntryPanel(this);
    adopt(this.view.root, part.entryStyles);
  }

  #loadToShow(): void {
    this.load().then(() => this.view.render(), this.view.failed);
  }

  /** With `entry` in it, which {@link entry} gave. */
  update(entry: Entry): HTMLElement | undefined {
    const { filled, name, strings } = this.view;
    this.#panel?.update(entry, !filled, name, strings);
    return this.#panel?.element;
  }

  get shown(): boolean {
    return this.#panel?.element.isConnected === true;
  }

  focus(options?: FocusOptions): void {
    this.#panel?.focus(options);
  }

  /** Not in, not on the way in, and not coming back by itself. */
  get #isOutside(): boolean {
    const { state } = this.status;
    const { host, followed } = this.view;
    const gaveUp = state === 'joining' && followed.session?.state === 'failed';
    return host.jid === undefined || this.asking || gaveUp || ['idle', 'failed', 'removed'].includes(state);
  }
}
