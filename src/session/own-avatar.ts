/** Publishes our own picture, for all clients to see: in our nodes, and in the vCard where the server does not do so. */
import { hexOf, MAX_BYTES, MAX_SIDE } from './avatar-loader.js';
import { encodeBase64 } from './base64.js';
import { StanzaError } from './errors.js';
import { readImageKind } from './image.js';
import { ownBare } from './own-account.js';
import type { Pep } from './pep.js';
import { buildVCardRequest, NODE_DATA, NODE_METADATA } from './protocol/avatar.js';
import {
  buildData,
  buildMetadata,
  buildPhotoUpdate,
  NS_CONVERSION,
  withPhoto,
  type OwnPicture,
} from './protocol/own-avatar.js';
import type { Session } from './session.js';
import { sha1 } from './sha1.js';
import type { Element } from './xml.js';

/** What stands around it in a stanza. */
const MARGIN = 4096;

/**
 * @param file Undefined: no picture any more.
 * @returns What our presence has to tell from now on; undefined: the server sees to that.
 */
export async function publishAvatar(
  session: Session,
  pep: Pep,
  file: Blob | undefined,
): Promise<(() => Element) | undefined> {
  const picture = file && (await readPicture(file, session.wire.maxBytes - MARGIN));
  if (picture) await pep.publish(NODE_DATA, picture.hash, buildData(picture));
  await pep.publish(NODE_METADATA, picture?.hash ?? 'current', buildMetadata(picture));
  const { features } = await session.disco.info(ownBare(session) ?? '');
  if (features.has(NS_CONVERSION)) return undefined;
  await publishPhoto(session, picture, undefined);
  const hash = picture?.hash;
  return () => buildPhotoUpdate(hash);
}

/** Puts a picture into a vCard of ours, such as that of a room. @throws As {@link readPicture}. @throws {StanzaError} */
export async function publishVCardPicture(
  session: Session,
  file: Blob | undefined,
  to: string,
): Promise<void> {
  await publishPhoto(session, file && (await readPicture(file, session.wire.maxBytes - MARGIN)), to);
}

async function publishPhoto(
  session: Session,
  picture: OwnPicture | undefined,
  to: string | undefined,
): Promise<void> {
  await session.wire.set(to, withPhoto(await requestVCard(session, to), picture));
}

/** @throws {RangeError} Not what others would show. */
async function readPicture(file: Blob, maxChars: number): Promise<OwnPicture> {
  if (file.size > MAX_BYTES) throw new RangeError('too large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = readImageKind(bytes);
  if (kind?.type !== 'image/png') throw new RangeError('no PNG'); // which all clients know (XEP-0084 §3)
  const base64 = encodeBase64(bytes);
  if (Math.max(kind.width, kind.height) > MAX_SIDE || base64.length > maxChars)
    throw new RangeError('too large');
  return { ...kind, hash: hexOf(sha1(bytes)), bytes: bytes.length, base64 };
}

/** @returns undefined: there is none. */
async function requestVCard({ wire }: Session, of: string | undefined): Promise<Element | undefined> {
  try {
    return await wire.get(of, buildVCardRequest());
  } catch (error) {
    if (error instanceof StanzaError && error.condition === 'item-not-found') return undefined;
    throw error; // what is in it would be lost
  }
}
