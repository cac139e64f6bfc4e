/** What was said to an account while it was not here, in its archive (XEP-0313). */
import { expect } from 'chai';
import type { Chat } from '../../../src/session/chat.js';
import { kept, keepNothing } from '../../../src/session/database.js';
import { parseFrame } from '../../../src/session/xml.js';
import { ACCOUNT, ANN, EVE, RECEIPT, said, sentTo, withChats } from '../../support/fake-chats.js';
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

describe('what was missed', () => {
  it('MAM-1: what was said to the account since its last visit is unread, in conversations that were not open', async () => {
    globalThis.indexedDB ??= (await import('fake-indexeddb')).indexedDB;
    await keepNothing();
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
    await keepNothing();
  });
});
