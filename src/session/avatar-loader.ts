/** Gets a picture that somebody announced, from an earlier visit or from them, and looks at what came. */
import { keep, kept, revise } from './database.js';
import { StanzaError } from './errors.js';
import { readImageKind, type ImageKind } from './image.js';
import { buildVCardRequest, NODE_DATA, readAvatarData, readPhoto } from './protocol/avatar.js';
import { buildItemRequest, readItem } from './protocol/pubsub.js';
import { sha1 } from './sha1.js';
import type { Wire } from './wire.js';

export interface Avatar extends ImageKind {
  /** SHA-1 in hex: names it. */
  readonly hash: string;
  /** For an `<img>`; of this page alone. */
  readonly url: string;
}

export interface AvatarSource {
  /** Bare JID of whose picture it is. */
  readonly jid: string;
  readonly hash: string;
  readonly from: 'node' | 'vcard';
}

/** Larger ones are not for showing beside a name. */
export const MAX_BYTES = 256 * 1024;
export const MAX_SIDE = 2048;
/** All pictures that are kept; the oldest go. */
const MAX_KEPT_BYTES = 8 * 1024 * 1024;
const INDEX = 'avatars';

type Index = readonly (readonly [hash: string, bytes: number])[];

/** @returns undefined: not what was announced, or nothing that may be shown. @throws {StanzaError} @throws {ConnectionError} */
export async function loadAvatar(wire: Wire, source: AvatarSource): Promise<Avatar | undefined> {
  const { hash } = source;
  const found = await kept(`avatar ${hash}`);
  const bytes = found instanceof Uint8Array ? found : await fetchBytes(wire, source);
  const avatar = bytes && hexOf(sha1(bytes)) === hash ? showable(hash, bytes) : undefined;
  if (avatar && bytes !== found) void keepBytes(hash, bytes!);
  return avatar;
}

/** What is in somebody's vCard, of which nothing was announced. @throws As {@link loadAvatar}. */
export async function loadVCardAvatar(wire: Wire, jid: string): Promise<Avatar | undefined> {
  const vcard = await wire.get(jid, buildVCardRequest()).catch((error: unknown) => {
    if (error instanceof StanzaError) return undefined; // there is none
    throw error;
  });
  const bytes = readPhoto(vcard, MAX_BYTES);
  return bytes && showable(hexOf(sha1(bytes)), bytes);
}

function showable(hash: string, bytes: Uint8Array): Avatar | undefined {
  const kind = readImageKind(bytes);
  if (!kind || Math.max(kind.width, kind.height) > MAX_SIDE) return undefined;
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: kind.type });
  return { ...kind, hash, url: URL.createObjectURL(blob) };
}

async function fetchBytes(wire: Wire, { jid, hash, from }: AvatarSource): Promise<Uint8Array | undefined> {
  if (from === 'vcard') return readPhoto(await wire.get(jid, buildVCardRequest()), MAX_BYTES);
  const answer = await wire.get(jid, buildItemRequest(NODE_DATA, hash));
  return readAvatarData(readItem(answer, NODE_DATA, hash), MAX_BYTES);
}

async function keepBytes(hash: string, bytes: Uint8Array): Promise<void> {
  const gone: string[] = [];
  await keep(`avatar ${hash}`, bytes);
  await revise(INDEX, (before) => {
    const index: (readonly [string, number])[] = Array.isArray(before) ? [...(before as Index)] : [];
    index.push([hash, bytes.length]);
    let sum = index.reduce((all, [, size]) => all + size, 0);
    for (; sum > MAX_KEPT_BYTES && index.length > 1; sum -= index.shift()![1]) gone.push(index[0]![0]);
    return index;
  });
  for (const each of gone) await keep(`avatar ${each}`, undefined);
}

export const hexOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
