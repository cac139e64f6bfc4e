/** How much is on its way at once, over links that are made up. */
import { expect } from 'chai';
import fc from '../../../support/fast-check.js';
import { Pace } from '../../../../src/session/files/pace.js';

const KIB = 1_024;
const MAX_BLOCK = 47 * KIB;
const LONG_MS = 60_000;

/** How many ms so many bytes take that go at once. */
type Link = (bytes: number) => number;

/** Sends over that link for a minute, the first or a later one. @returns What was on its way at once, in bytes, each time. */
function over(link: Link, pace = new Pace(MAX_BLOCK), start = 0): number[] {
  const amounts: number[] = [];
  for (let now = start; now < start + LONG_MS;) {
    const { block, window } = pace;
    const amount = block * window;
    amounts.push(amount);
    const each = link(amount) / window;
    for (let i = 0; i < window; i++) pace.arrived(block, (now += each));
  }
  return amounts;
}

/** What is gone back to, in bytes: the amount of most of the last third. */
function usual(amounts: readonly number[]): number {
  const last = amounts.slice(-Math.ceil(amounts.length / 3)).sort((one, other) => one - other);
  return last[Math.floor(last.length / 2)]!;
}

describe('the pace of in-band bytestreams', () => {
  it('IBB-8: begins with one block', () => {
    const { block, window } = new Pace(MAX_BLOCK);
    expect([block, window]).to.deep.equal([KIB, 1]);
    expect(new Pace(256).window).to.equal(1);
  });

  it('grows with the latency, as long as it makes others wait no longer than that', () => {
    const link: Link = (bytes) => Math.max(30, bytes / 5_000);
    const goodput = (bytes: number) => bytes / link(bytes);
    expect(goodput(usual(over(link)))).to.be.above(0.6 * goodput(32 * MAX_BLOCK));
  });

  it('stays small where a limit is all that counts, so that others do not wait', () => {
    expect(usual(over((bytes) => bytes / 30))).to.be.at.most(2 * KIB);
    // as Prosody's `limits` has it, which counts the stanza's tags, too
    const limit: Link = (bytes) => (240 + (bytes * 4) / 3) / 30;
    expect(limit(usual(over(limit)))).to.be.at.most(20);
  });

  it('hardly ever tries more where others wait for it, so that one in twenty waits no longer', () => {
    const amounts = over((bytes) => (240 + (bytes * 4) / 3) / 30);
    const most = usual(amounts);
    expect(amounts.filter((amount) => amount > most).length / amounts.length).to.be.at.most(0.02);
  });

  it('grows at once where all takes long because the other side is far', () => {
    const far: Link = (bytes) => 100 + bytes / 5_000;
    const { length } = over(far);
    expect(over(far).slice(0, length / 10)).to.include(MAX_BLOCK);
  });

  it('makes nobody wait long for what is hardly faster', () => {
    const link: Link = (bytes) => 30 + bytes / 5_000;
    expect(link(usual(over(link)))).to.be.at.most(4 * link(0));
  });

  it('stays small where more at once is slower', () => {
    // best at 14 KiB
    expect(usual(over((bytes) => 2 + bytes / 2_000 + bytes ** 2 / 1e8))).to.be.within(4 * KIB, 32 * KIB);
  });

  it('follows a link that becomes another', () => {
    let ms = 1;
    const pace = new Pace(MAX_BLOCK);
    const link: Link = (bytes) => ms + bytes / 5_000;
    const near = usual(over(link, pace));
    ms = 100;
    expect(usual(over(link, pace, LONG_MS))).to.be.above(2 * near);
  });

  it('IBB-8: never has more than 32 blocks on their way, nor more bytes than it may', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 65_535 }),
        fc.integer({ min: 1, max: 300_000 }),
        fc.array(fc.double({ min: 0.01, max: 500, noNaN: true }), { minLength: 1, maxLength: 50 }),
        (maxBlock, most, times) => {
          const pace = new Pace(maxBlock, most);
          let now = 0;
          for (let i = 0; i < 500; i++) {
            const { block, window } = pace;
            if (block < 1 || block > maxBlock || window < 1 || window > 32) return false;
            if (window > 1 && block * window > most) return false;
            for (let sent = 0; sent < window; sent++)
              pace.arrived(block, (now += times[i % times.length]! / window));
          }
          return true;
        },
      ),
    );
  });
});
