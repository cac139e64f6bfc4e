import { expect } from 'chai';
import { ConnectionError, ProtocolError, TimeoutError } from '../../../../src/session/errors.js';
import { connectSocks5, type Bytestream, type SocksOptions } from '../../../../src/session/files/socks5.js';
import { bytes, FakeRelay, granted, type ProxyScript } from '../../../support/fake-relay.js';
import { until } from '../../../support/until.js';
import fc from '../../../support/fast-check.js';

const DESTINATION = '98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff';
const URL = 'ws://127.0.0.1:2/';
const ascii = (text: string) => new TextEncoder().encode(text);
const signal = () => new AbortController().signal;

function connect(relay: FakeRelay, options: Partial<SocksOptions> = {}, destination = DESTINATION) {
  return connectSocks5(URL, destination, { signal: signal(), WebSocket: relay.WebSocket, ...options });
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail('it settled'),
    (error: Error) => error,
  );
}

/** All that comes until the other side closes. */
async function read(stream: Bytestream): Promise<number[]> {
  const all: number[] = [];
  for await (const chunk of stream) all.push(...chunk);
  return all;
}

/** A proxy that says this: to the greeting, then to the request. */
const saying =
  (...answers: (readonly (Uint8Array | string)[])[]): ProxyScript =>
  (_, index) =>
    answers[index] ?? [];

describe('SOCKS5 through a relay', () => {
  it('S5B-9, S5B-10, S5B-12: greets, asks for 40 letters and port 0, each in one binary frame', async () => {
    const relay = new FakeRelay();
    await connect(relay);
    expect(relay.frames().map((frame) => [...frame])).to.deep.equal([
      [5, 1, 0],
      [5, 1, 0, 3, 0x28, ...ascii(DESTINATION), 0, 0],
    ]);
    expect(relay.socket.binaryType).to.equal('arraybuffer');
    expect(relay.socket.protocols).to.deep.equal(['binary']);
  });

  it('S5B-12: does without a subprotocol where the relay knows none', async () => {
    const relay = new FakeRelay();
    relay.subprotocol = (offered) => (offered.length > 0 ? undefined : '');
    await connect(relay);
    expect(relay.sockets.map(({ protocols }) => protocols)).to.deep.equal([['binary'], []]);
  });

  const reply = [...granted(bytes(5, 1, 0, 3, 40, ...ascii(DESTINATION), 0, 0))];
  for (const [how, answers] of [
    ['octet by octet', [[bytes(5), bytes(0)], [...reply, 7, 8, 9].map((octet) => bytes(octet))]],
    ['as T-16 has it', [[bytes(5), bytes(0, ...reply.slice(0, 9))], [bytes(...reply.slice(9), 7, 8, 9)]]],
    ['all at once', [[bytes(5, 0, ...reply, 7, 8, 9)]]],
    ['with an IPv4 address', [[bytes(5, 0)], [bytes(5, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, 8, 9)]]],
    ['with an IPv6 address', [[bytes(5, 0)], [bytes(5, 0, 0, 4, ...Array<number>(18).fill(1), 7, 8, 9)]]],
    ['with an empty name', [[bytes(5, 0)], [bytes(5, 0, 0, 3, 0, 0, 0, 7, 8, 9)]]],
    [
      'with empty frames between',
      [
        [bytes(), bytes(5, 0)],
        [bytes(...reply), bytes(), bytes(7, 8, 9)],
      ],
    ],
  ] as const)
    it(`S5B-11, S5B-12, T-16: reads a reply ${how}, and loses nothing that follows`, async () => {
      const relay = new FakeRelay();
      relay.proxy = saying(...answers);
      const stream = await connect(relay);
      relay.socket.end({ clean: true, code: 1000 });
      expect(await read(stream)).to.deep.equal([7, 8, 9]);
    });

  it('S5B-12: a reply may be split anywhere', async () => {
    const all = bytes(5, 0, ...reply, 7, 8, 9);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(all.length), { maxLength: 10 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), all.length];
        const relay = new FakeRelay();
        relay.proxy = saying(at.slice(1).map((end, i) => all.subarray(at[i], end)));
        const stream = await connect(relay);
        relay.socket.end({ clean: true, code: 1000 });
        expect(await read(stream)).to.deep.equal([7, 8, 9]);
      }),
      { numRuns: 50 },
    );
  });

  for (const [what, kind, ...answers] of [
    ['no method that we know', ProtocolError, [bytes(5, 255)]],
    ['a wish for a password', ProtocolError, [bytes(5, 2)]],
    ['another version', ProtocolError, [bytes(4, 0)]],
    ['HTTP', ProtocolError, [ascii('HTTP/1.1 400 Bad Request\r\n\r\n')]],
    ['another version in the reply', ProtocolError, [bytes(5, 0)], [bytes(4, 0)]],
    ['a failure', ConnectionError, [bytes(5, 0)], [bytes(5, 1)]],
    ['an unknown failure', ConnectionError, [bytes(5, 0)], [bytes(5, 200, 0, 3, 0, 0, 0)]],
    ['an unknown kind of address', ProtocolError, [bytes(5, 0)], [bytes(5, 0, 0, 2, 0)]],
    ['text', ProtocolError, ['\u0005\u0000']],
  ] as const)
    it(`S5B-9, S5B-11: ${what} ends it, and closes`, async () => {
      const relay = new FakeRelay();
      relay.proxy = saying(...answers);
      expect(await failure(connect(relay))).to.be.instanceOf(kind);
      expect(relay.socket.readyState).to.be.at.least(2);
      expect(relay.data()).to.deep.equal([]);
    });

  it('S5B-11: a proxy that closes instead of answering has failed', async () => {
    const relay = new FakeRelay();
    relay.proxy = () => {
      relay.socket.end({ clean: true, code: 1000 });
      return [bytes(5)];
    };
    expect(await failure(connect(relay))).to.include({ name: 'ConnectionError', condition: 'unreachable' });
  });

  it('S5B-8: gives up where nothing answers in time, and closes', async () => {
    for (const [subprotocol, proxy] of [
      [() => null, saying()],
      [() => '', saying()],
      [() => '', saying([bytes(5, 0)])],
    ] as const) {
      const relay = new FakeRelay();
      Object.assign(relay, { subprotocol, proxy });
      expect(await failure(connect(relay, { timeoutMs: 20 }))).to.be.instanceOf(TimeoutError);
      expect(relay.socket.readyState).to.be.at.least(2);
    }
  });

  it('tells that there is no relay', async () => {
    const relay = new FakeRelay();
    relay.subprotocol = () => undefined;
    expect(await failure(connect(relay))).to.include({ condition: 'unreachable' });
  });

  it('S5B-19: goes to no relay without encryption but on this machine', async () => {
    const relay = new FakeRelay();
    for (const url of [
      'ws://relay.kit.example/',
      'https://relay.kit.example/',
      'wss://a:b@relay.kit.example/',
      '',
    ])
      expect(
        await failure(connectSocks5(url, DESTINATION, { signal: signal(), WebSocket: relay.WebSocket })),
      ).to.include({ condition: 'insecure' });
    expect(relay.sockets).to.have.length(0);
  });

  it('T-14: asks for nothing but 40 hex digits', async () => {
    const relay = new FakeRelay();
    for (const destination of ['', 'x', 'a'.repeat(41), `${'a'.repeat(39)}\0`])
      expect(await failure(connect(relay, {}, destination))).to.be.instanceOf(RangeError);
    expect(relay.sockets).to.have.length(0);
  });

  it('ends at any time when it is aborted, with that reason', async () => {
    for (const frames of [0, 1, 2]) {
      const controller = new AbortController();
      const relay = new FakeRelay();
      const polite = relay.proxy;
      relay.proxy = (frame, index) => (index < frames ? polite(frame, index) : []);
      const connecting = connect(relay, { signal: controller.signal });
      connecting.catch(() => undefined);
      const reason = new Error('enough');
      await until(() => relay.frames().length >= Math.min(frames + 1, 2), 'as far as that');
      if (frames === 2) {
        const stream = await connecting;
        const reading = failure(read(stream));
        controller.abort(reason);
        expect(await reading).to.equal(reason);
        expect(await failure(stream.write(bytes(1, 2)))).to.equal(reason);
      } else {
        controller.abort(reason);
        expect(await failure(connecting)).to.equal(reason);
      }
      expect(relay.socket.readyState).to.be.at.least(2);
    }
  });
});

describe('a bytestream', () => {
  it('gives what came before the other side closed, and then ends', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    relay.say(bytes(1, 2));
    relay.say(bytes(3));
    relay.socket.end({ clean: true, code: 1000 });
    await until(() => relay.socket.readyState === 3, 'closed');
    expect(await read(stream)).to.deep.equal([1, 2, 3]);
  });

  it('is closed by a reader who has enough', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    relay.say(bytes(1, 2));
    for await (const chunk of stream) if (chunk.length === 2) break;
    expect(relay.socket.readyState).to.be.at.least(2);
  });

  it('S5B-17: writes in frames of at most 64 KiB, and waits while much has not left', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    const { socket } = relay;
    socket.bufferedAmount = 8 * 1024 * 1024;
    let written = false;
    const writing = stream.write(new Uint8Array(200 * 1024).fill(7)).then(() => (written = true));
    await until(() => relay.data().length > 0, 'the first frame');
    expect(relay.data()).to.have.length(64 * 1024);
    expect(written).to.equal(false);
    expect(stream.pending).to.be.above(8 * 1024 * 1024);
    socket.bufferedAmount = 0;
    await writing;
    await until(() => relay.data().length === 200 * 1024 - 1, 'all but the last octet');
    expect(Math.max(...relay.frames().map(({ length }) => length))).to.equal(64 * 1024);
  });

  it('S5B-17: sends the last octet by itself, and closes once the other side has', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    await stream.write(bytes(1, 2, 3));
    await stream.write(bytes(4, 5));
    await until(() => relay.data().length === 4, 'four octets');
    const ending = stream.end();
    await until(() => relay.data().length === 5, 'the last octet');
    expect(relay.data()).to.deep.equal([1, 2, 3, 4, 5]);
    expect(relay.socket.readyState).to.equal(1);
    relay.socket.end({ clean: true, code: 1000 });
    expect(await ending).to.equal(true);
  });

  it('S5B-17: does not close while something has not left', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    relay.socket.bufferedAmount = 100;
    await stream.write(bytes(1, 2));
    const ending = stream.end();
    await stream.write(new Uint8Array()); // nothing
    expect(relay.socket.readyState).to.equal(1);
    expect(relay.data()).to.have.length.below(2);
    relay.socket.bufferedAmount = 0;
    await until(() => relay.data().length === 2, 'the last octet');
    relay.socket.end({ clean: true, code: 1000 });
    expect(await ending).to.equal(true);
  });

  it('S5B-17: fails if the other side closes before all is written', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    await stream.write(bytes(1, 2));
    relay.socket.end({ clean: true, code: 1000 });
    expect(await failure(stream.end())).to.include({ condition: 'closed' });
    expect(await failure(stream.write(bytes(3)))).to.include({ condition: 'closed' });
  });

  it('S5B-17: closes on a receiver that waits for the end', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    await stream.write(bytes(1));
    expect(await stream.end(10)).to.equal(false);
    expect(relay.socket.readyState).to.be.at.least(2);
    await until(() => relay.data().length === 1, 'all');
  });

  it('S5B-17: sends the last octet when the other side says that it has nearly all', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    stream.hearNearly();
    await stream.write(bytes(1, 2));
    const ending = stream.end();
    await new Promise((resolve) => setTimeout(resolve, 150)); // longer than it waits for others
    expect(relay.data()).to.deep.equal([1]);
    relay.say(bytes(0));
    await until(() => relay.data().length === 2, 'the last octet');
    relay.socket.end({ clean: true, code: 1000 });
    expect(await ending).to.equal(true);
    expect(await read(stream)).to.deep.equal([]);
  });

  for (const [what, size] of [
    ['all but the last octet', 4],
    ['no more than a proxy may keep', 8195],
  ] as const)
    it(`S5B-17: says once when it lacks ${what}`, async () => {
      const relay = new FakeRelay();
      const stream = await connect(relay);
      stream.tellNearly(size);
      relay.say(bytes(1));
      const { value } = await stream[Symbol.asyncIterator]().next();
      expect(value).to.deep.equal(bytes(1));
      expect(relay.frames()).to.have.length(2);
      relay.say(bytes(2, 3));
      await until(() => relay.data().length > 0, 'a word');
      relay.say(bytes(4));
      relay.socket.end({ clean: true, code: 1000 });
      expect(await read(stream)).to.deep.equal([2, 3, 4]);
      expect(relay.data()).to.deep.equal([0]);
    });

  it('ends one of no octets at once', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    expect(await stream.end()).to.equal(true);
    expect(relay.socket.readyState).to.be.at.least(2);
    expect(relay.data()).to.deep.equal([]);
  });

  it('takes no more than can be held of what nobody reads', async () => {
    const relay = new FakeRelay();
    const stream = await connect(relay);
    const much = new Uint8Array(16 * 1024 * 1024);
    for (let i = 0; i < 5; i++) relay.say(much);
    await until(() => relay.socket.readyState >= 2, 'closed');
    expect(await failure(read(stream))).to.be.instanceOf(ProtocolError);
  });
});
