import { expect } from 'chai';
import type { ChatMessage, Row } from '../../../src/session/message.js';
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
const archived = (id: string) => said(id, { stanzaId: id });
const keys = (timeline: Timeline) => timeline.rows.map(({ key }: Row) => key).join(' ');

describe('Timeline', () => {
  it('MAM-3: puts what was missed between what was known and what came since', () => {
    const timeline = new Timeline();
    timeline.append(archived('known'));
    timeline.openGap();
    timeline.append(archived('live'));
    const [quiet = ''] = timeline.quietGaps;
    timeline.merge([archived('missed1'), archived('missed2')], { before: quiet });
    timeline.append(archived('live2'));
    timeline.merge([archived('older')]);
    expect(keys(timeline)).to.equal('older known missed1 missed2 live live2');
    timeline.merge([archived('missed3'), archived('live'), archived('unheard')], { before: quiet });
    expect(keys(timeline)).to.equal('older known missed1 missed2 missed3 live unheard live2');
    expect(timeline.quietGaps).to.deep.equal([]);
  });

  it('MAM-3: puts the newest page where the last session began, unless it reaches further back', () => {
    const timeline = new Timeline();
    timeline.append(archived('known'));
    timeline.openGap();
    timeline.append(archived('in between'));
    timeline.openGap();
    timeline.append(archived('live'));
    const [first, last] = timeline.quietGaps;
    timeline.merge([archived('m8'), archived('m9')], { behind: last });
    expect(keys(timeline)).to.equal('known in between m8 m9 live');
    timeline.merge([archived('m4'), archived('in between'), archived('m6')], { behind: last });
    expect(keys(timeline)).to.equal('known m4 in between m6 m8 m9 live');
    expect(timeline.quietGaps).to.deep.equal([first]);
  });

  it('MAM-3: puts into the archive’s order what came in another', () => {
    const timeline = new Timeline();
    for (const id of ['known', 'm2', 'm1', 'm3']) timeline.append(archived(id));
    expect(keys(timeline)).to.equal('known m2 m1 m3');
    timeline.merge([archived('m1'), archived('m2'), archived('m3')]);
    expect(keys(timeline)).to.equal('known m1 m2 m3');
  });

  it('M-8: an id that its author uses twice moves nothing', () => {
    const timeline = new Timeline();
    const twice = (key: string) => said(key, { stanzaId: key, id: 'same' });
    timeline.append(twice('m1'));
    timeline.append(archived('m2'));
    timeline.merge([archived('m2'), twice('m3')]);
    expect(keys(timeline)).to.equal('m1 m2');
  });

  it('MAM-3: a run for a gap that is filled by now closes no other', () => {
    const timeline = new Timeline();
    for (const id of ['a', 'b', 'c']) {
      timeline.append(archived(id));
      timeline.openGap();
    }
    const [first = '', second] = timeline.quietGaps;
    timeline.merge([archived('a1'), archived('b')], { before: first });
    timeline.append(archived('d'));
    const open = timeline.quietGaps;
    for (const place of [{ before: first }, { behind: first }])
      timeline.merge([archived('c'), archived('c1')], place);
    timeline.merge([archived('far')], { before: first });
    expect(timeline.quietGaps).to.deep.equal(open).and.include(second);
    expect(keys(timeline)).to.equal('a a1 b c c1 d');
  });

  it('shows a gap once it is told to', () => {
    const timeline = new Timeline();
    timeline.append(archived('a'));
    timeline.openGap();
    timeline.openGap();
    timeline.append(archived('b'));
    const [gap = ''] = timeline.quietGaps;
    expect(timeline.rows).to.have.length(2);
    timeline.showGap(gap, 'idle');
    expect(timeline.rows[1]).to.include({ kind: 'gap', key: gap, state: 'idle' });
    expect(timeline.stanzaIdBefore(gap)).to.equal('a');
    expect(timeline.stanzaIdAfter(gap)).to.equal('b');
    expect(timeline.quietGaps).to.deep.equal([]);
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

  it('lets the oldest go past 5,000 rows, and forgets their ids', () => {
    const timeline = new Timeline();
    let trimmed = 0;
    timeline.trimmed = () => trimmed++;
    for (let i = 0; i < 5_001; i++) timeline.append(said(`m${i}`, { stanzaId: `s${i}` }));
    expect(trimmed).to.equal(1);
    expect(timeline.rows).to.have.length(4_901);
    expect(timeline.duplicateOf(said('x', { stanzaId: 's0' }))).to.equal(undefined);
    expect(timeline.duplicateOf(said('x', { stanzaId: 's100' }))?.key).to.equal('m100');
  });
});
