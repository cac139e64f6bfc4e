/** Nicknames as they are shown: nothing in them may hide, reorder or climb over the text around them. */

import { hueAngle } from '../../session/hue.js';
import type { Room } from '../../session/room.js';

const MAX_LENGTH = 256;
/** Before marks are capped. */
const MAX_READ = 4 * MAX_LENGTH;

// Emoji need their joiners and variation selectors, Arabic scripts their non-joiner; elsewhere these deceive. Not by a
// lookbehind, which WebKitGTK 2.50 lets see half an emoji only.
const EMOJI_JOINT = /\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?\ufe0f?\u200d?/u;
const ARABIC_JOINT = /(?<=\p{Script=Arabic})\u200c(?=\p{Script=Arabic})/u;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const JOINT_OR_HIDDEN = new RegExp(`(${EMOJI_JOINT.source}|${ARABIC_JOINT.source})|${HIDDEN.source}+?`, 'gu');

/** More marks than any script stacks (security.md §2). */
const STACKED_MARKS = /(\p{M}{8})\p{M}+/gu;

/** `nick` with each hidden character shown as a replacement mark, so that no two names look the same by them. */
export function nickText(nick: string): string {
  return nick
    .slice(0, MAX_READ)
    .replace(JOINT_OR_HIDDEN, (_, joint: string | undefined) => joint ?? '\ufffd')
    .replace(STACKED_MARKS, '$1')
    .slice(0, MAX_LENGTH);
}

const FIRST_SIGN = /[\p{L}\p{N}\p{Extended_Pictographic}]\p{M}{0,2}/u;

/** One or two characters that stand for a name. */
export function initials(nick: string): string {
  const words = nickText(nick).split(/[\s._-]+/u);
  const signs = words.map((word) => FIRST_SIGN.exec(word)?.[0]).filter((sign) => sign !== undefined);
  const shown = signs.length > 2 ? [signs[0], signs.at(-1)] : signs;
  return shown.join('').toUpperCase() || '?';
}

/** Number of hues in tokens.ts. */
const HUES = 24;

/** Somebody's address where everybody in the room is told it: not where only moderators are, and each of their own. */
export function sharedJid(
  room: Pick<Room, 'info' | 'occupants'> | undefined,
  nick: string,
): string | undefined {
  return room?.info?.nonAnonymous ? room.occupants.get(nick)?.jid : undefined;
}

/** Class of somebody's colour (XEP-0392): the same to everybody, so by the address only where all know it. */
export function hueClass(nick: string, jid?: string): string {
  return `hue-${Math.round((hueAngle(jid?.split('/')[0] ?? nick) / 360) * HUES) % HUES}`;
}
