/** Getting out of rooms: by one's own will, by somebody else's, by nobody's. */
import { expect } from 'chai';
import { itWith } from '../support/capabilities.js';
import { startRoomService } from '../support/component.js';
import {
  annAndBob,
  bareOf,
  bodies,
  echoed,
  enter,
  happened,
  happenings,
  heard,
  status,
} from '../support/inside.js';
import { configureRoom, destroyRoom, setAffiliation, setRole } from '../support/room-config.js';
import {
  breakableLink,
  newAccount,
  newRoom,
  online,
  person,
  serverUnderTest,
  until,
} from '../support/people.js';
import type { XmppServer } from '../support/people.js';

describe('getting out of a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-31, MUC-30: who leaves is gone for the others, and can come back', async () => {
    const { ann, bob } = await annAndBob(server);
    await bob.room.leave('gone fishing');
    expect(bob.room.status).to.deep.equal({ state: 'idle' });
    expect([...bob.room.occupants.keys()]).to.deep.equal([]);
    await until(() => !ann.room.occupants.has('bob'), 'ann sees him gone');
    expect(happenings(ann.room).map(({ type }) => type)).to.deep.equal(['created']);
    bob.room.join();
    await bob.room.joined;
    expect([...bob.room.occupants.keys()]).to.have.members(['ann', 'bob']);
    await until(() => ann.room.occupants.has('bob'), 'ann sees him back');
  });

  it('IM-25: who disconnects is gone for the others at once', async () => {
    const { ann, bob } = await annAndBob(server);
    await bob.session.disconnect();
    await until(() => !ann.room.occupants.has('bob'), 'ann sees him gone');
  });

  it('code 307: who is kicked is told by whom and why, and does not come back by itself', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await setRole(ann.session, address, 'bob', 'none', 'Too <loud>');
    const removed = await status(bob.room, 'removed');
    expect(removed).to.include({ cause: 'kicked', reason: 'Too <loud>' });
    expect(removed.actor).to.equal('ann');
    expect(removed.at).to.be.instanceOf(Date);
    expect([...bob.room.occupants.keys()]).to.deep.equal([]);
    expect(await happened(ann.room, 'kicked')).to.include({ nick: 'bob', reason: 'Too <loud>' });
    expect(ann.room.occupants.has('bob')).to.equal(false);
    bob.room.join();
    await bob.room.joined;
  });

  it('code 307: what is written after a kick waits, and goes out after coming back', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await setRole(ann.session, address, 'bob', 'none');
    await status(bob.room, 'removed');
    expect(bob.room.send('still here').state).to.equal('waiting');
    bob.room.join();
    await heard(ann.room, 'still here');
    await echoed(bob.room, 'still here');
  });

  it('code 301: who is banned is told so, and others see it', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const bob = await enter(server, address, 'bob', { who: await newAccount(server, 'bob') });
    await setAffiliation(ann.session, address, bareOf(bob.session), 'outcast', 'spam');
    expect(await status(bob.room, 'removed')).to.include({ cause: 'banned', reason: 'spam' });
    expect(await happened(ann.room, 'banned')).to.include({ nick: 'bob', reason: 'spam' });
    bob.room.join();
    expect(await status(bob.room, 'failed')).to.include({ reason: 'banned' });
  });

  it('code 321: who loses a membership is out', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const account = await newAccount(server, 'bob');
    await setAffiliation(ann.session, address, `${account.username}@${server.domain}`, 'member');
    await configureRoom(ann.session, address, { membersonly: true });
    const bob = await enter(server, address, 'bob', { who: account });
    await setAffiliation(ann.session, address, bareOf(bob.session), 'none', 'moved on');
    expect(await status(bob.room, 'removed')).to.include({ cause: 'membership-lost' });
  });

  it('code 322: who is no member when the room becomes one for members is out', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { membersonly: true });
    expect(await status(bob.room, 'removed')).to.include({ cause: 'members-only' });
    expect(ann.room.status.state).to.equal('joined');
  });

  it('MUC-88: a room that is destroyed says why, and where people went; nobody follows by himself', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const venue = newRoom(server, 'den');
    await destroyRoom(ann.session, address, 'Closing time', venue);
    for (const { room, session } of [ann, bob]) {
      const gone = await status(room, 'removed');
      expect(gone).to.include({ cause: 'destroyed', reason: 'Closing time', address: venue });
      expect([...room.occupants.keys()]).to.deep.equal([]);
      expect(session.rooms.get(venue)).to.equal(undefined);
    }
  });

  it('MUC-34: who was put out without hearing of it is let in again, and the message with him', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const link = await breakableLink(server);
    const bob = await enter(server, address, 'bob', { config: { service: link.url } });
    // a blank frame instead of the kick
    link.rules.push({
      direction: 'down',
      matching: (frame) => frame.includes('307'),
      fault: { kind: 'truncate', length: 0 },
    });
    await setRole(ann.session, address, 'bob', 'none');
    await until(() => !ann.room.occupants.has('bob'), 'bob is out');
    expect(bob.room.status.state).to.equal('joined');
    bob.room.send('am I here?');
    await heard(ann.room, 'am I here?');
    await echoed(bob.room, 'am I here?');
    expect(bob.room.status.state).to.equal('joined');
    expect(bodies(ann.room)).to.deep.equal(['am I here?']);
  });

  it('MUC-31: who leaves while the link is down is out as soon as it is back', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const link = await breakableLink(server);
    const account = await newAccount(server, 'bob');
    const bob = await enter(server, address, 'bob', { who: account, config: { service: link.url } });
    link.offline();
    await status(bob.room, 'offline');
    await bob.room.leave();
    expect(bob.room.status.state).to.equal('idle');
    link.online();
    await online(bob.session);
    await until(() => !ann.room.occupants.has('bob'), 'ann sees him gone');
    expect(bob.room.status.state).to.equal('idle');
  });

  it('MUC-45: a name chosen while the link is down is taken as soon as it is back', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const link = await breakableLink(server);
    const account = await newAccount(server, 'bob');
    const bob = await enter(server, address, 'bob', { who: account, config: { service: link.url } });
    link.offline();
    await status(bob.room, 'offline');
    await bob.room.setNick('bobby');
    link.online();
    await until(() => ann.room.occupants.has('bobby') && !ann.room.occupants.has('bob'), 'ann sees it');
    await until(() => bob.room.self?.nick === 'bobby', 'bob sees it');
  });

  it('SM-4: after a resume nobody enters anew, and nobody sees anything', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const link = await breakableLink(server);
    const account = await newAccount(server, 'bob');
    const bob = await enter(server, address, 'bob', { who: account, config: { service: link.url } });
    link.cutAll();
    await status(bob.room, 'offline');
    await status(bob.room, 'joined');
    const joins = link.log().match(/up <presence[^>]*to="[^"]*\/bob"/g);
    expect(joins).to.have.length(1);
    expect(happenings(ann.room)).to.deep.equal([{ type: 'created' }]);
    ann.room.send('still there?');
    await heard(bob.room, 'still there?');
  });

  describe('as a service says', () => {
    const removals = [
      [[332], 'shut down'],
      [[307, 333], 'a technical fault, dressed as a kick'],
      [[333], 'a technical fault'],
    ] as const;
    for (const [codes, what] of removals)
      itWith(
        'component',
        `M-4, codes ${codes.join(' and ')}: ${what} is nobody’s will, and ends by itself`,
        async () => {
          const service = await startRoomService(server);
          const session = await person(server);
          const room = session.rooms.join(`lab@${service.domain}`, { nick: 'ann' });
          await room.joined;
          service.presence(`lab@${service.domain}/ann`, session.jid ?? '', 'unavailable', [110, ...codes]);
          await status(room, 'offline');
          await status(room, 'joined');
          expect(service.joins()).to.have.length(2);
          expect(room.nick).to.equal('ann');
        },
      );

    itWith('component', 'M-3, MUC-88: a room is destroyed without code 110, too', async () => {
      const service = await startRoomService(server);
      const session = await person(server);
      const address = `lab@${service.domain}`;
      const room = session.rooms.join(address, { nick: 'ann' });
      await room.joined;
      const destroy = `<destroy jid='den@${service.domain}'><reason>Moved</reason></destroy>`;
      service.presence(`${address}/ann`, session.jid ?? '', 'unavailable', [], destroy);
      expect(await status(room, 'removed')).to.include({ cause: 'destroyed', reason: 'Moved' });
    });

    itWith('component', 'MUC-30: to be put out without a word is to have left', async () => {
      const service = await startRoomService(server);
      const session = await person(server);
      const address = `lab@${service.domain}`;
      const room = session.rooms.join(address, { nick: 'ann' });
      await room.joined;
      service.presence(`${address}/ann`, session.jid ?? '', 'unavailable', [110]);
      await status(room, 'idle');
    });

    itWith('component', 'M-2: nobody is put out by somebody outside the room', async () => {
      const service = await startRoomService(server);
      const session = await person(server);
      const address = `lab@${service.domain}`;
      const room = session.rooms.join(address, { nick: 'ann' });
      await room.joined;
      for (const from of [`eve@${service.domain}/ann`, `den@${service.domain}/ann`, `${service.domain}/ann`])
        service.presence(from, session.jid ?? '', 'unavailable', [110, 301]);
      service.send(
        `<message type='groupchat' from='${address}/bob' to='${session.jid ?? ''}'><body>end</body></message>`,
      );
      await heard(room, 'end');
      expect(room.status.state).to.equal('joined');
    });

    const outcomes = [
      ['not-acceptable', 2],
      ['not-allowed', 2],
      ['bad-request', 2],
      ['service-unavailable', 1],
      ['feature-not-implemented', 1],
      ['item-not-found', 1],
      ['remote-server-timeout', 1],
    ] as const;
    for (const [condition, joins] of outcomes)
      itWith(
        'component',
        `SELF-2, M-16: ${condition} after a resume means ${joins > 1 ? 'out' : 'in, or not known'}`,
        async () => {
          const service = await startRoomService(server);
          const link = await breakableLink(server);
          const account = await newAccount(server, 'ann');
          const session = await person(server, account, { service: link.url });
          const address = `lab@${service.domain}`;
          const room = session.rooms.join(address, { nick: 'ann' });
          await room.joined;
          service.selfPing = condition;
          link.cutAll();
          await until(
            () =>
              service.received.some(
                ({ name, children: [ping] }) => name === 'iq' && String(ping).includes('urn:xmpp:ping'),
              ),
            'a self-ping',
          );
          await until(() => service.joins().length === joins && room.status.state === 'joined', 'in');
          service.send(
            `<message type='groupchat' from='${address}/bob' to='${session.jid ?? ''}'><body>end</body></message>`,
          );
          await heard(room, 'end');
          expect(service.joins()).to.have.length(joins);
        },
      );

    itWith(
      'component',
      'MUC-34: a room that refuses a message for ever is not entered for ever',
      async () => {
        const service = await startRoomService(server);
        const session = await person(server);
        const address = `lab@${service.domain}`;
        const room = session.rooms.join(address, { nick: 'ann' });
        await room.joined;
        room.send('no way');
        const refuse = (nth: number) =>
          until(() => service.received.filter(({ name }) => name === 'message')[nth], 'the message').then(
            ({ attrs: { id = '' } }) =>
              service.send(
                `<message type='error' from='${address}' to='${session.jid ?? ''}' id='${id}'><error type='modify'>` +
                  `<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
              ),
          );
        await refuse(0);
        await refuse(1);
        const failed = await until(
          () => room.messages.find((row) => row.kind === 'message' && row.state === 'failed'),
          'it fails',
        );
        expect(failed).to.nested.include({
          'failure.reason': 'refused',
          'failure.error.condition': 'not-acceptable',
        });
        expect(room.status.state).to.equal('joined');
        expect(service.joins()).to.have.length(2);
      },
    );
  });
});
