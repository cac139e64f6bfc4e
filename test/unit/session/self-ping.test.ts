import { expect } from 'chai';
import { StanzaError } from '../../../src/session/errors.js';
import { SelfPing } from '../../../src/session/self-ping.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';

const MINUTE = 60_000;

/** A clock of the test's own: what is asked at intervals is asked as it goes on. */
function ownClock(): (ms: number) => void {
  const { setInterval: realInterval } = globalThis;
  const realNow = Date.now;
  let now = realNow();
  let tick: () => void = () => undefined;
  let every = Infinity;
  Date.now = () => now;
  globalThis.setInterval = ((run: () => void, ms: number) => {
    tick = run;
    every = ms;
    return realInterval(() => undefined, MINUTE);
  }) as unknown as typeof setInterval;
  cleanUpAfterTest(() => {
    Date.now = realNow;
    globalThis.setInterval = realInterval;
  });
  return (ms) => {
    for (const end = now + ms; now + every <= end;) {
      now += every;
      tick();
    }
  };
}

function pinging(handler: { unsure?: () => boolean; answer?: () => Promise<unknown> }) {
  const { unsure = () => true, answer = () => Promise.resolve() } = handler;
  const told: string[] = [];
  const selfPing = new SelfPing({
    ping: () => {
      told.push('ping');
      return answer();
    },
    unsure,
    out: () => told.push('out'),
  });
  cleanUpAfterTest(() => selfPing.stop());
  return { told, selfPing };
}

const notInside = () => Promise.reject(new StanzaError('not-acceptable', 'cancel'));

describe('SelfPing', () => {
  it('SELF-1: asks once after 15 minutes of silence, and again after as many', () => {
    const goOn = ownClock();
    const { told, selfPing } = pinging({});
    selfPing.start();
    goOn(14 * MINUTE);
    expect(told).to.deep.equal([]);
    goOn(MINUTE);
    expect(told).to.deep.equal(['ping']);
    goOn(14 * MINUTE);
    expect(told).to.deep.equal(['ping']);
    goOn(MINUTE);
    expect(told).to.deep.equal(['ping', 'ping']);
  });

  it('SELF-1: does not ask a room that is heard', () => {
    const goOn = ownClock();
    const { told, selfPing } = pinging({});
    selfPing.start();
    for (let n = 0; n < 5; n++) {
      goOn(14 * MINUTE);
      selfPing.heard();
    }
    expect(told).to.deep.equal([]);
  });

  it('SELF-1: asks at once on doubt, and tells when we are out', async () => {
    const { told, selfPing } = pinging({ answer: notInside });
    selfPing.start();
    await selfPing.check();
    expect(told).to.deep.equal(['ping', 'out']);
  });

  it('SELF-3: asks nothing while a change of name is under way or the link is down', async () => {
    const goOn = ownClock();
    const { told, selfPing } = pinging({ unsure: () => false, answer: notInside });
    selfPing.start();
    goOn(20 * MINUTE);
    await selfPing.check();
    expect(told).to.deep.equal([]);
  });

  it('SELF-3: believes no answer that came while a change was begun, or after the room was left', async () => {
    let sure = false;
    const changing = pinging({ unsure: () => !sure, answer: notInside });
    changing.selfPing.start();
    const asked = changing.selfPing.check();
    sure = true;
    await asked;
    const left = pinging({ answer: notInside });
    left.selfPing.start();
    const late = left.selfPing.check();
    left.selfPing.stop();
    await late;
    expect([changing.told, left.told]).to.deep.equal([['ping'], ['ping']]);
  });
});
