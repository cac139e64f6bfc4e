import { expect } from 'chai';
import { StanzaError } from '../../../src/session/errors.js';
import type { ChatMessage, Row } from '../../../src/session/message.js';
import { isTooSoon, slowUntil } from '../../../src/session/slow-mode.js';

const NOW = Date.UTC(2026, 0, 1);
const row = (secondsAgo: number, more: Partial<ChatMessage>): Row => ({
  kind: 'message',
  key: `${secondsAgo}`,
  time: new Date(NOW - secondsAgo * 1000),
  from: 'lab@rooms.kit.example/me',
  nick: 'me',
  own: true,
  body: 'x',
  old: false,
  mention: false,
  state: 'sent',
  ...more,
});
const left = (rows: readonly Row[], tooSoonAt?: number) =>
  ((slowUntil(20, rows, tooSoonAt, NOW)?.getTime() ?? NOW) - NOW) / 1000;

describe('slow mode', () => {
  it('XEP-0500 §6: counts from the last own message that came back', () => {
    expect(left([])).to.equal(0);
    expect(left([row(30, {}), row(5, {}), row(1, { own: false })])).to.equal(15);
    expect(left([row(20, {})])).to.equal(0);
  });

  it('does not count while one is on its way, nor what waits or failed', () => {
    expect(left([row(5, {}), row(3, { state: 'sending' })])).to.equal(20);
    expect(left([row(5, {}), row(3, { state: 'waiting' }), row(2, { state: 'failed' })])).to.equal(15);
  });

  it('counts anew from when the room called one too soon', () => {
    expect(left([row(15, {})], NOW - 2000)).to.equal(18);
  });

  it('never waits longer than the rule says, whatever the clocks', () => {
    expect(left([row(-3600, {})])).to.equal(20);
  });

  it('XEP-0500 §5: knows the room’s refusal by its condition and type', () => {
    expect(isTooSoon(new StanzaError('policy-violation', 'wait'))).to.be.true;
    expect(isTooSoon(new StanzaError('policy-violation', 'cancel'))).to.be.false;
    expect(isTooSoon(new StanzaError('resource-constraint', 'wait'))).to.be.false;
  });
});
