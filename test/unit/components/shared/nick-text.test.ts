import { expect } from 'chai';
import { hueClass, initials, nickText } from '../../../../src/components/shared/nick-text.js';

describe('nickText', () => {
  it('leaves names of all scripts alone', () => {
    for (const nick of ['Juliet', 'José', 'Ōe 健三郎', 'می‌خواهم', 'राम', '👩‍👩‍👧', '👩🏽‍🚀', '❤️', '❤️‍🔥', '🙂']) {
      expect(nickText(nick)).to.equal(nick);
    }
  });

  for (const [what, nick] of [
    ['a right-to-left override', 'gnp.\u202eexe'],
    ['an isolate', 'a\u2067b'],
    ['a zero-width space', 'Rom\u200beo'],
    ['a joiner between letters', 'Rom\u200deo'],
    ['a joiner between an emoji’s letters', '🙂\u200d\u200dRomeo'],
    ['a tag character', 'Romeo\u{e0041}'],
    ['a line separator', 'Romeo\u2028left'],
    ['a control character', 'Romeo\u0007'],
    ['a blank Braille cell', 'Romeo\u2800'],
    ['a Hangul filler', 'Romeo\u3164'],
  ] as const) {
    it(`shows ${what} instead of obeying it`, () => {
      expect(nickText(nick)).to.include('\ufffd');
      expect(nickText(nick)).not.to.match(/[\u202e\u2067\u200b\u2028\u0007\u2800\u3164]/u);
    });
  }

  it('caps marks stacked on a letter at eight', () => {
    expect(nickText(`Z${'\u0301'.repeat(500)}algo`)).to.equal(`Z${'\u0301'.repeat(8)}algo`);
  });

  it('caps the length at 256', () => {
    expect(nickText('x'.repeat(5000))).to.have.length(256);
  });
});

describe('initials', () => {
  for (const [nick, mark] of [
    ['Friar Laurence', 'FL'],
    ['juliet', 'J'],
    ['anna-maria', 'AM'],
    ['...', '?'],
    ['健三郎', '健'],
    ['🌹 rose', '🌹R'],
  ] as const) {
    it(`of ${nick} are ${mark}`, () => expect(initials(nick)).to.equal(mark));
  }
});

describe('hueClass', () => {
  it('is the nearest of 24 to the angle of XEP-0392, all around the circle', () => {
    expect(hueClass('Romeo')).to.equal('hue-22'); // 327.26 degrees
    expect(hueClass('council')).to.equal('hue-0'); // 359.99
  });

  it('goes by the bare JID where it is known', () => {
    expect(hueClass('Jule', 'juliet@capulet.lit/balcony')).to.equal('hue-14'); // 209.41
  });

  it('uses all of them', () => {
    const classes = new Set(Array.from({ length: 500 }, (_, i) => hueClass(`Person ${i}`)));
    expect(classes.size).to.equal(24);
  });
});
