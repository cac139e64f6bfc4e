/**
 * Who on the page still shows a room. The room is left when the last of them has gone for good: an element that is
 * moved, or taken out and put back, neither leaves nor joins again.
 */
import type { Room } from '../../session/room.js';

/** How long nobody may show a room before it is left. */
const GRACE_MS = 3000;

interface Hold {
  count: number;
  timer?: ReturnType<typeof setTimeout>;
}

const holds = new WeakMap<Room, Hold>();

/** Keeps `room` joined. @returns The release, which works once. */
export function holdRoom(room: Room, graceMs = GRACE_MS): () => void {
  const hold = holds.get(room) ?? { count: 0 };
  holds.set(room, hold);
  hold.count += 1;
  clearTimeout(hold.timer);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    hold.count -= 1;
    if (hold.count === 0) hold.timer = setTimeout(() => leave(room), graceMs);
  };
}

function leave(room: Room): void {
  holds.delete(room);
  if (!room.kept && room.status.state !== 'idle') room.leave().catch(() => undefined); // gone either way
}
