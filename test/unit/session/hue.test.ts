import { expect } from 'chai';
import { hueAngle } from '../../../src/session/hue.js';

describe('XEP-0392 §13: the hue of', () => {
  for (const [text, angle] of [
    ['Romeo', 327.255249],
    ['juliet@capulet.lit', 209.4104],
    ['😺', 331.199341],
    ['council', 359.994507],
  ] as const) {
    it(`${text} is ${angle} degrees`, () => expect(hueAngle(text)).to.be.closeTo(angle, 1e-6));
  }
});
