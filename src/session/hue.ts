/** XEP-0392 Consistent Color Generation: the same name has the same colour, in every client. */
import { sha1 } from './sha1.js';

/** @returns The angle of `text` on HSLuv's circle of hues, in degrees from 0 up to 360 (§5.1). */
export function hueAngle(text: string): number {
  const [low = 0, high = 0] = sha1(new TextEncoder().encode(text));
  return ((low + high * 256) / 65_536) * 360;
}
