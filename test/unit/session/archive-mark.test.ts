/** What was said to an account while it was not here, in its archive (XEP-0313). */
import { expect } from 'chai';
import type { Chat } from '../../../src/session/chat.js';
import { kept } from '../../../src/session/database.js';
import { child, parseFrame } from '../../../src/session/xml.js';
import type { Archived } from '../../support/fake-archive.js';
import { ACCOUNT, ANN, EVE, RECEIPT, said, sentTo, withChats } from '../../support/fake-chats.js';
import { reaches } from '../../support/fake-online.js';
import type { FakeServer } from '../../support/fake-server.js';
import { until } from '../../support/until.js';

const DESK = `${ANN}/desk`;
const BOB = 'bob@kit.example';

const archived = (id: string, frame: string) => ({
  id,
  time: new Date('2026-01-01T10:00:00Z'),
  message: parseFrame(frame)!,
});
const lines = (chat: Chat | undefined) =>
  chat?.messages.flatMap((row) =>
    row.kind === 'message' ? [`${row.own ? 'me' : row.nick}: ${row.body}`] : [],
  );

const id = (stanzaId: string) => `<stanza-id xmlns='urn:xmpp:sid:0' by='${ACCOUNT}' id='${stanzaId}'/>`;
const queries = (server: FakeServer) =>
  server.sent.filter((stanza) => child(stanza, 'query', 'urn:xmpp:mam:2'));

describe('what was missed', () => {
  before(async () => {
    globalThis.indexedDB ??= (await import('fake-indexeddb')).indexedDB;
  });

  it('MAM-1: what was said to the account since its last visit is unread, in conversations that were not open', async () => {
    const archive = [archived('a1', said(DESK, 'one', { to: ACCOUNT, id: 'm1' }))];
    const first = await withChats({ archive });
    expect(first.chats.list).to.have.length(0); // the first visit: nothing was missed
    let heard: unknown;
    await until(() => {
      void kept(`heard ${ACCOUNT}`).then((now) => (heard = now));
      return heard === 'a1';
    }, 'noted');
    archive.push(
      archived('a2', said(DESK, 'two', { to: ACCOUNT, id: 'm2', more: RECEIPT })),
      archived('a3', said(`${ACCOUNT}/phone`, 'three', { to: BOB })),
      archived('a4', said(DESK, '@all', { to: ACCOUNT, type: 'groupchat' })),
      archived('a5', said(`${EVE}/x`, 'buy', { to: ACCOUNT })),
    );
    const { server, chats } = await withChats({ archive });
    await until(
      () => chats.get(ANN)?.history === 'start' && chats.get(BOB)?.history === 'start',
      'all of it',
    );
    expect(lines(chats.get(ANN))).to.deep.equal(['Ann: one', 'Ann: two']);
    expect(chats.get(ANN)?.unread).to.equal(1);
    expect(lines(chats.get(BOB))).to.deep.equal(['me: three']);
    expect(chats.get(BOB)?.unread).to.equal(0);
    expect(chats.strangers.map(({ jid }) => jid)).to.deep.equal([EVE]);
    expect(sentTo(server, ANN)).to.have.length(0);
  });

  describe('in a resume', () => {
    const one = said(DESK, 'one', { to: ACCOUNT, id: 'm1', more: id('a1') });
    const three = said(DESK, 'three', { to: ACCOUNT, id: 'm3', more: id('a3') });

    /** Ann has said one; then the link goes, and comes back. @param before Called while it is down. */
    async function resumed(archive: Archived[], before: (server: FakeServer) => void) {
      const all = await withChats({ archive });
      const { server, session, chats } = all;
      const chat = chats.open(ANN);
      await until(() => chat.history === 'start', 'all of it');
      archive.push(archived('a1', one));
      await server.exchange(one);
      chat.markRead();
      server.connection.drop();
      await reaches(session, 'reconnecting');
      const asked = queries(server).length;
      before(server);
      session.reconnectNow();
      await reaches(session, 'online');
      await server.exchange();
      return { ...all, chat, asked: () => queries(server).length - asked };
    }

    it('MAM-1, MAM-3: comes in from the archive, in its place, once, with one question for all', async () => {
      const archive: Archived[] = [];
      const { server, chats, chat, asked } = await resumed(archive, (server) => {
        archive.push(
          archived('a2', said(DESK, 'two', { to: ACCOUNT, id: 'm2', more: RECEIPT })),
          archived('b1', said(`${BOB}/x`, 'hi', { to: ACCOUNT, id: 'b1' })),
          archived('a3', three),
        );
        server.deliver(three);
      });
      await until(() => chats.get(BOB)?.unread === 1, 'what bob said');
      expect(lines(chat)).to.deep.equal(['Ann: one', 'Ann: two', 'Ann: three']);
      expect(chat.unread).to.equal(2);
      expect(chat.messages.find(({ key }) => key === chat.firstUnread)).to.include({ body: 'two' });
      await until(() => chats.get(BOB)?.history === 'start', 'what bob said before');
      expect(asked()).to.equal(2); // of all, and the page of a chat that was not open
      expect(sentTo(server, ANN)).to.have.length(0);
    });

    it('MAM-3: is nothing where nothing was lost, however often the link goes', async () => {
      const archive: Archived[] = [];
      const { server, session, chat, asked } = await resumed(archive, () => undefined);
      const { id: own } = chat.send('mine');
      archive.push(archived('a2', said(`${ACCOUNT}/web1`, 'mine', { to: ANN, id: own ?? '' })));
      server.connection.drop();
      await reaches(session, 'reconnecting');
      session.reconnectNow();
      await reaches(session, 'online');
      await server.exchange(three);
      expect(lines(chat)).to.deep.equal(['Ann: one', 'me: mine', 'Ann: three']);
      expect(chat.unread).to.equal(1);
      expect(asked()).to.equal(2);
    });
  });
});
