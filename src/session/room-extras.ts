/** What only some rooms have: slow mode (XEP-0500), hats (XEP-0317). Loaded for those. */
import type { Hat } from './occupant.js';
import { NS_HATS, readHats } from './protocol/hats.js';
import type { RoomTalk } from './room-talk.js';
import { SlowMode } from './slow-mode.js';
import type { Element } from './xml.js';

export interface RoomExtras {
  readonly slow: SlowMode;
  /** What somebody wears, where the room has hats (HAT-1). */
  hats(presence: Element): readonly Hat[] | undefined;
}

export function extrasOf(room: RoomTalk): RoomExtras {
  const hatted = () => room.trusts(NS_HATS);
  if (hatted()) room.features().catch(() => undefined); // which has them at messages
  return {
    slow: new SlowMode(room),
    hats: (presence) => (hatted() ? readHats(presence) : undefined),
  };
}
