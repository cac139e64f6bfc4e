/** What was read in one client is read in all (XEP-0490), over the session's real connection. */
import { expect } from 'chai';
import type { Chat } from '../../../src/session/chat.js';
import { child, parseFrame, type Element } from '../../../src/session/xml.js';
import type { Archived } from '../../support/fake-archive.js';
import { ACCOUNT, ANN, EVE, MARKABLE, said, sentTo, withChats } from '../../support/fake-chats.js';
import { reaches } from '../../support/fake-online.js';
import type { FakeServer } from '../../support/fake-server.js';
import { discoInfo, result, stanzaError } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const DESK = `${ANN}/desk`;
const NODE = 'urn:xmpp:mds:displayed:0';
const PUBSUB = 'http://jabber.org/protocol/pubsub';
const DISCO_INFO = 'http://jabber.org/protocol/disco#info';

const item = (stanzaId: string, { jid = ANN, by = ACCOUNT, more = '' } = {}): string =>
  `<item id='${jid}'><displayed xmlns='${NODE}'>` +
  `<stanza-id xmlns='urn:xmpp:sid:0' by='${by}' id='${stanzaId}'/>${more}</displayed></item>`;
const event = (items: string, from: string | undefined = ACCOUNT): string =>
  `<message xmlns='jabber:client'${from ? ` from='${from}'` : ''} type='headline'>` +
  `<event xmlns='${PUBSUB}#event'><items node='${NODE}'>${items}</items></event></message>`;
/** Numbered, as the account's server passes it on. */
const live = (n: number, more = ''): string =>
  said(DESK, `line ${n}`, {
    to: ACCOUNT,
    id: `m${n}`,
    more: `<stanza-id xmlns='urn:xmpp:sid:0' by='${ACCOUNT}' id='a${n}'/>${more}`,
  });

/** The account's node. @param node Its items as they are when asked; undefined: there is none. @returns What was published. */
function keepNode(server: FakeServer, node: () => string | undefined): Element[] {
  const published: Element[] = [];
  server.onStanza((stanza, { session }) => {
    if (!session || stanza.name !== 'iq') return undefined;
    if (stanza.attrs.to === ACCOUNT && child(stanza, 'query', DISCO_INFO))
      return result(stanza, session, discoInfo({ category: 'pubsub', type: 'pep' }, ['urn:xmpp:mam:2']));
    const pubsub = child(stanza, 'pubsub', PUBSUB);
    if (pubsub?.getChild('publish')?.attrs.node === NODE) {
      published.push(pubsub);
      return result(stanza, session);
    }
    if (pubsub?.getChild('items')?.attrs.node !== NODE) return undefined;
    const items = node();
    return items === undefined
      ? stanzaError(stanza, session, { condition: 'item-not-found' })
      : result(
          stanza,
          session,
          parseFrame(`<pubsub xmlns='${PUBSUB}'><items node='${NODE}'>${items}</items></pubsub>`),
        );
  });
  return published;
}

/** Three lines of Ann's, unread. */
async function unread({
  node,
  archive = [],
}: { node?: () => string | undefined; archive?: Archived[] } = {}) {
  let published: Element[] = [];
  const all = await withChats({
    archive,
    prepare: (server) => (published = keepNode(server, node ?? (() => undefined))),
  });
  const chat = all.chats.open(ANN);
  await until(() => chat.history === 'start', 'all of it');
  await all.server.exchange(live(1), live(2), live(3, MARKABLE));
  expect(chat.unread).to.equal(3);
  return { ...all, chat, published, told: () => published.map(stanzaIdOf) };
}

const itemOf = (pubsub: Element) => pubsub.getChild('publish')?.getChild('item');
const stanzaIdOf = (pubsub: Element) =>
  `${itemOf(pubsub)?.attrs.id} ${itemOf(pubsub)?.getChild('displayed', NODE)?.getChild('stanza-id')?.attrs.id}`;
const firstUnread = (chat: Chat) => {
  const row = chat.messages.find(({ key }) => key === chat.firstUnread);
  return row?.kind === 'message' ? row.body : undefined;
};

describe('how far was read', () => {
  it('XEP-0490 §3.2: is published to the account alone, once for what was read in a moment', async () => {
    const { server, chat, published, told } = await unread();
    chat.markRead();
    await server.exchange(live(4));
    chat.markRead();
    await until(() => published.length > 0, 'published');
    expect(told()).to.deep.equal([`${ANN} a4`]);
    expect(itemOf(published[0]!)?.toString()).to.equal(
      item('a4').replaceAll("'", '"').replace('>', ` xmlns="${PUBSUB}">`),
    );
    const form = published[0]!.getChild('publish-options')!.getChild('x', 'jabber:x:data')!;
    const options = form
      .getChildren('field')
      .map(({ attrs, children }) => `${attrs.var} ${(children[0] as Element).text()}`);
    expect(form.attrs.type).to.equal('submit');
    expect(options).to.deep.equal([
      `FORM_TYPE ${PUBSUB}#publish-options`,
      'pubsub#max_items max',
      'pubsub#send_last_published_item never',
      'pubsub#persist_items true',
      'pubsub#access_model whitelist',
    ]);
  });

  for (const [condition, expected] of [
    ['resource-constraint', ['publish', 'create', 'publish', 'publish']],
    ['conflict', ['publish', 'publish']],
  ] as const)
    it(`XEP-0223 §3: is never published to others, whatever the server makes of the options (${condition})`, async () => {
      const { server, chat } = await unread();
      const asked: string[] = [];
      server.onStanza((stanza, { session }) => {
        const [what, options] = (child(stanza, 'pubsub', PUBSUB)?.children as Element[]) ?? [];
        if (!session || !what || what.name === 'items') return undefined;
        asked.push(what.name);
        expect(String(options)).to.include('>whitelist<');
        const few = !String(options).includes('max_items') || what.name === 'create';
        return few ? result(stanza, session) : stanzaError(stanza, session, { condition });
      });
      chat.markRead();
      await until(() => asked.length >= expected.length - 1, 'tried');
      await server.exchange(live(4));
      chat.markRead();
      await until(() => asked.length >= expected.length, 'tried again');
      expect(asked).to.deep.equal(expected);
    });

  it('XEP-0490 §3.3: is asked for by our capabilities, and nothing is told where there is no node to tell it to', async () => {
    const { server, session, chats } = await withChats({ archive: [] });
    expect(session.namespaces.has(`${NODE}+notify`)).to.equal(true);
    const chat = chats.open(ANN);
    await server.exchange(live(1));
    chat.markRead();
    await session.disconnect();
    expect(server.sent.some((stanza) => child(stanza, 'pubsub', PUBSUB))).to.equal(false);
  });

  it('is told at once before the session ends', async () => {
    const { session, chat, told } = await unread();
    chat.markRead();
    await session.disconnect();
    expect(told()).to.deep.equal([`${ANN} a3`]);
  });

  it('elsewhere is read here, up to there, only forward', async () => {
    const { server, chat, published } = await unread();
    await server.exchange(event(item('a2')));
    expect(chat.unread).to.equal(1);
    expect(firstUnread(chat)).to.equal('line 3');
    await server.exchange(event(item('a1')));
    expect(chat.unread).to.equal(1);
    await server.exchange(event(item('a3')));
    expect(chat.unread).to.equal(0);
    expect(chat.firstUnread).to.equal(undefined);
    await server.exchange(event(item('a1')));
    expect(chat.unread).to.equal(0);
    await server.exchange(live(4));
    expect(chat.unread).to.equal(1);
    expect(firstUnread(chat)).to.equal('line 4');
    expect(published).to.have.length(0);
  });

  it('counts once the message is here, if it was told before that', async () => {
    const { server, chat } = await unread();
    await server.exchange(event(item('a5')), live(4), live(5), live(6));
    expect(chat.unread).to.equal(1);
    expect(firstUnread(chat)).to.equal('line 6');
  });

  it('MRK-1: who wrote it is told by the client in which it was read', async () => {
    const { server, chat } = await unread();
    await server.exchange(event(item('a3')));
    chat.markRead();
    await server.exchange();
    expect(sentTo(server, ANN)).to.have.length(0);
  });

  for (const [what, frame] of [
    ['a contact', event(item('a3'), ANN)],
    ['a stranger', event(item('a3'), EVE)],
    ['the server', event(item('a3'), 'kit.example')],
    ['a client of ours', event(item('a3'), `${ACCOUNT}/phone`)],
    ['us, by the archive of somebody else', event(item('a3', { by: EVE }))],
    [
      'us, of two messages',
      event(item('a3', { more: `<stanza-id xmlns='urn:xmpp:sid:0' by='${ACCOUNT}' id='a2'/>` })),
    ],
    ['us, of no message', event(`<item id='${ANN}'><displayed xmlns='${NODE}'/></item>`)],
    ['us, of a message that is not here', event(item('zzz'))],
    ['us, of another chat', event(item('a3', { jid: EVE }))],
    ['us, of somebody’s client', event(item('a3', { jid: DESK }))],
    ['us, taken back', event(`<retract id='${ANN}'/>`)],
    [
      'us, under another name',
      event(
        item('a3').replaceAll('displayed xmlns', 'received xmlns').replace('</displayed>', '</received>'),
      ),
    ],
    ['us, as an error', event(item('a3')).replace("type='headline'", "type='error'")],
  ] as const)
    it(`XEP-0490 §4.1: nothing is read by what is said by ${what}`, async () => {
      const { server, chat } = await unread();
      await server.exchange(frame);
      expect(chat.unread).to.equal(3);
    });

  it('is known at a new login before what was missed is counted', async () => {
    const archive: Archived[] = [];
    let node = '';
    const { server, session, chats } = await unread({ archive, node: () => node });
    chats.close(ANN);
    server.connection.drop();
    server.sm.resume = 'refuse';
    await reaches(session, 'reconnecting');
    node = item('a5');
    for (const n of [1, 2, 3, 4, 5, 6])
      archive.push({ id: `a${n}`, time: new Date('2026-01-01T10:00:00Z'), message: parseFrame(live(n))! });
    const counts: number[] = [];
    chats.addEventListener('change', () => counts.push(chats.unread));
    session.reconnectNow();
    await until(() => chats.get(ANN)?.history === 'start', 'what was missed');
    await until(() => counts.at(-1) === 1, 'counted');
    expect(chats.get(ANN)?.unread).to.equal(1);
    expect(Math.max(...counts)).to.equal(1);
  });

  it('what was read without a link is told when it is back, unless more was read elsewhere meanwhile', async () => {
    for (const [elsewhere, expected] of [
      ['a2', [`${ANN} a3`]],
      ['a3', []],
      ['zzz', []],
    ] as const) {
      let node = '';
      const { server, session, chat, told } = await unread({ node: () => node });
      server.connection.drop();
      server.sm.resume = 'refuse';
      await reaches(session, 'reconnecting');
      chat.markRead();
      node = item(elsewhere);
      session.reconnectNow();
      await reaches(session, 'online');
      await server.exchange();
      await session.disconnect();
      expect(told()).to.deep.equal(expected);
    }
  });
});
