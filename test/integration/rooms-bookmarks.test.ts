/** Rooms that an account keeps (XEP-0402, XEP-0048 in XEP-0049), with its other clients: one of ours, and slixmpp. */
import { expect } from 'chai';
import type { Bookmarks, Session } from '../../src/session/index.js';
import { child, xml } from '../../src/session/xml.js';
import { SERVER } from '../support/capabilities.js';
import { eventually } from '../support/eventually.js';
import { bareOf, enter, status } from '../support/inside.js';
import {
  newAccount,
  newRoom,
  person,
  serverUnderTest,
  until,
  type Account,
  type XmppServer,
} from '../support/people.js';
import { startPeer } from '../support/peer.js';

const NODE = 'urn:xmpp:bookmarks:1';

interface Client {
  readonly session: Session;
  readonly bookmarks: Bookmarks;
}

/** A client of that account, which knows what the account keeps. */
async function client(server: XmppServer, who: Account): Promise<Client> {
  const session = await person(server, who);
  const bookmarks = await session.rooms.bookmarks();
  await until(() => bookmarks.state === 'ready', 'what is kept is known');
  return { session, bookmarks };
}

/** What another client publishes of a room, as this server keeps it. */
const published = (room: string, attrs: string, inner: string) =>
  SERVER === 'prosody'
    ? `<iq type='set' id='b1'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='${NODE}'>` +
      `<item id='${room}'><conference xmlns='${NODE}' ${attrs}>${inner}</conference></item></publish></pubsub></iq>`
    : `<iq type='set' id='b1'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>` +
      `<conference jid='${room}' ${attrs}>${inner}</conference><url name='Site' url='https://k.example/'/>` +
      `</storage></query></iq>`;

describe('rooms that are kept', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('BM-1: are there in the account’s next client, which enters them under the name they say', async () => {
    const account = await newAccount(server, 'ann');
    const address = newRoom(server);
    const host = await enter(server, address, 'host');
    const first = await client(server, account);
    await first.bookmarks.add(address, { name: 'The <lab>', nick: 'Annie', autojoin: true });
    await first.bookmarks.add(newRoom(server, 'quiet'), { name: 'Quiet' });
    await first.session.disconnect();
    const { session, bookmarks } = await client(server, account);
    expect(bookmarks.lasting).to.equal(true);
    expect(bookmarks.get(address)).to.include({ name: 'The <lab>', nick: 'Annie', autojoin: true });
    await until(() => host.room.occupants.has('Annie'), 'she has come in');
    const quiet = bookmarks.list.find(({ name }) => name === 'Quiet')!;
    expect(quiet.autojoin).to.equal(false);
    expect(session.rooms.get(quiet.jid)?.status.state ?? 'idle').to.equal('idle');
  });

  it('BM-2: one that another client adds is entered, and left when that takes it back', async () => {
    const account = await newAccount(server, 'ann');
    const address = newRoom(server);
    const host = await enter(server, address, 'host');
    const here = await client(server, account);
    const there = await client(server, account);
    await there.bookmarks.add(address, { nick: 'Annie', autojoin: true });
    const room = await until(() => here.session.rooms.get(address), 'the room is known here');
    await status(room, 'joined');
    expect(host.room.occupants.get('Annie')).to.not.equal(undefined);
    await there.bookmarks.add(address, { autojoin: false });
    await status(room, 'idle');
    expect(here.bookmarks.get(address)).to.include({ nick: 'Annie', autojoin: false });
    await there.bookmarks.add(address, { autojoin: true });
    await status(room, 'joined');
    await there.bookmarks.remove(address);
    await status(room, 'idle');
    expect(here.bookmarks.list).to.deep.equal([]);
  });

  it('BM-2: a room that was entered by hand is not left for what another client does', async () => {
    const account = await newAccount(server, 'ann');
    const address = newRoom(server);
    await enter(server, address, 'host');
    const here = await client(server, account);
    const there = await client(server, account);
    const room = here.session.rooms.join(address, { nick: 'ann' });
    await room.joined;
    await there.bookmarks.add(address, { autojoin: true, nick: 'ann' });
    await until(() => here.bookmarks.get(address)?.autojoin, 'it is kept');
    await there.bookmarks.remove(address);
    await until(() => here.bookmarks.list.length === 0, 'it is kept no longer');
    expect(room.status.state).to.equal('joined');
  });

  it('BM-1: what another client, slixmpp, keeps with one stays when it is changed here', async () => {
    const account = await newAccount(server, 'ann');
    const address = newRoom(server);
    const { session, bookmarks } = await client(server, account);
    const peer = await startPeer(server, account);
    const mark = `<mark xmlns='urn:example:mark' colour='red'/>`;
    const inner = SERVER === 'prosody' ? `<extensions>${mark}</extensions>` : mark;
    await peer.raw(published(address, `name='Lab'`, `<nick>Annie</nick>${inner}`));
    await until(() => bookmarks.get(address), 'it has come');
    await bookmarks.add(address, { name: 'The lab' });
    expect(bookmarks.get(address)).to.include({ name: 'The lab', nick: 'Annie' });
    await eventually(
      async () => String(await everything(session)),
      (text) => text.includes('urn:example:mark') && text.includes('The lab'),
      'the server has all of it',
    );
    if (SERVER === 'ejabberd') expect(String(await everything(session))).to.include('https://k.example/');
    await bookmarks.remove(address);
    expect(String(await everything(session))).to.not.include(address);
  });

  it('BM-1, E: are for nobody else’s eyes, and hold no password that nobody wanted kept', async () => {
    const account = await newAccount(server, 'ann');
    const address = newRoom(server);
    const { session, bookmarks } = await client(server, account);
    session.rooms.join(address, { nick: 'ann', password: 'geheim' });
    await bookmarks.add(address, { autojoin: true });
    expect(String(await everything(session)))
      .to.include(address)
      .and.not.include('geheim');
    const eve = await person(server, await newAccount(server, 'eve'));
    const request = xml(
      'pubsub',
      { xmlns: 'http://jabber.org/protocol/pubsub' },
      xml('items', { node: NODE }),
    );
    const seen = await eve.wire.get(bareOf(session), request).then(String, (error: unknown) => String(error));
    expect(seen).to.not.include(address);
  });

  it('of a guest last as long as the page', async () => {
    const session = await person(server);
    const bookmarks = await session.rooms.bookmarks();
    await until(() => bookmarks.state === 'ready', 'there are none');
    const address = newRoom(server);
    await bookmarks.add(address, { name: 'Lab' });
    expect(bookmarks.lasting).to.equal(false);
    expect(bookmarks.get(address)?.name).to.equal('Lab');
    expect(await bookmarks.remove(address)).to.include({ name: 'Lab' });
    expect(bookmarks.list).to.deep.equal([]);
  });
});

/** All that the server keeps of the account's rooms. */
async function everything({ wire }: Session) {
  if (SERVER === 'ejabberd')
    return wire.get(
      undefined,
      xml('query', { xmlns: 'jabber:iq:private' }, xml('storage', { xmlns: 'storage:bookmarks' })),
    );
  const request = xml('pubsub', { xmlns: 'http://jabber.org/protocol/pubsub' }, xml('items', { node: NODE }));
  const answer = await wire.get(undefined, request);
  return answer && child(answer, 'items', 'http://jabber.org/protocol/pubsub');
}
