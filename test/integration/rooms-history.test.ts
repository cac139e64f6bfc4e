/** What was said before one came, page by page, and rooms full of people. */
import { expect } from 'chai';
import { itWith } from '../support/capabilities.js';
import { startRoomService } from '../support/component.js';
import { annAndBob, bodies, echoed, enter, heard, messages, settled } from '../support/inside.js';
import { ownServer } from '../support/own-server.js';
import { newRoom, person, serverUnderTest, until } from '../support/people.js';
import type { XmppServer } from '../support/people.js';

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`);

describe('the past of a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MAM-2, MAM-4: what was said before is there on entering, old, unread by nobody, and whole', async () => {
    const { ann, address } = await annAndBob(server);
    const lines = numbered(5);
    for (const line of lines) ann.room.send(line);
    await echoed(ann.room, lines[4]!);
    const { room } = await enter(server, address, 'cy');
    expect(bodies(room)).to.deep.equal(lines);
    expect(room.history).to.equal('start');
    expect(room).to.include({ unread: 0, mentions: 0 });
    for (const message of messages(room)) {
      expect(message).to.include({ old: true, own: false, mention: false, nick: 'ann' });
      expect(message.stanzaId).to.be.a('string');
      expect(Math.abs(Date.now() - message.time.getTime())).to.be.lessThan(60_000);
    }
  });

  it('MAM-3: 200 messages back to the start, none missing, none twice, in order', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const lines = numbered(200);
    for (const line of lines) ann.room.send(line);
    await echoed(ann.room, lines.at(-1)!);
    const { room } = await enter(server, address, 'cy');
    expect(bodies(room)).to.deep.equal(lines.slice(150));
    const sizes = [];
    while (room.history === 'more') {
      await Promise.all([room.loadEarlier(), room.loadEarlier()]);
      sizes.push(bodies(room).length);
    }
    expect(sizes.slice(0, 3)).to.deep.equal([100, 150, 200]);
    expect(room.history).to.equal('start');
    expect(bodies(room)).to.deep.equal(lines);
    await room.loadEarlier();
    expect(bodies(room)).to.deep.equal(lines);
    expect(new Set(messages(room).map(({ key }) => key)).size).to.equal(200);
  });

  it('MAM-3: what is said while the past is fetched stands behind it', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const lines = numbered(20);
    for (const line of lines) ann.room.send(line);
    await echoed(ann.room, lines.at(-1)!);
    const session = await person(server);
    const cy = session.rooms.join(address, { nick: 'cy' });
    await until(() => ann.room.occupants.has('cy'), 'cy is in');
    ann.room.send('welcome');
    await heard(cy, 'welcome');
    await settled(cy);
    expect(bodies(cy)).to.deep.equal([...lines, 'welcome']);
  });

  it('MUC-18, MAM-3: who was away finds what was said meanwhile in its place, once', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.send('before');
    await heard(bob.room, 'before');
    await bob.room.leave();
    ann.room.send('meanwhile');
    await echoed(ann.room, 'meanwhile');
    bob.room.join();
    await bob.room.joined;
    await heard(bob.room, 'meanwhile');
    ann.room.send('after');
    await heard(bob.room, 'after');
    expect(bodies(bob.room)).to.deep.equal(['before', 'meanwhile', 'after']);
  });

  it('SM-5: a whole server that was gone takes nothing along that was said, and brings all back in', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.send('before');
    await heard(bob.room, 'before');
    await server.stop();
    await until(() => ann.room.status.state === 'offline', 'ann is out');
    expect(ann.room.send('meanwhile').state).to.equal('waiting');
    await server.restart();
    await heard(bob.room, 'meanwhile', 20_000);
    await echoed(ann.room, 'meanwhile');
    expect(bodies(ann.room)).to.deep.equal(['before', 'meanwhile']);
    expect(bodies(bob.room).slice(-2)).to.deep.equal(['before', 'meanwhile']);
  });

  itWith(
    'component',
    'MUC-10, MUC-37: without an archive the room tells what was said lately, and that is all',
    async () => {
      const service = await startRoomService(server);
      const address = `lab@${service.domain}`;
      service.admit = ({ attrs: { from = '', to = '' } }) => {
        service.presence(to, from, undefined, [110]);
        for (const [i, body] of ['one', 'two'].entries())
          service.send(
            `<message type='groupchat' id='h${i}' from='${address}/bob' to='${from}'><body>${body}</body>` +
              `<delay xmlns='urn:xmpp:delay' from='${address}' stamp='2020-01-01T00:00:0${i}Z'/></message>`,
          );
        service.send(`<message type='groupchat' from='${address}' to='${from}'><subject/></message>`);
      };
      const session = await person(server);
      const room = session.rooms.join(address, { nick: 'ann' });
      await heard(room, 'two');
      await settled(room);
      expect(room.history).to.equal('unavailable');
      expect(messages(room).map(({ body, old, time }) => [body, old, time.toISOString()])).to.deep.equal([
        ['one', true, '2020-01-01T00:00:00.000Z'],
        ['two', true, '2020-01-01T00:00:01.000Z'],
      ]);
      expect(room.unread).to.equal(0);
      await room.leave();
      room.join();
      await room.joined;
      await until(() => service.joins().length === 2, 'asked again');
      service.send(
        `<message type='groupchat' from='${address}/bob' to='${session.jid ?? ''}'><body>live</body></message>`,
      );
      await heard(room, 'live');
      expect(bodies(room)).to.deep.equal(['one', 'two', 'live']);
      expect(String(service.joins()[1])).to.match(/<history seconds="\d+"/);
    },
  );

  itWith('archivelessRooms', 'MUC-10: a real room without an archive, too', async () => {
    const own = await ownServer({ extra: 'Component "plain.localhost" "muc"\n' });
    const address = 'lab@plain.localhost';
    const ann = await enter(own, address, 'ann');
    ann.room.send('before');
    await echoed(ann.room, 'before');
    const { room } = await enter(own, address, 'bob');
    await heard(room, 'before');
    expect(room.history).to.equal('unavailable');
    expect(room.info).to.include({ archive: false });
    expect(messages(room)[0]).to.include({ old: true, nick: 'ann' });
  });
});

describe('a room full of people', () => {
  const PEOPLE = 300;

  itWith(
    'component',
    `MUC-12: ${PEOPLE} who are there are shown at once, and each who comes costs little`,
    async () => {
      const server = await serverUnderTest();
      const service = await startRoomService(server);
      const address = `lab@${service.domain}`;
      const nicks = Array.from({ length: PEOPLE }, (_, i) => `person ${i}`);
      service.admit = ({ attrs: { from = '', to = '' } }) => {
        for (const nick of nicks) service.presence(`${address}/${nick}`, from, undefined, []);
        service.presence(to, from, undefined, [110]);
        service.send(`<message type='groupchat' from='${address}' to='${from}'><subject/></message>`);
      };
      const session = await person(server);
      let changes = 0;
      const room = session.rooms.open(address);
      room.addEventListener('change', () => changes++);
      room.join({ nick: 'ann' });
      await room.joined;
      expect(room.occupants.size).to.equal(PEOPLE + 1);
      expect(changes).to.be.lessThan(PEOPLE / 3);
    },
  );

  it('MUC-12: 50 who come at once with sessions of their own all see each other', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const first = await enter(server, address, 'first');
    const others = await Promise.all(
      Array.from({ length: 49 }, async (_, i) => {
        const session = await person(server);
        const room = session.rooms.join(address, { nick: `person ${i}` });
        await room.joined;
        return room;
      }),
    );
    await until(() => [first.room, ...others].every((room) => room.occupants.size === 50), 'all see all');
    first.room.send('hello all');
    await Promise.all(others.map((room) => heard(room, 'hello all')));
  });
});
