import { expect } from 'chai';
import type { Chat } from '../../../src/session/chat.js';
import type { ChatMessage } from '../../../src/session/message.js';
import { readReplace } from '../../../src/session/protocol/correction.js';
import { readBody } from '../../../src/session/protocol/message.js';
import { ANN, ACCOUNT, EVE, carbon, said, sentTo, withChats, received } from '../../support/fake-chats.js';
import { until } from '../../support/until.js';

const replace = (id: string) => `<replace xmlns='urn:xmpp:message-correct:0' id='${id}'/>`;
const PHONE = `${ANN}/phone`;

const rows = (chat: Chat) => chat.messages.flatMap((row) => (row.kind === 'message' ? [row] : []));
const lines = (chat: Chat) => rows(chat).map(({ body }) => body);
const earlier = ({ versions = [] }: ChatMessage) => versions.map(({ body }) => body);

describe('corrections', () => {
  it('LMC-1: stand in the place of what they correct, whose earlier versions stay within reach', async () => {
    const { server, chats } = await withChats();
    await server.exchange(said(PHONE, 'But soft', { id: 'm1' }), said(PHONE, 'What light', { id: 'm2' }));
    const chat = chats.open(ANN);
    const [first] = rows(chat);
    await chat.features();
    await server.exchange(said(PHONE, 'But sofft', { id: 'm3', more: replace('m1') }));
    await server.exchange(said(`${ANN}/tablet`, 'But soft!', { id: 'm4', more: replace('m1') }));
    expect(lines(chat)).to.deep.equal(['But soft!', 'What light']);
    const [now, other] = rows(chat);
    expect(earlier(now!)).to.deep.equal(['But soft', 'But sofft']);
    expect(now).to.include({ key: first!.key, id: 'm1', time: first!.time });
    expect(other?.versions).to.equal(undefined);
  });

  it('LMC-1: what has not changed stays the same object', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    await chat.features();
    await server.exchange(
      said(PHONE, 'a', { id: 'm1' }),
      said(PHONE, 'b', { id: 'm2', more: replace('m1') }),
    );
    const [before] = rows(chat);
    await server.exchange(said(PHONE, 'c', { id: 'm3' }));
    expect(rows(chat)[0]).to.equal(before);
    expect(chat.messages).to.equal(chat.messages);
  });

  it('P-3: those of somebody else, of nothing, or of a correction are messages of their own', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    await chat.features();
    const mine = chat.send('mine');
    await until(() => rows(chat)[0]?.state === 'sent', 'sent');
    expect(chat.seen, 'nobody said that they saw it').to.equal(undefined);
    await server.exchange(
      said(PHONE, 'hers', { id: 'm1' }),
      said(PHONE, 'hers!', { id: 'm2', more: replace('m1') }),
    );
    await server.exchange(said(PHONE, 'about yours', { id: 'm3', more: replace(mine.id!) }));
    await server.exchange(said(PHONE, 'about nothing', { id: 'm4', more: replace('nowhere') }));
    await server.exchange(said(PHONE, 'about a correction', { id: 'm5', more: replace('m2') }));
    await server.exchange(said(`${EVE}/x`, 'about Ann’s', { id: 'm6', more: replace('m1') }));
    await server.exchange(
      carbon('sent', said(`${ACCOUNT}/phone`, 'forged', { to: ANN, more: replace(mine.id!) }), EVE),
    );
    expect(lines(chat)).to.deep.equal([
      'mine',
      'hers!',
      'about yours',
      'about nothing',
      'about a correction',
    ]);
    await until(() => lines(chats.open(EVE)).join() === 'about Ann’s', 'hers');
  });

  it('are no news', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    await chat.features();
    await server.exchange(said(PHONE, 'a', { id: 'm1' }));
    chat.markRead();
    let told = 0;
    chat.addEventListener('message', () => told++);
    await server.exchange(said(PHONE, 'b', { id: 'm2', more: replace('m1') }));
    expect(lines(chat)).to.deep.equal(['b']);
    expect({ unread: chat.unread, told }).to.deep.equal({ unread: 0, told: 0 });
  });

  it('LMC-1: ours name the first version, and are sent as any message is', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    await chat.features();
    const { key } = chat.send('Helo');
    await until(() => rows(chat)[0]?.state === 'sent', 'sent');
    chat.correct(key, 'Hello');
    chat.correct(key, 'Hello!');
    expect(lines(chat)).to.deep.equal(['Hello!']);
    await until(() => rows(chat)[0]?.state === 'sent', 'sent again');
    await server.exchange();
    const [first, second, third] = sentTo(server, ANN);
    expect([second, third].map((each) => readReplace(each!))).to.deep.equal([
      first?.attrs.id,
      first?.attrs.id,
    ]);
    expect(readBody(third!)?.body).to.equal('Hello!');
    expect(earlier(rows(chat)[0]!)).to.deep.equal(['Helo', 'Hello']);
    await server.exchange(said(PHONE, '', { more: received(third!.attrs.id!) }));
    expect(rows(chat)[0]?.state).to.equal('delivered');
  });

  it('a correction that came back can be tried again or taken back, and then it never was', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    await chat.features();
    const { key } = chat.send('Helo');
    await until(() => rows(chat)[0]?.state === 'sent', 'sent');
    chat.correct(key, 'Hello');
    await until(() => sentTo(server, ANN).length === 2 && rows(chat)[0]?.state === 'sent', 'sent again');
    const bounce = async () => {
      const { id } = sentTo(server, ANN).at(-1)!.attrs;
      await server.exchange(
        said(ANN, '', {
          id,
          type: 'error',
          more: "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
        }),
      );
    };
    await bounce();
    expect(rows(chat)[0]).to.include({ body: 'Hello', state: 'failed', key });
    chat.retry(rows(chat)[0]!.correction!);
    await until(() => sentTo(server, ANN).length === 3 && rows(chat)[0]?.state === 'sent', 'tried again');
    expect(readReplace(sentTo(server, ANN).at(-1)!)).to.equal(sentTo(server, ANN)[0]?.attrs.id);
    await bounce();
    expect(chat.discard(rows(chat)[0]!.correction!)).to.equal('Hello');
    expect(rows(chat)[0]).to.include({ body: 'Helo', state: 'sent' });
    expect(rows(chat)[0]?.versions).to.equal(undefined);
  });

  it('only what is one’s own and has gone out can be corrected', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    await server.exchange(said(PHONE, 'hers', { id: 'm1' }));
    const [hers] = rows(chat);
    expect(() => chat.correct(hers!.key, 'forged')).to.throw(RangeError);
    expect(() => chat.correct('nowhere', 'x')).to.throw(RangeError);
  });
});
