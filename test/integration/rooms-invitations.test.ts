/** Invitations into rooms (XEP-0045 §7.8, XEP-0249) on a real server, with another client on the other side; chats that become rooms. */
import { expect } from 'chai';
import type { People, Session } from '../../src/session/index.js';
import { buildPing } from '../../src/session/protocol/ping.js';
import { bareOf, enter, happened, heard, type Inside } from '../support/inside.js';
import { SERVER } from '../support/capabilities.js';
import { eventually } from '../support/eventually.js';
import { newAccount, newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { startPeer, type Peer } from '../support/peer.js';
import { peerContact } from '../support/peer-contact.js';
import { configureRoom } from '../support/room-config.js';

const bare = (jid: string) => jid.split('/')[0]!;

/** Who invites, as rooms say it: Prosody 0.12 by their place there, ejabberd 23.01 by their own address. */
const names = (room: string, nick = '', jid = '') => [`${room}/${nick}`, jid, bare(jid)];

async function membersOnly({ session, room }: Inside): Promise<void> {
  await configureRoom(session, room.jid, { membersonly: true });
  await until(() => room.info?.membersOnly, 'it is for members only');
}

/** Ann owns a room, Ben has another client. */
async function annAndBen(server: XmppServer) {
  const address = newRoom(server);
  const account = await newAccount(server, 'ann');
  const ann = await enter(server, address, 'ann', { who: account });
  const ben = await startPeer(server, await newAccount(server, 'ben'));
  return { ann, account, ben, address };
}

/** All that was sent before has arrived, and so has what it led to here. */
const answered = ({ wire }: Session) => wire.get(undefined, buildPing());

/** Somebody with an account, whose people are loaded and who is known to be here. */
async function withPeople(server: XmppServer, name: string) {
  const session: Session = await person(server, await newAccount(server, name));
  const people: People = await session.people;
  await until(() => people.roster.state === 'ready', 'the roster');
  await answered(session);
  return { session, people, jid: bareOf(session) };
}

const invite = async ({ room }: Inside, guests: readonly string[], reason?: string) =>
  (await room.moderation()).invite(guests, { reason });

const pending = ({ invitations }: People, room: string) =>
  until(() => invitations.get(room), `an invitation into ${room}`);

describe('inviting into rooms', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-53, INV-1: goes past the room to another client', async () => {
    const { ann, ben, address } = await annAndBen(server);
    expect(await invite(ann, [bare(ben.jid)], 'Come <now>')).to.deep.equal([{ jid: bare(ben.jid) }]);
    const invited = await ben.event('invited', ({ direct }) => direct);
    expect(invited).to.include({ room: address, by: bareOf(ann.session), reason: 'Come <now>' });
  });

  it('MUC-50, MUC-53: goes by a room for members only, where the other one can then enter', async () => {
    const { ann, ben, address } = await annAndBen(server);
    await membersOnly(ann);
    expect(await invite(ann, [bare(ben.jid)], 'You belong here')).to.deep.equal([{ jid: bare(ben.jid) }]);
    const invited = await ben.event('invited', ({ direct }) => !direct);
    expect(invited).to.include({ room: address, reason: 'You belong here' });
    expect(invited.by).to.be.oneOf(names(address, 'ann', ann.session.jid));
    await ben.join(address, 'ben');
    await until(() => ann.room.occupants.get('ben')?.affiliation === 'member', 'he is a member');
  });

  it('MUC-53: makes nobody less than they are, and lets nobody back in who is banned', async () => {
    const { ann, ben, address } = await annAndBen(server);
    const moderation = await ann.room.moderation();
    const banned = await newAccount(server, 'carl');
    const carl = `${banned.username}@${server.domain}`;
    await membersOnly(ann);
    await moderation.setAffiliation(bare(ben.jid), 'admin');
    await moderation.setAffiliation(carl, 'outcast');
    const results = await invite(ann, [bare(ben.jid), carl]);
    expect(results).to.deep.equal([{ jid: bare(ben.jid) }, { jid: carl, failure: 'banned' }]);
    await ben.event('invited', ({ room }) => room === address);
    const admins = await moderation.list({ affiliation: 'admin' });
    expect(admins.map(({ jid }) => jid)).to.deep.equal([bare(ben.jid)]);
    expect((await moderation.list({ affiliation: 'outcast' })).map(({ jid }) => jid)).to.deep.equal([carl]);
  });

  it('MUC-50: tells of each whether it could be', async () => {
    const { ann, ben } = await annAndBen(server);
    const nobody = `nobody-${crypto.randomUUID()}@${server.domain}`;
    const results = await invite(ann, [bare(ben.jid), nobody, 'x@no-such-server.invalid', 'nonsense']);
    expect(results.map(({ failure }) => failure).slice(0, 2)).to.deep.equal([undefined, 'nobody']);
    expect(results[2]?.failure).to.be.oneOf(['unreachable', 'forbidden', 'nobody', 'other']);
    expect(results[3]?.failure).to.equal('no-address');
  });

  it('MUC-50: tells that a member may not, where the room says so', async () => {
    const { ann, address } = await annAndBen(server);
    await membersOnly(ann);
    const account = await newAccount(server, 'mimi');
    await (await ann.room.moderation()).setAffiliation(`${account.username}@${server.domain}`, 'member');
    const mimi = await enter(server, address, 'mimi', { who: account });
    const carl = await newAccount(server, 'carl');
    const results = await invite(mimi, [`${carl.username}@${server.domain}`]);
    expect(results[0]?.failure).to.equal('forbidden');
  });

  it('MUC-52: says in the room who does not come, and why', async () => {
    const { ann, ben, address } = await annAndBen(server);
    await membersOnly(ann);
    await invite(ann, [bare(ben.jid)]);
    const { by } = await ben.event('invited', ({ direct }) => !direct);
    await ben.decline(address, by, 'Too <busy>');
    const told = await happened(ann.room, 'declined');
    expect(told).to.deep.include({ type: 'declined', nick: bare(ben.jid), reason: 'Too <busy>' });
  });

  // ejabberd 23.01 sends it to the session that invited, which is gone
  if (SERVER === 'prosody')
    it('MUC-52: says so after a reload, too', async () => {
      const { ann, account, ben, address } = await annAndBen(server);
      await membersOnly(ann);
      await invite(ann, [bare(ben.jid)]);
      const { by } = await ben.event('invited', ({ direct }) => !direct);
      await ann.room.leave();
      await ann.session.disconnect();
      const again = await enter(server, address, 'ann', { who: account });
      await ben.decline(address, by, 'Too <busy>');
      const told = await happened(again.room, 'declined');
      expect(told).to.deep.include({ type: 'declined', nick: bare(ben.jid), reason: 'Too <busy>' });
    });
});

describe('being invited', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  /** A room that the peer owns. */
  async function peerRoom(peer: Peer): Promise<string> {
    const address = newRoom(server, 'den');
    await peer.join(address, 'ben');
    await peer.raw(
      `<iq type='set' id='c' to='${address}'><query xmlns='http://jabber.org/protocol/muc#owner'>` +
        "<x xmlns='jabber:x:data' type='submit'/></query></iq>",
    );
    await peer.ping(server.domain); // it is open
    return address;
  }

  it('INV-1, INV-2: directly by a contact; whoever agrees is in', async () => {
    const ann = await withPeople(server, 'ann');
    const { peer, bob } = await peerContact(server, ann.people, ann.jid);
    const address = await peerRoom(peer);
    await peer.inviteDirectly(address, ann.jid, { reason: 'Come <now>' });
    const invitation = await pending(ann.people, address);
    expect(invitation).to.include({ by: bob, direct: true, known: true, reason: 'Come <now>' });
    await ann.people.invitations.accept(address, { nick: 'ann' }).joined;
    await peer.event('presence', ({ from }) => from === `${address}/ann`);
    expect(ann.people.invitations.pending).to.deep.equal([]);
  });

  it('MUC-51, INV-3: by the room and directly at once is one', async () => {
    const ann = await withPeople(server, 'ann');
    const peer = await startPeer(server, await newAccount(server, 'ben'));
    const address = await peerRoom(peer);
    await peer.invite(address, ann.jid, 'first');
    await peer.inviteDirectly(address, ann.jid, { reason: 'second' });
    const invitation = await pending(ann.people, address);
    expect(invitation).to.include({ direct: false, known: false, reason: 'first' });
    expect(invitation.by).to.be.oneOf(names(address, 'ben', peer.jid));
    await answered(ann.session);
    expect(ann.people.invitations.pending).to.have.length(1);
    expect(ann.people.chats.strangers, 'no chat begins by it').to.deep.equal([]);
  });

  it('MUC-51, INV-2: the password that comes along opens the room', async () => {
    const ann = await withPeople(server, 'ann');
    const ben = await enter(server, newRoom(server), 'ben', { who: await newAccount(server, 'ben') });
    await configureRoom(ben.session, ben.room.jid, { passwordprotectedroom: true, roomsecret: 'sesame' });
    await until(() => ben.room.info?.passwordProtected, 'it has a password');
    await invite(ben, [ann.jid]);
    const invitation = await pending(ann.people, ben.room.jid);
    expect(invitation).to.include({ direct: false, password: 'sesame' });
    await ann.people.invitations.accept(ben.room.jid, { nick: 'ann' }).joined;
  });

  it('MUC-52: who declines is heard of by the other client', async () => {
    const ann = await withPeople(server, 'ann');
    const peer = await startPeer(server, await newAccount(server, 'ben'));
    const address = await peerRoom(peer);
    await peer.invite(address, ann.jid);
    await pending(ann.people, address);
    ann.people.invitations.decline(address, 'Not <today>');
    const declined = await peer.event('declined');
    expect(declined).to.deep.include({ room: address, reason: 'Not <today>' });
    expect(bare(declined.by)).to.equal(ann.jid);
  });

  it('M-13, INV-3: none that is forged, and few of very many', async () => {
    const ann = await withPeople(server, 'ann');
    const eve = await startPeer(server, await newAccount(server, 'eve'));
    const x = `<x xmlns='http://jabber.org/protocol/muc#user'><invite from='ann@${server.domain}'><reason>urgent</reason></invite></x>`;
    await eve.raw(`<message to='${ann.jid}'>${x}</message>`); // “the room” is her
    await eve.raw(
      `<message to='${ann.jid}'><x xmlns='jabber:x:conference' jid='lab@${server.rooms}/ann'/></message>`,
    );
    for (let i = 0; i < 100; i++) await eve.inviteDirectly(`room${i}@rooms.elsewhere.example`, ann.jid);
    await eve.message(ann.jid, 'the last');
    await until(() => ann.people.chats.get(eve.jid), 'all have come');
    const rooms = ann.people.invitations.pending.map(({ room }) => room);
    expect(rooms).to.have.length(5);
    expect(rooms.every((room) => room.endsWith('@rooms.elsewhere.example'))).to.equal(true);
    expect(ann.session.rooms.all).to.deep.equal([]);
  });

  it('INV-3, BLK-2: none by who is blocked', async () => {
    const ann = await withPeople(server, 'ann');
    const eve = await startPeer(server, await newAccount(server, 'eve'));
    const address = await peerRoom(eve);
    await ann.people.blocking.block(bare(eve.jid));
    await eve.inviteDirectly(address, ann.jid);
    if (server.name === 'ejabberd') await eve.invite(address, ann.jid); // Prosody 0.12 does not tell whose it is
    const ben = await startPeer(server, await newAccount(server, 'ben'));
    const other = await peerRoom(ben);
    await eve.ping(server.domain); // hers have gone out
    await ben.invite(other, ann.jid);
    await pending(ann.people, other);
    expect(ann.people.invitations.pending).to.have.length(1);
  });

  it('MUC-51: into a room that would not let one in, and whose page shows that', async () => {
    const ann = await withPeople(server, 'ann');
    const ben = await enter(server, newRoom(server), 'ben', { who: await newAccount(server, 'ben') });
    await membersOnly(ben);
    const room = ann.session.rooms.join(ben.room.jid, { nick: 'ann' });
    await until(() => room.status.state === 'failed', 'she is kept out');
    await invite(ben, [ann.jid]);
    await pending(ann.people, room.jid);
    await ann.people.invitations.accept(room.jid, { nick: 'ann' }).joined;
  });
});

describe('a chat that becomes a room', () => {
  it('MUC-54: is for members, who see each other, and goes on where it was, with what somebody wants to show', async () => {
    const server = await serverUnderTest();
    const ann = await withPeople(server, 'ann');
    const { peer, bob } = await peerContact(server, ann.people, ann.jid);
    const zoe = await withPeople(server, 'zoe');
    const chat = ann.people.chats.open(bob);
    chat.send('Shall we ask Zoe?');
    await peer.event('message', ({ body }) => body === 'Shall we ask Zoe?');
    await peer.message(ann.jid, 'By all means');
    await until(() => chat.messages.length === 2, 'his answer');

    const { room, invited } = await chat.makeGroup({ name: 'Plans', guests: [zoe.jid], share: 10 });
    expect(invited.map(({ jid, failure }) => [jid, failure])).to.deep.equal([
      [bob, undefined],
      [zoe.jid, undefined],
    ]);
    expect(room.info).to.include({ membersOnly: true, nonAnonymous: true, name: 'Plans' });
    await peer.event('invited', ({ direct, room: to }) => !direct && to === room.jid); // both servers drop its <continue/>
    await peer.join(room.jid, 'bob');

    const invitation = await pending(zoe.people, room.jid);
    expect(invitation.by).to.be.oneOf(names(room.jid, room.nick, ann.session.jid));
    const hers = zoe.people.invitations.accept(room.jid, { nick: 'zoe' });
    await hers.joined;
    const [annsName, bobsName] = [ann.jid, bob].map((jid) => jid.split('@')[0]);
    await heard(hers, `${annsName}: Shall we ask Zoe?`);
    await heard(hers, `${bobsName}: By all means`);
    const mallory = await person(server, await newAccount(server, 'mallory'));
    const kept = mallory.rooms.join(room.jid, { nick: 'mallory' });
    await eventually(
      () => Promise.resolve(kept.status),
      (status) => status.state === 'failed' && status.reason === 'members-only',
      'nobody else comes in',
    );
  });

  it('MUC-54: shows nobody what was said, unless somebody wants that', async () => {
    const server = await serverUnderTest();
    const ann = await withPeople(server, 'ann');
    const { peer, bob } = await peerContact(server, ann.people, ann.jid);
    const chat = ann.people.chats.open(bob);
    chat.send('between us');
    await peer.event('message', ({ body }) => body === 'between us');
    const { room } = await chat.makeGroup({ name: 'Plans' });
    room.send('hello');
    await heard(room, 'hello');
    expect(room.messages.filter(({ kind }) => kind === 'message')).to.have.length(1);
  });
});
