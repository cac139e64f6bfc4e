/** Servers that go down, throw us out or send what cannot be right. */
import { expect } from 'chai';
import type { DroppedEvent } from '../../src/session/feature.js';
import { parseFrame } from '../../src/session/parse-frame.js';
import { newAccount, newRoom, online, serverUnderTest, until, type Account } from '../support/people.js';
import {
  archiveOf,
  expectSame,
  talker,
  tellOnFailure,
  view,
  witness,
  type Witness,
} from '../support/talk.js';

const STREAM_ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';
const KINDS = ['account', 'guest'] as const;

/** ann in a new room, over a link that can be tampered with; a witness beside her. */
async function annInRoom(kind: (typeof KINDS)[number], by?: Witness) {
  const server = await serverUnderTest();
  const watching = by ?? (await witness(server));
  const address = newRoom(server, 'faults');
  const hall = watching.session.rooms.join(address, { nick: 'witness' });
  await hall.joined;
  const who: Account | 'guest' = kind === 'guest' ? kind : await newAccount(server, 'ann');
  const ann = await talker(server, who);
  tellOnFailure(ann);
  await ann.session.connect();
  const room = ann.session.rooms.join(address, { nick: 'ann' });
  await room.joined;
  room.send('before');
  await until(() => view(room).includes('before'), 'before is sent');
  const link = () => ann.link.connections.at(-1)!;
  /** Talks on, and makes sure that nothing was lost or doubled; `said` by ann meanwhile. */
  const goesOn = async (...said: string[]) => {
    room.send('after');
    await until(() => view(room).includes('after'), 'after is sent');
    hall.send('witness');
    await until(() => view(room).includes('witness') && watching.heard(address).includes('witness'), 'heard');
    await expectSame(room, watching, [['before', ...said, 'after'], ['witness']]);
  };
  return { ...ann, server, room, hall, address, by: watching, connection: link, goesOn };
}

const streamError = (condition: string) =>
  `<stream:error xmlns:stream='http://etherx.jabber.org/streams'><${condition} xmlns='${STREAM_ERRORS}'/></stream:error>`;
const CLOSE = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";

describe('a server that ends streams', () => {
  for (const kind of KINDS)
    it(`CORE-18, WS-9: is come back to after system-shutdown and a close (${kind})`, async () => {
      const { session, connection, goesOn, link } = await annInRoom(kind);
      connection().inject('down', streamError('system-shutdown'));
      connection().inject('down', CLOSE);
      await until(() => session.state === 'reconnecting', 'noticed');
      expect(session.error).to.include({ condition: 'system-shutdown' });
      await online(session);
      expect(link.frames.filter(({ text }) => text.startsWith('<close')).length).to.be.at.least(1);
      await goesOn();
    });

  for (const kind of KINDS)
    it(`WS-9: is answered when it closes, and come back to (${kind})`, async () => {
      const { session, connection, goesOn, link } = await annInRoom(kind);
      connection().inject('down', CLOSE);
      await until(() => session.state === 'reconnecting', 'noticed');
      expect(
        link.frames.filter(({ direction, text }) => direction === 'up' && text.startsWith('<close')),
      ).to.have.length(1);
      await goesOn();
    });

  for (const condition of ['conflict', 'policy-violation', 'host-gone', 'not-authorized'])
    it(`CORE-18: is not asked again by itself after ${condition}`, async () => {
      const { session, connection, room, link, goesOn } = await annInRoom('account');
      connection().inject('down', streamError(condition));
      connection().inject('down', CLOSE);
      await until(() => session.state === 'failed', 'given up');
      expect(session.error).to.include({ condition });
      expect(session.retryAt).to.equal(undefined);
      expect(room.status.state).to.equal('offline');
      room.send('meanwhile');
      expect(view(room)).to.include('meanwhile (waiting)');
      expect(link.connections).to.have.length(1);
      await session.connect();
      await goesOn('meanwhile');
    });

  it('CORE-20, SM-5: is come back to when it was restarted under open sessions', async () => {
    const server = await serverUnderTest();
    const account = await annInRoom('account');
    const guest = await annInRoom('guest', account.by);
    account.room.send('going');
    guest.room.send('going');
    await server.restart();
    for (const { session, room } of [account, guest]) {
      session.reconnectNow();
      await until(() => room.status.state === 'joined' && session.state === 'online', 'back inside', 20_000);
    }
    account.by.session.reconnectNow();
    await online(account.by.session);
    for (const { room, by, address } of [account, guest]) {
      room.send('after');
      await until(() => view(room).includes('after'), 'after is sent', 20_000);
      const archived = await archiveOf(by, address);
      // ejabberd forgets what is in its memory, rooms and archives included.
      expect(archived.filter((body) => body === 'going').length).to.be.at.most(1);
      expect(archived.filter((body) => body === 'after')).to.have.length(1);
      const told = view(room).filter((row) => row !== '…'); // what an archive forgot may be missing (MAM-2)
      expect(told).to.deep.equal(['before', 'going', 'after']);
    }
  });
});

describe('frames that cannot be right', () => {
  for (const kind of KINDS) {
    it(`WS-4, CORE-34: a truncated one ends the stream, and is fetched after it (${kind})`, async () => {
      const { session, link, hall, room, by } = await annInRoom(kind);
      link.rules.push({ direction: 'down', phase: 'send', fault: { kind: 'truncate', length: 90 } });
      hall.send('witness truncated');
      await until(() => session.state === 'reconnecting', 'noticed');
      expect(session.error).to.include({ condition: 'not-well-formed' });
      await until(() => view(room).includes('witness truncated'), 'fetched');
      await until(() => room.nick === 'ann' && session.state === 'online', 'as before');
      room.send('after');
      await until(() => view(room).includes('after'), 'sent');
      await expectSame(room, by, [['before', 'after'], ['witness truncated']]);
    });

    it(`MUC-37, SM-3: a doubled one shows once, whatever the count is then (${kind})`, async () => {
      const { session, link, hall, room, by } = await annInRoom(kind);
      link.rules.push({ direction: 'down', phase: 'send', fault: { kind: 'duplicate' } });
      hall.send('witness doubled');
      await until(() => view(room).includes('witness doubled'), 'heard');
      for (const text of ['one', 'two', 'three']) {
        room.send(text);
        await until(() => view(room).includes(text), 'sent', 20_000);
      }
      await until(() => session.state === 'online' && room.status.state === 'joined', 'online');
      await expectSame(room, by, [['before', 'one', 'two', 'three'], ['witness doubled']]);
    });

    it(`WS-2: a binary one ends the stream, the session comes back (${kind})`, async () => {
      const { session, connection, goesOn } = await annInRoom(kind);
      connection().inject('down', new TextEncoder().encode("<message xmlns='jabber:client'/>"));
      await until(() => session.state === 'reconnecting', 'noticed');
      await goesOn();
    });

    it(`WS-4: a blank one is nothing (${kind})`, async () => {
      const { session, connection, goesOn, link } = await annInRoom(kind);
      connection().inject('down', ' \n');
      connection().inject('down', '');
      await goesOn();
      expect(session.state).to.equal('online');
      expect(link.connections).to.have.length(1);
    });

    it(`CORE-33: one with a DTD ends the stream, the session comes back (${kind})`, async () => {
      const { session, connection, goesOn } = await annInRoom(kind);
      connection().inject('down', "<!DOCTYPE x [<!ENTITY e 'e'>]><message xmlns='jabber:client'/>");
      await until(() => session.state === 'reconnecting', 'noticed');
      expect(session.error).to.include({ condition: 'restricted-xml' });
      await goesOn();
    });
  }

  it('SM-2: a stanza of 600 KiB is left out, told of and counted, and the stream lives on', async () => {
    const { session, connection, goesOn, link, address } = await annInRoom('account');
    const dropped: string[] = [];
    session.addEventListener('dropped', (event) => dropped.push((event as DroppedEvent).reason));
    const before = countOf(
      link.frames.findLast(({ text }) => text.startsWith('<a ') && text.includes('h='))?.text,
    );
    const body = 'x'.repeat(600 * 1024);
    connection().inject(
      'down',
      `<message xmlns='jabber:client' type='groupchat' from='${address}/eve'><body>${body}</body></message>`,
    );
    connection().inject('down', "<r xmlns='urn:xmpp:sm:3'/>");
    const handled = () =>
      link.frames
        .filter(({ direction, text }) => direction === 'up' && text.startsWith('<a '))
        .map(({ text }) => countOf(text));
    await until(() => (handled().at(-1) ?? 0) > before, 'counted');
    expect(dropped).to.have.length(1);
    // The server sent one less than we count now; what it makes of that is its own.
    expect(link.connections).to.have.length(1);
    await goesOn();
    expect(session.state).to.equal('online');
  });
});

const countOf = (text = "<a xmlns='urn:xmpp:sm:3' h='0'/>") => Number(parseFrame(text)?.attrs.h);

describe('a message that the server ends the stream over', () => {
  for (const kind of KINDS)
    it(`CORE-39, CORE-18: is failed and not sent again, those behind it go out (${kind})`, async () => {
      const { session, connection, room, link, by, address } = await annInRoom(kind);
      const sent = () =>
        link.frames.filter(({ direction, text }) => direction === 'up' && text.includes('poison'));
      link.rules.push({
        direction: 'up',
        matching: (frame) => frame.includes('poison'),
        fault: { kind: 'swallow', answer: [streamError('policy-violation'), CLOSE] },
      });
      room.send('one');
      await until(() => view(room).includes('one'), 'one is sent');
      room.send('poison');
      room.send('two');
      room.send('three');
      await until(() => view(room).includes('three'), 'three is sent');
      expect(sent()).to.have.length(1);
      expect(connection().open).to.equal(true);
      expect(session.state).to.equal('online');
      const poison = room.messages.find((row) => row.kind === 'message' && row.body === 'poison');
      expect(poison).to.deep.include({ state: 'failed', failure: { reason: 'stream-died' } });
      // The archive's answer comes to the witness behind all that was said before it.
      expect(await archiveOf(by, address)).to.deep.equal(['before', 'one', 'two', 'three']);
      expect(by.heard(address)).to.deep.equal(['before', 'one', 'two', 'three']);
      room.retry((poison as { key: string }).key);
      await until(() => view(room).includes('poison'), 'sent when asked to');
      expect((await archiveOf(by, address)).filter((body) => body === 'poison')).to.have.length(1);
      expect(by.heard(address).filter((body) => body === 'poison')).to.have.length(1);
    });
});
