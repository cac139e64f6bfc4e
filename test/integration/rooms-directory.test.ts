/** What rooms there are, and making one (XEP-0045 §6, §10.1). */
import { expect } from 'chai';
import { createRoom, RoomCreation } from '../../src/session/room-creation.js';
import type { RoomDirectory, Session } from '../../src/session/index.js';
import { itWith } from '../support/capabilities.js';
import { enter, status } from '../support/inside.js';
import { newAccount, newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { configureRoom } from '../support/room-config.js';
import { ownServer } from '../support/own-server.js';

const MANY = 120;

/** All that the service lists, page after page. */
async function listed(session: Session, service: string): Promise<RoomDirectory> {
  const directory = await session.rooms.directory();
  directory.open(service);
  while (!directory.complete) {
    await until(() => directory.state !== 'loading', 'a page has come');
    if (directory.error) throw directory.error;
    directory.more();
  }
  return directory;
}

const has = ({ rooms }: RoomDirectory, jid: string) => rooms.some((room) => room.jid === jid);

const refusal = (deed: Promise<unknown>) =>
  deed.then(
    () => 'none',
    (error: unknown) => (error as { condition?: string }).condition ?? String(error),
  );

describe('finding and making rooms', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('DISCO-6: the services with rooms are those that the own server names', async () => {
    const session = await person(server, await newAccount(server));
    const services = await (await session.rooms.directory()).services();
    expect(services.map(({ jid }) => jid)).to.deep.equal([server.rooms]);
  });

  it('MUC-2, MUC-3: rooms are listed, and say what they are', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    await configureRoom(ann.session, address, {
      roomname: 'The <lab>',
      roomdesc: 'Where we try',
      passwordprotectedroom: true,
      roomsecret: 'geheim',
      moderatedroom: true,
    });
    const directory = await listed(await person(server), server.rooms);
    expect(has(directory, address)).to.equal(true);
    await until(() => directory.about(address), 'it has said what it is');
    expect(directory.known(address)).to.deep.include({
      name: 'The <lab>',
      description: 'Where we try',
      occupants: 1,
      passwordProtected: true,
      membersOnly: false,
      moderated: true,
    });
  });

  it('MUC-2, DISCO-8: a service with many rooms lists them all, in pages where it pages', async () => {
    const host = await person(server);
    const addresses = Array.from({ length: MANY }, () => newRoom(server, 'many'));
    // Prosody 0.12 lists rooms once something was set
    for (const address of addresses)
      await (await createRoom(host, address, 'host', { public: true })).leave(); // ejabberd lets nobody into over 100
    const directory = await listed(await person(server), server.rooms);
    for (const address of addresses) expect(has(directory, address), address).to.equal(true);
  }).timeout(120_000);

  it('DISCO-9: a service that is none says so, and another one can be looked at', async () => {
    const session = await person(server, await newAccount(server));
    const directory = await session.rooms.directory();
    directory.open('nowhere.localhost');
    await until(() => directory.state === 'failed', 'it fails');
    directory.open(server.rooms);
    await until(() => directory.state === 'ready', 'another one does not');
  });

  it('MUC-81: a room that is made is called as was wanted, listed, and open to all', async () => {
    const session = await person(server, await newAccount(server));
    const address = newRoom(server, 'den');
    const room = await createRoom(session, address, 'ann', { name: 'The den', public: true });
    expect(room.status.state).to.equal('joined');
    await until(() => room.name === 'The den', 'its name');
    const bob = await enter(server, address, 'bob');
    expect(has(await listed(bob.session, server.rooms), address)).to.equal(true);
    await room.leave();
    await bob.room.leave();
    await enter(server, address, 'carl'); // it has stayed
  });

  it('MUC-81: one for those who are invited is not listed, and nobody else comes in', async () => {
    const session = await person(server, await newAccount(server));
    const address = newRoom(server, 'den');
    await createRoom(session, address, 'ann', { name: 'The den', public: false });
    const bob = await person(server);
    const room = bob.rooms.join(address, { nick: 'bob' });
    expect(await status(room, 'failed')).to.include({ reason: 'members-only' });
    expect(has(await listed(bob, server.rooms), address)).to.equal(false);
  });

  it('MUC-81, MUC-82: one that is settled by its form has what was filled in; a cancel takes it away', async () => {
    const session = await person(server, await newAccount(server));
    const address = newRoom(server, 'den');
    const creation = await RoomCreation.begin(session, address, 'ann');
    const form = (await creation.config())!;
    expect(form.formType).to.equal('http://jabber.org/protocol/muc#roomconfig');
    const room = await creation.settle(form, new Map([['muc#roomconfig_roomdesc', ['Where we rest']]]));
    await until(() => room.info?.description === 'Where we rest', 'what it is about');

    const other = newRoom(server, 'den');
    const cancelled = await RoomCreation.begin(session, other, 'ann');
    await cancelled.cancel();
    expect(cancelled.room.status.state).to.equal('idle');
    expect(await refusal(session.disco.info(other, { fresh: true }))).to.equal('item-not-found');
  });

  it('MUC-81: a room that is there already is not taken for a new one', async () => {
    const address = newRoom(server);
    await enter(server, address, 'ann');
    const session = await person(server, await newAccount(server));
    expect(await refusal(createRoom(session, address, 'bob', {}))).to.equal('conflict');
    expect(session.rooms.get(address)?.status.state ?? 'idle').to.equal('idle');
  });

  itWith('restrictedCreation', 'MUC-81: where only some may make rooms, that is said', async () => {
    const own = await ownServer({
      extra: 'Component "closed.localhost" "muc"\n  restrict_room_creation = true\n',
    });
    const session = await person(own, await newAccount(own));
    expect(await refusal(createRoom(session, 'den@closed.localhost', 'ann', {}))).to.equal('not-allowed');
  });
});
