/** One-to-one chats (RFC 6121 §5) with carbons, receipts, markers and chat states, over the session's real connection. */
import { expect } from 'chai';
import type { Chat } from '../../../src/session/chat.js';
import { HeadlineEvent } from '../../../src/session/chats.js';
import { MessageEvent } from '../../../src/session/conversation-events.js';
import { child, children, parseFrame, textOf, type Element } from '../../../src/session/xml.js';
import type { Archived } from '../../support/fake-archive.js';
import { reaches } from '../../support/fake-online.js';
import {
  ACCOUNT,
  ANN,
  carbon,
  displayed,
  EVE,
  forwarded,
  MARKABLE,
  RECEIPT,
  received,
  said,
  sentTo,
  state,
  withChats,
} from '../../support/fake-chats.js';
import { presence } from '../../support/fake-roster.js';
import { until } from '../../support/until.js';

const DESK = `${ANN}/desk`;
const BOB = 'bob@kit.example';

/** Words as they stand, own ones with their state. */
const lines = (chat: Chat | undefined) =>
  chat?.messages.flatMap((row) =>
    row.kind === 'message' ? [row.own ? `me: ${row.body} (${row.state})` : `${row.nick}: ${row.body}`] : [],
  );
const becomes = (chat: Chat, state: string) =>
  until(() => chat.messages.some((row) => row.kind === 'message' && row.state === state), state);
const bounce = (id: string, from = ANN) =>
  `<message xmlns='jabber:client' type='error' id='${id}' from='${from}'><body>text I sent</body><error type='cancel'>` +
  "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";
const childrenOf = (stanza: Element | undefined) => children(stanza!).map(({ name }) => name);

describe('a chat', () => {
  it('IM-31, IM-33, SID-1: begins at the bare address, with a thread and ids', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(DESK);
    chat.send('hello');
    chat.send('there');
    await becomes(chat, 'sent');
    await server.exchange();
    const [first, second] = sentTo(server, ANN);
    expect(first?.attrs).to.include({ to: ANN, type: 'chat' });
    expect(childrenOf(first)).to.deep.equal(['body', 'thread', 'active', 'request', 'markable', 'origin-id']);
    expect(child(first!, 'origin-id', 'urn:xmpp:sid:0')?.attrs.id).to.equal(first?.attrs.id);
    const thread = (stanza: Element | undefined) => textOf(child(stanza!, 'thread', 'jabber:client'));
    expect(thread(first)).to.have.length.above(10).and.equal(thread(second));
    expect(chats.get(ANN)).to.equal(chat);
  });

  it('is sent once the server has it, and says so where there is no stream management, too', async () => {
    for (const sm of [true, false]) {
      const { chats } = await withChats({ sm });
      const chat = chats.open(ANN);
      chat.send('hello');
      await becomes(chat, 'sent');
      expect(lines(chat)).to.deep.equal(['me: hello (sent)']);
    }
  });

  it('an answer stands behind what it answers, also before that is acknowledged', async () => {
    const { server, chats } = await withChats();
    server.sm.ack = () => undefined;
    const chat = chats.open(ANN);
    chat.send('one');
    chat.send('two');
    await server.exchange(said(DESK, 'yes'));
    chat.send('three');
    expect(lines(chat)).to.deep.equal([
      'me: one (sending)',
      'me: two (sending)',
      'Ann: yes',
      'me: three (sending)',
    ]);
    const [, two] = sentTo(server, ANN);
    await server.exchange(said(DESK, '', { more: received(two?.attrs.id ?? '') }));
    expect(lines(chat)).to.deep.equal([
      'me: one (sent)',
      'me: two (delivered)',
      'Ann: yes',
      'me: three (sending)',
    ]);
  });

  it('IM-30, IM-33: what comes is shown, of whatever type, and answered in its thread', async () => {
    const { server, chats } = await withChats();
    await server.exchange(
      said(DESK, 'hi', { more: '<thread>t1</thread>' }),
      said(DESK, 'a note', { type: 'normal' }),
      said(DESK, 'odd', { type: 'sideways' }),
    );
    const chat = chats.get(ANN)!;
    expect(lines(chat)).to.deep.equal(['Ann: hi', 'Ann: a note', 'Ann: odd']);
    expect(chat.unread).to.equal(3);
    chat.send('yes');
    await server.exchange();
    expect(textOf(child(sentTo(server, ANN)[0]!, 'thread', 'jabber:client'))).to.equal('t1');
  });

  it('IM-35: what is like a letter keeps what it is about, as text, and can be answered', async () => {
    const { server, chats } = await withChats();
    const subject = '&lt;b&gt;Rent&lt;/b&gt;';
    await server.exchange(
      said(DESK, 'It is due.', { type: 'normal', more: `<subject>${subject}</subject>` }),
      said(DESK, 'No more.', { type: 'normal', more: `<subject>${'x'.repeat(9000)}</subject>` }),
      said(DESK, 'hi'),
    );
    const chat = chats.get(ANN)!;
    const subjects = chat.messages.map((row) => row.kind === 'message' && row.subject);
    expect(subjects).to.deep.equal(['<b>Rent</b>', 'x'.repeat(2000), undefined]);
    chat.send('It is paid.');
    await becomes(chat, 'sent');
  });

  it('IM-34: has one body, and its words are all that is in it', async () => {
    const { server, chats } = await withChats();
    chats.open(ANN).send('<b>hello</b> & more');
    await server.exchange();
    const [stanza] = sentTo(server, ANN);
    expect(children(stanza!, 'body').map(textOf)).to.deep.equal(['<b>hello</b> & more']);
    expect(stanza!.children.every((each) => typeof each !== 'string')).to.equal(true);
    expect(children(stanza!, 'subject')).to.have.length(0);
  });

  it('IM-35: a headline is told, and begins nothing', async () => {
    const { server, chats } = await withChats();
    const told: HeadlineEvent[] = [];
    chats.addEventListener('headline', (event) => event instanceof HeadlineEvent && told.push(event));
    await server.exchange(
      said('kit.example', 'down at 8', { type: 'headline', more: '<subject>News</subject>' }),
    );
    expect(told[0]).to.include({ from: 'kit.example', body: 'down at 8', subject: 'News' });
    expect(chats.list).to.have.length(0);
  });

  it('IM-35: the last headlines of the server and of contacts are kept until somebody has read them', async () => {
    const { server, chats } = await withChats();
    const headline = (from: string, body: string) => said(from, body, { type: 'headline' });
    await server.exchange(
      headline('kit.example', 'of the server'),
      headline(DESK, 'of a contact'),
      headline('stranger@elsewhere.example', 'buy'),
      headline('other@kit.example', 'of somebody else on the server'),
    );
    const bodies = () => chats.headlines.map(({ body }) => body);
    expect(bodies()).to.deep.equal(['of a contact', 'of the server']);
    chats.dismiss(chats.headlines[0]!);
    expect(bodies()).to.deep.equal(['of the server']);
    await server.exchange(...[1, 2, 3, 4, 5, 6].map((n) => headline('kit.example', String(n))));
    expect(bodies()).to.deep.equal(['6', '5', '4', '3', '2']);
    chats.forget();
    expect(bodies()).to.deep.equal([]);
  });

  it('R-6, IM-37, M-14: what belongs to rooms begins none either', async () => {
    const { server, chats } = await withChats();
    await server.exchange(
      said(DESK, '@all', { type: 'groupchat' }),
      said('lab@rooms.kit.example/ann', 'psst', { more: "<x xmlns='http://jabber.org/protocol/muc#user'/>" }),
    );
    expect([...chats.list, ...chats.strangers]).to.have.length(0);
  });

  it('R-7, IM-36: a bounce marks the message that came back, and is no line', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    const { id = '' } = chat.send('hello');
    await becomes(chat, 'sent');
    await server.exchange(bounce('m9'), bounce(id, EVE), bounce(id));
    expect(lines(chat)).to.deep.equal(['me: hello (failed)']);
    expect(chat.messages[0]).to.have.nested.property('failure.error.condition', 'service-unavailable');
    expect(chats.strangers).to.have.length(0);
  });

  it('what came back can be tried again, or taken out', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    for (const body of ['one', 'two']) {
      const { id = '' } = chat.send(body);
      await until(
        () => chat.messages.every((row) => row.kind === 'message' && row.state !== 'sending'),
        'sent',
      );
      await server.exchange(bounce(id));
    }
    const [one, two] = chat.messages;
    expect(chat.discard(two!.key)).to.equal('two');
    chat.retry(one!.key);
    await becomes(chat, 'sent');
    expect(lines(chat)).to.deep.equal(['me: one (sent)']);
    expect(sentTo(server, ANN)).to.have.length(3);
  });

  it('what has come back is not taken for arrived because the archive has it', async () => {
    const archive: Archived[] = [];
    const { server, chats } = await withChats({ archive });
    server.sm.ack = () => undefined;
    const chat = chats.open(ANN);
    const { id = '', from } = chat.send('hello');
    server.deliver(bounce(id));
    archive.push({ id: 'a', time: new Date(), message: parseFrame(said(from, 'hello', { id, to: ANN }))! });
    await until(() => chat.history === 'start', 'the archive');
    expect(lines(chat)).to.deep.equal(['me: hello (failed)']);
  });

  it('waits for the link, and goes out once it is back', async () => {
    const { server, session, chats } = await withChats({ sm: false });
    const chat = chats.open(ANN);
    server.connection.drop();
    await reaches(session, 'reconnecting');
    chat.send('later');
    expect(lines(chat)).to.deep.equal(['me: later (waiting)']);
    session.reconnectNow();
    await becomes(chat, 'sent');
    expect(sentTo(server, ANN)).to.have.length(1);
  });

  it('IM-39: the user’s own name for somebody comes before all others', async () => {
    const { server, chats } = await withChats();
    await server.exchange(said(DESK, 'hi'), said(`${EVE}/x`, 'hi'));
    expect(chats.get(ANN)?.name).to.equal('Ann');
    expect(chats.get(EVE)?.name).to.equal(EVE);
  });
});

describe('strangers', () => {
  it('have a place of their own, until they are answered', async () => {
    const { server, chats } = await withChats();
    await server.exchange(said(`${EVE}/x`, 'hi'), said(DESK, 'hi'));
    expect(chats.strangers.map(({ jid }) => jid)).to.deep.equal([EVE]);
    expect(chats.unread).to.equal(1);
    chats.get(EVE)?.send('who are you?');
    expect(chats.strangers).to.have.length(0);
    expect(chats.list.map(({ jid }) => jid)).to.have.members([EVE, ANN]);
  });

  it('cannot fill the memory with chats', async () => {
    const { server, chats } = await withChats();
    await server.exchange(...Array.from({ length: 300 }, (_, i) => said(`e${i}@evil.example/x`, 'buy')));
    expect(chats.strangers).to.have.length.within(50, 150);
    await server.exchange(said(DESK, 'hi'));
    expect(chats.list).to.have.length(1);
  });

  it('P-2: learn nothing of us', async () => {
    const { server, chats } = await withChats();
    await server.exchange(said(`${EVE}/x`, 'hi', { id: 'r', more: RECEIPT + MARKABLE + state('active') }));
    chats.get(EVE)!.markRead();
    chats.get(EVE)!.setTyping(true);
    await server.exchange();
    expect(sentTo(server, EVE)).to.have.length(0);
  });

  it('begin nothing without words', async () => {
    const { server, chats } = await withChats();
    await server.exchange(
      said(`${EVE}/x`, '', { more: state('composing') }),
      said(EVE, '', { more: received('x') }),
    );
    expect(chats.strangers).to.have.length(0);
  });
});

describe('receipts and markers', () => {
  it('RCPT-1: a message that asks is told of once, alone, to the client that sent it', async () => {
    const { server } = await withChats();
    const message = said(DESK, 'hi', { id: 'r1', more: RECEIPT });
    await server.exchange(message, message);
    const told = sentTo(server, ANN);
    expect(told).to.have.length(1);
    expect(told[0]?.attrs.to).to.equal(DESK);
    expect(childrenOf(told[0])).to.deep.equal(['received']);
    expect(child(told[0]!, 'received', 'urn:xmpp:receipts')?.attrs.id).to.equal('r1');
  });

  for (const [what, frame] of [
    ['without an id', said(DESK, 'hi', { more: RECEIPT })],
    ['that is an error', said(DESK, 'hi', { id: 'r', type: 'error', more: RECEIPT })],
    ['that tells of another', said(DESK, 'hi', { id: 'r', more: RECEIPT + received('m7') })],
    ['without words', said(DESK, '', { id: 'r', more: RECEIPT })],
    ['of a group', said(DESK, 'hi', { id: 'r', type: 'groupchat', more: RECEIPT })],
    [
      'that is a copy',
      carbon('received', said(DESK, 'hi', { id: 'r', to: ACCOUNT, more: RECEIPT + MARKABLE })),
    ],
    [
      'of our own, copied',
      carbon('sent', said(`${ACCOUNT}/phone`, 'hi', { id: 'r', to: ANN, more: RECEIPT })),
    ],
  ] as const)
    it(`P-2, RCPT-1, CARB-3: nothing is told of one ${what}`, async () => {
      const { server, chats } = await withChats();
      await server.exchange(frame);
      chats.get(ANN)?.markRead();
      await server.exchange();
      expect(sentTo(server, ANN)).to.have.length(0);
    });

  it('P-2: nothing is told to contacts who do not see our presence', async () => {
    const { server, chats } = await withChats({ items: `<item jid='${ANN}' subscription='to'/>` });
    await server.exchange(said(DESK, 'hi', { id: 'r', more: RECEIPT + MARKABLE }));
    chats.get(ANN)!.markRead();
    await server.exchange();
    expect(sentTo(server, ANN)).to.have.length(0);
  });

  it('can be switched off', async () => {
    const { server, chats } = await withChats();
    Object.assign(chats.habits, { receipts: false, markers: false, chatStates: false });
    await server.exchange(said(DESK, 'hi', { id: 'r', more: RECEIPT + MARKABLE + state('active') }));
    const chat = chats.get(ANN)!;
    chat.markRead();
    chat.setTyping(true);
    chat.send('yes');
    await server.exchange();
    expect(sentTo(server, ANN).map(childrenOf)).to.deep.equal([
      ['body', 'thread', 'request', 'markable', 'origin-id'],
    ]);
  });

  it('P-1, RCPT-1: a message is delivered when its recipient says so, and nobody else', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    const { id = '' } = chat.send('hello');
    await becomes(chat, 'sent');
    await server.exchange(
      said(`${EVE}/x`, '', { more: received(id) }),
      said('ann@evil.example/desk', '', { more: received(id) }),
      said(DESK, '', { type: 'error', more: received(id) }),
      said(DESK, '', { more: forwarded(said(DESK, '', { more: received(id) })) }),
      said(DESK, '', { more: received('other') }),
    );
    expect(lines(chat)).to.deep.equal(['me: hello (sent)']);
    await server.exchange(said(DESK, '', { more: received(id) }));
    expect(lines(chat)).to.deep.equal(['me: hello (delivered)']);
  });

  it('a receipt is not undone by what comes late, and a bounce counts only before it', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    const { id = '' } = chat.send('hello');
    await server.exchange(said(DESK, '', { more: received(id) }));
    expect(lines(chat)).to.deep.equal(['me: hello (delivered)']);
    await server.exchange(said(DESK, '', { more: received(id) }));
    expect(lines(chat)).to.deep.equal(['me: hello (delivered)']);
  });

  it('MRK-1, P-6: how far they have read only moves forward', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    const sent = ['one', 'two', 'three'].map((body) => chat.send(body));
    await server.exchange();
    const seen = () => sent.find(({ key }) => key === chat.seen)?.body;
    await server.exchange(said(DESK, '', { more: displayed(sent[1]?.id ?? '') }));
    expect(seen()).to.equal('two');
    await server.exchange(
      said(DESK, '', { more: displayed(sent[0]?.id ?? '') }),
      said(DESK, '', { more: displayed('unknown') }),
      said(`${EVE}/x`, '', { more: displayed(sent[2]?.id ?? '') }),
      carbon('sent', said(`${ACCOUNT}/phone`, '', { to: ANN, more: displayed(sent[2]?.id ?? '') })),
    );
    expect(seen()).to.equal('two');
    await server.exchange(said(DESK, '', { more: displayed(sent[2]?.id ?? '') }));
    expect(seen()).to.equal('three');
  });

  it('MRK-1: reading is told once, of the last that asks', async () => {
    const { server, chats } = await withChats();
    await server.exchange(
      said(DESK, 'one', { id: 'a', more: MARKABLE }),
      said(DESK, 'two', { id: 'b', more: MARKABLE }),
    );
    const chat = chats.get(ANN)!;
    expect(sentTo(server, ANN)).to.have.length(0);
    chat.markRead();
    chat.markRead();
    await server.exchange();
    expect(
      sentTo(server, ANN).map((stanza) => child(stanza, 'displayed', 'urn:xmpp:chat-markers:0')?.attrs.id),
    ).to.deep.equal(['b']);
    expect(sentTo(server, ANN)[0]?.attrs.to).to.equal(ANN);
  });

  it('what another client of ours has read is read', async () => {
    const { server, chats } = await withChats();
    await server.exchange(said(DESK, 'one', { id: 'a', more: MARKABLE }));
    const chat = chats.get(ANN)!;
    expect(chat.unread).to.equal(1);
    await server.exchange(carbon('sent', said(`${ACCOUNT}/phone`, '', { to: ANN, more: displayed('a') })));
    expect(chat.unread).to.equal(0);
    chat.markRead();
    await server.exchange();
    expect(sentTo(server, ANN)).to.have.length(0);
  });
});

describe('chat states', () => {
  it('CSN-1: typing is told to who tells such things, no state twice', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    chat.setTyping(true);
    chat.setTyping(false);
    await server.exchange();
    expect(sentTo(server, ANN)).to.have.length(0);
    await server.exchange(said(DESK, 'hi', { more: state('active') }));
    for (const typing of [false, true, true, false, false]) chat.setTyping(typing);
    await server.exchange();
    expect(sentTo(server, ANN).map(childrenOf)).to.deep.equal([['composing'], ['paused']]);
  });

  it('CSN-1: a reply without states ends it', async () => {
    const { server, chats } = await withChats();
    await server.exchange(said(DESK, 'hi', { more: state('active') }), said(DESK, 'plain'));
    const chat = chats.get(ANN)!;
    chat.setTyping(true);
    chat.send('yes');
    await server.exchange();
    expect(sentTo(server, ANN).flatMap(childrenOf)).not.to.include.members(['composing']);
    expect(sentTo(server, ANN).flatMap(childrenOf)).not.to.include.members(['active']);
  });

  it('shows who is typing until they have said it', async () => {
    const { server, chats } = await withChats();
    const chat = chats.open(ANN);
    await server.exchange(said(DESK, '', { more: state('composing') }));
    expect(chat.typing).to.deep.equal(['Ann']);
    expect(lines(chat)).to.deep.equal([]);
    await server.exchange(said(DESK, 'hi', { more: state('active') }));
    expect(chat.typing).to.deep.equal([]);
  });
});

describe('the client that is answered', () => {
  /** Where the next message goes. */
  async function next({ server, chats }: Awaited<ReturnType<typeof withChats>>): Promise<string | undefined> {
    chats.open(ANN).send('x');
    await server.exchange();
    return sentTo(server, ANN).at(-1)?.attrs.to;
  }

  it('IM-32, R-10: is the one they write from, until they show up elsewhere', async () => {
    const all = await withChats();
    const { server } = all;
    await server.exchange(said(DESK, 'hi'));
    expect(await next(all)).to.equal(DESK);
    await server.exchange(said('ann@rooms.evil.example/phone', 'hi'), presence('ann@evil.example/phone'));
    expect(await next(all)).to.equal(DESK);
    await server.exchange(presence(`${ANN}/phone`));
    expect(await next(all)).to.equal(ANN);
    await server.exchange(said(DESK, 'hi'));
    expect(await next(all)).to.equal(DESK);
    await server.exchange(presence(DESK, '<show>away</show>'));
    expect(await next(all)).to.equal(ANN);
    await server.exchange(said(DESK, 'hi'), said(`${ANN}/phone`, 'hi'));
    expect(await next(all)).to.equal(ANN);
  });

  it('IM-32: is all of them where the user wants that', async () => {
    const all = await withChats();
    all.chats.habits.lockResource = false;
    await all.server.exchange(said(DESK, 'hi'));
    expect(await next(all)).to.equal(ANN);
  });
});

describe('carbons', () => {
  const sent = said(`${ACCOUNT}/phone`, 'I quit', { to: ANN, id: 'c1' });
  const got = said(DESK, 'fine', { to: `${ACCOUNT}/phone`, id: 'c2' });

  it('CARB-1: are asked for where the server has them', async () => {
    const { server } = await withChats();
    const [asked] = server.sent.filter((stanza) => child(stanza, 'enable', 'urn:xmpp:carbons:2'));
    expect(asked?.attrs).to.include({ type: 'set' });
  });

  for (const from of [undefined, ACCOUNT])
    it(`CARB-2: from ${from ?? 'nobody'} show what our other clients say and get`, async () => {
      const { server, chats } = await withChats();
      await server.exchange(
        carbon('sent', sent).replace(` from='${ACCOUNT}'`, from ? ` from='${from}'` : ''),
        carbon('received', got).replace(` from='${ACCOUNT}'`, from ? ` from='${from}'` : ''),
      );
      expect(lines(chats.get(ANN))).to.deep.equal(['me: I quit (sent)', 'Ann: fine']);
      expect(chats.get(ANN)?.unread).to.equal(1);
    });

  for (const from of [`${EVE}/x`, EVE, `${ACCOUNT}/phone`, `${ACCOUNT}/web1`, 'kit.example', DESK])
    for (const [direction, inner] of [
      ['sent', sent],
      ['received', got],
    ] as const)
      it(`A-1, CARB-2: ${direction} from ${from} are nothing, whatever stands beside`, async () => {
        const { server, chats } = await withChats();
        expect(
          await server.exchange(
            carbon(direction, inner, from),
            carbon(direction, inner, from, '<body>x</body>'),
          ),
        ).to.have.length(0);
        expect([...chats.list, ...chats.strangers]).to.have.length(0);
      });

  for (const [what, frame] of [
    ['neither from nor to us', carbon('sent', said(DESK, 'x', { to: EVE }))],
    ['got by others', carbon('received', said(DESK, 'x', { to: EVE }))],
    ['holding another one', carbon('sent', carbon('sent', sent).replace('<message', `<message to='${ANN}'`))],
    ['of a group', carbon('received', said(DESK, 'x', { to: ACCOUNT, type: 'groupchat' }))],
    [
      'of a request',
      carbon('received', `<iq xmlns='jabber:client' type='set' from='${DESK}' to='${ACCOUNT}'/>`),
    ],
    ['of two', carbon('sent', sent + sent)],
    [
      'without its wrapper',
      `<message xmlns='jabber:client' from='${ACCOUNT}'><sent xmlns='urn:xmpp:carbons:2'>${sent}</sent></message>`,
    ],
    ['of another namespace', carbon('sent', sent.replace('jabber:client', 'jabber:server'))],
  ] as const)
    it(`A-2: one ${what} is ignored`, async () => {
      const { server, chats } = await withChats();
      expect(await server.exchange(frame)).to.have.length(0);
      expect([...chats.list, ...chats.strangers]).to.have.length(0);
    });

  it('A-3, FWD-1: what is merely forwarded was not said', async () => {
    const { server, chats } = await withChats();
    await server.exchange(said(`${EVE}/x`, '', { more: forwarded(said(DESK, 'pw?', { to: ACCOUNT })) }));
    expect([...chats.list, ...chats.strangers]).to.have.length(0);
  });

  it('what comes twice shows once', async () => {
    const { server, chats } = await withChats();
    await server.exchange(
      carbon('sent', sent),
      carbon('sent', sent),
      said(DESK, 'x', { id: 'd' }),
      said(DESK, 'x', { id: 'd' }),
    );
    expect(lines(chats.get(ANN))).to.deep.equal(['me: I quit (sent)', 'Ann: x']);
  });

  it('what somebody says is told once, what we say elsewhere not at all', async () => {
    const { server, chats } = await withChats();
    const told: string[] = [];
    chats.open(ANN).addEventListener('message', (event) => {
      if (event instanceof MessageEvent) told.push(event.message.body);
    });
    await server.exchange(carbon('sent', sent), carbon('received', got), said(DESK, 'now'));
    expect(told).to.deep.equal(['fine', 'now']);
  });
});

describe('the account’s archive', () => {
  const archived = (id: string, frame: string) => ({
    id,
    time: new Date('2026-01-01T10:00:00Z'),
    message: parseFrame(frame)!,
  });

  it('MAM-1, MAM-3: tells what was said before, with whom it is asked for', async () => {
    const { server, chats } = await withChats({
      archive: [
        archived('a1', said(DESK, 'one', { to: ACCOUNT, id: 'm1' })),
        archived('a2', said(`${BOB}/x`, 'other', { to: ACCOUNT })),
        archived('a3', said(`${ACCOUNT}/phone`, 'two', { to: ANN })),
      ],
    });
    const chat = chats.open(ANN);
    await until(() => chat.history === 'start', 'all of it');
    expect(lines(chat)).to.deep.equal(['Ann: one', 'me: two (sent)']);
    expect(chat.unread).to.equal(0);
    await server.exchange(said(DESK, 'one', { id: 'm1' }));
    expect(lines(chat)).to.have.length(2);
  });

  it('MAM-4, A-6: what it holds is answered to nobody', async () => {
    const { server, chats } = await withChats({
      archive: [
        archived(
          'a1',
          said(DESK, 'one', { to: ACCOUNT, id: 'm1', more: RECEIPT + MARKABLE + state('active') }),
        ),
      ],
    });
    const chat = chats.open(ANN);
    await until(() => chat.history === 'start', 'all of it');
    chat.markRead();
    await server.exchange();
    expect(sentTo(server, ANN)).to.have.length(0);
  });

  it('A-4, MAM-1: what others slip in is not in it', async () => {
    const slipped = (from: string, queryid: string, inner: string) =>
      `<message xmlns='jabber:client' from='${from}'><result xmlns='urn:xmpp:mam:2' queryid='${queryid}' id='z'>` +
      `${forwarded(inner)}</result></message>`;
    const inner = said(DESK, 'forged past', { to: ACCOUNT });
    const { server, chats } = await withChats({ archive: [] });
    server.onStanza((stanza) => {
      const query = child(stanza, 'query', 'urn:xmpp:mam:2');
      if (!query) return undefined;
      const { queryid = '' } = query.attrs;
      for (const from of [`${EVE}/x`, EVE, `${ACCOUNT}/phone`, 'kit.example', ANN])
        server.deliver(slipped(from, queryid, inner));
      server.deliver(slipped(ACCOUNT, 'unknown', inner));
      server.deliver(slipped(ACCOUNT, queryid, said(`${EVE}/x`, 'not hers', { to: ACCOUNT })));
      return undefined;
    });
    const chat = chats.open(ANN);
    await until(() => chat.history === 'start', 'all of it');
    expect(lines(chat)).to.deep.equal([]);
    expect([...chats.strangers]).to.have.length(0);
  });

  it('A-5, SID-1: an archive id counts only from an account that has an archive', async () => {
    const id = `<stanza-id xmlns='urn:xmpp:sid:0' by='${ACCOUNT}' id='known'/>`;
    for (const [archive, expected] of [
      [undefined, ['Ann: one', 'Ann: two']],
      [[], ['Ann: one']],
    ] as const) {
      const { server, chats } = await withChats(archive ? { archive: [] } : {});
      await server.exchange(
        said(DESK, 'one', { id: 'x', more: id }),
        said(DESK, 'two', { id: 'y', more: id }),
      );
      expect(lines(chats.get(ANN))).to.deep.equal(expected);
    }
  });

  describe('of receipts', () => {
    /** What we said, and what was told of it while we were away. */
    const mine = (id: string) => archived(`a-${id}`, said(`${ACCOUNT}/phone`, id, { to: ANN, id }));
    const told = (from: string, more: string) =>
      archived(`t-${from}${more}`, said(from, '', { to: ACCOUNT, more }));
    const states = async (archive: Archived[]) => {
      const { chats } = await withChats({ archive });
      const chat = chats.open(ANN);
      await until(() => chat.history === 'start', 'all of it');
      return lines(chat);
    };

    it('RCPT-1, MRK-1: holds what was acknowledged and seen in the meantime', async () => {
      const { chats } = await withChats({
        archive: [...['m1', 'm2', 'm3'].map(mine), told(DESK, displayed('m1')), told(DESK, received('m2'))],
      });
      const chat = chats.open(ANN);
      await until(() => chat.history === 'start', 'all of it');
      expect(lines(chat)).to.deep.equal(['me: m1 (delivered)', 'me: m2 (delivered)', 'me: m3 (sent)']);
      expect(chat.messages.find(({ key }) => key === chat.seen)).to.include({ body: 'm1', seen: true });
    });

    it('RCPT-1: of a message that was here before the link went', async () => {
      const archive: Archived[] = [];
      const { server, session, chats } = await withChats({ archive, sm: false });
      const chat = chats.open(ANN);
      await until(() => chat.history === 'start', 'all of it');
      const { id = '' } = chat.send('hello');
      await becomes(chat, 'sent');
      archive.push(archived('a1', said(`${ACCOUNT}/web1`, 'hello', { to: ANN, id })));
      server.connection.drop();
      await reaches(session, 'reconnecting');
      archive.push(told(DESK, received(id)));
      session.reconnectNow();
      await until(() => lines(chat)?.[0] === 'me: hello (delivered)', 'delivered');
      expect(lines(chat)).to.have.length(1);
    });

    it('RCPT-1: of a message that only comes with an earlier page', async () => {
      const between = Array.from({ length: 60 }, (_, i) =>
        archived(`b${i}`, said(DESK, `line ${i}`, { to: ACCOUNT })),
      );
      const { chats } = await withChats({ archive: [mine('m1'), ...between, told(DESK, received('m1'))] });
      const chat = chats.open(ANN);
      await until(() => chat.history === 'more', 'the newest page');
      await chat.loadEarlier();
      expect(lines(chat)?.[0]).to.equal('me: m1 (delivered)');
    });

    it('P-1, A-4: nobody else’s word counts there either, whoever put it in', async () => {
      const forged = [
        told(`${EVE}/x`, received('m1')),
        told(`${ACCOUNT}/phone`, received('m1')),
        told('ann@evil.example/desk', displayed('m1')),
        archived('z', said(DESK, '', { to: ACCOUNT, type: 'error', more: received('m1') })),
        archived(
          'y',
          said(DESK, '', { to: ACCOUNT, more: forwarded(said(DESK, '', { more: received('m1') })) }),
        ),
      ];
      expect(await states([mine('m1'), ...forged])).to.deep.equal(['me: m1 (sent)']);
      // a server that mixes archives up
      const { server, chats } = await withChats({ archive: [mine('m1')] });
      server.onStanza((stanza) => {
        const query = child(stanza, 'query', 'urn:xmpp:mam:2');
        const result = (inner: string) =>
          `<result xmlns='urn:xmpp:mam:2' queryid='${query?.attrs.queryid}' id='z'>${forwarded(inner)}</result>`;
        if (query)
          server.deliver(
            `<message xmlns='jabber:client' from='${ACCOUNT}'>` +
              `${result(said(`${EVE}/x`, '', { to: ACCOUNT, more: received('m1') }))}</message>`,
          );
        return undefined;
      });
      const chat = chats.open(ANN);
      await until(() => chat.history === 'start', 'all of it');
      expect(lines(chat)).to.deep.equal(['me: m1 (sent)']);
    });
  });

  it('MRK-1: who wrote it is told once that what was missed is read', async () => {
    const archive = [archived('a1', said(DESK, 'one', { to: ACCOUNT, id: 'm1', more: MARKABLE }))];
    const { server, session, chats } = await withChats({ archive, sm: false });
    const chat = chats.open(ANN);
    await until(() => chat.history === 'start', 'all of it');
    server.connection.drop();
    await reaches(session, 'reconnecting');
    archive.push(archived('a2', said(DESK, 'two', { to: ACCOUNT, id: 'm2', more: MARKABLE })));
    session.reconnectNow();
    await until(() => chat.unread === 1, 'what was missed');
    chat.markRead();
    chat.markRead();
    await server.exchange();
    expect(
      sentTo(server, ANN).map((stanza) => child(stanza, 'displayed', 'urn:xmpp:chat-markers:0')?.attrs.id),
    ).to.deep.equal(['m2']);
  });

  for (const sm of [false, true])
    it(`IM-1: is not asked before the server knows that we are here, on a first visit: it may hold back what it kept${sm ? ', also when it does not resume' : ''}`, async () => {
      const { server, session, chats } = await withChats({ archive: [], sm });
      server.sm.resume = 'refuse';
      chats.open(ANN);
      server.connection.drop();
      await reaches(session, 'reconnecting');
      let roster = '';
      server.onStanza((stanza) => {
        if (!child(stanza, 'query', 'jabber:iq:roster')) return undefined;
        roster = stanza.attrs.id ?? '';
        return [];
      });
      const before = server.sent.length;
      session.reconnectNow();
      await until(() => roster, 'the roster is asked for');
      await server.exchange();
      const queries = () =>
        server.sent
          .slice(before)
          .map((stanza) =>
            stanza.name === 'presence' ? 'presence' : child(stanza, 'query', 'urn:xmpp:mam:2') && 'query',
          )
          .filter(Boolean);
      expect(queries()).to.deep.equal([]);
      await server.exchange(`<iq xmlns='jabber:client' type='result' id='${roster}'/>`);
      await until(() => queries().includes('query'), 'asked');
      expect(queries()[0]).to.equal('presence');
    });

  it('what was missed is there after coming back, and unread', async () => {
    const archive = [archived('a1', said(DESK, 'one', { to: ACCOUNT, id: 'm1' }))];
    const { server, session, chats } = await withChats({ archive, sm: false });
    const chat = chats.open(ANN);
    await until(() => chat.history === 'start', 'all of it');
    server.connection.drop();
    await reaches(session, 'reconnecting');
    archive.push(archived('a2', said(DESK, 'two', { to: ACCOUNT, id: 'm2' })));
    session.reconnectNow();
    await until(() => lines(chat)?.length === 2, 'what was missed');
    expect(lines(chat)).to.deep.equal(['Ann: one', 'Ann: two']);
    expect(chat.unread).to.equal(1);
  });
});
