import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { emojiCalled } from '../../src/components/emoji/emoji.js';
import { files } from '../../tools/emoji-data.mjs';
import { ROOT } from '../../tools/setup.mjs';

describe('the emoji that are shown', () => {
  for (const [path, content] of Object.entries(files))
    it(`are those that tools/emoji-data.mjs makes: ${path}`, () => {
      expect(readFileSync(join(ROOT, path), 'utf8') === content).to.be.true;
    });

  it('are each there once, with a name and a code', () => {
    const all = emojiCalled('en').flat();
    expect(new Set(all.map(({ glyph }) => glyph)).size).to.equal(all.length);
    expect(
      all.filter(({ name, codes }) => !name || !codes.every((code) => /^[a-z0-9_+-]+$/.test(code))),
    ).to.deep.equal([]);
  });
});
