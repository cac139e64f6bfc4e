import { expect } from 'chai';
import type { ChatMessage, Gap, Row } from '../../../src/session/message.js';
import { Timeline } from '../../../src/session/timeline.js';

const time = new Date(0);
const said = (body: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  kind: 'message',
  key: body,
  time,
  from: 'lab@rooms.kit.example/ann',
  nick: 'ann',
  own: false,
  body,
  old: false,
  mention: false,
  ...more,
});
const mine = (body: string) =>
  said(body, { from: 'lab@rooms.kit.example/me', own: true, originId: body, state: 'sending' });
const gap: Gap = { kind: 'gap', key: 'gap', time, state: 'idle' };
const keys = (timeline: Timeline) => timeline.rows.map(({ key }: Row) => key).join(' ');

describe('Timeline', () => {
  it('MAM-3: puts what was missed between what was known and what came since', () => {
    const timeline = new Timeline();
    timeline.append(said('known'));
    timeline.markSeam();
    timeline.append(said('live'));
    timeline.insertAtSeam([said('missed1'), said('missed2')]);
    timeline.append(said('live2'));
    timeline.insertAtSeam([said('missed3')]);
    timeline.prepend([said('older')]);
    timeline.insertAtSeam([said('missed4')]);
    expect(keys(timeline)).to.equal('older known missed1 missed2 missed3 missed4 live live2');
  });

  it('MUC-33: gives a pending message its place when the room has ordered it', () => {
    const timeline = new Timeline();
    timeline.addPending(mine('p1'));
    timeline.addPending(mine('p2'));
    timeline.append(said('before'));
    expect(keys(timeline)).to.equal('before p1 p2');
    timeline.settle('p1', { state: 'sent' });
    timeline.append(said('after'));
    expect(keys(timeline)).to.equal('before p1 after p2');
  });

  it('keeps a failed message where it failed, until it waits again', () => {
    const timeline = new Timeline();
    timeline.addPending(mine('p'));
    timeline.settle('p', { state: 'failed' });
    timeline.append(said('later'));
    expect(keys(timeline)).to.equal('p later');
    timeline.requeue('p', { state: 'waiting' });
    expect(keys(timeline)).to.equal('later p');
  });

  it('replaces the record of a row that changed, and no other', () => {
    const timeline = new Timeline();
    timeline.append(said('a'));
    timeline.append(said('b'));
    const [a, b] = timeline.rows;
    expect(timeline.rows).to.equal(timeline.rows);
    timeline.update('b', { state: 'delivered' });
    expect(timeline.rows[0]).to.equal(a);
    expect(timeline.rows[1]).to.not.equal(b);
  });

  it('M-8: a repeated id hides nobody else: duplicates are judged per author', () => {
    const timeline = new Timeline();
    timeline.append(said('ann', { stanzaId: 's1', originId: 'o1', id: 'i1' }));
    const again = said('again', { stanzaId: 's1' });
    const eve = {
      ...said('eve', { stanzaId: 's1', originId: 'o1', id: 'i1' }),
      from: 'lab@rooms.kit.example/eve',
    };
    expect(timeline.duplicateOf(again)?.key).to.equal('ann');
    expect(timeline.duplicateOf(said('by origin', { originId: 'o1' }))?.key).to.equal('ann');
    expect(timeline.duplicateOf(eve)).to.equal(undefined);
  });

  it('fills a gap in its place, and closes it', () => {
    const timeline = new Timeline();
    timeline.append(said('old'));
    timeline.append(gap);
    timeline.append(said('new'));
    timeline.fillGap('gap', [said('g1'), gap]);
    expect(keys(timeline)).to.equal('old g1 gap new');
    timeline.fillGap('gap', [said('g2')]);
    expect(keys(timeline)).to.equal('old g1 g2 new');
  });

  it('lets the oldest go past 5,000 rows, and forgets their ids', () => {
    const timeline = new Timeline();
    let trimmed = 0;
    for (let i = 0; i < 5_001; i++) trimmed += timeline.append(said(`m${i}`, { stanzaId: `s${i}` }));
    expect(trimmed).to.equal(100);
    expect(timeline.rows).to.have.length(4_901);
    expect(timeline.duplicateOf(said('x', { stanzaId: 's0' }))).to.equal(undefined);
    expect(timeline.duplicateOf(said('x', { stanzaId: 's100' }))?.key).to.equal('m100');
  });

  it('knows where to go on from: the newest archived row before the seam', () => {
    const timeline = new Timeline();
    timeline.append(said('a', { stanzaId: 's1' }));
    timeline.append(said('b'));
    timeline.markSeam();
    timeline.append(said('live', { stanzaId: 's9' }));
    expect(timeline.lastStanzaId).to.equal('s1');
    expect(timeline.firstStanzaId).to.equal('s1');
  });
});
