/** SOCKS5 bytestreams through the server's own proxy, with websockify before it. */
import { expect } from 'chai';
import { createHash, randomBytes } from 'node:crypto';
import {
  answerBytestreams,
  findProxies,
  offerBytestream,
  type Bytestream,
} from '../../src/session/files/bytestreams.js';
import { bareJid } from '../../src/session/jid.js';
import type { Session } from '../../src/session/index.js';
import { startPeer } from '../support/peer.js';
import { newAccount, newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { relayTo, startRelay, type Relay } from '../support/relay.js';

const MIB = 1024 * 1024;
const SID = 'xstream1';
const never = new AbortController().signal;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Sends that, as a file would be. @returns Whether the other side closed when it had all. */
async function send(stream: Bytestream, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length; at += 256 * 1024)
    await stream.write(bytes.subarray(at, at + 256 * 1024));
  return stream.end();
}

/** Takes one stream, as a file of that size would be taken. */
function receiver(session: Session, size: number) {
  const parts: Uint8Array[] = [];
  const state = { bytes: 0 };
  const done = new Promise<Uint8Array>((resolve, reject) => {
    const take = async (stream: Bytestream) => {
      for await (const part of stream) {
        parts.push(part);
        state.bytes += part.length;
        if (state.bytes >= size) break;
      }
      return Buffer.concat(parts);
    };
    answerBytestreams(session, () => ({
      signal: never,
      size,
      take: (stream) => void take(stream).then(resolve, reject),
    }));
  });
  return Object.assign(state, { done });
}

describe('bytestreams over the proxy of a real server', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  const someone = async (name: string, { relay }: Pick<Relay, 'relay'>) =>
    person(server, await newAccount(server, name), { relay });

  it('S5B-2: finds the proxy, and the address it announces', async () => {
    const ann = await someone('ann', await relayTo(server));
    const [proxy, ...others] = await findProxies(ann, never);
    expect(proxy).to.include({ host: '127.0.0.1', port: server.ports.proxy65 });
    expect(bareJid(proxy?.jid)).to.equal('proxy.localhost');
    expect(others).to.have.length(0);
  });

  for (const size of [0, 1, 2, 4095, 4096, 4097, 10 * MIB])
    it(`S5B-14, S5B-15, S5B-17: ${size} bytes go from one of ours to another`, async () => {
      const relay = await relayTo(server);
      const [ann, bob] = await Promise.all([someone('ann', relay), someone('bob', relay)]);
      const received = receiver(bob, size);
      const bytes = randomBytes(size);
      await send(await offerBytestream(ann, bob.jid!, SID, never), bytes);
      expect(sha256(await received.done)).to.equal(sha256(bytes));
    });

  it('go both ways on one stream', async () => {
    const relay = await relayTo(server);
    const [ann, bob] = await Promise.all([someone('ann', relay), someone('bob', relay)]);
    answerBytestreams(bob, () => ({
      signal: never,
      take: (stream) =>
        void (async () => {
          for await (const part of stream) await stream.write(part);
        })(),
    }));
    const stream = await offerBytestream(ann, bob.jid!, SID, never);
    await stream.write(new TextEncoder().encode('wherefore art thou.'));
    let said = '';
    for await (const part of stream) {
      said += new TextDecoder().decode(part);
      if (said.length >= 17) break;
    }
    expect(said).to.equal('wherefore art tho'); // each holds one octet back for the end
  });

  it('S5B-6, S5B-7: reaches somebody known by their place in a room alone', async () => {
    const relay = await relayTo(server);
    const [ann, bob] = await Promise.all([someone('ann', relay), someone('bob', relay)]);
    const room = newRoom(server);
    await ann.rooms.join(room, { nick: 'ann' }).joined;
    await bob.rooms.join(room, { nick: 'bob' }).joined;
    const received = receiver(bob, 5000);
    const bytes = randomBytes(5000);
    await send(await offerBytestream(ann, `${room}/bob`, SID, never), bytes);
    expect(sha256(await received.done)).to.equal(sha256(bytes));
  });

  it('S5B-13: a target without a relay to it says so', async () => {
    const relay = await relayTo(server);
    const elsewhere = { relay: { 'other.localhost': relay.relay['proxy.localhost']! } };
    const [ann, bob] = await Promise.all([someone('ann', relay), someone('bob', elsewhere)]);
    const received = receiver(bob, 1);
    received.done.catch(() => undefined);
    const error = await offerBytestream(ann, bob.jid!, SID, never).catch((thrown: unknown) => thrown);
    expect(error).to.include({ condition: 'item-not-found' });
  });

  it('S5B-16: fails in good time where the relay leads nowhere', async () => {
    const relay = await relayTo(server);
    const nowhere = await startRelay(1);
    const [ann, bob] = await Promise.all([someone('ann', nowhere), someone('bob', relay)]);
    receiver(bob, 1).done.catch(() => undefined);
    const error = await offerBytestream(ann, bob.jid!, SID, never).catch((thrown: unknown) => thrown);
    expect(error).to.include({ name: 'ConnectionError' });
  });

  it('S5B-14: 10 MiB go to slixmpp', async () => {
    const ann = await someone('ann', await relayTo(server));
    const bob = await startPeer(server, await newAccount(server, 'bob'));
    const bytes = randomBytes(10 * MIB);
    await bob.expectStream(ann.jid!, SID, bytes.length);
    await send(await offerBytestream(ann, bob.jid, SID, never), bytes);
    expect(await bob.event('stream')).to.include({ bytes: bytes.length, sha256: sha256(bytes) });
  });

  it('S5B-8, S5B-13: 10 MiB come from slixmpp', async () => {
    const ann = await someone('ann', await relayTo(server));
    const bob = await startPeer(server, await newAccount(server, 'bob'));
    const size = 10 * MIB;
    const received = receiver(ann, size);
    await bob.openStream(ann.jid!, SID);
    const theirs = await bob.sendStream(size);
    // Prosody may keep what it read last, 8 KiB at most, until the sender closes, websockify loses what it holds when it does
    await until(() => received.bytes >= size - 8192, 'all that comes by itself');
    if (received.bytes < size) await bob.closeStream();
    expect(sha256(await received.done)).to.equal(theirs);
  });

  it('S5B-17: one that is closed too early ends for the reader', async () => {
    const relay = await relayTo(server);
    const [ann, bob] = await Promise.all([someone('ann', relay), someone('bob', relay)]);
    let came = -1;
    answerBytestreams(bob, () => ({
      signal: never,
      take: (stream) =>
        void (async () => {
          let count = 0;
          for await (const part of stream) count += part.length;
          came = count;
        })(),
    }));
    const stream = await offerBytestream(ann, bob.jid!, SID, never);
    await stream.write(randomBytes(1000));
    stream.close();
    await until(() => came >= 0, 'the end');
    expect(came).to.be.below(1000);
  });

  it('S5B-16, S5B-17: ends for both when a relay goes', async () => {
    const [near, far] = await Promise.all([relayTo(server), relayTo(server)]);
    const [ann, bob] = await Promise.all([someone('ann', near), someone('bob', far)]);
    const received = receiver(bob, 100 * MIB);
    const stream = await offerBytestream(ann, bob.jid!, SID, never);
    const bytes = randomBytes(MIB);
    await stream.write(bytes);
    await until(() => received.bytes > 0, 'it comes');
    await far.stop();
    const error = await (async () => {
      for (;;) await stream.write(bytes);
    })().catch((thrown: unknown) => thrown);
    expect(error).to.include({ name: 'ConnectionError', condition: 'closed' });
    expect((await received.done).length).to.be.below(100 * MIB);
  });
});
