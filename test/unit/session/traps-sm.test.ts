/** Traps of traps.md §11, stream management, each over the session's real connection. */
import { expect } from 'chai';
import { deferred } from '../../../src/session/deferred.js';
import type { Session } from '../../../src/session/index.js';
import { child, textOf, xml, type Element } from '../../../src/session/xml.js';
import { account, accountInRoom, accountOnline, reaches } from '../../support/fake-online.js';
import { isStanza } from '../../support/fake-connection.js';
import type { FakeServer } from '../../support/fake-server.js';
import { soon } from '../../support/soon.js';
import { until } from '../../support/until.js';

const SM = 'urn:xmpp:sm:3';

const say = (session: Session, ...bodies: string[]) => {
  for (const body of bodies) {
    const attrs = { xmlns: 'jabber:client', to: 'ann@kit.example', type: 'chat', id: `id-${body}` };
    session.wire.send(xml('message', attrs, xml('body', {}, body)));
  }
};

const bodies = (elements: readonly Element[]) =>
  elements.flatMap((element) => textOf(child(element, 'body', 'jabber:client')) ?? []);

/** Stanzas that the server has counted. */
const counted = (server: FakeServer) => server.connection.session?.sm?.inbound ?? 0;

/** Asks for our count. */
async function countOf(server: FakeServer): Promise<string | undefined> {
  server.connection.write(`<r xmlns='${SM}'/>`);
  return (await server.next(({ name }) => name === 'a', 'our count')).attrs.h;
}

/** Cuts the link and waits for the next one. @returns What the client sent on that. */
async function reconnect(server: FakeServer, session: Session): Promise<readonly Element[]> {
  const before = server.sent.length;
  server.connection.drop();
  await reaches(session, 'reconnecting');
  await comeBack(server, session);
  return server.sent.slice(before);
}

async function comeBack(server: FakeServer, session: Session): Promise<void> {
  session.reconnectNow();
  await reaches(session, 'online');
  await server.exchange();
}

describe('what the server acknowledges', () => {
  it('SMT-1, SM-3: is taken off the front, that many and not one more', async () => {
    const { server, session } = await accountOnline();
    const before = counted(server);
    say(session, 'one', 'two', 'three');
    await server.exchange();
    server.connection.write(`<a xmlns='${SM}' h='${before + 1}'/>`);
    server.sm.resumedH = () => before + 1;
    expect(bodies(await reconnect(server, session))).to.deep.equal(['two', 'three']);
  });

  it('SMT-1, SM-4: is judged by the count that comes with the resumption', async () => {
    const { server, session } = await accountOnline();
    const before = counted(server);
    say(session, 'one', 'two', 'three');
    await server.exchange();
    server.sm.resumedH = () => before + 2;
    expect(bodies(await reconnect(server, session))).to.deep.equal(['three']);
  });

  it('SM-4: is never sent again, and the same message is not sent twice by a second cut', async () => {
    const { server, session } = await accountOnline();
    say(session, 'one');
    await server.exchange();
    expect(bodies(await reconnect(server, session))).to.deep.equal([]);
    expect(bodies(await reconnect(server, session))).to.deep.equal([]);
  });

  it('SM-4: leaves what was swallowed by a stalled link to be sent again, in order', async () => {
    const { server, session } = await accountOnline();
    server.connection.stall();
    say(session, 'one', 'two');
    expect(bodies(await reconnect(server, session))).to.deep.equal(['one', 'two']);
  });

  for (const h of ['99', '-1', 'abc', '', '1.5', '4294967296', '99999999999999999999', undefined]) {
    it(`SMT-2, SM-3: ends the stream with handled-count-too-high if it counts ${h ?? 'nothing'}`, async () => {
      const { server, session } = await accountOnline();
      say(session, 'one', 'two', 'three');
      await server.exchange();
      server.connection.write(String(xml('a', { xmlns: SM, h })));
      const error = await server.next(({ name }) => name === 'error', 'a stream error');
      expect(String(error)).to.contain('<undefined-condition').and.to.contain('<handled-count-too-high');
      await server.next(({ name }) => name === 'close', 'a close');
      await reaches(session, 'reconnecting');
      expect(session.error).to.have.property('condition', 'undefined-condition');
    });
  }
});

describe('what we count', () => {
  it('SMT-3, SM-2: is messages, presences and requests, answered ones too, and nothing else', async () => {
    const { server } = await accountOnline();
    const before = Number(await countOf(server));
    const { connection } = server;
    for (const nonza of [
      `<r xmlns='${SM}'/>`,
      `<a xmlns='${SM}' h='${counted(server)}'/>`,
      "<odd xmlns='x:y'/>",
      "<features xmlns='http://etherx.jabber.org/streams'/>",
    ]) {
      connection.write(nonza);
    }
    await server.next(({ name }) => name === 'a', 'the answer to <r/>');
    expect(Number(await countOf(server))).to.equal(before);
    await server.exchange(
      "<message xmlns='jabber:client' from='ann@kit.example/desk'/>",
      "<presence xmlns='jabber:client' from='ann@kit.example/desk'/>",
      "<iq xmlns='jabber:client' type='result' id='x' from='ann@kit.example/desk'/>",
      "<message xmlns='jabber:client' from='@'/>",
    );
    expect(Number(await countOf(server))).to.equal(before + 5); // with the ping of exchange()
  });

  it('SMT-3, SM-2: starts with <enabled/>', async () => {
    const { server, session } = account();
    server.onElement((element) =>
      element.is('enable')
        ? [
            "<message xmlns='jabber:client' from='kit.example'/>",
            `<enabled xmlns='${SM}' id='x' resume='true'/>`,
          ]
        : undefined,
    );
    await session.connect();
    await server.next(({ name }) => name === 'enable');
    expect(await countOf(server)).to.equal('0');
  });

  it('SM-2: includes requests of ours that were answered', async () => {
    const { server, session } = await accountOnline();
    const before = Number(await countOf(server));
    await session.disco.info('kit.example');
    expect(Number(await countOf(server))).to.equal(before + 1);
  });
});

describe('a session that is resumed', () => {
  it('SMT-4, SM-4: sends no presence, asks for nothing and joins nothing again', async () => {
    const { server, session, room } = await accountInRoom();
    const sent = await reconnect(server, session);
    // Whether one is still in (XEP-0410), and whether all has come, is found out; nobody else hears of it.
    const finds = (element: Element) =>
      child(element, 'ping', 'urn:xmpp:ping') ?? child(element, 'query', 'urn:xmpp:mam:2');
    const told = sent.filter(
      (element) => isStanza(element) && element.attrs.type !== 'result' && !finds(element),
    );
    expect(told.map(String)).to.deep.equal([]);
    expect(sent.filter(({ name }) => name === 'resume')).to.have.length(1);
    expect(room.status.state).to.equal('joined');
  });

  it('SM-1: resumes instead of binding, under its old address', async () => {
    const { server, session } = await accountOnline();
    const { jid } = session;
    const sent = await reconnect(server, session);
    expect(session.jid).to.equal(jid);
    expect(sent.some((element) => element.getChild('bind') !== undefined)).to.equal(false);
  });

  it('SM-4: gets what was said meanwhile', async () => {
    const { server, session, room, theirs } = await accountInRoom();
    server.connection.drop();
    theirs.say('ann', 'meanwhile');
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await reaches(session, 'online');
    await server.exchange();
    expect(room.messages.at(-1)).to.include({ body: 'meanwhile' });
  });

  it('MAM-3: finds in the room’s archive, once, what the server has lost of what was said meanwhile', async () => {
    const { server, session, room, theirs } = await accountInRoom();
    server.connection.drop();
    theirs.say('ann', 'first');
    for (const body of ['second', 'third']) theirs.archiveOnly({ nick: 'ann', body });
    theirs.say('ann', 'fourth');
    await reaches(session, 'reconnecting');
    const before = server.sent.length;
    session.reconnectNow();
    const said = () => room.messages.map((row) => (row.kind === 'message' ? row.body : row.kind));
    await until(() => said().includes('third'), 'what was lost');
    expect(said()).to.deep.equal(['first', 'second', 'third', 'fourth']);
    expect(room.unread).to.equal(4);
    const asked = server.sent.slice(before).filter((sent) => child(sent, 'query', 'urn:xmpp:mam:2'));
    expect(asked).to.have.length(1);
  });

  it('SM-4: keeps requests open that were under way', async () => {
    const { server, session } = await accountOnline();
    server.connection.stall();
    const answer = session.disco.info('kit.example');
    await reconnect(server, session);
    expect((await answer).identities[0]).to.include({ category: 'server' });
  });

  for (const [resume, times] of [
    ['accept', 1],
    ['refuse', 0],
  ] as const)
    it(`CORE-25, SM-4: what was asked just before the cut is answered ${times ? 'once it is back' : 'no more when it is another'}`, async () => {
      const { server, session } = await accountOnline();
      server.sm.resume = resume;
      const answer = deferred<Element>();
      session.wire.answer('get', 'slow', 'x:y', () => answer.promise);
      await server.exchange(
        "<iq xmlns='jabber:client' type='get' id='q1' from='ann@kit.example/desk'><slow xmlns='x:y'/></iq>",
      );
      server.connection.drop();
      await reaches(session, 'reconnecting');
      answer.resolve(xml('slow', { xmlns: 'x:y' }));
      await new Promise<void>((resolve) => soon(resolve));
      await comeBack(server, session);
      // what is counted has not shifted: nothing is left to be sent again
      say(session, 'after');
      await server.exchange();
      server.sm.resume = 'accept';
      expect(bodies(await reconnect(server, session))).to.deep.equal([]);
      const answers = server.sent.filter(({ attrs }) => attrs.id === 'q1');
      expect(answers.map(({ attrs: { type, to } }) => `${type} to ${to}`)).to.deep.equal(
        Array(times).fill('result to ann@kit.example/desk'),
      );
    });
});

describe('a session that is not resumed', () => {
  for (const resume of ['refuse', 'refuse-with-h'] as const) {
    it(`SMT-4, SM-5: binds and joins anew (${resume})`, async () => {
      const { server, session, room } = await accountInRoom();
      server.sm.resume = resume;
      const sent = await reconnect(server, session);
      expect(sent.some((element) => element.getChild('bind') !== undefined)).to.equal(true);
      await room.joined;
      expect(sent.filter((element) => child(element, 'x', 'http://jabber.org/protocol/muc'))).to.have.length(
        1,
      );
      expect([...room.occupants.keys()].sort()).to.deep.equal(['ann', 'eve', 'me']);
    });
  }

  it('SMT-4, SM-5: sends what was not acknowledged once more, under its id and with its time', async () => {
    const { server, session, room, theirs } = await accountInRoom();
    server.connection.stall();
    room.send('lost');
    server.sm.resume = 'refuse';
    await reconnect(server, session);
    const [again, ...more] = await server
      .next(({ name }) => name === 'message', 'the message again')
      .then(async (message) => [
        message,
        ...(await server.exchange()).filter(({ name }) => name === 'message'),
      ]);
    const row = room.messages.find((message) => message.kind === 'message' && message.own);
    expect(row).to.include({ id: again?.attrs.id });
    expect(child(again!, 'delay', 'urn:xmpp:delay')?.attrs.stamp).to.match(/^\d{4}-/);
    expect(more).to.deep.equal([]);
    expect(theirs.archive).to.have.length(1);
  });

  it('SMT-4, SM-5: doubles nothing that the room has had already', async () => {
    const { server, session, room, theirs } = await accountInRoom();
    theirs.reflects = false;
    room.send('arrived');
    await server.next(({ name }) => name === 'message');
    server.sm.resume = 'refuse';
    theirs.reflects = true;
    await reconnect(server, session);
    const own = () => room.messages.filter((row) => row.kind === 'message' && row.own);
    await until(() => own().every((row) => 'state' in row && row.state === 'sent'), 'sent');
    expect(own().map((row) => 'body' in row && row.body)).to.deep.equal(['arrived']);
    await server.exchange();
    expect(theirs.archive).to.have.length(1);
  });

  it('SM-7: never was one to resume for a guest', async () => {
    const { server, session } = await accountOnline(
      { credentials: {} },
      { credentials: undefined, resource: undefined },
    );
    expect(server.sent.find(({ name }) => name === 'enable')?.attrs.resume).to.equal(undefined);
    const sent = await reconnect(server, session);
    expect(sent.map(({ name }) => name)).to.not.include('resume');
  });
});
