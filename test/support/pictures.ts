/** The smallest pictures of each kind that tell their size, for readers that look at nothing else. */
import { encodeBase64 } from '../../src/session/base64.js';
import { sha1 } from '../../src/session/sha1.js';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : part)),
  );
const big = (value: number, length: number) =>
  Array.from({ length }, (_, at) => Math.floor(value / 256 ** (length - 1 - at)) % 256);
const little = (value: number, length: number) => big(value, length).reverse();

export const png = (width = 4, height = 3): Uint8Array =>
  bytes('\x89PNG\r\n\x1a\n', big(13, 4), 'IHDR', big(width, 4), big(height, 4), [8, 6, 0, 0, 0]);
export const gif = (width = 4, height = 3): Uint8Array =>
  bytes('GIF89a', little(width, 2), little(height, 2), [0, 0, 0]);
export const jpeg = (width = 4, height = 3): Uint8Array =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc0, 0, 11, 8],
    big(height, 2),
    big(width, 2),
    [1, 1, 17, 0],
  );
export const webp = {
  lossy: (width = 4, height = 3): Uint8Array =>
    bytes(
      'RIFF',
      little(30, 4),
      'WEBPVP8 ',
      little(10, 4),
      [0, 0, 0, 0x9d, 1, 0x2a],
      little(width, 2),
      little(height, 2),
      [0],
    ),
  lossless: (width = 4, height = 3): Uint8Array =>
    bytes(
      'RIFF',
      little(30, 4),
      'WEBPVP8L',
      little(10, 4),
      [0x2f],
      little(width - 1 + (height - 1) * 0x4000, 4),
      [0, 0, 0, 0, 0],
    ),
  extended: (width = 4, height = 3): Uint8Array =>
    bytes(
      'RIFF',
      little(30, 4),
      'WEBPVP8X',
      little(10, 4),
      [0, 0, 0, 0],
      little(width - 1, 3),
      little(height - 1, 3),
    ),
};

export const hashOf = (picture: Uint8Array): string =>
  Array.from(sha1(picture), (byte) => byte.toString(16).padStart(2, '0')).join('');
/** As it goes over the wire. */
export const base64Of = (picture: Uint8Array): string => encodeBase64(picture);
