/** Tells, besides what is said in a room, how the visitor stands to it. */
import type { Room } from '../../session/room.js';
import type { RoomStatus } from '../../session/room-status.js';
import { Teller, type TellerHost } from '../conversation/teller.js';
import { RoomJoinEvent, RoomLeaveEvent, XmppErrorEvent } from '../shared/events.js';

export class RoomTeller extends Teller<Room> {
  #status: RoomStatus | undefined;

  /** @param removal - The sentence shown to somebody who was put out. */
  constructor(
    view: TellerHost,
    readonly removal: () => Promise<string | undefined>,
  ) {
    super(view);
  }

  override follow(room: Room | undefined): void {
    super.follow(room);
    this.#status = room?.status;
  }

  override changed(): void {
    super.changed();
    const room = this.told;
    const before = this.#status;
    this.#status = room?.status;
    if (room && room.status !== before) this.#tellStatus(room, room.status, before);
  }

  #tellStatus(room: Room, status: RoomStatus, before: RoomStatus | undefined): void {
    const wasIn = before?.state === 'joined' || awaySince(before) !== undefined;
    switch (status.state) {
      case 'joined':
        this.back();
        if (!wasIn) this.fire(new RoomJoinEvent(room.jid, room.nick ?? ''));
        break;
      case 'idle':
        if (wasIn) this.fire(new RoomLeaveEvent(room.jid));
        break;
      case 'failed':
        if (!sameFailure(status, before)) this.fire(new XmppErrorEvent(status.reason));
        break;
      case 'removed':
        if (before?.state === 'removed' || awaySince(status)) break;
        this.fire(new RoomLeaveEvent(room.jid));
        this.fire(new XmppErrorEvent(status.cause));
        this.removal().then(
          (words) => words !== undefined && this.say(words, true),
          () => undefined, // told by whoever shows it
        );
    }
  }
}

/** Since when the room is away although the visitor did not leave it. */
export function awaySince(status: RoomStatus | undefined): Date | undefined {
  if (status?.state === 'offline') return status.since;
  const back = status?.state === 'removed' && (status.cause === 'shutdown' || status.cause === 'technical');
  return back ? status.at : undefined;
}

function sameFailure(status: RoomStatus & { state: 'failed' }, before: RoomStatus | undefined): boolean {
  return before?.state === 'failed' && before.reason === status.reason && before.tries === status.tries;
}
