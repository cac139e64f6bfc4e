import type { Room } from '../../../src/session/index.js';

/** Everybody who comes and leaves from now on, in order: `+ann`, `-ann`. Each call has a list of its own. */
export function trafficIn(room: Room): string[] {
  const traffic: string[] = [];
  let before = new Set(room.occupants.keys());
  room.addEventListener('change', () => {
    const now = new Set(room.occupants.keys());
    for (const nick of now) if (!before.has(nick)) traffic.push(`+${nick}`);
    for (const nick of before) if (!now.has(nick)) traffic.push(`-${nick}`);
    before = now;
  });
  return traffic;
}
