/** Links that die without a word, and networks that stay away for a while (design.md §5). */
import { expect } from 'chai';
import type { Room } from '../../src/session/index.js';
import { buildPing } from '../../src/session/protocol/ping.js';
import { phaseOf, type FaultProxy, type Phase } from '../support/fault-proxy.js';
import { happenings } from '../support/inside.js';
import { newAccount, newRoom, serverUnderTest, until } from '../support/people.js';
import { configureRoom } from '../support/room-config.js';
import { expectSame, talker, tellOnFailure, view, witness, type Witness } from '../support/talk.js';

const KINDS = ['account', 'guest'] as const;
/** design.md §5. */
const FLAGGED_MS = 15_000;
const BACK_MS = 1_000;

/** ann and a witness in a new room, which `fields` configure. */
async function annInRoom(kind: (typeof KINDS)[number], fields?: Parameters<typeof configureRoom>[2]) {
  const server = await serverUnderTest();
  const by = await witness(server);
  const address = newRoom(server, 'links');
  const hall = by.session.rooms.join(address, { nick: 'witness' });
  await hall.joined;
  if (fields) await configureRoom(by.session, address, fields);
  const ann = await talker(server, kind === 'guest' ? kind : await newAccount(server, 'ann'));
  tellOnFailure(ann);
  await ann.session.connect();
  const room = ann.session.rooms.join(address, { nick: 'ann' });
  await room.joined;
  await says(room, 'ann 0');
  return { ...ann, server, by, hall, address, room };
}

async function says(room: Room, ...bodies: string[]): Promise<void> {
  for (const body of bodies) room.send(body);
  for (const body of bodies) await until(() => view(room).includes(body), `${body} is sent`, 20_000);
}

const lastFrame = (link: FaultProxy, phase: Phase) =>
  link.frames.findLast(({ direction, text }) => direction === 'down' && phaseOf(text) === phase);

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name} ${at + 1}`);

describe('a link that dies without a word', () => {
  it('CORE-43, SM-7: flags a message within 15 s, and delivers it once', async () => {
    const took = await Promise.all(
      KINDS.map(async (kind) => {
        const { session, link, room, hall, by } = await annInRoom(kind);
        link.rules.push({ direction: 'up', phase: 'send', nth: 2, fault: { kind: 'stall' } });
        const said = numbered('ann', 3);
        const start = performance.now();
        for (const body of said) room.send(body);
        await until(() => view(room).includes('ann 2 (waiting)'), 'flagged', FLAGGED_MS);
        const flagged = performance.now() - start;
        hall.send('witness 1');
        await until(() => view(room).includes('ann 3'), 'sent, whether the ghost goes or stays', 30_000);
        link.connections[0]!.cut(); // the server finds it dead, too
        await until(() => view(room).includes('witness 1'), 'heard', 20_000);
        await until(() => room.nick === 'ann' && session.state === 'online', 'as before', 20_000);
        await expectSame(room, by, [['ann 0', ...said], ['witness 1']]);
        return flagged;
      }),
    );
    expect(Math.max(...took)).to.be.below(FLAGGED_MS);
  });

  it('SM-7: a nickname that the own ghost holds is had again when the ghost goes', async () => {
    const { session, link, room, hall } = await annInRoom('guest');
    const ghost = link.connections.at(-1)!;
    ghost.stall();
    session.wire.drop(new Error('given up'));
    await until(() => room.status.state === 'joined' && room.nick === 'ann_', 'in beside the ghost');
    await says(room, 'beside');
    expect([...hall.occupants.keys()]).to.have.members(['witness', 'ann', 'ann_']);
    ghost.cut();
    await until(() => room.nick === 'ann', 'the old nickname', 20_000);
    await says(room, 'again');
    await until(() => !hall.occupants.has('ann_'), 'one of them left');
    expect(
      hall.messages.flatMap((row) => (row.kind === 'message' ? [`${row.nick}: ${row.body}`] : [])),
    ).to.deep.equal(['ann: ann 0', 'ann_: beside', 'ann: again']);
    expect(happenings(room).filter(({ type }) => type === 'nick-assigned')).to.deep.equal([]);
  });

  it('SM-7: a ghost that came in while we heard nothing keeps nobody out', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server, 'links');
    const by = await witness(server);
    const hall = by.session.rooms.join(address, { nick: 'witness' });
    await hall.joined;
    const ann = await talker(server, 'guest', [
      { direction: 'down', phase: 'join', fault: { kind: 'stall' } },
    ]);
    tellOnFailure(ann);
    await ann.session.connect();
    const room = ann.session.rooms.join(address, { nick: 'ann' });
    room.send('from outside');
    await until(() => hall.occupants.has('ann'), 'the ghost is in');
    ann.session.wire.drop(new Error('given up'));
    await until(() => room.nick === 'ann_' && view(room).includes('from outside'), 'in beside the ghost');
    ann.link.connections[0]!.cut();
    await until(() => room.nick === 'ann', 'the nickname', 20_000);
    await expectSame(room, by, [['from outside']]);
  });

  for (const end of ['says it after all', 'is cut off'] as const)
    it(`SM-7, MUC-33: 220 messages that a ghost has yet to say arrive once, when it ${end}`, async () => {
      const { session, link, room, by } = await annInRoom('guest');
      const ghost = link.connections.at(-1)!;
      let letGo = () => {};
      const released = new Promise<void>((resolve) => (letGo = resolve));
      link.rules.push({ direction: 'up', phase: 'send', nth: 20, fault: { kind: 'hold', until: released } });
      const said = numbered('ann', 220);
      for (const body of said) room.send(body);
      await until(() => view(room).includes('ann 19'), 'what is not held up');
      session.wire.drop(new Error('given up'));
      await until(() => room.nick === 'ann_' && room.status.state === 'joined', 'in beside the ghost');
      await until(() => lastFrame(link, 'archive')?.text.includes('<fin'), 'what the archive has');
      await session.wire.get(undefined, buildPing());
      if (end === 'is cut off') ghost.cut();
      letGo();
      await until(() => view(room).includes('ann 220'), 'all', 30_000);
      await expectSame(room, by, [['ann 0', ...said]]);
    });

  for (const frame of ['forwarded', 'lost'] as const)
    it(`MUC-33: what is said right behind a change of nickname is known again (cut, frame ${frame})`, async () => {
      const { session, link, room, by } = await annInRoom('guest');
      room.setNick('anna').catch(() => undefined);
      room.send('behind');
      await until(() => view(room).includes('behind'), 'sent');
      expect(view(room)).to.deep.equal(['ann 0', 'behind']);
      link.rules.push({ direction: 'up', phase: 'send', fault: { kind: 'cut', frame } });
      room.setNick('anne').catch(() => undefined);
      room.send('cut');
      await until(() => session.state === 'reconnecting', 'noticed');
      await says(room, 'after');
      await expectSame(room, by, [['ann 0', 'behind', 'cut', 'after']]);
    });
});

describe('a network that stays away', () => {
  for (const kind of KINDS)
    it(`CORE-20, MAM-3: what is typed waits, what was missed comes before what is new (${kind})`, async () => {
      const { session, link, room, hall, by } = await annInRoom(kind);
      await until(() => room.history === 'start', 'history');
      room.markRead();
      link.offline();
      await until(() => session.state === 'reconnecting', 'noticed');
      const typed = numbered('ann', 5);
      for (const body of typed) room.send(body);
      const missed = numbered('witness', 60);
      await says(hall, ...missed);
      // Refused over and over, as a network that is gone refuses.
      for (let tries = 0; tries < 3; tries++) {
        session.reconnectNow();
        await until(() => session.state === 'reconnecting' && session.retryAt, 'refused');
      }
      expect(view(room)).to.deep.equal(['ann 0', ...typed.map((body) => `${body} (waiting)`)]);
      link.online();
      const start = performance.now();
      session.reconnectNow();
      hall.send('live');
      await until(() => room.status.state === 'joined', 'back');
      const took = performance.now() - start;
      for (const body of typed) await until(() => view(room).includes(body), `${body} sent`);
      await until(() => view(room).includes('live') && view(room).includes('witness 60'), 'heard');
      await expectSame(room, by, [
        ['ann 0', ...typed],
        [...missed, 'live'],
      ]);
      expect(room.unread).to.equal(61);
      expect(took).to.be.below(BACK_MS);
    });

  it('MAM-2: of more than 200 missed messages the rest is a gap, which can be filled', async () => {
    const { session, link, room, hall, by } = await annInRoom('guest');
    await until(() => room.history === 'start', 'history');
    link.offline();
    await until(() => session.state === 'reconnecting', 'noticed');
    const missed = numbered('witness', 320);
    await says(hall, ...missed);
    link.online();
    session.reconnectNow();
    await until(() => view(room).includes('…') && view(room).includes('witness 320'), 'caught up');
    await says(room, 'ann 1');
    await says(hall, 'witness 321');
    await until(() => view(room).includes('witness 321'), 'heard');
    const at = (body: string) => view(room).indexOf(body);
    expect(at('witness 200')).to.equal(200);
    expect(at('…')).to.equal(201);
    expect(at('witness 271')).to.equal(202);
    for (let pages = 0; pages < 3 && view(room).includes('…'); pages++) {
      const gap = room.messages.find(({ kind }) => kind === 'gap');
      await room.loadGap(gap!.key);
    }
    await expectView(room, by);
    expect(room.unread).to.be.at.least(251);
  });

  it('MAM-2: between 200 and 250 missed messages nothing is missing, and no gap shown', async () => {
    const { session, link, room, hall, by } = await annInRoom('guest');
    await until(() => room.history === 'start', 'history');
    link.offline();
    await until(() => session.state === 'reconnecting', 'noticed');
    await says(hall, ...numbered('witness', 230));
    link.online();
    session.reconnectNow();
    await until(() => view(room).includes('witness 230'), 'caught up');
    await expectView(room, by);
    expect(room.unread).to.equal(230);
  });

  it('MAM-3: a second cut while catching up hides nothing', async () => {
    const { session, link, room, hall, by } = await annInRoom('guest');
    await until(() => room.history === 'start', 'history');
    link.offline();
    await until(() => session.state === 'reconnecting', 'noticed');
    await says(hall, ...numbered('witness', 120));
    link.online();
    // The second page is lost, after something live has come.
    link.rules.push({
      direction: 'up',
      matching: (frame) => frame.includes('urn:xmpp:mam:2') && /<after>/.test(frame),
      nth: 2,
      fault: { kind: 'delay', ms: 300 },
    });
    session.reconnectNow();
    await until(() => view(room).includes('witness 50'), 'the first page');
    hall.send('live 1');
    await until(() => view(room).includes('live 1'), 'something live');
    link.cutAll();
    await until(() => session.state === 'reconnecting', 'noticed again');
    await says(hall, 'witness 121');
    session.reconnectNow();
    await until(() => view(room).includes('witness 121') && view(room).includes('witness 120'), 'caught up');
    await says(room, 'ann 1');
    await expectView(room, by);
  });

  it('MUC-37: in a room without an archive, the room tells what was said meanwhile', async () => {
    const fields: Record<string, boolean> =
      (await serverUnderTest()).name === 'ejabberd'
        ? { mam: false }
        : { 'muc#roomconfig_enablearchiving': false };
    const { session, link, room, hall, by } = await annInRoom('guest', fields);
    await until(() => room.history === 'unavailable', 'no archive');
    link.rules.push({ direction: 'up', phase: 'send', nth: 1, fault: { kind: 'cut', frame: 'forwarded' } });
    room.send('ann 1');
    await until(() => session.state === 'reconnecting', 'noticed');
    link.offline();
    room.send('ann 2');
    await says(hall, ...numbered('witness', 5));
    link.online();
    session.reconnectNow();
    await until(() => view(room).includes('ann 2') && view(room).includes('witness 5'), 'caught up');
    await says(room, 'ann 3');
    await expectView(room, by);
    expect(by.heard(room.jid)).to.have.length(9);
    expect(room.unread).to.equal(5);
  });
});

describe('a session that could not be resumed', () => {
  it('SM-5: sends what was on its way, once', async () => {
    const { session, link, room, by } = await annInRoom('account');
    for (const frame of ['forwarded', 'lost'] as const) {
      link.rules.push({ direction: 'up', phase: 'send', fault: { kind: 'cut', frame } });
      // What is resumed is no session that the server knows.
      const by = (text: string) => text.replace(/previd="[^"]*"/, 'previd="gone"');
      link.rules.push({ direction: 'up', phase: 'resume', fault: { kind: 'replace', by } });
      room.send(`ann ${frame}`);
      await until(() => session.state === 'reconnecting', 'noticed');
      room.send(`ann after ${frame}`);
      await until(() => view(room).includes(`ann after ${frame}`), 'sent', 20_000);
    }
    await until(() => session.state === 'online' && room.status.state === 'joined', 'back');
    await expectSame(room, by, [
      ['ann 0', 'ann forwarded', 'ann after forwarded', 'ann lost', 'ann after lost'],
    ]);
  });
});

/** The witness may hear the last message a moment after the talker does. */
async function expectView(room: Room, by: Witness): Promise<void> {
  await until(() => {
    expect(view(room)).to.deep.equal(by.heard(room.jid));
    return true;
  }, 'both have the same');
}
