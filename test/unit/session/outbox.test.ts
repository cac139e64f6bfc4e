/** What is sent and not confirmed yet, and how it outlives a page. */
import { expect } from 'chai';
import { Outbox } from '../../../src/session/outbox.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { storageForTest } from '../../support/tab-storage.js';

const LAB = 'lab@rooms.kit.example';

const outboxOf = (owner: string | undefined) => {
  const outbox = new Outbox(() => owner);
  cleanUpAfterTest(() => outbox.release());
  return outbox;
};
const bodies = (outbox: Outbox) => outbox.entries(LAB).map(({ body }) => body);
const many = (count: number) => Array.from({ length: count }, (_, n) => `line ${n} ${'.'.repeat(100)}`);

describe('Outbox', () => {
  it('security.md §10: leaves what is not sent to the tab’s next page, in order', async () => {
    storageForTest(Infinity);
    const outbox = outboxOf('ada@kit.example');
    for (const body of ['one', 'two']) outbox.add(LAB, body);
    outbox.release();
    const next = outboxOf('ada@kit.example');
    next.add(LAB, 'three');
    expect(bodies(next)).to.deep.equal(['three']);
    await next.restore();
    expect(bodies(next)).to.deep.equal(['one', 'two', 'three']);
  });

  it('security.md §8: with the storage full, or none, what is in memory goes on, each once', async () => {
    for (const size of [1000, 0]) {
      storageForTest(size);
      const outbox = outboxOf('ada@kit.example');
      await outbox.restore();
      for (const body of many(20)) outbox.add(LAB, body);
      expect(bodies(outbox)).to.deep.equal(many(20));
      outbox.release(); // and back, as nobody else had the tab
      await outbox.restore();
      expect(bodies(outbox)).to.deep.equal(many(20));
      for (const { id } of outbox.entries(LAB)) outbox.remove(id);
      outbox.release();
      expect(bodies(outboxOf('ada@kit.example'))).to.deep.equal([]);
    }
  });

  it('gives nobody what another left: two sessions on one page, another account, a second guest', async () => {
    storageForTest(Infinity);
    const owners = ['ada@kit.example', 'bob@kit.example', 'undefined@kit.example', 'undefined@kit.example'];
    const boxes = owners.map(outboxOf);
    for (const [n, outbox] of boxes.entries()) outbox.add(LAB, `of ${n}`);
    for (const outbox of boxes) outbox.release();
    const next = owners.map(outboxOf);
    for (const outbox of next) await outbox.restore();
    expect(next.map(bodies)).to.deep.equal([['of 0'], ['of 1'], ['of 2'], ['of 3']]);
  });

  it('leaves what an account has not sent to that one when somebody else logs in on the page', async () => {
    for (const size of [Infinity, 0]) {
      storageForTest(size);
      const owner: { name?: string } = {};
      const outbox = new Outbox(() => owner.name);
      cleanUpAfterTest(() => outbox.release());
      owner.name = 'ada@kit.example'; // as the page's function says
      outbox.claim();
      await outbox.restore();
      outbox.add(LAB, 'of ada');
      outbox.claim(); // logs in again
      expect(bodies(outbox)).to.deep.equal(['of ada']);
      owner.name = 'bob@kit.example';
      outbox.claim();
      await outbox.restore();
      outbox.add(LAB, 'of bob');
      expect(bodies(outbox)).to.deep.equal(['of bob']);
      owner.name = 'ada@kit.example';
      outbox.claim();
      await outbox.restore();
      expect(bodies(outbox)).to.deep.equal(size ? ['of ada'] : []);
    }
  });

  it('takes along what a guest has not sent who logs in, past what the account left before', async () => {
    storageForTest(Infinity);
    const before = outboxOf('ada@kit.example');
    before.add(LAB, 'before');
    before.release();
    const owner = { name: '@kit.example' };
    const outbox = new Outbox(() => owner.name);
    cleanUpAfterTest(() => outbox.release());
    outbox.claim();
    await outbox.restore();
    outbox.add(LAB, 'of the guest');
    owner.name = 'ada@kit.example';
    outbox.claim();
    expect(bodies(outbox)).to.deep.equal(['of the guest']);
    await outbox.restore();
    expect(bodies(outbox)).to.deep.equal(['before', 'of the guest']);
    outbox.release();
    const guest = outboxOf('@kit.example');
    await guest.restore();
    expect(bodies(guest)).to.deep.equal([]);
  });

  it('keeps what was written before anybody knew whose it is', async () => {
    storageForTest(Infinity);
    const owner: { name?: string } = {};
    const outbox = new Outbox(() => owner.name);
    outbox.add(LAB, 'early');
    owner.name = 'ada@kit.example';
    await outbox.restore();
    outbox.release();
    const next = outboxOf(owner.name);
    await next.restore();
    expect(bodies(next)).to.deep.equal(['early']);
  });
});
