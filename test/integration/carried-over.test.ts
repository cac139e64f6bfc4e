/** An account's session, left by one page to the tab's next one (design.md, `remember`). */
import { expect } from 'chai';
import { Session } from '../../src/session/index.js';
import { bodies, echoed, enter, heard, settled } from '../support/inside.js';
import {
  breakableLink,
  cleanUpAfterTest,
  newAccount,
  newRoom,
  online,
  serverUnderTest,
  until,
  type Account,
  type XmppServer,
} from '../support/people.js';

describe('a session carried over to another page', () => {
  let server: XmppServer;

  before(async () => {
    server = await serverUnderTest();
  });

  /** Ann, an account in a room that bob watches; `traffic` is who came and went in his eyes. */
  async function annAndHerWatcher() {
    const account = await newAccount(server, 'ann');
    const link = await breakableLink(server);
    const address = newRoom(server);
    const bob = await enter(server, address, 'bob');
    const ann = await enter(server, address, 'ann', { who: account, config: { service: link.url } });
    await until(() => bob.room.occupants.has('ann'), 'bob sees ann');
    const traffic: string[] = [];
    let there = true;
    bob.room.addEventListener('change', () => {
      const now = bob.room.occupants.has('ann');
      if (now !== there) traffic.push(now ? '+ann' : '-ann');
      there = now;
    });
    return { account, link, address, bob, ann, traffic };
  }

  function page(service: string, credentials: Account): Session {
    const session = new Session({ service, domain: server.domain, credentials });
    cleanUpAfterTest(() => session.disconnect());
    return session;
  }

  it('SM-4: others see nothing of it, nothing is lost or doubled, and the counters stay exact', async () => {
    const { account, link, address, bob, ann, traffic } = await annAndHerWatcher();
    ann.room.send('on the first page');
    await echoed(ann.room, 'on the first page');
    const kept = ann.session.wire.freeze();
    ann.session.wire.closeNow(true);
    if (!kept) throw new Error('the server keeps nothing');
    const session = page(link.url, account);
    session.wire.thaw(JSON.parse(JSON.stringify(kept)) as typeof kept); // as it comes out of storage
    bob.room.send('meanwhile');
    await echoed(bob.room, 'meanwhile');
    await session.connect();
    expect(session.jid).to.equal(kept.jid);
    const room = session.rooms.join(address, { nick: 'ann' });
    await room.joined;
    await settled(room);
    expect([...room.occupants.keys()].sort()).to.deep.equal(['ann', 'bob']);
    expect(room.self?.nick).to.equal('ann');
    await heard(room, 'meanwhile');
    room.send('on the second page');
    await echoed(room, 'on the second page');
    link.connections.at(-1)?.cut(); // a count that is off would end the next resume, or double what is sent
    room.send('without a link');
    await online(session);
    await echoed(room, 'without a link');
    expect(session.jid).to.equal(kept.jid);
    const all = ['on the first page', 'meanwhile', 'on the second page', 'without a link'];
    expect(bodies(room)).to.deep.equal(all);
    await heard(bob.room, 'without a link');
    expect(bodies(bob.room)).to.deep.equal(all);
    expect(traffic).to.deep.equal([]);
  });

  it('SM-4: has contacts on the next page, too, and whom one has blocked', async () => {
    const { account, link, ann } = await annAndHerWatcher();
    await (await ann.session.people).blocking.block('eve@elsewhere.example');
    const kept = ann.session.wire.freeze();
    ann.session.wire.closeNow(true);
    if (!kept) throw new Error('the server keeps nothing');
    const session = page(link.url, account);
    session.wire.thaw(kept);
    const { roster, blocking } = await session.people;
    await session.connect();
    expect(session.jid).to.equal(kept.jid);
    await until(() => roster.state === 'ready', 'contacts');
    await until(() => blocking.isBlocked('eve@elsewhere.example'), 'whom she has blocked');
  });

  it('SM-5: where the server has forgotten it, the page logs in anew', async () => {
    const { account, link, address, bob, ann } = await annAndHerWatcher();
    const kept = ann.session.wire.freeze();
    ann.session.wire.closeNow();
    await until(() => !bob.room.occupants.has('ann'), 'ended');
    const session = page(link.url, account);
    if (kept) session.wire.thaw(kept);
    const room = session.rooms.join(address, { nick: 'ann' });
    await room.joined;
    expect(session.jid).not.to.equal(kept?.jid);
    room.send('a new session');
    await heard(bob.room, 'a new session');
  });
});
