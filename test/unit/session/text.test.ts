import { expect } from 'chai';
import fc from '../../support/fast-check.js';
import { cleanText, isLegalText } from '../../../src/session/text.js';

/** XML 1.0 §2.2, spelled out. */
function isCharacter(code: number): boolean {
  if (code === 0x9 || code === 0xa || code === 0xd) return true;
  return (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}

describe('cleanText', () => {
  it('CORE-35: keeps what XML can say, and takes out the rest', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(text, (each) => {
        const legal = [...each].filter((character) => isCharacter(character.codePointAt(0)!)).join('');
        expect(cleanText(each)).to.equal(legal);
        expect(isLegalText(each)).to.equal(legal === each);
      }),
      { numRuns: 2000 },
    );
  });

  it('CORE-35: knows the characters at the borders', () => {
    expect(isLegalText('\t\n\r \uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}\u{1F600}')).to.equal(true);
    for (const character of [
      '\0',
      '\b',
      '\v',
      '\f',
      '\u001F',
      '\uD800',
      '\uDFFF',
      '\uFFFE',
      '\uFFFF',
      '\uDE00\uD83D',
    ]) {
      expect(isLegalText(character), JSON.stringify(character)).to.equal(false);
      expect(cleanText(`a${character}b`)).to.equal('ab');
    }
  });
});
