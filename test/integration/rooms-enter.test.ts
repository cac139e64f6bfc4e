/** Coming into rooms, and everything that keeps people out. */
import { expect } from 'chai';
import { Session, StanzaError } from '../../src/session/index.js';
import { itWith } from '../support/capabilities.js';
import { startRoomService } from '../support/component.js';
import { annAndBob, bareOf, comings, enter, happenings, settled, status } from '../support/inside.js';
import { ownServer } from '../support/own-server.js';
import { configureRoom, setAffiliation } from '../support/room-config.js';
import { cleanUpAfterTest, newAccount, newRoom, person, serverUnderTest, until } from '../support/people.js';
import type { XmppServer } from '../support/people.js';

describe('entering a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-8, MUC-12: is done at the own presence, with everybody else known by then', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    await enter(server, address, 'bob');
    const session = await person(server);
    const cy = session.rooms.join(address, { nick: 'cy' });
    expect(cy.status.state).to.equal('joining');
    expect([...cy.occupants.keys()]).to.deep.equal([]);
    await cy.joined;
    expect([...cy.occupants.keys()]).to.have.members(['ann', 'bob', 'cy']);
    expect(cy.self).to.include({ nick: 'cy', self: true, role: 'participant', affiliation: 'none' });
    expect(cy.occupants.get('ann')).to.include({ role: 'moderator', affiliation: 'owner', self: false });
    await until(() => ann.room.occupants.has('cy'), 'ann sees cy');
  });

  it('MUC-81, M-17: whoever finds an empty room makes one that others can enter at once', async () => {
    const { ann } = await annAndBob(server);
    expect(happenings(ann.room)).to.deep.equal([{ type: 'created' }]);
  });

  it('tells those inside of all who come in one row', async () => {
    const { ann, address } = await annAndBob(server);
    await enter(server, address, 'cy');
    const nicks = ['bob', 'cy'];
    await until(() => comings(ann.room)[0]?.came.count === nicks.length, 'ann is told');
    expect(comings(ann.room)).to.deep.equal([
      { type: 'comings', came: { nicks, count: 2 }, left: { nicks: [], count: 0 } },
    ]);
  });

  it('MUC-3: what the room says of itself is known', async () => {
    const { ann, address } = await annAndBob(server);
    await configureRoom(ann.session, address, {
      roomname: 'Kitchen <b>',
      roomdesc: 'Tea & talk',
      moderatedroom: true,
      whois: 'anyone',
      persistentroom: true,
    });
    const { room } = await enter(server, address, 'cy');
    expect(room.name).to.equal('Kitchen <b>');
    expect(room.info).to.include({
      name: 'Kitchen <b>',
      description: 'Tea & talk',
      moderated: true,
      nonAnonymous: true,
      persistent: true,
      membersOnly: false,
      passwordProtected: false,
      archive: true,
      logged: true,
    });
    expect(room.occupants.get('ann')?.jid).to.equal(ann.session.jid);
  });

  it('MUC-3: a room without a name goes by its address', async () => {
    const { ann, address } = await annAndBob(server);
    expect(ann.room.name).to.be.oneOf([address.split('@')[0], ann.room.info?.name]);
    expect(ann.room.name).not.to.equal('');
  });

  it('MUC-20: a name that is taken is said so, with one to take instead', async () => {
    const { address } = await annAndBob(server);
    const cy = await person(server);
    const room = cy.rooms.join(address, { nick: 'bob' });
    const error: unknown = await room.joined.catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(StanzaError).and.include({ condition: 'conflict' });
    expect(room.status).to.include({ state: 'failed', reason: 'name-taken', suggestion: 'bob_' });
    expect([...room.occupants.keys()]).to.deep.equal([]);
    room.join({ nick: 'bob_' });
    await room.joined;
    expect(room.nick).to.equal('bob_');
  });

  it('MUC-20: what kept us out is told to whoever asks later, too', async () => {
    const { address } = await annAndBob(server);
    const cy = await person(server);
    const room = cy.rooms.join(address, { nick: 'bob' });
    await status(room, 'failed');
    expect(await room.joined.catch((thrown: unknown) => thrown)).to.include({ condition: 'conflict' });
  });

  it('MUC-11: a password is asked for, counted while wrong, and taken once right', async () => {
    const { ann, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { passwordprotectedroom: true, roomsecret: 'sésame & <x>' });
    const session = await person(server);
    const room = session.rooms.join(address, { nick: 'cy' });
    expect(await status(room, 'failed')).to.include({ reason: 'password', tries: 0 });
    expect(room.info?.passwordProtected).to.equal(true);
    room.join({ password: 'wrong' });
    await until(() => 'tries' in room.status && room.status.tries === 1, 'one try');
    room.join({ password: 'wrong again' });
    await until(() => 'tries' in room.status && room.status.tries === 2, 'two tries');
    room.join({ password: 'sésame & <x>' });
    await room.joined;
  });

  it('MUC-20: a room for members lets them in, and tells others', async () => {
    const { ann, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { membersonly: true });
    const account = await newAccount(server, 'cy');
    const cy = await person(server, account);
    const room = cy.rooms.join(address, { nick: 'cy' });
    expect(await status(room, 'failed')).to.include({ reason: 'members-only' });
    expect(room.info?.membersOnly).to.equal(true);
    await setAffiliation(ann.session, address, bareOf(cy), 'member');
    room.join();
    await room.joined;
    expect(room.self).to.include({ affiliation: 'member' });
  });

  it('MUC-20: who is banned is told so', async () => {
    const { ann, address } = await annAndBob(server);
    const cy = await person(server, await newAccount(server, 'cy'));
    await setAffiliation(ann.session, address, bareOf(cy), 'outcast', 'spam');
    const room = cy.rooms.join(address, { nick: 'cy' });
    expect(await status(room, 'failed')).to.include({ reason: 'banned' });
    expect(await room.joined.catch((thrown: unknown) => thrown)).to.include({ condition: 'forbidden' });
  });

  itWith('maxOccupants', 'MUC-20: a full room is tried again by itself', async () => {
    const { ann, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { maxusers: '5' });
    for (const nick of ['cy', 'dan', 'eve']) await enter(server, address, nick);
    const session = await person(server);
    const room = session.rooms.join(address, { nick: 'fay' });
    const { reason, retryAt } = await status(room, 'failed');
    expect(reason).to.equal('full');
    expect(retryAt).to.be.instanceOf(Date);
  });

  itWith(
    'restrictedCreation',
    'MUC-20: a room that is not there and may not be made is missing',
    async () => {
      const own = await ownServer({
        extra: 'Component "closed.localhost" "muc"\n  restrict_room_creation = true\n',
      });
      const session = await person(own);
      const room = session.rooms.join('nowhere@closed.localhost', { nick: 'ann' });
      expect(await status(room, 'failed')).to.include({ reason: 'missing' });
    },
  );

  itWith('component', 'MUC-21: a service that is not there is out of reach, and asked again', async () => {
    const session = await person(server);
    const room = session.rooms.join('lab@peer.localhost', { nick: 'ann' }); // nobody is connected there
    const { reason, retryAt } = await status(room, 'failed');
    expect(reason).to.equal('unreachable');
    expect(retryAt).to.be.instanceOf(Date);
  });

  for (const address of [
    '',
    'lab',
    '@conference.localhost',
    'a b@conference.localhost',
    'lab@',
    'lab@con ference',
  ])
    it(`MUC-9, CORE-38: “${address}” is no room, and nothing breaks`, async () => {
      const session = await person(server);
      const room = session.rooms.join(address, { nick: 'ann' });
      expect(room.status).to.include({ state: 'failed', reason: 'invalid-address' });
      expect(await room.joined.catch((thrown: unknown) => thrown)).to.include({ setting: 'jid' });
      expect(session.state).to.equal('online');
    });

  for (const nick of ['', '   ', '\u00a0\u3000', 'a\u0000b', 'ann\ud800', 'x'.repeat(1024), '\n'])
    it(`MUC-9: ${JSON.stringify(nick.slice(0, 12))} is no nickname, and another one is asked for`, async () => {
      const session = await person(server);
      const address = newRoom(server);
      const room = session.rooms.join(address, { nick });
      expect(room.status).to.include({ state: 'failed', reason: 'name-needed' });
      room.join({ nick: ' ann ' });
      await room.joined;
      expect(room.nick).to.equal('ann');
    });

  for (const nick of ['__proto__', 'constructor', 'Ann Example', '"&\'<>@/:', 'x'.repeat(200)])
    it(`security.md §2: ${JSON.stringify(nick.slice(0, 12))} is a nickname like any other`, async () => {
      const address = newRoom(server);
      const ann = await enter(server, address, 'ann');
      const odd = await enter(server, address, nick);
      expect(odd.room.nick).to.equal(nick);
      await until(() => ann.room.occupants.has(nick), 'ann sees it');
      odd.room.send('hello');
      await until(() => ann.room.messages.some((row) => 'nick' in row && row.nick === nick), 'and hears it');
      expect([...ann.room.occupants.keys()]).to.have.members(['ann', nick]);
    });

  for (const nick of ['\u202eann', '👩‍👩‍👧'])
    it(`MUC-20: a server that has no ${JSON.stringify(nick)} is one that needs another name`, async () => {
      const session = await person(server);
      const room = session.rooms.join(newRoom(server), { nick });
      expect(await status(room, 'failed')).to.include({ reason: 'name-needed' });
      room.join({ nick: 'ann' });
      await room.joined;
    });

  it('MUC-20: the session is connected for whoever wants in', async () => {
    const session = new Session({ service: server.ws, domain: server.guestDomain });
    cleanUpAfterTest(() => session.disconnect());
    const room = session.rooms.join(newRoom(server), { nick: 'ann' });
    expect(room.status.state).to.equal('joining');
    await room.joined;
    expect(session.state).to.equal('online');
  });

  it('CORE-11: whoever cannot log in is not left waiting at the door', async () => {
    const { username } = await newAccount(server);
    const credentials = { username, password: 'wrong' };
    const session = new Session({ service: server.ws, domain: server.domain, credentials });
    cleanUpAfterTest(() => session.disconnect());
    const room = session.rooms.join(newRoom(server), { nick: 'ann' });
    expect(await room.joined.catch((thrown: unknown) => thrown)).to.include({ condition: 'not-authorized' });
  });

  it('MUC-31: who leaves while coming in is not left waiting either', async () => {
    const session = await person(server);
    const room = session.rooms.join(newRoom(server), { nick: 'ann' });
    const joined = room.joined.then(
      () => 'in',
      () => 'out',
    );
    await room.leave();
    expect(await joined).to.equal('out');
    expect(room.status.state).to.equal('idle');
  });

  it('two elements on one page share one room', async () => {
    const session = await person(server);
    const address = newRoom(server);
    const room = session.rooms.join(address, { nick: 'ann' });
    expect(session.rooms.join(address.toUpperCase())).to.equal(room);
    expect(session.rooms.get(address)).to.equal(room);
    await room.joined;
    expect([...room.occupants.keys()]).to.deep.equal(['ann']);
  });

  it('MUC-2: a service’s rooms are listed', async () => {
    const { ann, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { roomname: 'Listed', publicroom: true });
    const listed = await ann.session.rooms.list(server.rooms);
    expect(listed.find(({ jid }) => jid === address)?.name).to.match(/^Listed/);
  });

  itWith('component', 'MUC-14: a name other than the one asked for is ours if the room says so', async () => {
    const service = await startRoomService(server);
    service.admit = ({ attrs: { from = '', to = '' } }) => {
      const room = to.split('/')[0] ?? '';
      service.presence(`${room}/ann`, from, undefined, []);
      service.presence(`${room}/ann2`, from, undefined, [110, 210]);
      service.send(`<message type='groupchat' from='${room}' to='${from}'><subject/></message>`);
    };
    const session = await person(server);
    const room = session.rooms.join(`lab@${service.domain}`, { nick: 'ann' });
    await until(() => room.nick === 'ann2', 'the new name');
    expect(room.status.state).to.equal('joined');
    expect(room.self?.nick).to.equal('ann2');
    expect([...room.occupants.values()].filter(({ self }) => self)).to.have.length(1);
    expect(happenings(room)).to.deep.include({ type: 'nick-assigned', nick: 'ann2' });
  });

  itWith(
    'component',
    'MUC-20: a room that moved names its new address, which is not entered by itself',
    async () => {
      const service = await startRoomService(server);
      service.admit = ({ attrs: { from = '', to = '' } }) =>
        service.send(
          `<presence type='error' from='${to}' to='${from}'><error type='cancel'>` +
            `<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>xmpp:den@${service.domain}?join</gone></error></presence>`,
        );
      const session = await person(server);
      const room = session.rooms.join(`lab@${service.domain}`, { nick: 'ann' });
      expect(await status(room, 'failed')).to.include({ reason: 'moved', address: `den@${service.domain}` });
      expect(service.joins()).to.have.length(1);
    },
  );

  itWith('component', 'MUC-13: a service without status codes lets us in all the same', async () => {
    const service = await startRoomService(server);
    service.admit = ({ attrs: { from = '', to = '' } }) => service.presence(to, from, undefined, []);
    const session = await person(server);
    const room = session.rooms.join(`lab@${service.domain}`, { nick: 'ann' });
    await room.joined;
    await settled(room);
    expect(room.self).to.include({ nick: 'ann', self: true });
  });
});
