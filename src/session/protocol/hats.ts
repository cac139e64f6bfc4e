/** XEP-0317 Hats: words at somebody in a room, which give no rights. Only from rooms that announce them (HAT-1, M-19). */
import type { Hat } from '../occupant.js';
import { child, children, langOf, type Element } from '../xml.js';

export const NS_HATS = 'urn:xmpp:hats:0';
/** More than anybody looks at. */
const MAX_HATS = 5;
const MAX_TITLE = 64;
const MAX_URI = 1000;
/** Degrees on the wheel of colours. */
const HUE = /^\d{1,3}(\.\d{1,20})?$/;
const FULL_TURN = 360;

/** @returns undefined for who wears none that can be shown. */
export function readHats(presence: Element): readonly Hat[] | undefined {
  const worn = child(presence, 'hats', NS_HATS);
  const hats = new Map<string, Hat>();
  for (const hat of worn ? children(worn, 'hat', NS_HATS) : []) {
    const { uri, hue } = hat.attrs;
    const title = hat.attrs.title?.trim().slice(0, MAX_TITLE);
    if (!uri || uri.length > MAX_URI || !title || hats.has(uri)) continue;
    hats.set(uri, { uri, title, lang: langOf(hat), hue: readHue(hue) });
    if (hats.size === MAX_HATS) break;
  }
  return hats.size ? [...hats.values()] : undefined;
}

function readHue(text = ''): number | undefined {
  const hue = HUE.test(text) ? Number(text) : Infinity;
  return hue <= FULL_TURN ? hue : undefined;
}
