/**
 * What a picture is, by its own bytes: nothing that somebody says of it counts (security.md §6). Only raster formats that
 * every browser shows.
 */

export interface ImageKind {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** @returns undefined for all else, and where the size cannot be read. */
export function readImageKind(bytes: Uint8Array): ImageKind | undefined {
  const kind = readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
  return kind && kind.width > 0 && kind.height > 0 ? kind : undefined;
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

function readPng(bytes: Uint8Array): ImageKind | undefined {
  if (bytes.length < 24 || ascii(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || ascii(bytes, 12, 4) !== 'IHDR')
    return undefined;
  const data = view(bytes);
  return { type: 'image/png', width: data.getUint32(16), height: data.getUint32(20) };
}

function readGif(bytes: Uint8Array): ImageKind | undefined {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return undefined;
  const data = view(bytes);
  return { type: 'image/gif', width: data.getUint16(6, true), height: data.getUint16(8, true) };
}

/** RFC 9649 §2: of three kinds, each with its size in another place. */
function readWebp(bytes: Uint8Array): ImageKind | undefined {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP') return undefined;
  const type = 'image/webp';
  const data = view(bytes);
  const kind = ascii(bytes, 12, 4);
  if (kind === 'VP8 ')
    return { type, width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff };
  if (kind === 'VP8L') {
    const packed = data.getUint32(21, true);
    return { type, width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
  }
  if (kind !== 'VP8X') return undefined;
  const three = (at: number) => data.getUint16(at, true) + data.getUint8(at + 2) * 0x10000;
  return { type, width: three(24) + 1, height: three(27) + 1 };
}

/** ITU-T T.81 annex B: segments up to the one that starts a frame. */
function readJpeg(bytes: Uint8Array): ImageKind | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const data = view(bytes);
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    const startsFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (startsFrame)
      return { type: 'image/jpeg', width: data.getUint16(at + 7), height: data.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + data.getUint16(at + 2);
  }
  return undefined;
}
