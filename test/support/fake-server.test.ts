/** The fake server, tried with a client that is not ours: @xmpp/client as it comes, in Node with SCRAM-SHA-1. */
import { client, xml, type Client } from '@xmpp/client';
import { expect } from 'chai';
import { child, children, parseFrame, textOf, type Element } from '../../src/session/xml.js';
import { FakeServer } from './fake-server.js';

const SM = 'urn:xmpp:sm:3';
const ROOM = 'lab@rooms.kit.example';
const MUC = 'http://jabber.org/protocol/muc';

/** What @types/xmpp__client leaves out. */
interface Foreign extends Client {
  readonly streamManagement: Client['streamManagement'] & {
    requestAckInterval: number;
    on(event: 'resumed', handler: () => void): void;
  };
}

describe('FakeServer', () => {
  const globalSocket = globalThis.WebSocket;
  let started: { server: FakeServer; clients: Foreign[] }[] = [];

  afterEach(async () => {
    const all = started;
    started = [];
    for (const { clients, server } of all) {
      for (const { reconnect } of clients) reconnect.stop(); // or they come back for ever
      await Promise.all(clients.map((xmpp) => xmpp.stop().catch(() => undefined)));
      server.stop();
    }
    globalThis.WebSocket = globalSocket;
  });

  function setUp(
    options: ConstructorParameters<typeof FakeServer>[0] = {},
    user?: { username: string; password: string },
  ) {
    const server = new FakeServer(options);
    const clients: Foreign[] = [];
    started.push({ server, clients });
    globalThis.WebSocket = server.WebSocket;
    const connect = async () => {
      const xmpp = client({ service: 'ws://127.0.0.1:1/', domain: server.domain, ...user }) as Foreign;
      xmpp.on('error', () => undefined);
      // Else one that resumes while it is stopped asks every 30 s for ever, and the test run never ends.
      xmpp.streamManagement.requestAckInterval = 0;
      clients.push(xmpp);
      await xmpp.start();
      return xmpp;
    };
    return { server, connect };
  }

  it('lets a guest in under an address of its own making', async () => {
    const { server, connect } = setUp();
    const xmpp = await connect();
    const { session } = await server.online();
    expect(xmpp.jid?.toString()).to.equal(session?.jid);
    expect(session?.username).to.equal(undefined);
  });

  it('computes SCRAM and refuses a wrong password', async () => {
    const options = { credentials: { me: 'secret' }, mechanisms: ['SCRAM-SHA-1'] };
    const right = setUp(options, { username: 'me', password: 'secret' });
    expect((await right.connect()).jid?.bare().toString()).to.equal('me@kit.example');
    const wrong = setUp(options, { username: 'me', password: 'guess' });
    expect(await failureOf(wrong.connect())).to.contain('not-authorized');
  });

  it('refuses a mechanism that it does not offer', async () => {
    const { server } = setUp({ credentials: { me: 'secret' }, mechanisms: ['SCRAM-SHA-256'] });
    const socket = await openSocket(server);
    socket.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHNlY3JldA==</auth>");
    await server.next((element) => element.name === 'auth');
    expect(server.connection.delivered.at(-1)).to.contain('<invalid-mechanism');
  });

  it('ends a stream on which a stanza comes before login', async () => {
    const { server } = setUp();
    const socket = await openSocket(server);
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    socket.send("<message xmlns='jabber:client' to='ann@kit.example'><body>hi</body></message>");
    socket.send("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
    await closed;
    expect(server.connection.delivered.join()).to.contain('<not-authorized');
  });

  it('does SASL2 with binding, stream management and a token for the next login', async () => {
    const user = { username: 'me', password: 'secret' };
    const { server, connect } = setUp(
      { credentials: { me: 'secret' }, mechanisms: ['PLAIN'], sasl2: true, bind2: true, fast: true },
      user,
    );
    const xmpp = await connect();
    expect(xmpp.jid?.resource).to.not.equal('');
    const first = await server.next((element) => element.name === 'authenticate');
    expect(first.attrs.mechanism).to.equal('PLAIN');
    expect([...server.tokens.values()]).to.deep.equal(['me']);
    server.connection.drop();
    const second = await server.next((element) => element.name === 'authenticate', 'the second login', 4000);
    expect(second.attrs.mechanism).to.equal('HT-SHA-256-NONE');
    await server.online();
  });

  it('resumes with what was sent meanwhile, and counts right', async () => {
    const { server, connect } = setUp(
      { credentials: { me: 'secret' } },
      { username: 'me', password: 'secret' },
    );
    const xmpp = await connect();
    await server.next((element) => element.name === 'enable');
    await server.exchange();
    const bodies: string[] = [];
    xmpp.on(
      'stanza',
      (stanza: Element) => stanza.name === 'message' && bodies.push(textOf(stanza.getChild('body')) ?? ''),
    );
    const resumed = new Promise<void>((resolve) => xmpp.streamManagement.on('resumed', resolve));
    server.deliver("<message from='ann@kit.example/desk'><body>before</body></message>");
    server.connection.drop();
    server.deliver("<message from='ann@kit.example/desk'><body>meanwhile</body></message>");
    await resumed;
    await server.exchange();
    // The first was under way when the link broke.
    expect(bodies).to.deep.equal(['before', 'meanwhile']);
    await xmpp.send(xml('message', { to: 'ann@kit.example' }, xml('body', {}, 'x')));
    await server.next((element) => element.name === 'message');
    await xmpp.send(xml('r', { xmlns: SM }));
    await server.next((element) => element.name === 'r');
    // The answers to two pings and the message; nonzas do not count.
    expect(parseFrame(server.connection.delivered.at(-1) ?? '')?.attrs.h).to.equal('3');
  });

  it('forgets a session that it refuses to resume, and parts it from its rooms', async () => {
    const { server, connect } = setUp(
      { credentials: { me: 'secret' } },
      { username: 'me', password: 'secret' },
    );
    const room = server.room(ROOM);
    const xmpp = await connect();
    await server.next((element) => element.name === 'enable');
    await xmpp.send(xml('presence', { to: `${ROOM}/me` }, xml('x', { xmlns: MUC })));
    await server.next((element) => element.name === 'presence');
    await server.exchange();
    server.sm.resume = 'refuse-with-h';
    server.connection.drop();
    expect([...room.occupants.keys()]).to.deep.equal(['me']);
    await server.next((element) => element.name === 'resume', 'resume', 4000);
    expect(server.connection.delivered.find((frame) => frame.includes('<failed'))).to.match(/ h="2"/);
    expect(room.occupants.size).to.equal(0);
  });

  it('keeps no session for a guest without resumption', async () => {
    const { server, connect } = setUp({ smResume: false });
    const room = server.room(ROOM);
    const xmpp = await connect();
    await xmpp.send(xml('presence', { to: `${ROOM}/me` }, xml('x', { xmlns: MUC })));
    await server.next((element) => element.name === 'presence');
    server.connection.drop();
    expect(room.occupants.size).to.equal(0);
  });

  it('proves with a ping what the client has to say, or that it says nothing', async () => {
    const { server, connect } = setUp();
    await connect();
    await server.next((element) => element.name === 'enable');
    expect(await server.exchange("<message type='error' from='eve@evil.example'/>")).to.deep.equal([]);
    const [answer, ...more] = await server.exchange(
      "<iq type='get' id='q1' from='eve@evil.example/x'><odd xmlns='x:y'/></iq>",
    );
    expect(answer?.attrs).to.include({ type: 'error', id: 'q1' });
    expect(more).to.deep.equal([]);
  });

  it('says what the client sent instead of what was waited for', async () => {
    const { server, connect } = setUp();
    await connect();
    const message = await failureOf(
      server.next((element) => element.name === 'presence', 'initial presence', 20),
    );
    expect(message).to.contain('initial presence').and.to.contain('<auth ');
  });

  it('lets scripts answer first, and a reply of nothing swallow the stanza', async () => {
    const { server, connect } = setUp();
    const xmpp = await connect();
    const remove = server.onStanza((stanza) => (stanza.name === 'iq' ? [] : undefined));
    const ping = () => xmpp.iqCaller.get(xml('ping', 'urn:xmpp:ping'), server.domain, 20);
    expect(await failureOf(ping())).to.contain('Timeout');
    remove();
    await ping();
  });

  it('refuses connections as a browser reports it', async () => {
    const { server } = setUp();
    server.refuseConnections = true;
    const socket = new server.WebSocket('ws://127.0.0.1:1/', 'xmpp');
    const seen: string[] = [];
    socket.onerror = () => seen.push('error');
    await new Promise<void>((resolve) => {
      socket.onclose = ({ code, wasClean }) => {
        seen.push(`close ${code} ${wasClean}`);
        resolve();
      };
    });
    expect(seen).to.deep.equal(['error', 'close 1006 false']);
  });

  it('swallows both directions when stalled, the closing handshake too', async () => {
    const { server } = setUp();
    const socket = await openSocket(server);
    const events: string[] = [];
    for (const type of ['message', 'close']) socket.addEventListener(type, () => events.push(type));
    server.connection.stall();
    const before = server.sent.length;
    server.deliver('<lost/>');
    socket.send('<lost/>');
    socket.close();
    // A second connection is served after all that.
    await openSocket(server);
    expect(events).to.deep.equal([]);
    expect(socket.readyState).to.equal(socket.CLOSING);
    expect(server.sent.slice(before).map(({ name }) => name)).to.deep.equal(['open']);
  });

  it('hands over what was sent before a clean end, and loses it in a cut', async () => {
    const { server } = setUp();
    const texts: string[] = [];
    for (const clean of [true, false]) {
      const socket = await openSocket(server);
      socket.addEventListener('message', ({ data }) => data.startsWith('<last') && texts.push(data));
      const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
      server.deliver(`<last clean='${clean}'/>`);
      server.connection.drop({ clean });
      await closed;
    }
    expect(texts).to.deep.equal(["<last clean='true'/>"]);
  });

  it('opens without a subprotocol, or never, if told so', async () => {
    const plain = setUp({ subprotocol: '' });
    const socket = await openSocket(plain.server);
    expect(socket.protocol).to.equal('');
    const { server } = setUp();
    server.ignoreConnections = true;
    const waiting = new server.WebSocket('ws://127.0.0.1:1/', 'xmpp');
    expect(() => waiting.send('<open/>')).to.throw(DOMException);
  });

  it('routes between two clients and stamps who it is from', async () => {
    const { server, connect } = setUp();
    const [one, two] = [await connect(), await connect()];
    const got = new Promise<Element>((resolve) => two.on('stanza', resolve));
    await one.send(xml('message', { to: String(two.jid), from: 'eve@evil.example' }, xml('body', {}, 'hi')));
    expect((await got).attrs.from).to.equal(String(one.jid));
    expect(child(server.sent.at(-1)!, 'body', 'jabber:client')).to.not.equal(undefined);
  });
});

describe('FakeRoom', () => {
  let server: FakeServer;
  let socket: WebSocket;

  beforeEach(async () => {
    server = new FakeServer();
    socket = await openSocket(server);
    await say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>");
    await say(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${server.domain}' version='1.0'/>`);
    await say(
      "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
    );
  });

  afterEach(() => server.stop());

  /** Sends a frame. @returns What the server has to say to it. */
  async function say(frame: string): Promise<Element[]> {
    const { delivered } = server.connection;
    const before = delivered.length;
    const wanted = parseFrame(frame)?.name;
    socket.send(frame);
    await server.next(({ name }) => name === wanted);
    return delivered.slice(before).flatMap((text) => parseFrame(text) ?? []);
  }

  const join = (nick = 'me', inner = '') =>
    say(`<presence xmlns='jabber:client' to='${ROOM}/${nick}'><x xmlns='${MUC}'>${inner}</x></presence>`);

  const codes = (presence: Element | undefined) => {
    const x = presence && child(presence, 'x', `${MUC}#user`);
    return x ? children(x, 'status').map(({ attrs }) => attrs.code) : [];
  };

  it('answers a join with others, oneself, history and subject, in this order', async () => {
    server.room(ROOM, {
      occupants: { ann: { role: 'moderator' } },
      history: [{ nick: 'ann', body: 'hello' }],
      subject: 'tea',
    });
    const [ann, me, line, subject, ...more] = await join();
    expect(ann?.attrs.from).to.equal(`${ROOM}/ann`);
    expect(codes(me)).to.deep.equal(['110']);
    expect(child(line!, 'delay', 'urn:xmpp:delay')?.attrs.from).to.equal(ROOM);
    expect(child(line!, 'stanza-id', 'urn:xmpp:sid:0')?.attrs).to.include({ by: ROOM, id: 'archived-1' });
    expect(textOf(child(subject!, 'subject', 'jabber:client'))).to.equal('tea');
    expect(more).to.deep.equal([]);
  });

  it('sends no history to who asks for none', async () => {
    server.room(ROOM, { history: [{ nick: 'ann', body: 'hello' }] });
    expect(await join('me', "<history maxstanzas='0'/>")).to.have.length(2);
  });

  it('refuses a taken nickname, a wrong password and an unknown room', async () => {
    server.room(ROOM, { occupants: { ann: {} }, password: 'sesame' });
    const condition = async (frames: Promise<Element[]>) =>
      children(child((await frames)[0]!, 'error', 'jabber:client')!)[0]?.name;
    expect(await condition(join('ann'))).to.equal('conflict');
    expect(await condition(join('me'))).to.equal('not-authorized');
    expect((await join('me', '<password>sesame</password>')).length).to.be.greaterThan(1);
    const elsewhere = `<presence xmlns='jabber:client' to='none@rooms.kit.example/me'><x xmlns='${MUC}'/></presence>`;
    expect(await condition(say(elsewhere))).to.equal('item-not-found');
  });

  it('reflects a message with its id, and keeps what the client sent as it was', async () => {
    const room = server.room(ROOM);
    await join();
    const [echo] = await say(
      `<message xmlns='jabber:client' type='groupchat' id='m1' to='${ROOM}'><body>hi</body></message>`,
    );
    expect(echo?.attrs).to.include({ id: 'm1', from: `${ROOM}/me` });
    expect(room.archive).to.have.length(1);
    expect(server.sent.at(-1)?.attrs).to.include({ to: ROOM });
    expect(server.sent.at(-1)?.attrs.from).to.equal(undefined);
  });

  it('renames as a pair of presences with 303', async () => {
    server.room(ROOM);
    await join();
    const [gone, come] = await say(`<presence xmlns='jabber:client' to='${ROOM}/you'/>`);
    expect(codes(gone)).to.deep.equal(['303', '110']);
    expect(come?.attrs.from).to.equal(`${ROOM}/you`);
  });

  it('pages through its archive both ways until it is complete', async () => {
    const history = ['a', 'b', 'c', 'd', 'e'].map((body) => ({ nick: 'ann', body }));
    server.room(ROOM, { history });
    await join('me', "<history maxstanzas='0'/>");
    const query = async (rsm: string) => {
      const frames = await say(
        `<iq xmlns='jabber:client' type='set' id='q' to='${ROOM}'><query xmlns='urn:xmpp:mam:2' queryid='z'>` +
          `<set xmlns='http://jabber.org/protocol/rsm'>${rsm}</set></query></iq>`,
      );
      const ids = frames.slice(0, -1).map((message) => child(message, 'result', 'urn:xmpp:mam:2')?.attrs.id);
      return { ids, complete: child(frames.at(-1)!, 'fin', 'urn:xmpp:mam:2')?.attrs.complete };
    };
    const [a, b, c, d, e] = [1, 2, 3, 4, 5].map((n) => `archived-${n}`);
    expect(await query('<max>2</max><before/>')).to.deep.equal({ ids: [d, e], complete: undefined });
    expect(await query(`<max>2</max><before>${d}</before>`)).to.deep.equal({
      ids: [b, c],
      complete: undefined,
    });
    expect(await query(`<max>2</max><before>${b}</before>`)).to.deep.equal({ ids: [a], complete: 'true' });
    expect(await query(`<max>2</max><after>${c}</after>`)).to.deep.equal({ ids: [d, e], complete: 'true' });
    expect(await query('<max>2</max>')).to.deep.equal({ ids: [a, b], complete: undefined });
  });

  it('puts people out with the codes that say why', async () => {
    const room = server.room(ROOM);
    const { delivered } = server.connection;
    const last = () => parseFrame(delivered.at(-1) ?? '');
    await join();
    room.kick('me', { actor: 'ann', reason: 'enough' });
    expect(codes(last())).to.deep.equal(['307', '110']);
    await join();
    room.ban('me');
    expect(codes(last())).to.deep.equal(['301', '110']);
    await join();
    room.destroy('new@rooms.kit.example', 'moved');
    expect(delivered.at(-1)).to.contain('destroy').and.to.contain('new@rooms.kit.example');
    expect(room.occupants.size).to.equal(0);
  });
});

/** A bare socket whose stream is open. */
async function openSocket(server: FakeServer): Promise<WebSocket> {
  const socket = new server.WebSocket('ws://127.0.0.1:1/', 'xmpp');
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  socket.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${server.domain}' version='1.0'/>`);
  await server.next(({ name }) => name === 'open');
  return socket;
}

/** What a promise is rejected with, as text. */
async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return String(error);
  }
  throw new Error('it did not fail');
}
