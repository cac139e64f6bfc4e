/** Files over the proxy of a real server, from offer to hash, and what becomes of them where a step towards it fails. */
import { expect } from 'chai';
import type { SendOptions } from '../../src/session/files/files.js';
import type { FileTransfer } from '../../src/session/files/transfer.js';
import { bareJid } from '../../src/session/jid.js';
import { NS_BYTESTREAMS } from '../../src/session/protocol/bytestreams.js';
import { NS_IBB } from '../../src/session/protocol/ibb.js';
import { bytesOf, failure, pair, sameBytes, sha256, someone, type Someone } from '../support/files.js';
import { impatient } from '../support/impatient.js';
import { peerContact } from '../support/peer-contact.js';
import { serverUnderTest, until, type XmppServer } from '../support/people.js';
import { relayTo, startRelay, startStub, type Relay } from '../support/relay.js';

const SIZE = 3_000_000;
/** A size that takes a while. */
const LONG = 20_000_000;
/** RFC 1928 §6. */
const CONNECTED = 0;
const NOT_ALLOWED = 2;

/** Pauses it as soon as it has begun, or it would be over in the next moment; some of it comes all the same. */
async function pauseAtOnce(out: FileTransfer, offered: FileTransfer): Promise<void> {
  impatient(25);
  const pause = () => {
    out.pause();
    if (out.state === 'paused') out.removeEventListener('state', pause);
  };
  out.addEventListener('state', pause);
  await until(() => offered.bytes > 3, 'signs of life');
}

describe('files over the proxy of a real server', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  const two = ({ relay }: Pick<Relay, 'relay'>, theirs?: Pick<Relay, 'relay'>) =>
    pair(server, { relay }, theirs && { relay: theirs.relay });

  const real = () => relayTo(server);
  const gone = () => startRelay(1);
  const refusing = async () => startRelay(await startStub(NOT_ALLOWED));
  const lying = async () => startRelay(await startStub(CONNECTED));

  async function withPeer(to = real) {
    const { relay } = await to();
    const ann = await someone(server, 'ann', { relay });
    const { peer } = await peerContact(server, ann.session, bareJid(ann.jid)!);
    return { ann, peer };
  }

  /** Sends a file. @returns Both ends of it, taken. */
  async function begin(ann: Someone, bob: Someone, size: number, options?: SendOptions) {
    const bytes = bytesOf(size);
    const out = ann.session.files.send(new File([bytes], 'out.bin'), bob.jid, options);
    const sent = failure(out.done);
    const offered = await until(() => bob.offers[0], 'offered');
    const received = failure(offered.accept());
    return { bytes, out, sent, offered, received };
  }

  /** Sends a file that arrives as it was, and is asked about once. @returns Its sender's end. */
  async function pass(ann: Someone, bob: Someone, size = SIZE, options?: SendOptions) {
    const { bytes, out, offered } = await begin(ann, bob, size, options);
    await out.done;
    await until(() => offered.state === 'done', 'arrived');
    expect(await sameBytes(await offered.done, bytes), 'the same bytes').to.equal(true);
    expect(bob.offers).to.have.length(1);
    expect(out.way).to.equal(offered.way);
    return out;
  }

  for (const size of [0, 1, 4097, SIZE])
    it(`FT-4, S5B-14, S5B-18: ${size} bytes go from one of ours to another, as the fastest way`, async () => {
      const relay = await real();
      const [ann, bob] = await two(relay, relay);
      expect(await pass(ann, bob, size)).to.include({ way: 'socks5', why: 'fastest', bytes: size });
    });

  it('FT-4: goes in-band where that is wanted, and over the proxy alone where that is', async () => {
    const relay = await real();
    const [ann, bob] = await two(relay, relay);
    for (const via of ['ibb', 'socks5'] as const) {
      expect(await pass(ann, bob, 10_000, { via })).to.include({ way: via, why: 'wanted' });
      bob.offers.length = 0;
    }
  });

  it('FT-8, S5B-14: goes to another client', async () => {
    const { ann, peer } = await withPeer();
    const bytes = bytesOf(SIZE);
    const out = ann.session.files.send(new File([bytes], 'out.bin'), peer.jid);
    const { sid, xml } = await peer.event('fileOffered');
    expect(xml.indexOf(NS_BYTESTREAMS), 'the faster way comes first').to.be.within(0, xml.indexOf(NS_IBB));
    await peer.expectStream(ann.jid, sid, SIZE);
    await peer.acceptFile(sid, NS_BYTESTREAMS);
    await out.done;
    expect(await peer.event('stream')).to.include({ bytes: SIZE, sha256: sha256(bytes) });
    expect(out).to.include({ way: 'socks5', why: 'fastest', bytes: SIZE });
  });

  it('FT-8, S5B-13: comes from another client', async () => {
    const { ann, peer } = await withPeer();
    const asked = peer.offerFile(ann.jid, { sid: 's1', size: SIZE, methods: [NS_BYTESTREAMS, NS_IBB] });
    const offered = await until(() => ann.offers[0], 'offered');
    const done = offered.accept();
    await asked;
    await peer.openStream(ann.jid, 's1');
    const theirs = await peer.sendStream(SIZE);
    // as in bytestreams.test.ts: the proxy may keep what it read last
    await until(() => offered.bytes >= SIZE - 8192, 'all that comes by itself');
    if (!offered.ended) await peer.closeStream();
    expect(sha256(new Uint8Array(await (await done)!.arrayBuffer()))).to.equal(theirs);
    expect(offered).to.include({ way: 'socks5', bytes: SIZE });
  });

  it('S5B-1: goes in-band at once to whoever has no relay, and from them', async () => {
    const [ann, bob] = await two(await real());
    expect(await pass(ann, bob, 10_000)).to.include({ way: 'ibb', why: 'only' });
    expect(await pass(bob, ann, 10_001)).to.include({ way: 'ibb', why: 'only' });
  });

  for (const [what, anns, bobs] of [
    ['the sender’s relay leads nowhere', gone, real],
    ['the proxy refuses the sender', refusing, real],
    ['the receiver’s relay leads nowhere', real, gone],
    ['the proxy refuses the receiver', real, refusing],
    ['the receiver is not at the proxy, which activates nothing', real, lying],
    ['neither can reach it', gone, gone],
  ] as const)
    it(`FT-18, S5B-15, S5B-16: goes in-band when ${what}, and nobody is asked twice`, async () => {
      const [ann, bob] = await two(await anns(), await bobs());
      expect(await pass(ann, bob)).to.include({ way: 'ibb', why: 'fallback' });
    });

  it('FT-18: fails when nothing but the proxy is wanted, and that cannot be reached', async () => {
    const [ann, bob] = await two(await gone(), await real());
    const { sent } = await begin(ann, bob, 1_000, { via: 'socks5' });
    expect(await sent).to.equal('network');
  });

  it('FT-18, S5B-16: another client is asked once more, for in-band alone', async () => {
    const { ann, peer } = await withPeer(gone);
    const bytes = bytesOf(10_000);
    const out = ann.session.files.send(new File([bytes], 'out.bin'), peer.jid);
    const first = await peer.event('fileOffered');
    await peer.acceptFile(first.sid, NS_BYTESTREAMS);
    const { sid, xml } = await peer.event('fileOffered', (each) => each.sid !== first.sid);
    expect(xml).to.include(NS_IBB).and.not.to.include(NS_BYTESTREAMS);
    await peer.acceptFile(sid);
    await out.done;
    expect(await peer.event('fileReceived')).to.include({ sid, bytes: 10_000, sha256: sha256(bytes) });
    expect(out).to.include({ way: 'ibb', why: 'fallback' });
  });

  for (const whose of ['sender', 'receiver'] as const)
    it(`FT-13, FT-18, S5B-17: the ${whose}’s relay goes in the middle: the rest comes in-band`, async () => {
      const [anns, bobs] = await Promise.all([real(), real()]);
      const [ann, bob] = await two(anns, bobs);
      const { bytes, out, offered } = await begin(ann, bob, SIZE);
      await pauseAtOnce(out, offered);
      await (whose === 'sender' ? anns : bobs).stop();
      out.resume();
      await out.done;
      await until(() => offered.state === 'done', 'arrived');
      expect(await sameBytes(await offered.done, bytes), 'the same bytes').to.equal(true);
      expect(bob.offers).to.have.length(1);
      expect(out).to.include({ way: 'ibb', why: 'fallback' });
    });

  for (const by of ['sender', 'receiver'] as const)
    it(`FT-20, S5B-17: cancelled by the ${by}, it is over for both, and nobody is asked again`, async () => {
      const relay = await real();
      const [ann, bob] = await two(relay, relay);
      const { out, sent, offered, received } = await begin(ann, bob, LONG);
      await pauseAtOnce(out, offered);
      out.resume();
      (by === 'sender' ? out : offered).abort();
      expect(await Promise.all([sent, received])).to.deep.equal(
        by === 'sender' ? ['AbortError', 'stopped'] : ['stopped', 'AbortError'],
      );
      expect(bob.offers).to.have.length(1);
    });

  it('FT-20: it waits while it is paused, without being taken for dead, and goes on', async () => {
    const relay = await real();
    const [ann, bob] = await two(relay, relay);
    const { bytes, out, offered } = await begin(ann, bob, SIZE);
    await pauseAtOnce(out, offered);
    expect(out.state).to.equal('paused');
    expect(out.bytes).to.be.below(SIZE / 2);
    expect(offered.state).to.equal('active');
    out.resume();
    await out.done;
    expect(await sameBytes(await offered.done, bytes), 'the same bytes').to.equal(true);
  });
});
