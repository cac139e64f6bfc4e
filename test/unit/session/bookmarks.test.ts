/** Rooms that an account keeps, over the session's real connection, with what strangers and other clients say of them. */
import { expect } from 'chai';
import type { Bookmarks } from '../../../src/session/bookmarks.js';
import { readBookmark, readStorage, roomJid } from '../../../src/session/protocol/bookmarks.js';
import { child, children, parseFrame, textOf, type Element } from '../../../src/session/xml.js';
import { account, ME } from '../../support/fake-online.js';
import type { FakeServer, FakeServerOptions } from '../../support/fake-server.js';
import { discoInfo, result, stanzaError } from '../../support/fake-services.js';
import { keepRoster } from '../../support/fake-roster.js';
import { until } from '../../support/until.js';

const OWN = `${ME.username}@kit.example`;
const LAB = 'lab@rooms.kit.example';
const DEN = 'den@rooms.kit.example';
const NODE = 'urn:xmpp:bookmarks:1';
const PUBSUB = 'http://jabber.org/protocol/pubsub';
const INFO = 'http://jabber.org/protocol/disco#info';

const item = (jid: string, attrs = '', inner = '') =>
  `<item id='${jid}'><conference xmlns='${NODE}' ${attrs}>${inner}</conference></item>`;
const event = (items: string, from: string | undefined = OWN, node = NODE) =>
  `<message xmlns='jabber:client'${from ? ` from='${from}'` : ''} type='headline'>` +
  `<event xmlns='${PUBSUB}#event'><items node='${node}'>${items}</items></event></message>`;

interface Kept {
  /** `<item/>`s of the node. */
  node: string;
  /** Inner XML of the private storage; undefined: there is no older way. */
  storage?: string;
  compat: boolean;
  /** What changes are refused with. */
  refusal?: string;
}

/** Answers what is asked of the account's rooms. @returns What was set, oldest first. */
function keep(server: FakeServer, kept: Kept): Element[] {
  const set: Element[] = [];
  server.onStanza((stanza, { session }) => {
    if (!session || stanza.name !== 'iq') return undefined;
    const { type, to } = stanza.attrs;
    if (to === OWN && child(stanza, 'query', INFO))
      return result(
        stanza,
        session,
        discoInfo({ category: 'pubsub', type: 'pep' }, kept.compat ? [`${NODE}#compat`] : []),
      );
    const pubsub = child(stanza, 'pubsub', PUBSUB);
    const query = child(stanza, 'query', 'jabber:iq:private');
    if (!(pubsub ?? query)) return undefined;
    if (type === 'set') {
      set.push((pubsub ?? query)!);
      return kept.refusal === undefined
        ? result(stanza, session)
        : stanzaError(stanza, session, { condition: kept.refusal });
    }
    if (pubsub)
      return result(
        stanza,
        session,
        parseFrame(`<pubsub xmlns='${PUBSUB}'><items node='${NODE}'>${kept.node}</items></pubsub>`),
      );
    return kept.storage === undefined
      ? stanzaError(stanza, session, { condition: 'service-unavailable' })
      : result(
          stanza,
          session,
          parseFrame(
            `<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>${kept.storage}</storage></query>`,
          ),
        );
  });
  return set;
}

/** A session that knows what its account keeps. */
async function keeping(kept: Partial<Kept> = {}, options: Partial<FakeServerOptions> = {}) {
  const { server, session } = account(options);
  keepRoster(server, { items: '' });
  const set = keep(server, Object.assign(kept, { node: '', compat: true, ...kept }));
  for (const jid of [LAB, DEN]) server.room(jid);
  await session.connect();
  const bookmarks = await session.rooms.bookmarks();
  await until(() => ['ready', 'failed'].includes(bookmarks.state), 'they are known');
  return { server, session, bookmarks, set };
}

const jids = ({ list }: Bookmarks) => list.map(({ jid }) => jid);

describe('bookmarks', () => {
  it('BM-1: are items of the account’s node, and those that say so are entered', async () => {
    const { session, bookmarks } = await keeping({
      node: item(LAB, `autojoin='1' name='Lab'`, '<nick>Nell</nick>') + item(DEN),
    });
    expect(bookmarks.get(LAB)).to.include({ name: 'Lab', autojoin: true, nick: 'Nell' });
    expect(bookmarks.get(DEN)).to.include({ name: undefined, autojoin: false });
    await until(() => session.rooms.get(LAB)?.status.state === 'joined', 'it is entered');
    expect(session.rooms.get(LAB)?.nick).to.equal('Nell');
    expect(session.rooms.get(DEN)).to.equal(undefined);
  });

  it('BM-1: are published for no other eyes, with all that other clients keep in them', async () => {
    const mark = `<extensions><mark xmlns='urn:example:mark' a='1'>x</mark></extensions>`;
    const { bookmarks, set } = await keeping({ node: item(LAB, `name='Lab'`, mark) });
    await bookmarks.add(LAB, { name: 'The lab', nick: 'Nell', autojoin: true });
    const publish = set[0]!.getChild('publish')!;
    const conference = publish.getChild('item')!.getChild('conference', NODE)!;
    expect(publish.attrs.node).to.equal(NODE);
    expect(conference.attrs).to.include({ name: 'The lab', autojoin: 'true' });
    expect(textOf(child(conference, 'nick', NODE))).to.equal('Nell');
    const kept = child(child(conference, 'extensions', NODE)!, 'mark', 'urn:example:mark');
    expect(kept?.attrs.a).to.equal('1');
    const form = children(set[0]!.getChild('publish-options')!)[0]!;
    const options = Object.fromEntries(
      children(form).map((field) => [field.attrs.var, textOf(field.getChild('value'))]),
    );
    expect(options).to.include({
      'pubsub#access_model': 'whitelist',
      'pubsub#persist_items': 'true',
      'pubsub#max_items': 'max',
    });
  });

  it('BM-1: are private XML where the server does not make one of both, and what else is there stays', async () => {
    const { bookmarks, set } = await keeping({
      compat: false,
      storage: `<conference jid='${LAB}' name='Lab'><minimise xmlns='urn:example:m'/></conference><url url='https://k.example/'/>`,
    });
    expect(jids(bookmarks)).to.deep.equal([LAB]);
    await bookmarks.add(DEN, { autojoin: true });
    const text = String(set[0]);
    expect(text).to.include('https://k.example/').and.include('urn:example:m').and.include(DEN);
    expect(jids(bookmarks)).to.have.members([LAB, DEN]);
  });

  it('BM-1: are items where there is no older way', async () => {
    const { bookmarks, set } = await keeping({ compat: false, node: item(LAB) });
    expect(jids(bookmarks)).to.deep.equal([LAB]);
    await bookmarks.remove(LAB);
    expect(set[0]!.getChild('retract')?.attrs).to.include({ node: NODE, notify: 'true' });
    expect(bookmarks.list).to.deep.equal([]);
  });

  it('BM-2, M-20: count only from the account itself, and only for rooms', async () => {
    const { server, session, bookmarks } = await keeping();
    await server.exchange(
      ...['eve@evil.example', `${OWN}/phone`, 'kit.example'].map((from) =>
        event(item('trap@rooms.evil.example', `autojoin='true'`), from),
      ),
      ...[`${LAB}/nick`, 'rooms.kit.example', '', '@', 'a b@rooms.kit.example'].map((jid) =>
        event(item(jid, `autojoin='true'`)),
      ),
      event(`<item id='${LAB}'><conference xmlns='urn:example:other' autojoin='true'/></item>`),
      event(item('trap@rooms.evil.example', `autojoin='true'`), OWN, 'urn:example:node'),
    );
    expect(bookmarks.list).to.deep.equal([]);
    expect(session.rooms.all).to.deep.equal([]);
  });

  it('BM-2: autojoin of another client’s enters, its end or a retraction leaves', async () => {
    const { server, session, bookmarks } = await keeping();
    await server.exchange(event(item(LAB, `autojoin='true'`)));
    const room = await until(() => session.rooms.get(LAB), 'the room');
    await until(() => room.status.state === 'joined', 'in');
    await server.exchange(event(item(LAB, `autojoin='false'`)));
    await until(() => room.status.state === 'idle', 'out');
    await server.exchange(event(item(LAB, `autojoin='true'`)));
    await until(() => room.status.state === 'joined', 'in again');
    await server.exchange(event(`<retract id='${LAB}'/>`));
    await until(() => room.status.state === 'idle', 'out again');
    expect(bookmarks.list).to.deep.equal([]);
  });

  it('BM-2: what we change ourselves comes back and changes nothing: nobody is put out of a room for it', async () => {
    const { server, session, bookmarks } = await keeping({ node: item(LAB, `autojoin='true'`) });
    const room = await until(() => session.rooms.get(LAB), 'the room');
    await until(() => room.status.state === 'joined', 'in');
    await bookmarks.add(LAB, { autojoin: false });
    await server.exchange(event(item(LAB)));
    expect(room.status.state).to.equal('joined');
  });

  it('are as they were when a change is refused', async () => {
    const { bookmarks } = await keeping({ node: item(LAB, `name='Lab'`), refusal: 'not-acceptable' });
    const error = await bookmarks.add(LAB, { name: 'Other' }).catch((each: unknown) => each);
    expect(error).to.include({ condition: 'not-acceptable' });
    expect(bookmarks.get(LAB)?.name).to.equal('Lab');
    await bookmarks.remove(LAB).catch(() => undefined);
    expect(jids(bookmarks)).to.deep.equal([LAB]);
  });

  it('are not changed before it is known what is kept', async () => {
    const { session } = account();
    const bookmarks = await session.rooms.bookmarks();
    const error = await bookmarks.add(LAB).catch((each: unknown) => each);
    expect(error).to.include({ name: 'ConnectionError' });
    expect(bookmarks.list).to.deep.equal([]);
  });

  it('stay what they are over a reconnect, and follow what has changed meanwhile', async () => {
    const kept = { node: item(LAB, `autojoin='true'`) + item(DEN), compat: true };
    const { server, session, bookmarks } = await keeping(kept, { smResume: false });
    const room = await until(() => session.rooms.get(LAB), 'the room');
    await until(() => room.status.state === 'joined', 'in');
    kept.node = item(DEN, `name='Den'`);
    server.connection.drop();
    await until(() => bookmarks.get(DEN)?.name === 'Den', 'news');
    expect(jids(bookmarks)).to.deep.equal([DEN]);
    await until(() => room.status.state === 'idle', 'out: another client has taken it back');
  });

  it('that are left here are not entered again by themselves', async () => {
    const { server, session, bookmarks } = await keeping(
      { node: item(LAB, `autojoin='true'`) },
      { smResume: false },
    );
    const room = await until(() => session.rooms.get(LAB), 'the room');
    await until(() => room.status.state === 'joined', 'in');
    await room.leave();
    server.connection.drop();
    await until(() => session.state === 'reconnecting', 'away');
    await until(() => session.state === 'online', 'back');
    bookmarks.reload();
    await server.exchange();
    await server.exchange();
    expect(room.status.state).to.equal('idle');
  });

  it('go with the account, and so do the rooms that were entered by them', async () => {
    const credentials = { [ME.username]: ME.password, you: 'geheim' };
    const kept = { node: item(LAB, `autojoin='true'`) };
    const { server, session, bookmarks } = await keeping(kept, { credentials });
    const room = await until(() => session.rooms.get(LAB), 'the room');
    await until(() => room.status.state === 'joined', 'in');
    await session.logOut();
    expect(bookmarks.list).to.deep.equal([]);
    expect(room.status.state).to.equal('idle');
    const sent = server.sent.length;
    kept.node = ''; // of the other one
    await session.signIn({ credentials: { username: 'you', password: 'geheim' } });
    await until(() => bookmarks.state === 'ready', 'what the other account keeps');
    await server.exchange();
    expect(server.sent.slice(sent).map(String).join()).to.not.include(LAB);
  });

  it('come back whole after they were removed', async () => {
    const { bookmarks, set } = await keeping({
      node: item(LAB, `name='Lab'`, `<extensions><mark xmlns='urn:example:mark'/></extensions>`),
    });
    const removed = await bookmarks.remove(LAB);
    await bookmarks.restore(removed!);
    expect(String(set.at(-1))).to.include('urn:example:mark');
    expect(bookmarks.get(LAB)?.name).to.equal('Lab');
  });

  it('M-20: a flood of them is taken, and few rooms are entered at a time', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => item(`r${i}@rooms.kit.example`, `autojoin='true'`));
    const { server, session, bookmarks } = await keeping();
    await server.exchange(...many.map((each) => event(each)));
    expect(bookmarks.list).to.have.length(1000);
    expect(session.rooms.all.length).to.be.most(250);
    const joins = session.rooms.all.filter(({ status }) => status.state === 'joining');
    expect(joins.length).to.be.most(4);
  });

  it('say no more of a password than they were given', async () => {
    const { bookmarks, set } = await keeping({ node: item(LAB, '', '<password>geheim</password>') });
    await bookmarks.add(LAB, { name: 'Lab' });
    expect(String(set[0])).to.include('geheim'); // another client’s, who wants it there
    await bookmarks.add(DEN, { name: 'Den' });
    expect(String(set[1])).to.not.include('password');
  });

  it('are read with limits', () => {
    const long = 'x'.repeat(1000);
    const read = (xml: string) => readBookmark(LAB, parseFrame(`<item xmlns='${PUBSUB}'>${xml}</item>`)!);
    expect(read(`<conference xmlns='${NODE}' name='${long}'/>`)?.name).to.have.length(256);
    expect(read(`<conference xmlns='${NODE}' autojoin='yes'/>`)?.autojoin).to.equal(false);
    expect(read('<conference/>')).to.equal(undefined);
    expect(roomJid('lab@rooms.example/me')).to.equal(undefined);
    expect(roomJid('rooms.example')).to.equal(undefined);
    const twice = `<conference jid='${LAB}' name='A'/><conference jid='LAB@rooms.kit.example' name='B'/><conference/>`;
    const { bookmarks, others } = readStorage(
      parseFrame(
        `<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>${twice}</storage></query>`,
      ),
    );
    expect(bookmarks.map(({ name }) => name)).to.deep.equal(['B']);
    expect(others).to.have.length(1);
  });
});
