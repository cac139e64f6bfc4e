import { expect } from 'chai';
import fc from '../../../support/fast-check.js';
import { encodeBase64 } from '../../../../src/session/base64.js';
import { createHashes, hashBlob } from '../../../../src/session/files/hash.js';

const bytes = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
const theirSha256 = async (all: Uint8Array<ArrayBuffer>) =>
  encodeBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', all)));

describe('hashes of files', () => {
  it('T-12: are those of the RFCs, in the spelling of XEP-0096 and XEP-0300', () => {
    const hashes = createHashes();
    hashes.add(new TextEncoder().encode('abc'));
    expect(hashes.end()).to.deep.equal({
      md5: '900150983cd24fb0d6963f7d28e17f72', // RFC 1321, appendix A.5
      'sha-256': 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=', // FIPS 180-2, appendix B.1
    });
  });

  it('are the same however it is cut', async () => {
    const all = bytes(10_000);
    const sha256 = await theirSha256(all);
    const whole = createHashes(['md5']);
    whole.add(all);
    const { md5 } = whole.end();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: all.length }), { maxLength: 20 }), (cuts) => {
        const hashes = createHashes();
        const places = [0, ...cuts.sort((a, b) => a - b), all.length];
        places.slice(1).forEach((place, i) => hashes.add(all.subarray(places[i], place)));
        expect(hashes.end()).to.deep.equal({ md5, 'sha-256': sha256 });
      }),
    );
  });

  it('are only those that are wanted', () => {
    expect(createHashes(['md5']).end()).to.deep.equal({
      md5: 'd41d8cd98f00b204e9800998ecf8427e',
      'sha-256': '',
    });
  });

  it('are read from a file piece by piece, until nobody wants them', async () => {
    const blob = new Blob([bytes(300_000)]);
    expect((await hashBlob(blob))['sha-256']).to.equal(await theirSha256(bytes(300_000)));
    const gone = hashBlob(blob, undefined, AbortSignal.abort(new Error('enough')));
    expect(await gone.catch((error: Error) => error.message)).to.equal('enough');
  });
});
