/** What is unread, from where on, and how that outlives a page. */
import { expect } from 'chai';
import type { Room } from '../../../src/session/room.js';
import { Timeline } from '../../../src/session/timeline.js';
import { Unread } from '../../../src/session/unread.js';
import { message } from '../../support/fake-room.js';
import { accountInRoom, changed, inside } from '../../support/fake-online.js';

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ nick: i % 10 === 3 ? 'me' : 'ann', body: `line ${i}` }));
const bodyOf = (room: Room, wanted: string | undefined) => {
  const row = room.messages.find(({ key }) => key === wanted);
  return row?.kind === 'message' ? row.body : undefined;
};
const idOf = (room: Room, wanted: string) =>
  room.messages.flatMap((row) => (row.kind === 'message' && row.body === wanted ? [row.stanzaId] : []))[0];

describe('Room, unread', () => {
  it('ux.md §3: knows the first message nobody has read, and where reading ended', async () => {
    const { server, room, theirs } = await accountInRoom({}, {}, { history: lines(5) });
    expect(room.firstUnread).to.equal(undefined);
    expect(room.lastRead).to.equal(idOf(room, 'line 4'));
    theirs.say('ann', 'first');
    theirs.say('ann', 'second');
    await server.exchange();
    expect(room.unread).to.equal(2);
    expect(bodyOf(room, room.firstUnread)).to.equal('first');
    expect(room.lastRead).to.equal(idOf(room, 'line 4'));
    room.markRead();
    expect(room.firstUnread).to.equal(undefined);
    expect(room.lastRead).to.equal(idOf(room, 'second'));
  });

  it('puts what was missed while away before what came since', () => {
    const timeline = new Timeline();
    const unread = new Unread(timeline);
    const said = (key: string) => ({ ...message(key), key });
    timeline.openGap();
    const [gap] = timeline.quietGaps;
    timeline.append(said('live'));
    unread.add(said('live'));
    unread.missed(timeline.merge([{ ...said('mine'), own: true }, said('missed')], { before: gap }));
    expect(unread).to.include({ count: 2, first: 'missed' });
    unread.missed(timeline.merge([said('missed later')], { before: gap }));
    expect(unread).to.include({ count: 3, first: 'missed' });
  });

  it('counts from where reading ended in an earlier life of the page', async () => {
    const history = lines(30);
    const first = await accountInRoom({}, {}, { history });
    const lastRead = idOf(first.room, 'line 9') ?? '';
    const { room } = await accountInRoom({}, {}, { history }, (joining) => joining.restoreRead(lastRead));
    expect(room.unread).to.equal(20);
    expect(bodyOf(room, room.firstUnread)).to.equal('line 10');
    expect(room.lastRead).to.equal(lastRead);
  });

  it('says how much is unread at least where reading ended before the newest page', async () => {
    const history = lines(80);
    const { room } = await accountInRoom({}, {}, { history }, (joining) => joining.restoreRead('long-ago'));
    expect(room.unread).to.equal(50);
    expect(room.firstUnread).to.equal(undefined);
    expect(room.lastRead).to.equal('long-ago');
    room.markRead();
    expect(room.lastRead).to.equal(idOf(room, 'line 79'));
  });
});

describe('Room, history', () => {
  it('MAM-2: what the archive has forgotten meanwhile is a gap, which is filled backwards', async () => {
    const { room, theirs } = await accountInRoom({}, {}, { history: lines(3) });
    await room.leave();
    theirs.archive.splice(0);
    for (const line of lines(270)) theirs.archiveOnly({ ...line, body: `new ${line.body}` });
    room.join();
    await inside(room);
    while (!gapOf(room)) await changed(room);
    const kinds = () =>
      room.messages.map((row) =>
        row.kind === 'message' ? row.body : `${row.kind} ${row.kind === 'gap' ? row.state : ''}`,
      );
    expect(kinds().slice(0, 5)).to.deep.equal(['line 0', 'line 1', 'line 2', 'gap idle', 'new line 70']);
    await room.loadGap(gapOf(room)?.key ?? '');
    expect(kinds().slice(2, 5)).to.deep.equal(['line 2', 'gap idle', 'new line 20']);
    await room.loadGap(gapOf(room)?.key ?? '');
    expect(kinds().slice(2, 5)).to.deep.equal(['line 2', 'gap unavailable', 'new line 0']);
    expect(room.messages).to.have.length(274);
  });

  it('MAM-2: a gap whose beginning the archive forgot later is filled backwards', async () => {
    const { room, theirs } = await accountInRoom({}, {}, { history: lines(3) });
    await room.leave();
    for (const line of lines(300)) theirs.archiveOnly({ ...line, body: `new ${line.body}` });
    room.join();
    await inside(room);
    while (!gapOf(room)) await changed(room);
    theirs.archive.splice(0, 220);
    await room.loadGap(gapOf(room)?.key ?? '');
    expect(gapOf(room)?.state).to.equal('unavailable');
    const bodies = room.messages.flatMap((row) => (row.kind === 'message' ? [row.body] : []));
    expect(bodies).to.deep.equal([
      ...lines(3).map(({ body }) => body),
      ...lines(300)
        .map(({ body }) => `new ${body}`)
        .filter((_, i) => i < 200 || i >= 217),
    ]);
  });
});

const gapOf = (room: Room) => room.messages.find((row) => row.kind === 'gap');
