import { expect } from 'chai';
import { ConnectionError, StanzaError, TimeoutError } from '../../../../src/session/errors.js';
import { readSelfPing } from '../../../../src/session/protocol/self-ping.js';

describe('readSelfPing', () => {
  for (const [condition, expected] of [
    ['service-unavailable', 'in'],
    ['feature-not-implemented', 'in'],
    ['item-not-found', 'in'],
    ['remote-server-not-found', 'unknown'],
    ['remote-server-timeout', 'unknown'],
    ['not-acceptable', 'out'],
    ['not-allowed', 'out'],
    ['bad-request', 'out'],
    ['undefined-condition', 'out'],
  ] as const) {
    it(`SELF-2, M-16: takes ${condition} for "${expected}"`, () => {
      expect(readSelfPing(new StanzaError(condition, 'cancel'))).to.equal(expected);
    });
  }

  it('SELF-2: takes an answer for "in" and silence for "unknown"', () => {
    expect(readSelfPing()).to.equal('in');
    expect(readSelfPing(new TimeoutError('none'))).to.equal('unknown');
    expect(readSelfPing(new ConnectionError('lost'))).to.equal('unknown');
  });
});
