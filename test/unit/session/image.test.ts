/** What a picture is, by its own bytes. */
import { expect } from 'chai';
import { readImageKind } from '../../../src/session/image.js';
import fc from '../../support/fast-check.js';
import { gif, jpeg, png, webp } from '../../support/pictures.js';

describe('a picture’s kind', () => {
  for (const [name, type, make] of [
    ['PNG', 'image/png', png],
    ['GIF', 'image/gif', gif],
    ['JPEG', 'image/jpeg', jpeg],
    ['lossy WebP', 'image/webp', webp.lossy],
    ['lossless WebP', 'image/webp', webp.lossless],
    ['extended WebP', 'image/webp', webp.extended],
  ] as const) {
    it(`of a ${name} and its size are read`, () => {
      expect(readImageKind(make(300, 7))).to.deep.equal({ type, width: 300, height: 7 });
    });

    it(`of a ${name} that is cut off is none`, () => {
      const whole = make();
      for (let length = 0; length < 10; length++)
        expect(readImageKind(whole.subarray(0, length)), `${length} bytes`).to.equal(undefined);
    });
  }

  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<html>',
    'BM',
    '%PDF-1.4',
    'RIFF    WAVE',
    '',
  ])
    it(`U-3: is none for ${JSON.stringify(text)}`, () => {
      expect(readImageKind(new TextEncoder().encode(text.padEnd(40)))).to.equal(undefined);
    });

  it('is none without width or height', () => {
    expect(readImageKind(png(0, 3))).to.equal(undefined);
    expect(readImageKind(gif(3, 0))).to.equal(undefined);
  });

  it('never fails, whatever the bytes', () => {
    const starts = [png(), gif(), jpeg(), webp.lossy(), webp.lossless(), webp.extended()];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.nat(40),
        fc.uint8Array({ maxLength: 60 }),
        (start, cut, rest) => {
          readImageKind(Uint8Array.from([...start.subarray(0, cut), ...rest]));
        },
      ),
    );
  });
});
