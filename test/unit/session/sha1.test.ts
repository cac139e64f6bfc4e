import { expect } from 'chai';
import fc from '../../support/fast-check.js';
import { sha1 } from '../../../src/session/sha1.js';

const hex = (octets: Uint8Array) => [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');

describe('sha1', () => {
  const known = [
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    ['a'.repeat(1_000_000), '34aa973cd4c4daa4f61eeb2bdbad27316534016f'],
  ] as const;
  for (const [text, digest] of known)
    it(`RFC 3174 7.3: knows the digest of ${text.length} octets`, () => {
      expect(hex(sha1(new TextEncoder().encode(text)))).to.equal(digest);
    });

  it('agrees with WebCrypto on anything, around the ends of blocks above all', async () => {
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ minLength: 54, maxLength: 66 }),
    );
    await fc.assert(
      fc.asyncProperty(octets, async (bytes) => {
        const theirs = await crypto.subtle.digest('SHA-1', Uint8Array.from(bytes));
        expect(hex(sha1(bytes))).to.equal(hex(new Uint8Array(theirs)));
      }),
    );
  });
});
