/** What tells others of our own picture: XEP-0084 (our nodes), XEP-0153 (in presence) and XEP-0054 (our vCard). */
import { children, xml, type Element } from '../xml.js';
import { NODE_DATA, NODE_METADATA } from './avatar.js';

const NS_UPDATE = 'vcard-temp:x:update';
const NS_VCARD = 'vcard-temp';

/** An account that announces it keeps nodes and vCard the same, and tells of both (XEP-0398). */
export const NS_CONVERSION = 'urn:xmpp:pep-vcard-conversion:0';

export interface OwnPicture {
  readonly type: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** SHA-1 in hex. */
  readonly hash: string;
  readonly bytes: number;
  readonly base64: string;
}

export const buildData = ({ base64 }: OwnPicture): Element => xml('data', { xmlns: NODE_DATA }, base64);

/** @param picture Undefined: there is none any more. */
export function buildMetadata(picture: OwnPicture | undefined): Element {
  const info = ({ hash: id, bytes, type, width, height }: OwnPicture) =>
    xml('info', { id, bytes, type, width, height });
  return xml('metadata', { xmlns: NODE_METADATA }, picture && info(picture));
}

/** For presence; an empty `<photo/>` says that there is none (XEP-0153 §4). */
export const buildPhotoUpdate = (hash: string | undefined): Element =>
  xml('x', { xmlns: NS_UPDATE }, xml('photo', {}, hash));

/** U-3: a vCard is written whole, so all else that is in it stays. @param vcard Undefined: there was none. */
export function withPhoto(vcard: Element | undefined, picture: OwnPicture | undefined): Element {
  const rest = vcard ? children(vcard).filter(({ name }) => name !== 'PHOTO') : [];
  const photo = ({ type, base64 }: OwnPicture) =>
    xml('PHOTO', {}, xml('TYPE', {}, type), xml('BINVAL', {}, base64));
  return xml('vCard', { xmlns: NS_VCARD }, ...rest, picture && photo(picture));
}
