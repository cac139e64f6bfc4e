/**
 * SHA-1 (RFC 3174), where specs name things by it: entity capabilities, colours of names. WebCrypto's makes one wait,
 * and plain-http pages lack it. Never for anything secret.
 */

const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

/** By twenty steps: the constant, and how three words become one. */
const ROUNDS: readonly (readonly [constant: number, mix: (b: number, c: number, d: number) => number])[] = [
  [0x5a827999, (b, c, d) => (b & c) | (~b & d)],
  [0x6ed9eba1, (b, c, d) => b ^ c ^ d],
  [0x8f1bbcdc, (b, c, d) => (b & c) | (b & d) | (c & d)],
  [0xca62c1d6, (b, c, d) => b ^ c ^ d],
];

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by));

/** @returns 20 octets. */
export function sha1(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = pad(octets);
  const hash = Int32Array.from(START);
  for (let block = 0; block < padded.byteLength; block += 64) addBlock(hash, padded, block);
  const digest = new DataView(new ArrayBuffer(20));
  hash.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

/** §4: a one, zeros, and the number of bits. */
function pad(octets: Uint8Array): DataView {
  const { length } = octets;
  const padded = new Uint8Array((length + 72) & ~63);
  padded.set(octets);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, length / 2 ** 29);
  view.setUint32(padded.length - 4, length << 3);
  return view;
}

/** §6.1. */
function addBlock(hash: Int32Array, padded: DataView, block: number): void {
  const words = new Int32Array(80);
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash;
  for (let i = 0; i < 80; i++) {
    const word =
      i < 16
        ? padded.getInt32(block + 4 * i)
        : rotate(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1);
    words[i] = word;
    const [constant, mix] = ROUNDS[Math.floor(i / 20)]!;
    const next = (rotate(a, 5) + mix(b, c, d) + e + word + constant) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((word, i) => (hash[i]! += word));
}
