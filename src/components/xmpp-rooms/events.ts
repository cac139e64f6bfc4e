/** The room list's own event. */
import type { Room } from '../../session/room.js';
import { KitEvent } from '../shared/events.js';

/** Somebody wants to see one of the rooms listed. */
export class RoomSelectEvent extends KitEvent {
  constructor(
    /** Bare JID. */
    readonly jid: string,
    /** It may not have been entered yet. */
    readonly room: Room,
  ) {
    super('xmpp-room-select');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-room-select': RoomSelectEvent;
  }
}
