/** Blocking somebody on a real server. */
import { expect } from 'chai';
import { newAccount, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { bareOf } from '../support/inside.js';

describe('blocking on a real server', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('BLK-2, BLK-3, BLK-4: is known to all clients of the account, and over the next login', async () => {
    const account = await newAccount(server, 'ann');
    const [desk, phone] = await Promise.all([person(server, account), person(server, account)]);
    const [{ blocking }, other] = await Promise.all([desk.people, phone.people]);
    await until(() => blocking.state === 'ready' && other.blocking.state === 'ready', 'both have the list');
    const eve = `eve@${server.domain}`;
    await blocking.block(eve);
    expect(blocking.isBlocked(`${eve}/x`)).to.equal(true);
    await until(() => other.blocking.isBlocked(eve), 'known to the phone');
    await desk.disconnect();
    await desk.connect();
    await until(() => blocking.list.has(eve), 'known after the login');
    await other.blocking.unblockAll();
    await until(() => blocking.list.size === 0, 'unblocked at the desk');
  });

  it('keeps away requests of who is blocked', async () => {
    const [ann, eve] = await Promise.all([
      person(server, await newAccount(server, 'ann')),
      person(server, await newAccount(server, 'eve')),
    ]);
    const [mine, theirs] = await Promise.all([ann.people, eve.people]);
    await until(() => mine.blocking.state === 'ready' && theirs.roster.state === 'ready', 'ready');
    await mine.blocking.block(bareOf(eve));
    await theirs.roster.add(bareOf(ann));
    // answered after what was said before it
    await eve.wire.get(bareOf(ann), eve.disco.ownCaps).catch(() => undefined);
    expect(mine.roster.requests).to.have.length(0);
  });

  it('BLK-1: a guest’s server says whether it can', async () => {
    const guest = await person(server);
    const { blocking } = await guest.people;
    const error = await blocking.block(`eve@${server.domain}`).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect([undefined, 'feature-not-implemented']).to.include(
      (error as { condition?: string } | undefined)?.condition,
    );
  });
});
