import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { holdRoom } from '../../../../src/components/shared/hold-room.js';
import { hueClass } from '../../../../src/components/shared/nick-text.js';
import type { RoomInfo } from '../../../../src/session/room-status.js';
import { XmppRoom } from '../../../../src/components/xmpp-room/xmpp-room.js';
import {
  FakeRoom,
  FakeSession,
  ROOM,
  asRoom,
  fakeRoom,
  historyOf,
  message,
  occupant,
} from '../../../support/fake-room.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { button, eventsOf, find, fixture, part, parts, textOf } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

describe('<xmpp-room>', () => {
  it('takes properties that were set before the tag was defined', async () => {
    class Later extends XmppRoom {}
    const { session } = fakeRoom({ name: 'Early garden' });
    const element = document.createElement('x-later-room') as Later;
    Object.assign(element, { session, jid: ROOM, noOccupants: true });
    document.body.append(element);
    cleanUpAfterTest(() => element.remove());
    customElements.define('x-later-room', Later);
    await until(() => element.shadowRoot?.textContent?.includes('Early garden'), 'it shows the room');
    expect(element.getAttribute('jid')).to.equal(ROOM);
    expect(element.hasAttribute('no-occupants')).to.be.true;
    expect(Object.keys(element)).to.not.include('jid');
  });

  it('shows properties as attributes and back', () => {
    const element = document.createElement('xmpp-room');
    element.sendKey = 'mod-enter';
    element.noHeader = true;
    expect(element.outerHTML).to.equal('<xmpp-room send-key="mod-enter" no-header=""></xmpp-room>');
    element.removeAttribute('no-header');
    element.sendKey = undefined;
    expect([element.noHeader, element.sendKey]).to.deep.equal([false, undefined]);
    expect(element.attributes).to.have.length(0);
  });

  it('opens nothing and stores nothing before the visitor joins', async () => {
    const room = new FakeRoom();
    const fake = new FakeSession(room);
    localStorage.clear();
    sessionStorage.clear();
    const element = await fixture('xmpp-room', { session: fake as never, jid: ROOM });
    expect(button(element, 'Join').part.contains('join')).to.be.true;
    expect([...fake.calls, ...room.calls]).to.deep.equal([]);
    expect(localStorage.length + sessionStorage.length).to.equal(0);
  });

  it('joins at once with autojoin and a name', async () => {
    const room = new FakeRoom();
    const element = await fixture('xmpp-room', {
      session: new FakeSession(room) as never,
      jid: ROOM,
      nick: 'Romeo',
      autojoin: true,
    });
    expect(room.called('join')).to.deep.equal([[{ nick: 'Romeo' }]]);
    await until(() => parts(element, 'composer').length, 'the composer shows');
  });

  it('asks for a name with autojoin and none, and takes no focus for it', async () => {
    const room = new FakeRoom();
    const element = await fixture('xmpp-room', {
      session: new FakeSession(room) as never,
      jid: ROOM,
      autojoin: true,
    });
    expect(find(element, 'label').textContent).to.contain('Your name');
    expect(room.calls).to.deep.equal([]);
    expect(document.activeElement === element).to.be.false;
  });

  it('is told by events of joining and leaving', async () => {
    const { room, session } = fakeRoom({ status: { state: 'joining', since: new Date() } });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    const joins = eventsOf(document.body, 'xmpp-room-join');
    const leaves = eventsOf(document.body, 'xmpp-room-leave');
    room.set({ status: { state: 'joined' } });
    await until(() => joins.length === 1, 'the join is told');
    expect([joins[0]?.jid, joins[0]?.nick]).to.deep.equal([ROOM, 'Me']);
    room.set({ status: { state: 'offline', since: new Date() } });
    await element.leave();
    await until(() => leaves.length === 1, 'the leave is told');
    expect(joins).to.have.length(1);
  });

  it('tells of live messages of others, not of history or own ones', async () => {
    const { room, session } = fakeRoom({ messages: historyOf(2) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    const seen = eventsOf(element, 'xmpp-message');
    room.receive('old', { old: true });
    room.receive('own', { own: true, state: 'sent' });
    room.receive('new');
    await until(() => seen.length > 0, 'a message is told');
    expect(seen.map((event) => event.message.body)).to.deep.equal(['new']);
  });

  it('tells how many are unread while the end is out of view', async () => {
    const { room, session } = fakeRoom({ messages: historyOf(100) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    const seen = eventsOf(element, 'xmpp-unread');
    const log = part(element, 'log');
    log.scrollTop = 0;
    await until(() => element.shadowRoot?.querySelector('.jump button'), 'the jump button shows');
    room.receive('one');
    room.receive('two', { mention: true });
    await until(() => seen.length === 1, 'the count is told');
    expect([seen[0]?.unread, seen[0]?.mentions]).to.deep.equal([2, 1]);
    expect(room.unread).to.equal(2);
    button(element, '2 new messages, 1 names you').click();
    await until(() => room.unread === 0, 'they count as read');
    expect(element.shadowRoot?.activeElement?.textContent).to.contain('one');
  });

  it('lets go of everything when removed', async () => {
    const { room, fake, session } = fakeRoom({ messages: historyOf(3) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    expect([room.listeners, fake.listeners]).to.deep.equal([2, 1]); // of the room: its changes, its messages
    element.remove();
    await until(() => room.listeners + fake.listeners === 0, 'no listener is left');
  });

  it('neither leaves nor joins again when moved', async () => {
    const { room, session } = fakeRoom();
    const element = await fixture('xmpp-room', { session, jid: ROOM, autojoin: true, nick: 'Me' });
    const box = document.createElement('div');
    document.body.append(box);
    cleanUpAfterTest(() => box.remove());
    box.append(element);
    element.remove();
    box.append(element);
    room.receive('still here');
    await until(() => parts(element, 'message').length === 1, 'it goes on showing');
    expect(room.calls.filter(({ name }) => name === 'join' || name === 'leave')).to.deep.equal([]);
    expect(room.listeners).to.equal(2);
  });

  it('leaves the room when the last element that shows it has gone', async () => {
    const { room } = fakeRoom();
    const first = holdRoom(asRoom(room), 0);
    const second = holdRoom(asRoom(room), 0);
    first();
    first();
    const third = holdRoom(asRoom(room), 0);
    second();
    third();
    const fourth = holdRoom(asRoom(room), 0);
    expect(room.called('leave')).to.have.length(0);
    fourth();
    await until(() => room.called('leave').length === 1, 'the room is left');
  });

  it('shows one room twice as one occupant', async () => {
    const room = new FakeRoom();
    const session = new FakeSession(room) as never;
    const one = await fixture('xmpp-room', { session, jid: ROOM, nick: 'Me', autojoin: true });
    const two = await fixture('xmpp-room', { session, jid: ROOM, nick: 'Me', autojoin: true });
    expect(room.called('join')).to.have.length(1);
    room.receive('to both');
    await until(() => [one, two].every((each) => parts(each, 'message').length === 1), 'both show it');
  });

  it('shows another room when its address changes', async () => {
    const { room, session } = fakeRoom({ messages: historyOf(3) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    expect(parts(element, 'message')).to.have.length(3);
    const other = new FakeRoom({ jid: 'other@rooms.example', name: 'Other' });
    element.session = new FakeSession(other) as never;
    element.jid = other.jid;
    await until(() => parts(element, 'message').length === 0, 'the old messages are gone');
    expect(room.listeners).to.equal(0);
  });

  it('shows something for each attribute it may lack', async () => {
    const { session } = fakeRoom();
    const element = await fixture('xmpp-room', { session });
    element.for = 'rooms';
    expect(textOf(find(element, '.entry'))).to.contain('Choose a room');
  });

  it('hides its header, people and composer when asked to', async () => {
    const { session } = fakeRoom({ messages: [message('Hello')] });
    const element = await fixture('xmpp-room', { session, jid: ROOM, noHeader: true, noComposer: true });
    expect([...parts(element, 'header'), ...parts(element, 'composer')]).to.deep.equal([]);
    element.noComposer = false;
    await until(() => parts(element, 'composer').length, 'the composer shows');
  });

  it('marks its parts as promised', async () => {
    const { session } = fakeRoom({
      subject: 'Roses',
      messages: [message('Hello', { stanzaId: 'S', originId: 'O' }), message('Hi', { id: 'I' })],
    });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    for (const name of [
      'header',
      'subject',
      'status',
      'log',
      'message',
      'message-author',
      'message-time',
      'message-body',
      'composer',
      'input',
      'send',
    ]) {
      expect(parts(element, name), name).to.not.be.empty;
    }
    expect(parts(element, 'message').map((row) => row.dataset.id)).to.deep.equal(['S', 'I']);
    expect(part(element, 'message-body').textContent).to.equal('Hello');
  });

  it('is not shown when hidden', async () => {
    const { session } = fakeRoom();
    const element = await fixture('xmpp-room', { session, jid: ROOM, hidden: true });
    expect(getComputedStyle(element).display).to.equal('none');
  });

  it('COL-1: gives somebody the colour that everybody else sees, whoever is told their address', async () => {
    const info = { nonAnonymous: false, features: new Set() } as unknown as RoomInfo;
    const me = occupant('Me', { self: true, jid: 'me@kit.example/web' });
    const { room, session } = fakeRoom({
      info,
      occupants: new Map([['Me', me]]),
      messages: [message('Hi', { nick: 'Me' })],
    });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    find(element, '.people').click();
    await until(() => parts(element, 'occupant').length === 1, 'the list of people');
    const colours = () => parts(element, 'avatar').map(({ classList }) => [...classList].find(isHue));
    expect(colours()).to.deep.equal([hueClass('Me'), hueClass('Me')]);
    room.set({ info: { ...info, nonAnonymous: true }, occupants: new Map([['Me', { ...me }]]) });
    await until(() => colours().at(-1) === hueClass('Me', 'me@kit.example'), 'another colour');
  });
});

const isHue = (name: string) => name.startsWith('hue-');
