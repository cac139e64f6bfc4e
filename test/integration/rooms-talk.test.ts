/** What people say and do in rooms, and what the others see of it. */
import { expect } from 'chai';
import { ConfigError, StanzaError } from '../../src/session/index.js';
import { xml } from '../../src/session/xml.js';
import { itWith } from '../support/capabilities.js';
import { startRoomService } from '../support/component.js';
import {
  annAndBob,
  bodies,
  echoed,
  enter,
  happened,
  happenings,
  heard,
  messages,
  settled,
} from '../support/inside.js';
import { startPeer } from '../support/peer.js';
import { configureRoom, setRole } from '../support/room-config.js';
import { newAccount, newRoom, person, serverUnderTest, until } from '../support/people.js';
import type { XmppServer } from '../support/people.js';

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('talking in a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-32, MUC-33: one’s own words are sent once they come back, and stand there once', async () => {
    const { ann, bob } = await annAndBob(server);
    const sending = ann.room.send('hello');
    expect(sending).to.include({ state: 'sending', own: true, body: 'hello' });
    const sent = await echoed(ann.room, 'hello');
    expect(sent).to.include({ key: sending.key, id: sending.id, nick: 'ann', old: false, mention: false });
    const seen = await heard(bob.room, 'hello');
    expect(seen).to.include({ nick: 'ann', own: false, old: false, state: undefined, originId: sending.id });
    expect(seen.from).to.equal(`${bob.room.jid}/ann`);
    expect(bodies(ann.room)).to.deep.equal(['hello']);
    expect(bodies(bob.room)).to.deep.equal(['hello']);
  });

  it('SID-1, MAM-3: the room’s archive names both the same', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.send('hello');
    const [sent, seen] = [await echoed(ann.room, 'hello'), await heard(bob.room, 'hello')];
    expect(seen.stanzaId).to.equal(sent.stanzaId);
  });

  it('CORE-41: many words of many people are the same and in the same order for all', async () => {
    const { ann, bob } = await annAndBob(server);
    for (let i = 0; i < 20; i++) {
      ann.room.send(`ann ${i}`);
      bob.room.send(`bob ${i}`);
    }
    const inside = [ann, bob];
    await until(() => inside.every(({ room }) => bodies(room).length === 40), 'all heard');
    await until(
      () => inside.every(({ room }) => messages(room).every(({ own, state }) => !own || state === 'sent')),
      'all sent',
    );
    expect(bodies(ann.room)).to.deep.equal(bodies(bob.room));
    expect(bodies(ann.room).filter((body) => body.startsWith('ann'))).to.deep.equal(
      Array.from({ length: 20 }, (_, i) => `ann ${i}`),
    );
  });

  it('ME-1: an action is said as it is written', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.send('/me waves');
    expect((await heard(bob.room, '/me waves')).nick).to.equal('ann');
  });

  it('counts as unread, and as a mention, what others say, until it is read', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.send('hello');
    ann.room.send('bob: tea?');
    expect((await heard(bob.room, 'bob: tea?')).mention).to.equal(true);
    expect(bob.room).to.include({ unread: 2, mentions: 1 });
    expect(ann.room).to.include({ unread: 0, mentions: 0 });
    bob.room.markRead();
    expect(bob.room).to.include({ unread: 0, mentions: 0 });
  });

  it('CSN-1: typing is seen by others, not by oneself, and ends with the message', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.setTyping(true);
    await until(() => bob.room.typing.includes('ann'), 'bob sees it');
    expect(ann.room.typing).to.deep.equal([]);
    ann.room.send('done');
    await heard(bob.room, 'done');
    expect(bob.room.typing).to.deep.equal([]);
    ann.room.setTyping(true);
    await until(() => bob.room.typing.includes('ann'), 'bob sees it again');
    ann.room.setTyping(false);
    await until(() => bob.room.typing.length === 0, 'and that it is over');
  });

  it('CSN-1: no state is told twice in a row, and none stands in the list', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const peer = await startPeer(server, await newAccount(server, 'bob'));
    await peer.join(address, 'bob');
    for (const typing of [true, true, true, false, false, true]) ann.room.setTyping(typing);
    ann.room.send('end');
    await peer.event('message', ({ body }) => body === 'end');
    const states = peer.events.flatMap((event) =>
      event.ev === 'message' ? (/<(active|composing|paused|inactive|gone)\b/.exec(event.xml)?.[1] ?? []) : [],
    );
    expect(states).to.deep.equal(['composing', 'paused', 'composing', 'active']);
    expect(bodies(ann.room)).to.deep.equal(['end']);
  });

  it('CSN-1: who leaves types no longer', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.setTyping(true);
    await until(() => bob.room.typing.includes('ann'), 'bob sees it');
    await ann.room.leave();
    await until(() => bob.room.typing.length === 0, 'it is over');
  });

  it('MUC-45: who changes the name is one person, for all and in one line', async () => {
    const { ann, bob } = await annAndBob(server);
    await bob.room.setNick('bobby');
    expect(bob.room.nick).to.equal('bobby');
    expect(bob.room.self).to.include({ nick: 'bobby', self: true });
    expect(await happened(ann.room, 'renamed')).to.include({ nick: 'bob', newNick: 'bobby', own: false });
    expect(await happened(bob.room, 'renamed')).to.include({ nick: 'bob', newNick: 'bobby', own: true });
    expect([...ann.room.occupants.keys()]).to.have.members(['ann', 'bobby']);
    expect([...bob.room.occupants.keys()]).to.have.members(['ann', 'bobby']);
    bob.room.send('still me');
    expect(await echoed(bob.room, 'still me')).to.include({ nick: 'bobby', own: true });
    expect(happenings(ann.room)).to.have.length(2);
  });

  it('MUC-45, CAPS-2: the new name comes with what the client can do', async () => {
    const { ann, bob } = await annAndBob(server);
    await bob.room.setNick('bobby');
    await until(() => ann.room.occupants.has('bobby'), 'ann sees it');
    expect(await ann.session.disco.features(`${ann.room.jid}/bobby`)).to.include(
      'http://jabber.org/protocol/muc',
    );
  });

  it('MUC-45: a name that is taken leaves the old one', async () => {
    const { bob } = await annAndBob(server);
    expect(await rejection(bob.room.setNick('ann')))
      .to.be.instanceOf(StanzaError)
      .and.include({ condition: 'conflict' });
    expect(bob.room).to.include({ nick: 'bob' });
    expect(bob.room.status.state).to.equal('joined');
    bob.room.send('still bob');
    await echoed(bob.room, 'still bob');
  });

  for (const nick of ['', '  ', 'a\u0000', '\udc00', 'x'.repeat(1100)])
    it(`MUC-9: ${JSON.stringify(nick.slice(0, 8))} is no name to change to`, async () => {
      const { bob } = await annAndBob(server);
      expect(await rejection(bob.room.setNick(nick))).to.be.instanceOf(ConfigError);
      expect(bob.room.nick).to.equal('bob');
    });

  it('MUC-38, MUC-39: the subject is set, changed and cleared, each in one line', async () => {
    const { ann, bob } = await annAndBob(server);
    for (const subject of ['Tea & <cake>', 'Coffee', '']) {
      await ann.room.setSubject(subject);
      expect(ann.room.subject).to.equal(subject);
      await until(() => bob.room.subject === subject, 'bob sees it');
    }
    const told = happenings(bob.room).filter(({ type }) => type === 'subject');
    expect(told).to.deep.equal(
      ['Tea & <cake>', 'Coffee', ''].map((subject) => ({ type: 'subject', nick: 'ann', subject })),
    );
  });

  it('MUC-38: two subjects set at once are both told to have been', async () => {
    const { ann } = await annAndBob(server);
    await Promise.all(['Tea', 'Coffee', 'Cake'].map((subject) => ann.room.setSubject(subject)));
    expect(ann.room.subject).to.equal('Cake');
  });

  it('MUC-39, M-11: the subject that was there before is how things are, not news', async () => {
    const { ann, address } = await annAndBob(server);
    await ann.room.setSubject('Tea');
    const { room } = await enter(server, address, 'cy');
    await until(() => room.subject === 'Tea', 'the subject');
    expect(happenings(room)).to.deep.equal([]);
    expect(messages(room)).to.deep.equal([]);
  });

  it('M-11: a subject beside words is words', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await ann.room.setSubject('Tea');
    ann.session.wire.send(
      xml(
        'message',
        { xmlns: 'jabber:client', type: 'groupchat', to: address },
        xml('subject', {}, 'free beer'),
        xml('body', {}, 'hello'),
      ),
    );
    await heard(bob.room, 'hello');
    expect(bob.room.subject).to.equal('Tea');
  });

  it('MUC-40: who may not change the subject is told so', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await configureRoom(ann.session, address, {
      changesubject: false,
      'muc#roomconfig_changesubject': false,
    });
    await until(() => !bob.room.canSetSubject, 'bob may not');
    expect(ann.room.canSetSubject).to.equal(true);
    expect(await rejection(bob.room.setSubject('mine')))
      .to.be.instanceOf(StanzaError)
      .and.include({ condition: 'forbidden' });
    expect(bob.room.subject).to.equal('');
    expect(bob.room.status.state).to.equal('joined');
  });

  it('MUC-40: participants may where the room lets them', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { changesubject: true });
    await until(() => bob.room.canSetSubject, 'bob may');
    await bob.room.setSubject('ours');
    await until(() => ann.room.subject === 'ours', 'ann sees it');
  });

  it('CORE-39: a subject larger than a stanza may be is refused here, and the session lives', async () => {
    const { ann } = await annAndBob(server);
    expect(await rejection(ann.room.setSubject('x'.repeat(1_000_000)))).to.be.instanceOf(RangeError);
    await ann.room.setSubject('Tea');
    expect(ann.session.state).to.equal('online');
  });

  it('MUC-34: without voice there is nothing to say, and what was said is told to have failed', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { moderatedroom: true });
    await setRole(ann.session, address, 'bob', 'visitor');
    await until(() => bob.room.self?.role === 'visitor', 'bob is a visitor');
    expect(bob.room.canSpeak).to.equal(false);
    expect(ann.room.canSpeak).to.equal(true);
    const { key } = bob.room.send('mmph');
    const failed = await until(
      () => messages(bob.room).find((row) => row.key === key && row.state === 'failed'),
      'it failed',
    );
    expect(failed).to.nested.include({ 'failure.reason': 'refused', 'failure.error.condition': 'forbidden' });
    expect(bodies(ann.room)).to.deep.equal([]);
    await setRole(ann.session, address, 'bob', 'participant');
    await until(() => bob.room.canSpeak, 'bob has voice');
    bob.room.retry(key);
    await heard(ann.room, 'mmph');
    await echoed(bob.room, 'mmph');
    expect(bodies(bob.room)).to.deep.equal(['mmph']);
  });

  it('CORE-39: words larger than a stanza may be stay here, and the session lives', async () => {
    const { ann, bob } = await annAndBob(server);
    const huge = 'ü<'.repeat(330_000);
    const { key } = ann.room.send(huge);
    const failed = messages(ann.room).find((row) => row.key === key);
    expect(failed).to.deep.include({ state: 'failed', failure: { reason: 'too-large' } });
    expect(ann.room.discard(key)).to.equal(huge);
    ann.room.send('short');
    await heard(bob.room, 'short');
    expect(bodies(ann.room)).to.deep.equal(['short']);
  });

  it('CORE-39: words that just fit go through', async () => {
    const { ann, bob } = await annAndBob(server);
    const large = '<'.repeat(60_000); // 240,000 bytes once escaped
    ann.room.send(large);
    await heard(bob.room, large);
    await echoed(ann.room, large);
  });

  it('CORE-35: characters that XML cannot say are left out of words and subject', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.room.send('a\u0000\u0008\u001b[31m\ufffe\ud800b 👍 \u{1F468}\u200D\u{1F469}');
    await heard(bob.room, 'a[31mb 👍 \u{1F468}\u200D\u{1F469}');
    expect(() => ann.room.send('\u0000\ud800 \n')).to.throw(RangeError);
    await ann.room.setSubject('Te\u0007a\udfff');
    await until(() => bob.room.subject === 'Tea', 'the subject');
    expect(ann.session.state).to.equal('online');
  });

  it('CORE-35: every other character comes through as it is', async () => {
    const { ann, bob } = await annAndBob(server);
    const text = ' \t<b>&amp; ]]> "quotes\' \u2028 \u202e \r\nيمين \u{10FFFD} ';
    ann.room.send(text);
    const { body } = await until(() => messages(bob.room)[0], 'heard');
    expect(body).to.be.oneOf([text, text.replace('\r\n', '\n')]); // XML 1.0 §2.11
  });

  it('codes 104, 172, 173: what the room is changes while one is in', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { roomname: 'Kitchen' });
    await until(() => bob.room.name === 'Kitchen', 'the name');
    await configureRoom(ann.session, address, { whois: 'anyone' });
    await happened(bob.room, 'non-anonymous');
    await until(() => bob.room.info?.nonAnonymous, 'it is non-anonymous');
    await configureRoom(ann.session, address, { whois: 'moderators' });
    await happened(bob.room, 'semi-anonymous');
    await until(() => bob.room.info?.nonAnonymous === false, 'it is semi-anonymous');
  });

  itWith('component', 'codes 170, 171: logging going on and off is told', async () => {
    const service = await startRoomService(server);
    const session = await person(server);
    const address = `lab@${service.domain}`;
    const room = session.rooms.join(address, { nick: 'ann' });
    await room.joined;
    await settled(room);
    const codes = (code: number) =>
      service.send(
        `<message type='groupchat' from='${address}' to='${session.jid ?? ''}'>` +
          `<x xmlns='http://jabber.org/protocol/muc#user'><status code='${code}'/></x></message>`,
      );
    codes(170);
    await happened(room, 'logging-on');
    codes(171);
    await happened(room, 'logging-off');
  });

  itWith(
    'component',
    'M-1, MUC-35: the room’s words are a notice, an occupant’s claims are nothing',
    async () => {
      const service = await startRoomService(server);
      const session = await person(server);
      const address = `lab@${service.domain}`;
      const room = session.rooms.join(address, { nick: 'ann' });
      await room.joined;
      await settled(room);
      const x =
        `<x xmlns='http://jabber.org/protocol/muc#user'><status code='170'/><status code='172'/>` +
        `<item affiliation='owner' jid='eve@evil.example' role='moderator'/></x>`;
      service.send(
        `<message type='groupchat' from='${address}/eve' to='${session.jid ?? ''}'><body>x</body>${x}</message>`,
      );
      service.send(
        `<message type='groupchat' from='${address}' to='${session.jid ?? ''}'><body>Lunch!</body></message>`,
      );
      await until(
        () => room.messages.some((row) => row.kind === 'notice' && row.body === 'Lunch!'),
        'the notice',
      );
      expect(happenings(room)).to.deep.equal([]);
      expect(room.info).to.include({ logged: false, nonAnonymous: false });
      expect(room.occupants.has('eve')).to.equal(false);
      expect(bodies(room)).to.deep.equal(['x'], 'MUC-36: and yet it is heard');
    },
  );

  itWith('component', 'OID-1, M-7, M-8: ids of a room that announces none are nobody’s', async () => {
    const service = await startRoomService(server);
    const session = await person(server);
    const address = `lab@${service.domain}`;
    const room = session.rooms.join(address, { nick: 'ann' });
    await room.joined;
    await settled(room);
    const say = (nick: string, body: string) =>
      service.send(
        `<message type='groupchat' id='same' from='${address}/${nick}' to='${session.jid ?? ''}'><body>${body}</body>` +
          `<occupant-id xmlns='urn:xmpp:occupant-id:0' id='ANN'/>` +
          `<stanza-id xmlns='urn:xmpp:sid:0' by='${address}' id='FIRST'/></message>`,
      );
    say('bob', 'one');
    say('eve', 'two');
    expect(await heard(room, 'two')).to.include({ occupantId: undefined, stanzaId: undefined });
    expect(bodies(room)).to.deep.equal(['one', 'two']);
  });

  itWith('occupantIds', 'OID-1: ids of a room that announces them stay with the person', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const before = ann.room.occupants.get('bob')?.occupantId;
    expect(before).to.be.a('string').and.not.equal(ann.room.self?.occupantId);
    bob.room.send('hello');
    expect((await heard(ann.room, 'hello')).occupantId).to.equal(before);
    await bob.room.setNick('bobby');
    await until(() => ann.room.occupants.has('bobby'), 'ann sees it');
    expect(ann.room.occupants.get('bobby')?.occupantId).to.equal(before);
    expect(bob.room.self?.occupantId).to.equal(before);
    expect(address).to.equal(ann.room.jid);
  });

  it('M-10: a live line with a date of its own is of now', async () => {
    const { ann, bob, address } = await annAndBob(server);
    ann.session.wire.send(
      xml(
        'message',
        { xmlns: 'jabber:client', type: 'groupchat', to: address },
        xml('body', {}, 'from the future'),
        xml('delay', { xmlns: 'urn:xmpp:delay', from: address, stamp: '2031-01-01T00:00:00Z' }),
      ),
    );
    const { time, old } = await heard(bob.room, 'from the future');
    expect(time.getFullYear()).to.be.lessThan(2031);
    expect(old).to.equal(false);
  });

  it('MUC-42: private words are not said in the room', async () => {
    const { ann, bob, address } = await annAndBob(server);
    ann.session.wire.send(
      xml('message', { xmlns: 'jabber:client', type: 'chat', to: `${address}/bob` }, xml('body', {}, 'psst')),
    );
    ann.room.send('aloud');
    await heard(bob.room, 'aloud');
    expect(bodies(bob.room)).to.deep.equal(['aloud']);
  });

  it('IM-37: words of a room one is not in make no room', async () => {
    const { ann, bob } = await annAndBob(server);
    ann.session.wire.send(
      xml(
        'message',
        { xmlns: 'jabber:client', type: 'groupchat', to: bob.session.jid },
        xml('body', {}, 'trap'),
      ),
    );
    ann.room.send('end');
    await heard(bob.room, 'end');
    expect(bodies(bob.room)).to.deep.equal(['end']);
  });
});
