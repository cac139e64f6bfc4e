/** Files between clients, in-band, on a real server. */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Session } from '../../src/session/index.js';
import type { OfferEvent } from '../../src/session/files/files.js';
import type { FileTransfer } from '../../src/session/files/transfer.js';
import { bareJid } from '../../src/session/jid.js';
import type { Peer } from '../support/peer.js';
import { peerContact } from '../support/peer-contact.js';
import { newAccount, person, serverUnderTest, until, type XmppServer } from '../support/people.js';

interface Someone {
  readonly session: Session;
  readonly jid: string;
  readonly offers: FileTransfer[];
}

/** Two who know each other, online. */
async function pair(server: XmppServer): Promise<readonly [Someone, Someone]> {
  const [ann, bob] = await Promise.all([someone(server, 'ann'), someone(server, 'bob')]);
  await ann.session.roster.add(bob.jid);
  await until(() => bob.session.roster.requests.length, 'asked');
  bob.session.roster.approve(ann.jid);
  await bob.session.roster.add(ann.jid);
  await until(() => ann.session.roster.requests.length, 'asked back');
  ann.session.roster.approve(bob.jid);
  for (const [one, other] of [
    [ann, bob],
    [bob, ann],
  ] as const)
    await until(() => one.session.roster.get(other.jid)?.resources.length, `${other.jid} is there`);
  return [ann, bob];
}

async function someone(server: XmppServer, name: string): Promise<Someone> {
  const account = await newAccount(server, name);
  const session = await person(server, account);
  const people = await session.people;
  await until(() => people.roster.state === 'ready', `${name} has a roster`);
  const offers: FileTransfer[] = [];
  people.files.addEventListener('offer', (event) => offers.push((event as OfferEvent).transfer));
  return { session, jid: session.jid!, offers };
}

/** Bytes that compress to nothing, the same each time. */
function bytesOf(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let state = 2463534242;
  for (let i = 0; i < size; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state;
  }
  return bytes;
}

const sameBytes = async (blob: Blob | undefined, bytes: Uint8Array) =>
  Buffer.compare(Buffer.from(await blob!.arrayBuffer()), bytes) === 0;

/** Somebody of ours and slixmpp, who know each other. */
async function withPeer(server: XmppServer): Promise<{ readonly ann: Someone; readonly peer: Peer }> {
  const ann = await someone(server, 'ann');
  const { peer } = await peerContact(server, ann.session, bareJid(ann.jid)!);
  return { ann, peer };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

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
});
