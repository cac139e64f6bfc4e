/** Who comes and goes, as one row. */
import { expect } from 'chai';
import type { Room } from '../../../src/session/room.js';
import { loadComings } from '../../../src/session/told-comings.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { accountInRoom, changed } from '../../support/fake-online.js';

/** Each row in a few words. */
const rows = (room: Room) =>
  room.messages.map((row) => {
    if (row.kind === 'message') return row.body;
    if (row.kind !== 'event' || row.event.type !== 'comings') return row.kind;
    const { came, left } = row.event;
    return `+${came.count} ${came.nicks.join()} -${left.count} ${left.nicks.join()}`;
  });

describe('Room, the first to come', () => {
  it('is told of before what is said next, though the code for it is not loaded yet', async () => {
    const { server, room, theirs } = await accountInRoom();
    theirs.arrive('bob');
    theirs.arrive('cy');
    theirs.say('ann', 'welcome');
    theirs.depart('eve');
    theirs.say('ann', 'hm');
    theirs.depart('cy');
    await server.exchange();
    while (rows(room)[0] !== '+2 bob,cy -0 ') await changed(room);
    expect(rows(room)).to.deep.equal(['+2 bob,cy -0 ', 'welcome', '+0  -1 eve', 'hm', '+0  -1 cy']);
  });
});

describe('Room, comings and goings', () => {
  before(loadComings);

  it('ux.md §3: folds who came and left into one row until something is said', async () => {
    const { server, room, theirs } = await accountInRoom();
    expect(rows(room)).to.deep.equal([]);
    for (const nick of ['bob', 'cy', 'dan', 'flo']) theirs.arrive(nick);
    theirs.depart('eve');
    await server.exchange();
    expect(rows(room)).to.deep.equal(['+4 bob,cy,dan -1 eve']);
    theirs.say('ann', 'welcome');
    theirs.depart('ann');
    await server.exchange();
    expect(rows(room)).to.deep.equal(['+4 bob,cy,dan -1 eve', 'welcome', '+0  -1 ann']);
    expect(room.unread).to.equal(1);
  });

  it('tells nothing of who is there already, changes of status and of names, and who was put out', async () => {
    const { server, room, theirs } = await accountInRoom();
    theirs.arrive('ann', { show: 'away' });
    theirs.rename('ann', 'anna');
    theirs.kick('eve');
    await server.exchange();
    expect(room.messages.map((row) => row.kind === 'event' && row.event.type)).to.deep.equal([
      'renamed',
      'kicked',
    ]);
  });

  it('forgets about somebody who is back within a minute, whatever was said meanwhile', async () => {
    const { server, room, theirs } = await accountInRoom();
    theirs.depart('eve');
    await server.exchange();
    expect(rows(room)).to.deep.equal(['+0  -1 eve']);
    theirs.say('ann', 'hm');
    theirs.arrive('eve');
    await server.exchange();
    expect(rows(room)).to.deep.equal(['hm']);
    theirs.arrive('bob');
    theirs.depart('bob');
    await server.exchange();
    expect(rows(room)).to.deep.equal(['hm']);
  });

  it('tells of somebody who is back after more than a minute', async () => {
    const { server, room, theirs } = await accountInRoom();
    theirs.depart('eve');
    await server.exchange();
    const { now } = Date;
    cleanUpAfterTest(() => (Date.now = now));
    Date.now = () => now() + 61_000;
    theirs.arrive('eve');
    await server.exchange();
    expect(rows(room)).to.deep.equal(['+1 eve -1 eve']);
  });

  it('changes one record a frame in a storm, and begins none in a crowd', async () => {
    const { server, room, theirs } = await accountInRoom();
    theirs.arrive('first');
    await server.exchange();
    const before = room.messages;
    for (let i = 0; i < 2000; i += 1) theirs.arrive(`guest ${i}`);
    await server.exchange();
    expect(rows(room)).to.deep.equal(['+2001 first,guest 0,guest 1 -0 ']);
    expect(before).to.have.length(1);
    theirs.say('ann', 'what a crowd');
    theirs.arrive('late');
    await server.exchange();
    expect(rows(room).slice(1)).to.deep.equal(['what a crowd']);
    room.joins = 'fold';
    theirs.arrive('later');
    await server.exchange();
    expect(rows(room).slice(1)).to.deep.equal(['what a crowd', '+1 later -0 ']);
  });

  it('tells nothing where that is off', async () => {
    const { server, room, theirs } = await accountInRoom();
    room.joins = 'off';
    theirs.arrive('bob');
    theirs.depart('eve');
    await server.exchange();
    expect(rows(room)).to.deep.equal([]);
  });
});
