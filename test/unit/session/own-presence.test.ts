/** What we tell of ourselves (RFC 6121 §4), to whom, and for how long. */
import { expect } from 'chai';
import { Session } from '../../../src/session/index.js';
import { child, children, textOf, type Element } from '../../../src/session/xml.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { accountInRoom, changed, inside, ME, reaches, ROOM } from '../../support/fake-online.js';
import { presence, withRoster } from '../../support/fake-roster.js';
import type { FakeServer } from '../../support/fake-server.js';
import { storageForTest } from '../../support/tab-storage.js';

const ANN = 'ann@kit.example';
const EVE = 'eve@evil.example';
const CAPS = 'http://jabber.org/protocol/caps';
const HERE = `${ROOM}/me`;

const presencesIn = (sent: readonly Element[]) => sent.filter(({ name }) => name === 'presence');
/** What a presence says besides what we can do. */
const said = (stanza: Element | undefined) =>
  children(stanza!)
    .filter(({ name }) => name !== 'c')
    .map((each) => `${each.name} ${textOf(each)}`);

describe('what we tell of ourselves', () => {
  it('CAPS-2: carries what we can do, and nothing that need not be said', async () => {
    const { server } = await withRoster();
    const [first] = presencesIn(server.sent);
    expect(children(first!).map(({ name }) => name)).to.deep.equal(['c']);
    expect(child(first!, 'c', CAPS)).not.to.equal(undefined);
  });

  it('IM-23: is told when it changes, and again in the next session', async () => {
    const { server, session, people } = await withRoster('', { sm: false });
    people.presence.set({ show: 'dnd', statusText: 'busy', priority: -200 });
    people.presence.set({ show: 'away' });
    await server.exchange();
    const away = ['show away', 'status busy', 'priority -128'];
    expect(said(presencesIn(server.sent).at(-1))).to.deep.equal(away);
    server.connection.drop();
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await reaches(session, 'online');
    await server.exchange();
    expect(presencesIn(server.sent)).to.have.length(4);
    expect(said(presencesIn(server.sent).at(-1))).to.deep.equal(away);
    people.presence.set({ show: 'available', statusText: '', priority: 0 });
    await server.exchange();
    expect(said(presencesIn(server.sent).at(-1))).to.deep.equal([]);
  });

  it('IM-24, IM-29: one person is told besides, for as long as it is wanted', async () => {
    const { server, people } = await withRoster();
    const told = () => presencesIn(server.sent).filter(({ attrs }) => attrs.to === EVE);
    people.presence.tell(EVE);
    people.presence.tell(EVE);
    people.presence.set({ show: 'away', statusText: 'lunch' });
    people.presence.hide(EVE);
    people.presence.hide(EVE);
    await server.exchange();
    expect(told().map(({ attrs }) => attrs.type)).to.deep.equal([undefined, undefined, 'unavailable']);
    expect(told().at(-1)?.children).to.have.length(0);
    people.presence.directed = false;
    people.presence.tell(EVE);
    await server.exchange();
    expect(told()).to.have.length(3);
  });

  it('knows where else the account is online, and not itself', async () => {
    const { server, people, roster } = await withRoster();
    const others = () => people.presence.others.map(({ name }) => name);
    await server.exchange(
      presence('me@kit.example/web1'),
      presence('me@kit.example/phone', '<show>away</show>'),
    );
    expect(others()).to.deep.equal(['phone']);
    await server.exchange(presence('me@kit.example/phone', '', 'unavailable'));
    expect(others()).to.deep.equal([]);
    expect(roster.size).to.equal(0);
  });

  it('IM-22: no probe is ever sent', async () => {
    const { server, roster } = await withRoster(`<item jid='${ANN}' subscription='both'/>`);
    roster.subscribe(ANN);
    roster.unsubscribe(ANN);
    await server.exchange();
    expect(presencesIn(server.sent).map(({ attrs }) => attrs.type)).to.deep.equal([
      undefined,
      'subscribe',
      'unsubscribe',
    ]);
  });
});

describe('what rooms are told of us', () => {
  /** The account's first presence is out, which waits for its contacts, and rooms know of it. */
  async function announced(server: FakeServer): Promise<void> {
    await server.next((element) => element.name === 'presence' && !element.attrs.to, 'the first presence');
    await server.exchange();
  }

  /** What a room was told, each time: joining is the first. */
  const toldRoom = (server: FakeServer) => presencesIn(server.sent).filter(({ attrs }) => attrs.to === HERE);

  it('MUC-22, IM-23: how we are goes to rooms that we are in, and once', async () => {
    const { server, session } = await accountInRoom();
    const { presence: own } = await session.people;
    await announced(server);
    const before = toldRoom(server).length;
    own.set({ show: 'away', statusText: 'lunch' });
    own.set({ show: 'away' });
    await server.exchange();
    const news = toldRoom(server).slice(before);
    expect(news.map(said)).to.deep.equal([['show away', 'status lunch']]);
    expect(child(news[0]!, 'x', 'http://jabber.org/protocol/muc')).to.equal(undefined);
    expect(child(news[0]!, 'c', CAPS)).not.to.equal(undefined);
  });

  it('MUC-22: whoever comes in later learns it then, and again in another session', async () => {
    const { server, session, people } = await withRoster('', { smResume: false });
    server.room(ROOM);
    people.presence.set({ show: 'dnd' });
    const room = session.rooms.join(ROOM, { nick: 'me' });
    await inside(room);
    await server.exchange();
    expect(toldRoom(server).map(said)).to.deep.equal([['x '], ['show dnd']]);
    server.connection.drop();
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await inside(room);
    await server.exchange();
    expect(toldRoom(server).map(said).slice(2)).to.deep.equal([['x '], ['show dnd']]);
  });

  it('MUC-22: what has changed while the link was down is told once it is back', async () => {
    const { server, session, room } = await accountInRoom();
    const { presence: own } = await session.people;
    await announced(server);
    const before = toldRoom(server).length;
    server.connection.drop();
    await reaches(session, 'reconnecting');
    own.set({ show: 'xa' });
    session.reconnectNow();
    while (room.status.state !== 'joined') await changed(room);
    await server.exchange();
    expect(toldRoom(server).slice(before).map(said)).to.deep.equal([['show xa']]);
  });

  it('MUC-19: a room that was left, or never let us in, is told nothing', async () => {
    const { server, session, room } = await accountInRoom();
    const { presence: own } = await session.people;
    await announced(server);
    await room.leave();
    server.room('shut@rooms.kit.example').refuseJoins = { condition: 'forbidden' };
    await session.rooms.join('shut@rooms.kit.example', { nick: 'me' }).joined.catch(() => undefined);
    const before = presencesIn(server.sent).length;
    own.set({ show: 'away' });
    await server.exchange();
    expect(
      presencesIn(server.sent)
        .slice(before)
        .map(({ attrs }) => attrs.to),
    ).to.deep.equal([undefined]);
  });

  it('CAPS-7: features that come later are told to the server and to rooms, by another hash', async () => {
    const { server, session } = await accountInRoom();
    const hash = (stanza: Element | undefined) => child(stanza!, 'c', CAPS)?.attrs.ver;
    const [asked] = toldRoom(server);
    await session.people;
    await announced(server);
    const [, again, ...others] = toldRoom(server);
    expect(said(again)).to.deep.equal([]);
    expect(hash(again)).not.to.equal(hash(asked));
    expect(hash(presencesIn(server.sent).find(({ attrs }) => !attrs.to))).to.equal(hash(again));
    expect(others).to.have.length(0);
  });
});

describe('how we are, on the tab’s next page', () => {
  /** The page goes away; its successor. */
  function nextPage(server: FakeServer, session: Session): Session {
    session.wire.closeNow();
    const next = new Session({ ...session.config, WebSocket: server.WebSocket, credentials: ME });
    cleanUpAfterTest(() => next.disconnect());
    return next;
  }
  const lastTold = (server: FakeServer) => said(presencesIn(server.sent).findLast(({ attrs }) => !attrs.to));
  async function told(server: FakeServer, session: Session): Promise<void> {
    const before = presencesIn(server.sent).length;
    await session.connect();
    await session.people;
    while (presencesIn(server.sent).length === before) await server.exchange();
  }

  it('IM-23, design.md, remember: is as it was, without saying anything else before', async () => {
    storageForTest();
    const { server, session, people } = await withRoster('', {}, { remember: true });
    people.presence.set({ show: 'away', statusText: 'lunch', priority: 5 });
    await server.exchange();
    const before = presencesIn(server.sent).length;
    const next = nextPage(server, session);
    await told(server, next);
    expect(presencesIn(server.sent).slice(before).map(said)).to.deep.equal([
      ['show away', 'status lunch', 'priority 5'],
    ]);
    expect((await next.people).presence).to.include({ show: 'away', statusText: 'lunch', priority: 5 });
  });

  it('is forgotten without that, after signing out, and with another account', async () => {
    const kept = storageForTest();
    const { server, session, people } = await withRoster('', {
      credentials: { [ME.username]: ME.password, bob: 'b' },
    });
    people.presence.set({ statusText: 'secret' });
    await server.exchange();
    expect(JSON.stringify([...kept])).not.to.contain('secret');
    const next = nextPage(server, session);
    await told(server, next);
    expect(lastTold(server)).to.deep.equal([]);
    (await next.people).presence.set({ statusText: 'secret' });
    await next.signIn({ credentials: { username: 'bob', password: 'b' } });
    await server.exchange();
    expect((await next.people).presence.statusText).to.equal(undefined);
    (await next.people).presence.set({ statusText: 'bob’s' });
    await next.logOut();
    expect((await next.people).presence.statusText).to.equal(undefined);
  });
});
