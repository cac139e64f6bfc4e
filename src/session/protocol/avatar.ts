/**
 * Pictures of people: XEP-0084 (their nodes), XEP-0153 (in presence) and XEP-0054 (vCards). Which one counts, and whether
 * the bytes are what was announced, is avatars.ts and avatar-loader.ts.
 */
import { decodeBase64 } from '../base64.js';
import { child, children, textOf, xml, type Element } from '../xml.js';
import { infoValues, type DiscoInfo } from './disco.js';

export const NODE_METADATA = 'urn:xmpp:avatar:metadata';
export const NODE_DATA = 'urn:xmpp:avatar:data';
const NS_UPDATE = 'vcard-temp:x:update';
const NS_VCARD = 'vcard-temp';

/** SHA-1 in hex, as both specs name a picture; null: there is none; undefined: nothing is said. */
export type AnnouncedHash = string | null | undefined;

/** @param item Of the metadata node: the picture that its node holds, not those that lie elsewhere. */
export function readMetadata(item: Element | undefined): AnnouncedHash {
  const metadata = item && child(item, 'metadata', NODE_METADATA);
  if (!metadata) return null;
  const infos = children(metadata, 'info', NODE_METADATA);
  const here = infos.find(({ attrs }) => attrs.url === undefined && isHash(attrs.id));
  return here?.attrs.id?.toLowerCase() ?? null;
}

/** XEP-0153 §4: without `<photo/>` a client is not ready to say, an empty one says that there is none. */
export function readPhotoUpdate(presence: Element): AnnouncedHash {
  const update = child(presence, 'x', NS_UPDATE);
  const photo = update && textOf(child(update, 'photo', NS_UPDATE));
  if (photo === undefined) return undefined;
  return isHash(photo.trim()) ? photo.trim().toLowerCase() : null;
}

const ROOM_INFO = 'http://jabber.org/protocol/muc#roominfo';
/** XEP-0486, and what Prosody's mod_vcard_muc calls it. */
const ROOM_HASHES = ['muc#roominfo_avatarhash', '{http://modules.prosody.im/mod_vcard_muc}avatar#sha1'];

/** Of a room's picture, by its disco#info. @returns undefined: nothing is said. */
export function readRoomHash(info: DiscoInfo): string | undefined {
  const values = ROOM_HASHES.flatMap((name) => infoValues(info, ROOM_INFO, name));
  return values.find(isHash)?.toLowerCase();
}

const isHash = (text: string | undefined) => /^[\da-f]{40}$/i.test(text ?? '');

/** @param item Of the data node. @param maxBytes More is nothing. */
export function readAvatarData(item: Element | undefined, maxBytes: number): Uint8Array | undefined {
  return readBytes(textOf(item && child(item, 'data', NODE_DATA)), maxBytes);
}

export function buildVCardRequest(): Element {
  return xml('vCard', { xmlns: NS_VCARD });
}

/** What is in it, whatever it says that it is; what lies elsewhere (EXTVAL) is not fetched (U-3). */
export function readPhoto(vcard: Element | undefined, maxBytes: number): Uint8Array | undefined {
  const photo = vcard && child(vcard, 'PHOTO', NS_VCARD);
  return readBytes(textOf(photo && child(photo, 'BINVAL', NS_VCARD)), maxBytes);
}

/** Line breaks are legal here (XEP-0054 §3). */
function readBytes(text: string | undefined, maxBytes: number): Uint8Array | undefined {
  if (!text || text.length > maxBytes * 2) return undefined;
  const bytes = decodeBase64(text.replace(/\s+/g, ''));
  return bytes && bytes.length <= maxBytes ? bytes : undefined;
}
