/** Traps of traps.md §1, §4 and §10, each fed through the session's real connection. */
import { expect } from 'chai';
import { StanzaError, StreamError } from '../../../src/session/errors.js';
import { child, children, xml, type Element } from '../../../src/session/xml.js';
import { accountInRoom, accountOnline, reaches, ROOM } from '../../support/fake-online.js';
import type { FakeServer } from '../../support/fake-server.js';
import { until } from '../../support/until.js';

const DISCO_INFO = 'http://jabber.org/protocol/disco#info';
const STREAM_ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';
const STANZA_ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

describe('answers to our requests', () => {
  /** Asks `to` for something that the server itself does not answer. @returns The request's id, and how it stands. */
  async function ask(to: string | undefined) {
    const { server, session } = await accountOnline();
    server.onStanza((stanza) => (stanza.getChild('question') ? [] : undefined));
    let settled = false;
    const answer = session.wire.get(to, xml('question', { xmlns: 'x:y' }));
    answer.then(
      () => (settled = true),
      () => (settled = true),
    );
    const { id } = (await server.next((element) => element.getChild('question') !== undefined)).attrs;
    return { server, session, id, answer, settled: () => settled };
  }

  for (const [to, from, type] of [
    [ROOM, 'eve@evil.example/x', 'result'],
    [ROOM, 'eve@evil.example/x', 'error'],
    [ROOM, undefined, 'result'],
    [ROOM, `${ROOM}/eve`, 'result'],
    ['ann@kit.example/desk', 'kit.example', 'result'],
    ['ann@kit.example/desk', 'ann@kit.example', 'result'],
    [undefined, 'eve@evil.example/x', 'result'],
    [undefined, 'me@kit.example/phone', 'result'],
  ] as const) {
    it(`C-1, CORE-27: takes no ${type} from ${from ?? 'nobody'} for what ${to ?? 'the server'} was asked`, async () => {
      const { server, id, answer, settled } = await ask(to);
      const forged = xml('iq', { xmlns: 'jabber:client', type, id, from }, xml('forged', { xmlns: 'x:y' }));
      expect(await server.exchange(forged)).to.deep.equal([]);
      expect(settled()).to.equal(false);
      server.deliver(
        xml('iq', { xmlns: 'jabber:client', type: 'result', id, from: to }, xml('true', { xmlns: 'x:y' })),
      );
      expect((await answer)?.name).to.equal('true');
    });
  }

  for (const from of [undefined, 'me@kit.example', 'me@kit.example/web1', 'kit.example']) {
    it(`C-1, CORE-27: takes from ${from ?? 'nobody'} what the own server was asked`, async () => {
      const { server, id, answer } = await ask(undefined);
      server.deliver(
        xml('iq', { xmlns: 'jabber:client', type: 'result', id, from }, xml('true', { xmlns: 'x:y' })),
      );
      expect((await answer)?.name).to.equal('true');
    });
  }

  /** What the request is rejected with when the other side answers with that error. */
  async function rejection(error: string): Promise<StanzaError> {
    const { server, id, answer } = await ask('old.kit.example');
    server.deliver(`<iq xmlns='jabber:client' type='error' id='${id}' from='old.kit.example'>${error}</iq>`);
    const reason = await answer.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (!(reason instanceof StanzaError)) throw new Error(`not a StanzaError: ${reason}`);
    return reason;
  }

  it('E-1, ERR-2: reads a legacy error by its code', async () => {
    const { condition, text } = await rejection("<error code='404'>Not here</error>");
    expect({ condition, text }).to.deep.equal({ condition: 'item-not-found', text: 'Not here' });
  });

  it('E-1, ERR-2: believes the element where the code contradicts it', async () => {
    const { condition } = await rejection(
      `<error code='404' type='auth'><forbidden xmlns='${STANZA_ERRORS}'/></error>`,
    );
    expect(condition).to.equal('forbidden');
  });

  it('E-2, CORE-29: takes an unknown condition for undefined-condition', async () => {
    const { condition, type } = await rejection(
      `<error type='cancel'><quantum-failure xmlns='${STANZA_ERRORS}'/></error>`,
    );
    expect({ condition, type }).to.deep.equal({ condition: 'undefined-condition', type: 'cancel' });
  });

  for (const first of ["<too-odd xmlns='x:y'/>", `<text xmlns='${STANZA_ERRORS}'>well</text>`]) {
    it(`E-2, CORE-29: finds the condition behind ${first}`, async () => {
      expect(
        (await rejection(`<error type='wait'>${first}<conflict xmlns='${STANZA_ERRORS}'/></error>`))
          .condition,
      ).to.equal('conflict');
    });
  }

  it('E-2, CORE-29: settles a request whose error is missing', async () => {
    expect((await rejection('')).condition).to.equal('undefined-condition');
  });
});

describe('what nobody asked for', () => {
  it('C-2, CORE-26: answers no error and no result', async () => {
    const { server } = await accountOnline();
    const said = await server.exchange(
      "<message xmlns='jabber:client' type='error' id='m1' from='eve@evil.example/x'><bogus xmlns='x:y'/></message>",
      "<presence xmlns='jabber:client' type='error' from='eve@evil.example/x'/>",
      "<iq xmlns='jabber:client' type='result' id='never-asked' from='eve@evil.example/x'><ping xmlns='urn:xmpp:ping'/></iq>",
      "<iq xmlns='jabber:client' type='error' id='never-asked' from='eve@evil.example/x'><ping xmlns='urn:xmpp:ping'/></iq>",
    );
    expect(said).to.deep.equal([]);
  });

  it('C-3, CORE-36: shows no body of another namespace or depth, and no stamp from there', async () => {
    const { server, room } = await accountInRoom();
    const before = Date.now();
    await server.exchange(
      `<message xmlns='jabber:client' type='groupchat' from='${ROOM}/eve'>
        <body xmlns='urn:evil'>Hello from Ann</body>
        <wrap xmlns='urn:evil'><body xmlns='jabber:client'>nested</body><delay xmlns='urn:xmpp:delay' stamp='2001-01-01T00:00:00Z'/></wrap>
      </message>`,
      `<message xmlns='jabber:client' type='groupchat' from='${ROOM}/eve'>
        <wrap xmlns='urn:evil'><delay xmlns='urn:xmpp:delay' from='${ROOM}' stamp='2001-01-01T00:00:00Z'/></wrap>
        <body>true</body>
      </message>`,
    );
    const lines = room.messages.flatMap((row) => (row.kind === 'message' ? [row] : []));
    expect(lines.map(({ body }) => body)).to.deep.equal(['true']);
    expect(lines[0]?.time.getTime()).to.be.at.least(before);
  });

  for (const nick of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
    it(`C-7: takes an occupant named ${nick} for an ordinary one`, async () => {
      const { server, room, theirs } = await accountInRoom();
      theirs.arrive(nick, { role: 'participant' });
      theirs.say(nick, 'I am not special');
      await server.exchange();
      expect(room.occupants.get(nick)).to.include({ nick, role: 'participant', self: false });
      expect(room.occupants.size).to.equal(4);
      const said = room.messages.find(({ kind }) => kind === 'message');
      expect(said).to.include({ nick, body: 'I am not special' });
      theirs.depart(nick);
      await server.exchange();
      expect(room.occupants.has(nick)).to.equal(false);
    });
  }
});

describe('a stream that breaks the rules', () => {
  /** The condition that we end the stream with, once both sides have closed. */
  async function endOf(server: FakeServer): Promise<string | undefined> {
    const error = await server.next(({ name }) => name === 'error', 'a stream error');
    await server.next(({ name }) => name === 'close', 'a close');
    return children(error).find(({ attrs }) => attrs.xmlns === STREAM_ERRORS)?.name;
  }

  for (const [row, condition, frame] of [
    [
      'C-4, CORE-33',
      'restricted-xml',
      '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><message xmlns=\'jabber:client\'><body>&b;</body></message>',
    ],
    ['C-4, CORE-33', 'restricted-xml', "<message xmlns='jabber:client'><!-- x --><body>hi</body></message>"],
    [
      'C-4, CORE-34',
      'not-well-formed',
      "<message xmlns='jabber:client' from='ann@kit.example/desk' from='eve@evil.example/x'><body>hi</body></message>",
    ],
    ['C-4, CORE-34', 'not-well-formed', "<e:message from='ann@kit.example/desk'><body>hi</body></e:message>"],
    [
      'W-2, WS-4',
      'not-well-formed',
      "<message xmlns='jabber:client'/><iq xmlns='jabber:client' type='set' id='x'/>",
    ],
    ['W-2, WS-4', 'not-well-formed', "<message xmlns='jabber:client'><bo"],
    ['W-2, WS-4', 'bad-format', "\n<message xmlns='jabber:client'/>"],
  ] as const) {
    it(`${row}: ends with ${condition} over ${frame.trim().slice(0, 60)}…`, async () => {
      const { server, session } = await accountOnline();
      server.deliver(frame);
      expect(await endOf(server)).to.equal(condition);
      await reaches(session, 'reconnecting');
      expect(session.error).to.be.instanceOf(Error).and.to.have.property('condition', condition);
    });
  }

  it('W-2, WS-4: starts afresh after half an element, and finishes it with nothing that follows', async () => {
    const { server, room } = await accountInRoom();
    const { connection } = server;
    connection.send(`<message xmlns='jabber:client' type='groupchat' from='${ROOM}/eve'><bo`);
    connection.send('dy>x</body></message>');
    expect(await endOf(server)).to.equal('not-well-formed');
    expect(room.messages.filter(({ kind }) => kind === 'message')).to.deep.equal([]);
  });

  it('WS-4: overlooks a blank message', async () => {
    const { server } = await accountOnline();
    expect(await server.exchange(' \n')).to.deep.equal([]);
  });

  it('WS-2: ends with an error over a binary message', async () => {
    const { server } = await accountOnline();
    server.connection.socket.receive(new ArrayBuffer(3));
    expect(await endOf(server)).to.equal('bad-format');
  });

  for (const error of [
    `<error xmlns='http://etherx.jabber.org/streams'><conflict xmlns='${STREAM_ERRORS}'/></error>`,
    `<stream:error xmlns:stream='http://etherx.jabber.org/streams'><conflict xmlns='${STREAM_ERRORS}'/></stream:error>`,
  ]) {
    it(`C-9, CORE-17, CORE-18: stays away after ${error.slice(0, 13)}… conflict`, async () => {
      const { server, session } = await accountOnline();
      server.deliver(error);
      await server.next(({ name }) => name === 'close', 'a close');
      await reaches(session, 'failed');
      expect(session.error).to.be.instanceOf(StreamError).and.to.have.property('condition', 'conflict');
      expect(session.retryAt).to.equal(undefined);
      session.reconnectNow();
      expect(session.state).to.equal('failed');
      expect(server.connections).to.have.length(1);
    });
  }

  it('ux.md §3: a session that another took over is taken back when it is asked for, with its rooms', async () => {
    const { server, session, room } = await accountInRoom();
    server.connection.streamError('conflict');
    await reaches(session, 'failed');
    expect(room.status.state).to.equal('offline');
    const { key } = room.send('meanwhile');
    await session.connect();
    await room.joined;
    const sent = () => room.messages.some((row) => row.key === key && 'state' in row && row.state === 'sent');
    await until(sent, 'what was said meanwhile is sent');
  });

  it('CORE-18: comes back after a system shutdown', async () => {
    const { server, session } = await accountOnline();
    server.connection.streamError('system-shutdown');
    await server.next(({ name }) => name === 'close', 'a close');
    await reaches(session, 'reconnecting');
    expect(session.retryAt).to.be.instanceOf(Date);
  });
});

describe('what others ask of us', () => {
  const ask = (query: string) =>
    `<iq xmlns='jabber:client' type='get' id='q1' from='${ROOM}/eve'>${query}</iq>`;
  /** All that comes of it; what answers loads when it is needed first. */
  async function answersTo(server: FakeServer, query: string): Promise<Element[]> {
    server.deliver(ask(query));
    const answer = await server.next(({ attrs }) => attrs.id === 'q1', 'an answer');
    return [answer, ...(await server.exchange())];
  }
  const conditionOf = (answer: Element | undefined) => {
    const error = answer && child(answer, 'error', 'jabber:client');
    return error && children(error, undefined, STANZA_ERRORS)[0]?.name;
  };

  it('D-6, DISCO-3: knows nothing of an unknown node', async () => {
    const { server } = await accountInRoom();
    const answers = await answersTo(server, `<query xmlns='${DISCO_INFO}' node='https://kit.example/#old'/>`);
    expect(answers.map(conditionOf)).to.deep.equal(['item-not-found']);
  });

  it('D-6, MUC-5: tells nobody which rooms we are in', async () => {
    const { server } = await accountInRoom();
    const node = 'http://jabber.org/protocol/muc#rooms';
    const query = `<query xmlns='http://jabber.org/protocol/disco#items' node='${node}'/>`;
    const answers = await answersTo(server, query);
    expect(answers).to.have.length(1);
    expect(answers[0]?.attrs).to.include({ type: 'result', id: 'q1', to: `${ROOM}/eve` });
    expect(String(answers[0])).to.not.contain('<item');
  });
});

describe('a thousand strangers', () => {
  const COUNT = 1000;
  const caps = (ver: string) =>
    xml('c', { xmlns: 'http://jabber.org/protocol/caps', hash: 'sha-1', node: 'x:y', ver });
  const isLookUp = (element: Element) => element.getChild('query')?.attrs.xmlns === DISCO_INFO;

  async function crowd() {
    const { server, session } = await accountInRoom();
    server.onStanza((stanza) => (isLookUp(stanza) ? [] : undefined));
    const before = server.sent.length;
    const jids = Array.from({ length: COUNT }, (_, i) => `${ROOM}/guest${i}`);
    await server.exchange(
      ...jids.map((from, i) => xml('presence', { xmlns: 'jabber:client', from }, caps(`hash${i}`))),
    );
    const asked = () => server.sent.slice(before).filter(isLookUp);
    return { server, session, jids, asked };
  }

  it('D-5, CAPS-18: are asked nothing while nobody wants to know', async () => {
    const { asked } = await crowd();
    expect(asked()).to.deep.equal([]);
  });

  it('D-5, CAPS-18: are asked five at a time, the next one as one has answered', async () => {
    const { server, session, jids, asked } = await crowd();
    const all = jids.map((jid) => session.disco.features(jid));
    await server.next((element) => isLookUp(element) && element.attrs.to === jids[0], 'the first question');
    await server.exchange();
    expect(asked()).to.have.length(5);
    const { to: from, id } = asked()[0]!.attrs;
    await server.exchange(
      xml('iq', { xmlns: 'jabber:client', type: 'result', from, id }, xml('query', { xmlns: DISCO_INFO })),
    );
    expect(asked()).to.have.length(6);
    await all[0];
    await session.disconnect();
    expect(await Promise.all(all.slice(1))).to.deep.equal(Array.from({ length: COUNT - 1 }, () => undefined));
  });
});
