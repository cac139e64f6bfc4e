/** A chat that becomes a room (MUC-54), over the session's real connection. */
import { expect } from 'chai';
import {
  child,
  children,
  is,
  namespaceOf,
  parseFrame,
  textOf,
  type Element,
} from '../../../src/session/xml.js';
import { DEFAULT_FEATURES } from '../../support/fake-muc.js';
import { ACCOUNT, ANN, said, withChats } from '../../support/fake-chats.js';
import { result, stanzaError } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const OWNER = 'http://jabber.org/protocol/muc#owner';
const USER = 'http://jabber.org/protocol/muc#user';
const ZOE = 'zoe@far.example';
const SERVICE = 'rooms.kit.example';

const FORM = ['FORM_TYPE', 'roomname', 'membersonly', 'whois', 'publicroom', 'moderatedroom']
  .map((name) => {
    const full = name === 'FORM_TYPE' ? name : `muc#roomconfig_${name}`;
    const value = name === 'FORM_TYPE' ? 'http://jabber.org/protocol/muc#roomconfig' : '0';
    return `<field var='${full}' type='${name === 'FORM_TYPE' ? 'hidden' : 'text-single'}'><value>${value}</value></field>`;
  })
  .join('');

/** A chat with Ann, on a server that opens a room for whoever wants one. */
async function grouping({ rooms = true, refusal = '' } = {}) {
  const all = await withChats();
  const { server, chats } = all;
  if (rooms) server.room(`any@${SERVICE}`);
  const set: Element[] = [];
  server.onStanza((stanza, { session }) => {
    const to = stanza.attrs.to?.split('/')[0] ?? '';
    if (!session || !to.endsWith(`@${SERVICE}`)) return undefined;
    if (stanza.name === 'presence') {
      const options = { affiliation: 'owner', role: 'moderator', codes: [201] } as const;
      server.room(to, { ...options, features: [...DEFAULT_FEATURES] });
    }
    const [query] = children(stanza);
    if (stanza.name !== 'iq' || !query || !/#(owner|admin)$/.test(namespaceOf(query))) return undefined;
    if (stanza.attrs.type === 'get')
      return result(
        stanza,
        session,
        is(query, 'query', OWNER)
          ? parseFrame(`<query xmlns='${OWNER}'><x xmlns='jabber:x:data' type='form'>${FORM}</x></query>`)
          : query,
      );
    const full = textOf(query) === '' && query.toString().includes('roomname');
    if (full && refusal) return stanzaError(stanza, session, { condition: refusal });
    set.push(query);
    if (full) {
      const room = server.room(to);
      room.features = [...room.features, 'muc_membersonly'];
      setTimeout(() => room.announce({ codes: [104] }));
    }
    return result(stanza, session);
  });
  const messages = () =>
    server.sent.filter(({ name, attrs }) => name === 'message' && attrs.to?.includes(SERVICE));
  const chat = chats.open(ANN);
  await server.exchange(said(`${ANN}/desk`, 'Between us', { more: '<thread>t1</thread>' }));
  chat.send('Quite');
  await until(() => chat.messages.length === 2, 'both');
  return { ...all, chat, set, messages };
}

const fieldsOf = (query: Element) =>
  Object.fromEntries(
    children(children(query)[0]!)
      .map((field) => [field.attrs.var ?? '', textOf(children(field)[0])] as const)
      .filter(([name]) => name !== 'FORM_TYPE'),
  );

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a chat that becomes a room', () => {
  it('MUC-54: is for members only, who see each other, as far as the service has that', async () => {
    const { chat, set } = await grouping();
    const { room } = await chat.makeGroup({ name: 'Plans <1>' });
    const config = set.find((query) => query.toString().includes('roomname'))!;
    expect(fieldsOf(config)).to.deep.equal({
      'muc#roomconfig_roomname': 'Plans <1>',
      'muc#roomconfig_membersonly': '1',
      'muc#roomconfig_whois': 'anyone',
      'muc#roomconfig_publicroom': '0',
      'muc#roomconfig_moderatedroom': '0',
    });
    expect(room.status.state).to.equal('joined');
    expect(room.jid).to.match(/^x[a-z2-7]{20}@rooms\.kit\.example$/);
  });

  it('MUC-54: asks in the one of the chat at the client that has it, with its thread, and others', async () => {
    const { chat, messages, set } = await grouping();
    const { invited } = await chat.makeGroup({ name: 'Plans', guests: [ZOE] });
    expect(invited).to.deep.equal([{ jid: ANN }, { jid: ZOE }]);
    const invites = messages().map((message) => child(child(message, 'x', USER)!, 'invite', USER)!);
    expect(invites.map(({ attrs }) => attrs.to)).to.deep.equal([`${ANN}/desk`, ZOE]);
    for (const each of invites) expect(child(each, 'continue', USER)?.attrs.thread).to.equal('t1');
    const members = set.flatMap((query) => children(query).filter(({ name }) => name === 'item'));
    expect(members.map(({ attrs }) => attrs.jid)).to.deep.equal([ANN, ZOE]);
  });

  it('MUC-54: shows what was said only where that is wanted, in our name, with whose words it is and since when', async () => {
    const { chat, messages } = await grouping();
    await chat.makeGroup({ name: 'Plans' });
    expect(messages().filter((message) => child(message, 'body', 'jabber:client'))).to.deep.equal([]);
    await chat.makeGroup({ name: 'Plans', share: 5 });
    const told = messages().filter((message) => child(message, 'body', 'jabber:client'));
    expect(told.map((message) => textOf(child(message, 'body', 'jabber:client')))).to.deep.equal([
      'ann: Between us',
      'me: Quite',
    ]);
    const delays = told.map((message) => child(message, 'delay', 'urn:xmpp:delay')?.attrs);
    expect(delays.map((attrs) => attrs?.from)).to.deep.equal([ANN, ACCOUNT]);
    expect(delays.every((attrs) => Boolean(attrs?.stamp))).to.equal(true);
  });

  it('MUC-54: says that there are no rooms, and leaves none behind that could not be set up', async () => {
    const none = await grouping({ rooms: false });
    expect(await rejection(none.chat.makeGroup({ name: 'Plans' }))).to.be.instanceOf(RangeError);
    const { chat, session } = await grouping({ refusal: 'not-acceptable' });
    expect(await rejection(chat.makeGroup({ name: 'Plans' }))).to.have.property(
      'condition',
      'not-acceptable',
    );
    expect(session.rooms.all.map(({ status }) => status.state)).to.deep.equal(['idle']);
  });
});
