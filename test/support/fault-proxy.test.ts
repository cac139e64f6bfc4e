/** The proxy's faults, seen from both ends of a plain echo server. */
import { expect } from 'chai';
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { phaseOf, seededSchedule, startFaultProxy, type FaultProxy, type Rule } from './fault-proxy.js';

describe('the fault proxy', () => {
  let server: WebSocketServer;
  let proxy: FaultProxy;
  /** What arrived at the server. */
  let received: string[];
  let clients: WebSocket[];

  beforeEach(async () => {
    received = [];
    clients = [];
    server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'xmpp' });
    server.on('connection', (socket) =>
      socket.on('message', (data) => {
        received.push(String(data));
        socket.send(`echo ${data}`);
      }),
    );
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    proxy = await startFaultProxy(`ws://127.0.0.1:${port}/`);
  });

  afterEach(async () => {
    for (const client of clients) client.terminate();
    await proxy.stop();
    for (const socket of server.clients) socket.terminate();
    server.close();
  });

  async function open() {
    const socket = new WebSocket(proxy.url, 'xmpp');
    clients.push(socket);
    const heard: string[] = [];
    const closed = once(socket, 'close').then(([code]) => Number(code));
    socket.on('message', (data) => heard.push(String(data)));
    await once(socket, 'open');
    /** Settles when that has arrived. */
    const hears = async (text: string) => {
      while (!heard.includes(text)) await once(socket, 'message');
    };
    return { socket, heard, hears, closed };
  }

  const serverHas = async (count: number) => {
    while (received.length < count) await new Promise((resolve) => setImmediate(resolve));
  };

  async function send(rule: Rule, ...frames: string[]) {
    proxy.rules.push(rule);
    const client = await open();
    for (const frame of frames) client.socket.send(frame);
    return client;
  }

  it('forwards both ways, subprotocol included', async () => {
    const { socket, hears } = await open();
    expect(socket.protocol).to.equal('xmpp');
    socket.send('one');
    await hears('echo one');
    expect(received).to.deep.equal(['one']);
  });

  it('cuts behind a frame that has been forwarded', async () => {
    const { heard, closed } = await send(
      { direction: 'up', nth: 2, fault: { kind: 'cut', frame: 'forwarded' } },
      'a',
      'b',
      'c',
    );
    expect(await closed).to.equal(1006);
    await serverHas(2);
    expect(received).to.deep.equal(['a', 'b']);
    expect(heard).to.not.include('echo b');
  });

  it('cuts before a frame arrives', async () => {
    const { closed } = await send(
      { direction: 'up', nth: 2, fault: { kind: 'cut', frame: 'lost' } },
      'a',
      'b',
      'c',
    );
    expect(await closed).to.equal(1006);
    await serverHas(1);
    expect(received).to.deep.equal(['a']);
  });

  it('cuts the way down, so that the server has what the client does not know of', async () => {
    const { closed, heard } = await send({ direction: 'down', fault: { kind: 'cut', frame: 'lost' } }, 'a');
    expect(await closed).to.equal(1006);
    expect(received).to.deep.equal(['a']);
    expect(heard).to.deep.equal([]);
  });

  it('closes in order with a code', async () => {
    const { closed } = await send(
      { direction: 'up', fault: { kind: 'cut', frame: 'forwarded', code: 1001 } },
      'a',
    );
    expect(await closed).to.equal(1001);
    expect(received).to.deep.equal(['a']);
  });

  it('stalls: sockets stay open and nothing goes through, in either direction', async () => {
    const { socket, heard } = await send(
      { direction: 'up', nth: 2, fault: { kind: 'stall' } },
      'a',
      'b',
      'c',
    );
    // A second connection is not concerned, and shows that there was time enough.
    const other = await open();
    other.socket.send('z');
    await other.hears('echo z');
    for (const peer of server.clients) peer.send('from the server');
    await other.hears('from the server');
    expect(received).to.include('z').and.to.not.include.members(['b']).and.to.not.include('c');
    expect(heard).to.not.include('from the server');
    expect(socket.readyState).to.equal(WebSocket.OPEN);
  });

  it('delays a frame and all behind it', async () => {
    const { hears } = await send({ direction: 'up', fault: { kind: 'delay', ms: 50 } }, 'a', 'b');
    const start = performance.now();
    await hears('echo b');
    expect(performance.now() - start).to.be.greaterThan(30);
    expect(received).to.deep.equal(['a', 'b']);
  });

  it('truncates, duplicates and reorders', async () => {
    proxy.rules.push({
      direction: 'up',
      matching: (frame) => frame === 'truncated',
      fault: { kind: 'truncate', length: 5 },
    });
    proxy.rules.push({
      direction: 'up',
      matching: (frame) => frame === 'twice',
      fault: { kind: 'duplicate' },
    });
    const { hears } = await send(
      { direction: 'up', phase: 'send', fault: { kind: 'reorder' } },
      'truncated',
      'twice',
      '<message><body/>',
      'last',
    );
    await hears('echo last');
    await hears('echo <message><body/>');
    expect(received).to.deep.equal(['trunc', 'twice', 'twice', 'last', '<message><body/>']);
  });

  it('strikes once, at the frame of the phase', async () => {
    const archive = "<iq id='1' type='set'><query xmlns='urn:xmpp:mam:2'/></iq>";
    const rule: Rule = { direction: 'up', phase: 'archive', fault: { kind: 'cut', frame: 'lost' } };
    const first = await send(rule, "<iq id='0' type='get'/>", archive);
    await first.closed;
    expect(received).to.have.length(1);
    const second = await open();
    second.socket.send(archive);
    await second.hears(`echo ${archive}`);
    expect(proxy.rules).to.deep.equal([]);
  });

  it('refuses newcomers while offline', async () => {
    const { closed } = await open();
    proxy.offline();
    expect(await closed).to.equal(1006);
    const refused = new WebSocket(proxy.url, 'xmpp');
    const [error] = await once(refused, 'error');
    expect(String(error)).to.contain('401');
    proxy.online();
    const { socket, hears } = await open();
    socket.send('back');
    await hears('echo back');
  });

  it("passes the server's own close on", async () => {
    const { socket, hears, closed } = await open();
    socket.send('a');
    await hears('echo a');
    for (const peer of server.clients) peer.close(4001);
    expect(await closed).to.equal(4001);
  });

  it('keeps a log that tells what befell which frame', async () => {
    const { closed } = await send({ direction: 'up', fault: { kind: 'cut', frame: 'lost' } }, '<presence/>');
    await closed;
    expect(proxy.log()).to.match(/#1 up .*"lost".*<presence\/>\n#1 cut/);
  });
});

describe('a seeded schedule', () => {
  it('is the same for the same seed, another for another, and names its seed', () => {
    expect(String(seededSchedule(7))).to.equal(String(seededSchedule(7)));
    expect(String(seededSchedule(7))).to.not.equal(String(seededSchedule(8)));
    expect(String(seededSchedule(7))).to.match(/^seed 7\n/);
  });

  it('never damages frames unless asked to', () => {
    const kinds = new Set(
      [...Array(200).keys()].flatMap((seed) => seededSchedule(seed).rules.map(({ fault }) => fault.kind)),
    );
    expect([...kinds].sort()).to.deep.equal(['cut', 'delay', 'stall']);
  });
});

describe('phaseOf', () => {
  const frames: [string, string][] = [
    ["<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='a'/>", 'open'],
    ["<stream:features xmlns:stream='http://etherx.jabber.org/streams'/>", 'open'],
    ["<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'/>", 'login'],
    ["<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", 'bind'],
    ["<enable xmlns='urn:xmpp:sm:3'/>", 'enable'],
    ["<resumed xmlns='urn:xmpp:sm:3' h='1'/>", 'resume'],
    ["<r xmlns='urn:xmpp:sm:3'/>", 'ack'],
    ["<a xmlns='urn:xmpp:sm:3' h='1'/>", 'ack'],
    ["<presence to='r@m/me'><x xmlns='http://jabber.org/protocol/muc'/></presence>", 'join'],
    ["<message to='r@m' type='groupchat'><body>hi</body></message>", 'send'],
    ["<iq type='set' to='r@m'><query xmlns='urn:xmpp:mam:2'/></iq>", 'archive'],
    ['<presence/>', 'presence'],
    ["<iq type='get'/>", 'request'],
    ["<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>", 'close'],
    ['<message><composing/></message>', 'other'],
  ];
  for (const [frame, phase] of frames)
    it(`knows ${phase} by ${frame.slice(0, 40)}`, () => expect(phaseOf(frame)).to.equal(phase));
});
