/** Files between clients, in-band, on a real server. */
import { expect } from 'chai';
import { bareJid } from '../../src/session/jid.js';
import {
  bytesOf,
  failure,
  pair,
  sameBytes,
  sha256,
  someone,
  underWay,
  type Someone,
} from '../support/files.js';
import type { Peer } from '../support/peer.js';
import { peerContact } from '../support/peer-contact.js';
import { newAccount, newRoom, serverUnderTest, until, type XmppServer } from '../support/people.js';

/** Somebody of ours and slixmpp, who know each other. */
async function withPeer(server: XmppServer): Promise<{ readonly ann: Someone; readonly peer: Peer }> {
  const ann = await someone(server, 'ann');
  const { peer } = await peerContact(server, ann.session, bareJid(ann.jid)!);
  return { ann, peer };
}

const file = (size: number) => new File([bytesOf(size)], 'out.bin');

/** A size that takes a while. */
const LONG = 2_000_000;

describe('files on a real server', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  for (const size of [0, 1, 4095, 4096, 4097, 3_000_000])
    it(`FT-2, FT-21, IBB-6: ${size} bytes arrive as they were`, async () => {
      const [ann, bob] = await pair(server);
      const bytes = bytesOf(size);
      const out = ann.session.files.send(new File([bytes], 'photo.png', { type: 'image/png' }), bob.jid);
      const offered = await until(() => bob.offers[0], 'offered');
      expect(offered).to.include({ state: 'offered', direction: 'in', peer: ann.jid });
      expect(offered.file).to.include({ name: 'photo.png', size, type: 'image/png' });
      const blob = await offered.accept();
      await out.done;
      expect(blob?.type).to.equal('application/octet-stream');
      expect(await sameBytes(blob, bytes), 'the same bytes').to.equal(true);
      expect([out.state, out.bytes, out.way, offered.state, offered.bytes]).to.deep.equal([
        'done',
        size,
        'ibb',
        'done',
        size,
      ]);
    });

  for (const size of [0, 4096, 300_000])
    it(`FT-8, IBB-16: ${size} bytes go to another client, and come from it`, async () => {
      const { ann, peer } = await withPeer(server);
      const bytes = bytesOf(size);
      const out = ann.session.files.send(new File([bytes], 'out.bin'), peer.jid);
      const { sid, name } = await peer.event('fileOffered');
      expect(name).to.equal('out.bin');
      await peer.acceptFile(sid);
      await out.done;
      expect(await peer.event('fileReceived')).to.include({ bytes: size, sha256: sha256(bytes) });
      const sending = peer.sendFile(ann.jid, { size, seed: 7 });
      const offered = await until(() => ann.offers[0], 'offered');
      const blob = await offered.accept();
      await sending;
      const { sha256: sent } = await peer.event('fileAccepted');
      expect(sha256(new Uint8Array(await blob!.arrayBuffer()))).to.equal(sent);
    });

  it('IBB-18: blocks that come in messages are the same file, and no chat', async () => {
    const { ann, peer } = await withPeer(server);
    const sending = peer.sendFile(ann.jid, { size: 100_000, seed: 11, messages: true });
    const offered = await until(() => ann.offers[0], 'offered');
    const blob = await offered.accept();
    await sending;
    const { sha256: sent } = await peer.event('fileAccepted');
    expect(sha256(new Uint8Array(await blob!.arrayBuffer()))).to.equal(sent);
    const { chats } = await ann.session.people;
    expect(chats.get(bareJid(peer.jid)!)?.messages ?? []).to.have.length(0);
  });

  it('FT-11: declined by another client, it is told so; declined by us, the other client is told so', async () => {
    const { ann, peer } = await withPeer(server);
    const out = ann.session.files.send(file(1000), peer.jid);
    const { sid } = await peer.event('fileOffered');
    // it waits for an answer to its answer, which never comes
    peer.declineFile(sid).catch(() => undefined);
    expect(await failure(out.done)).to.equal('declined');
    const sending = peer.sendFile(ann.jid, { size: 1000, seed: 1 });
    const told = sending.catch((error: unknown) => String(error));
    (await until(() => ann.offers[0], 'offered')).decline();
    expect(await told).to.include('forbidden Offer Declined');
    expect(ann.offers[0]?.state).to.equal('cancelled');
  });

  it('FT-20: cancelled before it is accepted, nothing comes of it', async () => {
    const { ann, peer } = await withPeer(server);
    const out = ann.session.files.send(file(1000), peer.jid);
    const { sid } = await peer.event('fileOffered');
    out.abort();
    expect(await failure(out.done)).to.equal('AbortError');
    await peer.acceptFile(sid);
    await peer.ping(ann.jid);
    const next = ann.session.files.send(file(10), peer.jid);
    const offer = await peer.event('fileOffered', (each) => each.sid !== sid);
    await peer.acceptFile(offer.sid);
    await next.done;
    expect(await peer.event('fileReceived')).to.include({ sid: offer.sid, bytes: 10 });
  });

  it('FT-20, IBB-16: cancelled by us while it goes out, the stream is closed', async () => {
    const { ann, peer } = await withPeer(server);
    const out = ann.session.files.send(file(LONG), peer.jid);
    await peer.acceptFile((await peer.event('fileOffered')).sid);
    await underWay(out);
    out.abort();
    expect(await failure(out.done)).to.equal('AbortError');
    expect((await peer.event('fileReceived')).bytes).to.be.within(1, LONG - 1);
  });

  for (const paused of [false, true])
    it(`FT-20, IBB-16: closed by another client while it ${paused ? 'is paused' : 'goes out'}, it has stopped`, async () => {
      const { ann, peer } = await withPeer(server);
      const out = ann.session.files.send(file(LONG), peer.jid);
      const { sid } = await peer.event('fileOffered');
      await peer.acceptFile(sid);
      await underWay(out);
      if (paused) out.pause();
      await peer.closeFile(sid);
      expect(await failure(out.done)).to.equal('stopped');
    });

  it('FT-20, IBB-16: cancelled by us while it comes in, the other client is told', async () => {
    const { ann, peer } = await withPeer(server);
    const sending = failure(peer.sendFile(ann.jid, { size: LONG, seed: 2 }));
    const offered = await until(() => ann.offers[0], 'offered');
    const done = failure(offered.accept());
    await underWay(offered);
    offered.abort();
    expect(await done).to.equal('AbortError');
    expect(await sending).to.equal('Error');
  });

  it('FT-15, FT-20: closed by another client while it comes in, it is not whole', async () => {
    const { ann, peer } = await withPeer(server);
    const sending = failure(peer.sendFile(ann.jid, { size: LONG, seed: 3 }));
    const offered = await until(() => ann.offers[0], 'offered');
    const done = failure(offered.accept());
    await underWay(offered);
    await peer.closeFile('s3');
    expect(await done).to.equal('stopped');
    expect(await sending).to.equal('Error');
  });

  it('FT-20: cancelled by one of ours on either side, both are over', async () => {
    const [ann, bob] = await pair(server);
    const { files } = ann.session;
    for (const [by, size] of [
      ['sender', LONG],
      ['receiver', LONG + 1],
    ] as const) {
      const out = files.send(file(size), bob.jid);
      const offered = await until(() => bob.offers.find(({ state }) => state === 'offered'), 'offered');
      const ends = [failure(out.done), failure(offered.accept())];
      await underWay(offered);
      (by === 'sender' ? out : offered).abort();
      expect(await Promise.all(ends)).to.deep.equal(
        by === 'sender' ? ['AbortError', 'stopped'] : ['stopped', 'AbortError'],
      );
    }
  });

  for (const [how, go] of [
    ['says goodbye', (peer: Peer) => peer.presence({ type: 'unavailable' })],
    ['loses its link', (peer: Peer) => peer.disconnect()],
  ] as const) {
    it(`FT-20: whoever gets it ${how} in the middle`, async () => {
      const { ann, peer } = await withPeer(server);
      const out = ann.session.files.send(file(LONG), bareJid(peer.jid)!);
      await peer.acceptFile((await peer.event('fileOffered')).sid);
      await underWay(out);
      await go(peer);
      expect(await failure(out.done)).to.equal('not-there');
    });

    it(`FT-20: whoever sends it ${how} in the middle`, async () => {
      const { ann, peer } = await withPeer(server);
      void failure(peer.sendFile(ann.jid, { size: LONG, seed: 4 }));
      const offered = await until(() => ann.offers[0], 'offered');
      const done = failure(offered.accept());
      await underWay(offered);
      await go(peer);
      expect(await done).to.equal('not-there');
    });
  }

  it('FT-4: goes in-band when that is wanted, and says so', async () => {
    const [ann, bob] = await pair(server);
    const out = ann.session.files.send(file(5000), bareJid(bob.jid)!, { via: 'ibb' });
    await (await until(() => bob.offers[0], 'offered')).accept();
    await out.done;
    expect(out).to.include({ way: 'ibb', why: 'wanted' });
  });

  it('FT-2, UP-3: what is held is offered to nobody, or said to nobody, until it is released', async () => {
    const [ann, bob] = await pair(server);
    const straight = ann.session.files.send(file(500), bareJid(bob.jid)!, { hold: true });
    const away = await newAccount(server, 'away');
    const stored = ann.session.files.send(file(500), `${away.username}@${server.domain}`, { hold: true });
    await until(() => straight.state === 'ready' && stored.state === 'ready', 'both are ready');
    expect(bob.offers).to.have.length(0);
    expect(ann.session.chats.get(stored.peer)?.messages ?? []).to.have.length(0);
    straight.release();
    stored.release();
    await (await until(() => bob.offers[0], 'offered')).accept();
    await Promise.all([straight.done, stored.done]);
    expect([straight.way, stored.way]).to.deep.equal(['ibb', 'upload']);
    await until(() => ann.session.chats.get(stored.peer)?.messages.length === 1, 'said');
  });

  it('FT-1: whose client receives no files gets it by the server, and in-band only is no way', async () => {
    const { ann, peer } = await withPeer(server);
    await peer.withoutFiles();
    const out = ann.session.files.send(file(500), peer.jid);
    await out.done;
    expect(out).to.include({ way: 'upload', why: 'fallback' });
    const chosen = ann.session.files.send(file(500), bareJid(peer.jid)!);
    await chosen.done;
    expect(chosen).to.include({ way: 'upload', why: 'no-support' });
    await peer.event('message', ({ body }) => body === chosen.url);
    const forced = ann.session.files.send(file(500), peer.jid, { via: 'ibb' });
    expect(await failure(forced.done)).to.equal('unsupported');
  });

  it('UP-3: whoever is away, and a room, get it by the server', async () => {
    const { ann, peer } = await withPeer(server);
    await peer.presence({ type: 'unavailable' });
    const bob = bareJid(peer.jid)!;
    await until(() => !ann.session.roster.get(bob)?.resources.length, 'away');
    const out = ann.session.files.send(file(500), bob);
    await out.done;
    expect(out).to.include({ way: 'upload', why: 'not-online' });
    expect(await failure(ann.session.files.send(file(500), bob, { via: 'ibb' }).done)).to.equal('not-there');
    const room = newRoom(server);
    await ann.session.rooms.join(room, { nick: 'ann' }).joined;
    const toAll = ann.session.files.send(file(500), room);
    await toAll.done;
    expect(toAll).to.include({ way: 'upload', why: 'room' });
    const forced = ann.session.files.send(file(500), room, { via: 'ibb' });
    expect(await failure(forced.done)).to.equal('unsupported');
  });
});
