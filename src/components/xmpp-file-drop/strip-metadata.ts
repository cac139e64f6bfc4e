/**
 * What cameras write into pictures (place, time, device, a small picture of the whole) is left out of them, and nothing
 * else is changed: no picture is decoded, none loses quality. How it is to be turned stays, and its colours.
 */
import { readImageKind } from '../../session/image.js';

/** More is no photo. */
const MAX_BYTES = 64 * 1024 * 1024;
const HEAD_BYTES = 1024 * 1024;

type Bytes = Uint8Array<ArrayBuffer>;

/** @returns `file` itself where it is no JPEG, PNG or WebP, or has nothing of that. @throws {DOMException} Unreadable. */
export async function stripMetadata(file: File): Promise<File> {
  if (file.size > MAX_BYTES) return file;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const type = readImageKind(head)?.type;
  const strip = type && STRIPPED[type];
  if (!strip) return file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts = strip(bytes);
  if (!parts || sizeOf(parts) === bytes.length) return file;
  const { name, lastModified } = file;
  return new File(parts, name, { type: file.type, lastModified });
}

/** Each gives what stays, in pieces; undefined: it is damaged. */
const STRIPPED: Partial<Record<string, (bytes: Bytes) => Bytes[] | undefined>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
};

const sizeOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0);
const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// Second bytes of JPEG's markers
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;

/**
 * ITU-T T.81 annex B. Of the applications' segments those of JFIF, Adobe and colour profiles stay; what stands behind the
 * end goes, as phones put further pictures and films there.
 */
function stripJpeg(bytes: Bytes): Bytes[] | undefined {
  const data = view(bytes);
  const parts = [bytes.subarray(0, 2)];
  let turned: Bytes | undefined;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === EOI) break;
    const end = marker === 0xff ? at + 1 : at + 2 + data.getUint16(at + 2);
    if (marker === APP1) turned ??= orientationIn(bytes.subarray(at, end));
    const next = marker === SOS ? endOfScan(bytes, end) : end;
    if (stays(marker, ascii(bytes, at + 4, 11))) parts.push(bytes.subarray(at, next));
    at = next;
  }
  // behind APP0, where JFIF has to be
  if (turned) parts.splice(parts[1]?.[1] === APP0 ? 2 : 1, 0, turned);
  return [...parts, Uint8Array.of(0xff, EOI)];
}

const stays = (marker: number, name: string) =>
  marker !== COM &&
  (marker < APP0 ||
    marker > APP15 ||
    marker === APP0 ||
    marker === APP14 ||
    (marker === APP2 && name === 'ICC_PROFILE'));

/** Behind a scan's data, in which 0xFF is followed by 0 or a restart marker. */
function endOfScan(bytes: Bytes, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next > 0 && !(next >= 0xd0 && next <= 0xd7) && next < 0xff) return at;
  }
  return bytes.length;
}

const ORIENTATION = 0x0112;

/** A segment that says how the picture is turned and nothing else (Exif 2.32 §4.6), if the one that was there does. */
function orientationIn(segment: Bytes): Bytes | undefined {
  const tiff = 10;
  if (ascii(segment, 4, 6) !== 'Exif\0\0' || segment.length < tiff + 10) return undefined;
  const data = view(segment);
  const little = ascii(segment, tiff, 2) === 'II';
  const first = tiff + data.getUint32(tiff + 4, little);
  if (first + 2 > segment.length) return undefined;
  const count = data.getUint16(first, little);
  for (let at = first + 2; at + 12 <= segment.length && at < first + 2 + count * 12; at += 12) {
    if (data.getUint16(at, little) !== ORIENTATION) continue;
    const way = data.getUint16(at + 8, little);
    return way > 1 && way <= 8 ? orientation(way) : undefined;
  }
  return undefined;
}

function orientation(way: number): Bytes {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, way, 0, 0, 0, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.of(0xff, APP1, 0, exif.length + 2, ...exif);
}

const PNG_HEAD = 8;
const PNG_WORDS = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

/** PNG 3 §5: chunks of a length, a name, data and a checksum. */
function stripPng(bytes: Bytes): Bytes[] | undefined {
  const data = view(bytes);
  const parts = [bytes.subarray(0, PNG_HEAD)];
  for (let at = PNG_HEAD; at + 12 <= bytes.length;) {
    const end = at + 12 + data.getUint32(at);
    const name = ascii(bytes, at + 4, 4);
    if (end > bytes.length) return undefined;
    if (!PNG_WORDS.has(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IEND') break;
    at = end;
  }
  return parts;
}

const RIFF_HEAD = 12;
const WEBP_WORDS = new Set(['EXIF', 'XMP ']);
/** Of VP8X: there are such chunks. */
const WEBP_FLAGS = 0b1100;

/** RFC 9649 §2.3: chunks of a name, a length and data, padded to an even length. */
function stripWebp(bytes: Bytes): Bytes[] | undefined {
  const data = view(bytes);
  const parts: Bytes[] = [];
  for (let at = RIFF_HEAD; at + 8 <= bytes.length;) {
    const name = ascii(bytes, at, 4);
    const length = data.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (end > bytes.length) return undefined;
    const chunk = bytes.slice(at, end);
    if (name === 'VP8X') chunk[8]! &= ~WEBP_FLAGS;
    if (!WEBP_WORDS.has(name)) parts.push(chunk);
    at = end;
  }
  const head = bytes.slice(0, RIFF_HEAD);
  view(head).setUint32(4, sizeOf(parts) + 4, true);
  return [head, ...parts];
}
