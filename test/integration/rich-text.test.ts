/** Formatted messages (XEP-0071) to and from slixmpp, which judges ours by the spec's tables (xhtml_im.py). */
import { expect } from 'chai';
import type { Chat } from '../../src/session/chat.js';
import type { ChatMessage, Room, SessionConfig } from '../../src/session/index.js';
import type { RichNode } from '../../src/session/rich-text.js';
import { bareOf, enter, isMessage } from '../support/inside.js';
import { peerContact } from '../support/peer-contact.js';
import { startPeer, type Peer, type PeerVersion } from '../support/peer.js';
import { newAccount, newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';

/** Each as slixmpp sends it, and as it is read. */
const RECEIVED: readonly (PeerVersion & { readonly content: readonly RichNode[] })[] = [
  {
    body: "Wow, I'm green with envy!",
    html: "<p style='font-size:large'><em>Wow</em>, I&apos;m <span style='color:green'>green</span> with <strong>envy</strong>!</p>",
    content: [
      {
        name: 'p',
        style: { 'font-size': '18px' },
        children: [
          { name: 'em', children: ['Wow'] },
          ", I'm ",
          { name: 'span', style: { color: '#008000' }, children: ['green'] },
          ' with ',
          { name: 'strong', children: ['envy'] },
          '!',
        ],
      },
    ],
  },
  {
    body: 'Today:\n1. write\n2. rest',
    html: '<p>Today:</p><ol><li>write</li><li>rest</li></ol>',
    content: [
      { name: 'p', children: ['Today:'] },
      {
        name: 'ol',
        children: [
          { name: 'li', children: ['write'] },
          { name: 'li', children: ['rest'] },
        ],
      },
    ],
  },
  {
    body: 'see the site (https://a.example/)',
    html: "see <a href='https://a.example/' onclick='x()'>the site</a><script>x()</script>",
    content: ['see ', { name: 'a', href: 'https://a.example/', children: ['the site'] }],
  },
  {
    body: 'as she said\n> so be it\nso let it be',
    html: 'as <cite>she</cite> said<blockquote>so be it</blockquote>so let it be',
    content: [
      'as ',
      { name: 'cite', children: ['she'] },
      ' said',
      { name: 'blockquote', children: ['so be it'] },
      'so let it be',
    ],
  },
];

/** Each as an application has it, and as it goes out; undefined: plain. */
const SENT: readonly { readonly body: string; readonly html: string; readonly goesOut?: string }[] = [
  { body: 'nothing to it', html: '<p>nothing <i></i>to it</p><script>x()</script>' },
  {
    body: 'bold, italic, both & struck',
    html: '<b>bold</b>, <i>italic</i>, <strong><em>both</em></strong> &amp; <s>struck</s>',
    goesOut:
      '<strong>bold</strong>, <em>italic</em>, <strong><em>both</em></strong> &amp; <span style="text-decoration: line-through">struck</span>',
  },
  {
    body: 'a red word and a big one',
    html: "<p>a <em style='color: red'>red</em> word and a <strong style='font-size: 2em'>big</strong> one</p>",
    goesOut:
      '<p>a <em><span style="color: #ff0000">red</span></em> word and a <strong><span style="font-size: 2em">big</span></strong> one</p>',
  },
  {
    body: '- tea\n- milk\n  1. cold\n  2. warm',
    html: '<ul><li>tea</li><li>milk<ol><li>cold</li><li>warm</li></ol></li></ul>',
    goesOut: '<ul><li>tea</li><li>milk<ol><li>cold</li><li>warm</li></ol></li></ul>',
  },
  {
    body: '> to be\n> or not\n\nthat is it',
    html: '<blockquote>to be<br/>or not</blockquote><p>that is it</p>',
    goesOut: '<blockquote>to be<br />or not</blockquote><p>that is it</p>',
  },
  {
    body: 'see the site (https://a.example/), a view',
    html: "see <a href='https://a.example/' target='_blank'>the site</a>, <img src='https://a.example/b.png' alt='a view' width='64'/>",
    goesOut:
      'see <a href="https://a.example/">the site</a>, <img src="https://a.example/b.png" alt="a view" width="64" />',
  },
  {
    body: 'first:\n  if x:\n    y',
    html: '<h1>first:</h1><pre>  if x:\n    y</pre>',
    goesOut:
      '<p><strong>first:</strong></p><p style="font-family: monospace">\u00a0 if x:<br />\u00a0\u00a0\u00a0 y</p>',
  },
  { body: '/me waves', html: '/me <em>waves</em>', goesOut: '/me <em>waves</em>' },
];

/** Servers put attributes in an order of their own. */
const inOrder = (html: string) =>
  html.replace(/(?: [a-z]+="[^"]*")+/g, (attributes) =>
    attributes
      .match(/ [a-z]+="[^"]*"/g)!
      .sort()
      .join(''),
  );

const withWords = (shown: Chat | Room, body: string): Promise<ChatMessage> =>
  until(() => shown.messages.filter(isMessage).find((row) => row.body === body), `“${body}” is there`);

/** A session that slixmpp is a contact of. */
async function annAndPeer(server: XmppServer, config?: SessionConfig) {
  const account = await newAccount(server, 'ann');
  const session = await person(server, account, config);
  const people = await session.people;
  await until(() => people.roster.state === 'ready', 'the roster');
  const jid = bareOf(session);
  const { peer, bob } = await peerContact(server, people, jid);
  return { account, session, jid, peer, bob, chat: people.chats.open(bob) };
}

async function insideWithPeer(server: XmppServer) {
  const address = newRoom(server);
  const { session, room } = await enter(server, address, 'ann');
  const peer = await startPeer(server, await newAccount(server, 'bob'));
  await peer.join(address, 'bob');
  return { address, session, room, peer };
}

describe('formatted messages and another client', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('XHT-1, XHT-4, XHT-5: what it sends to a person is read, now and from the archive', async () => {
    const { account, jid, bob, chat, peer } = await annAndPeer(server);
    for (const version of RECEIVED) await peer.formatted(jid, [version]);
    const check = async (shown: Chat) => {
      for (const { body, content } of RECEIVED)
        expect((await withWords(shown, body)).rich).to.deep.include({ content, differs: false });
    };
    await check(chat);
    const later = await person(server, account);
    await check((await later.people).chats.open(bob));
  });

  it('XHT-1, XHT-4, XHT-5: what it says in a room is read, now and from history', async () => {
    const { address, room, peer } = await insideWithPeer(server);
    for (const version of RECEIVED) await peer.formatted(address, [version], 'groupchat');
    const later = await enter(server, address, 'carol');
    for (const shown of [room, later.room])
      for (const { body, content } of RECEIVED)
        expect((await withWords(shown, body)).rich).to.deep.include({ content, differs: false });
  });

  it('XHT-3: of what it says in two languages the reader’s is shown', async () => {
    const { jid, chat, peer } = await annAndPeer(server, { lang: 'de' });
    await peer.formatted(jid, [
      { lang: 'en', body: 'awesome!', html: '<strong>awesome!</strong>' },
      { lang: 'de', body: 'ausgezeichnet!', html: '<strong>ausgezeichnet!</strong>' },
    ]);
    const { rich, lang } = await withWords(chat, 'ausgezeichnet!');
    expect(lang).to.equal('de');
    expect(rich).to.deep.include({ text: 'ausgezeichnet!', differs: false });
  });

  it('XHT-2, XHT-13, XHT-14, XHT-18, XHT-20, XHT-21: it has nothing against what it is sent', async () => {
    const { chat, peer } = await annAndPeer(server, { lang: 'en' });
    for (const { body, html } of SENT) chat.send({ body, html });
    await checkSent(peer);
  });

  it('XHT-2, XHT-13, XHT-14, XHT-18, XHT-20, XHT-21: nor against what is said in a room', async () => {
    const { room, peer } = await insideWithPeer(server);
    for (const { body, html } of SENT) room.send({ body, html });
    await checkSent(peer);
  });

  it('and would say so if it had', async () => {
    const peer = await startPeer(server, await newAccount(server, 'bob'));
    const one = {
      body: 'a 1. b',
      html: "<p style='position: fixed'>a<ul>b<div id='c'>c</div></ul></p><a>\n</a>",
    };
    await peer.formatted(peer.jid, [one, one]);
    const { problems } = await peer.event('formatted');
    for (const problem of [
      'two bodies in one language',
      "style 'position: fixed'",
      'ul in p',
      'div in ul',
      'words in ul',
      'div with id',
      'a without href',
      'a line that is not broken by br in a',
      'the plain body has other words',
    ])
      expect(problems).to.include(problem);
  });

  async function checkSent(peer: Peer): Promise<void> {
    for (const { body, goesOut } of SENT) {
      await peer.event('message', (message) => message.body === body);
      if (goesOut === undefined) continue;
      const { html, problems } = await peer.event('formatted', (formatted) => formatted.body === body);
      expect(inOrder(html)).to.equal(inOrder(goesOut));
      expect(problems).to.deep.equal([]);
    }
    const plain = SENT.filter(({ goesOut }) => goesOut === undefined).map(({ body }) => body);
    expect(peer.events.filter((event) => event.ev === 'formatted' && plain.includes(event.body))).to.be.empty;
  }
});
