/** Asking to speak in a room, and to become its member (XEP-0045 §7.10, §7.13, §8.6, §9.9), and hats (XEP-0317). */
import { expect } from 'chai';
import { StanzaError, type Room, type RoomRequest } from '../../src/session/index.js';
import { registeredNick, requestMembership } from '../../src/session/room-registration.js';
import { child, textOf } from '../../src/session/xml.js';
import { itWith, SERVER } from '../support/capabilities.js';
import { startRoomService, type RoomService } from '../support/component.js';
import { eventually } from '../support/eventually.js';
import { bareOf, enter, heard, settled, status } from '../support/inside.js';
import { ownServer } from '../support/own-server.js';
import { newAccount, newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { configureRoom, setAffiliation, setRole } from '../support/room-config.js';

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const answers = (nick: string) => new Map([['muc#register_roomnick', [nick]]]);

/** Olga runs a moderated room, where Vito may only read. */
async function moderated(server: XmppServer) {
  const address = newRoom(server);
  const olga = await enter(server, address, 'olga', { who: await newAccount(server, 'olga') });
  await configureRoom(olga.session, address, { moderatedroom: true });
  const vito = await enter(server, address, 'vito', { who: await newAccount(server, 'vito') });
  await until(() => olga.room.occupants.has('vito'), 'olga sees vito');
  if (vito.room.canSpeak) await setRole(olga.session, address, 'vito', 'visitor'); // ejabberd 23.01
  await until(() => !vito.room.canSpeak, 'he may not speak');
  await until(() => olga.room.occupants.get('vito')?.role === 'visitor', 'olga sees that');
  return { address, olga, vito };
}

const asked = async (room: Room): Promise<RoomRequest> => {
  const moderation = await room.moderation();
  return until(() => moderation.requests[0], 'somebody asks');
};

describe('asking to speak', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-47, MUC-80: who may not speak asks, a moderator lets them, and they are heard', async () => {
    const { olga, vito } = await moderated(server);
    const moderation = await olga.room.moderation();
    const rows = olga.room.messages.length;
    await (await vito.room.moderation()).requestVoice();
    const request = await asked(olga.room);
    expect(request).to.include({
      kind: 'voice',
      nick: 'vito',
      jid: bareOf(vito.session),
      role: 'participant',
    });
    expect(olga.room.messages).to.have.length(rows);
    await moderation.allow(request);
    await until(() => vito.room.canSpeak, 'he may speak');
    expect(moderation.requests).to.deep.equal([]);
    vito.room.send('Thank you');
    await heard(olga.room, 'Thank you');
  });

  it('MUC-80: who asks right after a moderator has come, before that one’s page looks, is heard', async () => {
    const { address, olga, vito } = await moderated(server);
    const account = await newAccount(server, 'mimi');
    await setAffiliation(olga.session, address, `${account.username}@${server.domain}`, 'admin');
    const session = await person(server, account);
    const room = session.rooms.join(address, { nick: 'mimi' });
    const asking = await vito.room.moderation();
    await until(() => vito.room.occupants.get('mimi')?.role === 'moderator', 'she comes');
    await asking.requestVoice();
    olga.room.send('Somebody asks');
    await heard(room, 'Somebody asks');
    expect(await asked(room)).to.include({ kind: 'voice', nick: 'vito', jid: bareOf(vito.session) });
  });

  it('MUC-80: who is let speak otherwise, or leaves, asks no more', async () => {
    const { address, olga, vito } = await moderated(server);
    const moderation = await olga.room.moderation();
    await (await vito.room.moderation()).requestVoice();
    await asked(olga.room);
    await setRole(olga.session, address, 'vito', 'participant');
    await until(() => moderation.requests.length === 0, 'that is over');
  });

  it('MUC-47, MUC-80: moderators alone hear of it', async () => {
    const { address, olga, vito } = await moderated(server);
    const mimi = await enter(server, address, 'mimi', { who: await newAccount(server, 'mimi') });
    const [moderation, other] = await Promise.all([olga.room.moderation(), mimi.room.moderation()]);
    await (await vito.room.moderation()).requestVoice();
    await asked(olga.room);
    olga.room.send('Somebody asks');
    await heard(mimi.room, 'Somebody asks');
    expect(other.requests).to.deep.equal([]);
    const stale = { ...(await asked(olga.room)), key: 'x' };
    expect(await failure(moderation.allow(stale))).to.be.instanceOf(RangeError);
  });

  if (SERVER === 'ejabberd')
    it('MUC-47: who asks again at once is told that it is too soon', async () => {
      const { vito } = await moderated(server);
      const moderation = await vito.room.moderation();
      await moderation.requestVoice();
      expect(await failure(moderation.requestVoice()))
        .to.be.instanceOf(StanzaError)
        .and.include({ type: 'wait' });
    });
});

describe('registering with a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  itWith(
    'roomRegistration',
    'MUC-68, MUC-6: a member keeps a name, which is nobody else’s then',
    async () => {
      const address = newRoom(server);
      const olga = await enter(server, address, 'olga', { who: await newAccount(server, 'olga') });
      const bob = await enter(server, address, 'bob', { who: await newAccount(server, 'bob') });
      expect(await requestMembership(bob.session, address), 'not for strangers').to.equal(undefined);
      await setAffiliation(olga.session, address, bareOf(bob.session), 'member');
      const offer = (await requestMembership(bob.session, address))!;
      expect(offer.form?.formType).to.equal('http://jabber.org/protocol/muc#register');
      expect(await failure(offer.submit(answers('olga')))).to.include({ condition: 'conflict' });
      await offer.submit(answers('robert'));
      expect(await bob.session.disco.reservedNick(address)).to.equal('robert');
      const again = (await requestMembership(bob.session, address))!;
      expect([again.registered, registeredNick(again)]).to.deep.equal([true, 'robert']);
      const carl = await person(server, await newAccount(server, 'carl'));
      const room = carl.rooms.join(address, { nick: 'robert' });
      expect(await status(room, 'failed')).to.include({ reason: 'name-taken' });
    },
  );

  itWith(
    'roomRegistration',
    'MUC-14, MUC-20, MUC-68: who is no member registers where the room lets them, and comes in under that name',
    async () => {
      const open = await ownServer({
        extra: 'allow_unaffiliated_register = true\nenforce_registered_nickname = true',
      });
      const address = newRoom(open);
      const olga = await enter(open, address, 'olga', { who: await newAccount(open, 'olga') });
      await configureRoom(olga.session, address, { membersonly: true });
      const session = await person(open, await newAccount(open, 'bob'));
      const room = session.rooms.join(address, { nick: 'bob' });
      expect(await status(room, 'failed')).to.include({ reason: 'members-only' });
      const offer = (await requestMembership(session, address))!;
      await offer.submit(answers('robert'));
      await room.join({ nick: 'bob' }).joined;
      expect(room.nick, 'as he is called here').to.equal('robert');
      expect(room.self?.affiliation).to.equal('member');
    },
  );

  it('MUC-68: a room that does not exist, or takes nobody, is told so', async () => {
    const session = await person(server, await newAccount(server, 'bob'));
    expect(await requestMembership(session, newRoom(server))).to.equal(undefined);
  });
});

const MEMBERS = 'http://jabber.org/protocol/muc#register';
const field = (name: string, value: string, type = 'text-single') =>
  `<field var='${name}' type='${type}'><value>${value}</value></field>`;

/** As `nick`, an admin, in a room that a component plays. */
async function played(server: XmppServer, more = '', features: readonly string[] = []) {
  const service = await startRoomService(server);
  service.features.push(...features);
  const session = await person(server);
  const address = `lab@${service.domain}`;
  const to = session.jid ?? '';
  const presence = (nick: string, standing: string, extra: string, codes = '') =>
    service.send(
      `<presence from='${address}/${nick}' to='${to}'><x xmlns='http://jabber.org/protocol/muc#user'>` +
        `<item ${standing}/>${codes}</x>${extra}</presence>`,
    );
  service.admit = () => {
    presence('eve', "affiliation='none' role='participant'", more);
    presence('ann', "affiliation='admin' role='moderator'", '', "<status code='110'/>");
    service.send(`<message type='groupchat' from='${address}' to='${to}'><subject/></message>`);
  };
  const room = session.rooms.join(address, { nick: 'ann' });
  await room.joined;
  await settled(room);
  return { service, room, address, to, presence };
}

const messagesTo = ({ received }: RoomService) =>
  received.filter(({ name, attrs }) => name === 'message' && attrs.type === undefined);

describe('what rooms of other makes have', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  itWith(
    'component',
    'MUC-69: who wants to become a member is let, and the form goes back with that',
    async () => {
      const { service, room, address, to } = await played(server);
      const moderation = await room.moderation();
      const form =
        `<x xmlns='jabber:x:data' type='form'>${field('FORM_TYPE', MEMBERS, 'hidden')}` +
        `${field('muc#register_roomnick', 'thirdwitch')}${field('muc#register_allow', '0', 'boolean')}</x>`;
      service.send(`<message from='${address}/eve' to='${to}'>${form}</message>`);
      service.send(`<message from='${address}' to='${to}'>${form}</message>`);
      const request = await until(() => moderation.requests[0], 'somebody asks');
      expect([moderation.requests.length, request.kind, request.nick]).to.deep.equal([
        1,
        'membership',
        'thirdwitch',
      ]);
      await moderation.allow(request);
      const [answer] = messagesTo(service);
      const x = child(answer!, 'x', 'jabber:x:data')!;
      expect(x.attrs.type).to.equal('submit');
      const allow = x.getChildElements().find(({ attrs }) => attrs.var === 'muc#register_allow')!;
      expect(textOf(allow.getChild('value'))).to.equal('1');
    },
  );

  itWith(
    'component',
    'HAT-1, M-19: hats are words at who is there and what they say, where the room has hats',
    async () => {
      const hats = (title: string) =>
        `<hats xmlns='urn:xmpp:hats:0'><hat uri='http://evil.example/#1' title='${title}' hue='1;x'/></hats>`;
      const { service, room, address, to, presence } = await played(server, hats('Host'), [
        'urn:xmpp:hats:0',
      ]);
      const eve = () => room.occupants.get('eve')!;
      expect(eve().hats).to.have.length(1);
      expect(eve().hats?.[0]).to.include({ title: 'Host', hue: undefined });
      expect(eve()).to.include({ affiliation: 'none', role: 'participant' });
      service.send(`<message type='groupchat' from='${address}/eve' to='${to}'><body>hello</body></message>`);
      expect((await heard(room, 'hello')).hats?.map(({ title }) => title)).to.deep.equal(['Host']);
      presence('eve', "affiliation='none' role='participant'", hats('Scribe'));
      await eventually(
        () => Promise.resolve(eve().hats?.[0]?.title),
        (title) => title === 'Scribe',
        'another hat',
      );
      presence('eve', "affiliation='none' role='participant'", '');
      await until(() => eve().hats === undefined, 'none');
    },
  );

  itWith('component', 'HAT-1, M-19: without that there are none', async () => {
    const hats = `<hats xmlns='urn:xmpp:hats:0'><hat uri='x:1' title='Owner'/></hats>`;
    const { room } = await played(server, hats);
    expect(room.occupants.get('eve')?.hats).to.equal(undefined);
  });

  itWith(
    'component',
    'MUC-88: a room that is gone says why, where to, and with which password, and nobody goes there',
    async () => {
      const { service, room, address, to } = await played(server);
      service.send(
        `<presence type='unavailable' from='${address}/ann' to='${to}'>` +
          `<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/>` +
          `<destroy jid='den@${service.domain}'><reason>We move</reason><password>geheim</password></destroy></x></presence>`,
      );
      expect(await status(room, 'removed')).to.include({
        cause: 'destroyed',
        reason: 'We move',
        address: `den@${service.domain}`,
        password: 'geheim',
      });
      expect(service.joins()).to.have.length(1);
    },
  );
});
