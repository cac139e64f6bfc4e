/** Follows one room of one session for as long as an element shows it, and joins it by itself where that is wanted. */
import type { Session } from '../../session/index.js';
import type { Room } from '../../session/room.js';
import { holdRoom } from '../shared/hold-room.js';

export interface FollowerHost {
  /** Says which room, and how. */
  readonly element: {
    readonly jid: string | undefined;
    readonly autojoin: boolean;
    readonly joins: string | undefined;
  };
  join(): void;
  /** Whether the visitor was in on an earlier page of this tab. */
  wasIn(): boolean;
  /** Another room, or none. */
  shown(room: Room | undefined): void;
  roomChanged(): void;
  sessionChanged(): void;
}

export class RoomFollower {
  #session: Session | undefined;
  #room: Room | undefined;
  #release: (() => void) | undefined;
  #autojoined = false;

  constructor(readonly host: FollowerHost) {}

  get session(): Session | undefined {
    return this.#session;
  }

  get room(): Room | undefined {
    return this.#room;
  }

  /** Lets go of what was followed; `undefined`: for nothing else. */
  follow(session: Session | undefined): void {
    if (session !== this.#session) {
      this.#session?.removeEventListener('change', this.#sessionChanged);
      session?.addEventListener('change', this.#sessionChanged);
      this.#session = session;
    }
    const { jid } = this.host.element;
    this.show(jid === undefined ? undefined : session?.rooms.get(jid));
    this.#autojoin();
  }

  show(room: Room | undefined): void {
    const { joins } = this.host.element;
    if (room && (joins === 'fold' || joins === 'off')) room.joins = joins;
    if (room === this.#room) return;
    this.#room?.removeEventListener('change', this.#roomChanged);
    this.#release?.();
    this.#room = room;
    this.#release = room && holdRoom(room);
    room?.addEventListener('change', this.#roomChanged);
    this.host.shown(room);
  }

  /** The address is another one: it may be joined by itself again. */
  forget(): void {
    this.#autojoined = false;
  }

  /** Once for each address, as soon as the session knows its server. */
  #autojoin(): void {
    const { jid, autojoin } = this.host.element;
    const configured = this.#session?.config.domain !== undefined;
    if (this.#autojoined || !configured || jid === undefined || !(autojoin || this.host.wasIn())) return;
    this.#autojoined = true;
    const state = this.#room?.status.state ?? 'idle';
    if (state === 'idle') this.host.join();
  }

  readonly #sessionChanged = () => {
    const { jid } = this.host.element;
    if (jid !== undefined && !this.#room) this.show(this.#session?.rooms.get(jid));
    this.#autojoin();
    this.host.sessionChanged();
  };

  readonly #roomChanged = () => this.host.roomChanged();
}
