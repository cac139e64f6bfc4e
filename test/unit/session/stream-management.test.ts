import { expect } from 'chai';
import { StreamError } from '../../../src/session/errors.js';
import { distance, next, StreamManagement, type KeptStream } from '../../../src/session/stream-management.js';
import { xml, type Element } from '../../../src/session/xml.js';

const NS = 'urn:xmpp:sm:3';
const enabled = xml('enabled', { xmlns: NS, id: 'x1', resume: 'true' });
const ack = (h: number | string | undefined) => xml('a', { xmlns: NS, h });

/** Enabled, with `count` messages sent. */
function started(count = 3) {
  const gone: string[] = [];
  const sm = new StreamManagement((stanza) => gone.push(stanza.attrs.id ?? ''));
  sm.buildEnable(true);
  sm.receive(enabled);
  for (let i = 1; i <= count; i++) sm.sending(xml('message', { id: `m${i}` }));
  return { sm, gone };
}

const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof StreamError) return `${error.condition} ${(error.cause as Element).name}`;
    throw error;
  }
  return 'none';
};

describe('StreamManagement', () => {
  it('SMT-1: an acknowledgement of one takes exactly one', () => {
    const { sm, gone } = started(3);
    sm.receive(ack(1));
    expect(gone).to.deep.equal(['m1']);
    expect(sm.unacknowledged).to.equal(2);
  });

  for (const h of [99, -1, 'abc', undefined, '4294967296', '1.0'])
    it(`SMT-2: a count of ${String(h)} for three stanzas ends the stream and loses nothing`, () => {
      const { sm } = started(3);
      expect(failure(() => sm.receive(ack(h)))).to.equal('undefined-condition handled-count-too-high');
      expect(sm.unacknowledged).to.equal(3);
    });

  it('SM-3: an old count again changes nothing', () => {
    const { sm, gone } = started(3);
    sm.receive(ack(2));
    sm.receive(ack(2));
    expect(gone).to.deep.equal(['m1', 'm2']);
  });

  it('SMT-2: counters wrap at 2^32', () => {
    expect(next(4_294_967_295)).to.equal(0);
    expect(distance(4_294_967_295, 0)).to.equal(1);
    expect(distance(4_294_967_294, 3)).to.equal(5);
    expect(distance(7, 7)).to.equal(0);
  });

  it('SMT-3: counts stanzas that were handled since <enabled/>, and nothing else', () => {
    const sm = new StreamManagement(() => undefined);
    sm.handled();
    sm.buildEnable(true);
    sm.handled();
    sm.sending(xml('r', { xmlns: NS }));
    sm.sending(xml('active', { xmlns: 'urn:xmpp:csi:0' }));
    expect(sm.unacknowledged).to.equal(0);
    sm.receive(enabled);
    for (let i = 0; i < 3; i++) sm.handled();
    expect((sm.receive(xml('r', { xmlns: NS })) as Element).attrs.h).to.equal('3');
  });

  it('SM-4: after a resume the rest is sent again, in order, under the same ids', () => {
    const { sm } = started(3);
    sm.suspend();
    expect(sm.resumable).to.equal(true);
    expect(sm.buildResume().attrs).to.include({ previd: 'x1', h: '0' });
    const rest = sm.resumed(xml('resumed', { xmlns: NS, h: 1, previd: 'x1' }));
    expect(rest.map(({ attrs }) => attrs.id)).to.deep.equal(['m2', 'm3']);
    sm.receive(ack(3));
    expect(sm.unacknowledged).to.equal(0);
  });

  it('CORE-39: after a resume what was withdrawn is not sent again, though the server may have counted it', () => {
    for (const [h, gone, rest] of [
      [1, ['m1'], ['m3']],
      [2, ['m1', 'm2'], ['m3']],
    ] as const) {
      const told = started(3);
      told.sm.suspend();
      told.sm.withdraw('m2');
      const again = told.sm.resumed(xml('resumed', { xmlns: NS, h, previd: 'x1' }));
      expect(again.map(({ attrs }) => attrs.id)).to.deep.equal(rest);
      expect(told.gone).to.deep.equal(gone);
    }
  });

  it('SM-5: a refused resume still tells what had arrived', () => {
    const { sm, gone } = started(3);
    sm.suspend();
    sm.failed(xml('failed', { xmlns: NS, h: 2 }));
    expect(gone).to.deep.equal(['m1', 'm2']);
  });

  it('SM-6: a session that the server has let expire is not resumed', () => {
    const { sm } = started(1);
    sm.receive(xml('enabled', { xmlns: NS, id: 'x2', resume: 'true', max: 0 }));
    sm.suspend();
    expect(sm.resumable).to.equal(false);
  });

  it('SM-7: guests do not ask to resume', () => {
    const sm = new StreamManagement(() => undefined);
    expect(sm.buildEnable(false).attrs).to.not.have.property('resume');
    sm.receive(xml('enabled', { xmlns: NS }));
    sm.suspend();
    expect(sm.resumable).to.equal(false);
  });

  it('SM-2, SM-4: another page goes on with the exact counts, and learns what arrived but sends nothing again', () => {
    const { sm } = started(3);
    for (let i = 0; i < 7; i++) sm.handled();
    sm.receive(ack(1));
    sm.sending(xml('presence'));
    sm.suspend();
    const gone: string[] = [];
    const next = new StreamManagement((stanza) => gone.push(stanza.attrs.id ?? ''));
    next.thaw(JSON.parse(JSON.stringify(sm.freeze())) as KeptStream);
    expect(next.buildResume().attrs).to.include({ previd: 'x1', h: '7' });
    expect(next.resumed(xml('resumed', { xmlns: NS, h: 2, previd: 'x1' }))).to.deep.equal([]);
    expect(gone).to.deep.equal(['m2']);
    next.sending(xml('message', { id: 'm5' }));
    next.receive(ack(3));
    expect(gone).to.deep.equal(['m2', 'm5']);
    expect(failure(() => next.receive(ack(5)))).to.equal('undefined-condition handled-count-too-high');
  });

  it('leaves nothing to another page where the server keeps nothing', () => {
    const sm = new StreamManagement(() => undefined);
    expect(sm.freeze()).to.equal(undefined);
    sm.buildEnable(false);
    sm.receive(xml('enabled', { xmlns: NS }));
    sm.suspend();
    expect(sm.freeze()).to.equal(undefined);
  });
});
