import { expect } from 'chai';
import { mentions } from '../../../src/session/mention.js';

describe('mentions', () => {
  for (const [text, nick, expected] of [
    ['ann: hello', 'ann', true],
    ['hello Ann!', 'ann', true],
    ['hello @ANN', 'ann', true],
    ['ann', 'ann', true],
    ['annotate this', 'ann', false],
    ['joann left', 'ann', false],
    ['annotate, ann', 'ann', true],
    ['привет, Маша', 'маша', true],
    ['x_ann', 'ann', false],
    ['nobody', undefined, false],
    ['(a.b*c)', 'a.b*c', true],
  ] as const)
    it(`${expected ? 'hears' : 'does not hear'} ${String(nick)} in "${text}"`, () => {
      expect(mentions(text, nick)).to.equal(expected);
    });
});
