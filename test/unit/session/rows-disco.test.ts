/** Rows of the conformance table on discovery and capabilities, over the real connection. */
import { expect } from 'chai';
import { capsHash } from '../../../src/session/protocol/verify-caps.js';
import { child, xml, type Element } from '../../../src/session/xml.js';
import { DEFAULT_FEATURES } from '../../support/fake-muc.js';
import { accountInRoom, accountOnline, ROOM } from '../../support/fake-online.js';
import { discoInfo, stanzaError } from '../../support/fake-services.js';

const NS_INFO = 'http://jabber.org/protocol/disco#info';
const NS_ITEMS = 'http://jabber.org/protocol/disco#items';
const NS_CAPS = 'http://jabber.org/protocol/caps';
const CLIENT = 'jabber:client';
const SID = 'urn:xmpp:sid:0';
const OCCUPANT_ID = 'urn:xmpp:occupant-id:0';

/** A client with these features, and the hash that it announces. */
function client(...features: string[]) {
  const identity = { category: 'client', type: 'web' };
  const info = discoInfo(identity, features);
  const ver = capsHash({ identities: [identity], features: new Set(features), forms: [] });
  return { info, caps: xml('c', { xmlns: NS_CAPS, hash: 'sha-1', node: 'x:y', ver }) };
}

const presence = (from: string, ...more: Element[]) => xml('presence', { xmlns: CLIENT, from }, ...more);

const asks = (stanza: Element, to: string | undefined) =>
  stanza.name === 'iq' && stanza.attrs.to === to && child(stanza, 'query', NS_INFO) !== undefined;

const answer = (iq: Element, info: Element) =>
  xml('iq', { xmlns: CLIENT, type: 'result', from: iq.attrs.to, id: iq.attrs.id }, info);

describe('discovery and capabilities', () => {
  it('DISCO-12: strangers are told what they are told where nobody is', async () => {
    const { server } = await accountInRoom();
    for (const xmlns of [NS_INFO, NS_ITEMS]) {
      const ask = (from: string) =>
        xml('iq', { xmlns: CLIENT, type: 'get', from, id: 'q' }, xml('query', { xmlns }));
      const [refusal] = await server.exchange(ask('eve@evil.example/x'));
      expect(refusal?.attrs).to.include({ type: 'error', to: 'eve@evil.example/x', id: 'q' });
      expect(String(refusal)).to.contain('service-unavailable');
      server.deliver(ask(`${ROOM}/ann`));
      const told = await server.next(({ attrs }) => attrs.id === 'q' && attrs.type === 'result');
      expect(told.attrs.to).to.equal(`${ROOM}/ann`);
    }
  });

  it('CAPS-19: what somebody announces by a hash makes nobody’s ids believed', async () => {
    const features = DEFAULT_FEATURES.filter((feature) => feature !== SID && feature !== OCCUPANT_ID);
    const { server, session, room, theirs } = await accountInRoom({}, {}, { features });
    const { info, caps } = client(SID, OCCUPANT_ID);
    server.onStanza((stanza) => (asks(stanza, `${ROOM}/eve`) ? answer(stanza, info) : undefined));
    await server.exchange(presence(`${ROOM}/eve`, caps), presence(ROOM, caps));
    expect(await session.disco.features(`${ROOM}/eve`)).to.include(SID);
    theirs.say(
      'eve',
      'believe me',
      xml('stanza-id', { xmlns: SID, by: ROOM, id: 'forged' }),
      xml('occupant-id', { xmlns: OCCUPANT_ID, id: 'forged' }),
    );
    await server.exchange();
    const message = room.messages.find(({ kind }) => kind === 'message');
    expect(message).to.include({ body: 'believe me', stanzaId: undefined, occupantId: undefined });
  });

  it('CAPS-20: what stream features announce is the server’s only once it has said so itself', async () => {
    const { info, caps } = client('urn:x:promised');
    const { server, session } = await accountOnline({ features: { auth: `${caps}`, bind: `${caps}` } });
    const from = 'ann@kit.example/home';
    server.onStanza((stanza) => (asks(stanza, from) ? answer(stanza, info) : undefined));
    await server.exchange(presence(from, caps));
    expect(await session.disco.features(from)).to.include('urn:x:promised'); // known by that hash
    const features = await session.disco.features(server.domain);
    expect(features).to.deep.equal(new Set(server.options.discoFeatures));
    expect(server.sent.filter((stanza) => asks(stanza, server.domain))).to.have.length(1);
  });

  it('MUC-7: what a room lets through is a node of its discovery; its errors are told apart', async () => {
    const { server, session } = await accountInRoom();
    const node = 'http://jabber.org/protocol/muc#traffic';
    const traffic = () => session.disco.info(ROOM, { node, fresh: true });
    const says = (reply: (iq: Element) => Element) =>
      server.onStanza((stanza) =>
        child(stanza, 'query', NS_INFO)?.attrs.node === node ? reply(stanza) : undefined,
      );
    says((iq) => answer(iq, discoInfo({ category: 'conference', type: 'text' }, ['urn:x:passes'])));
    expect((await traffic()).features).to.deep.equal(new Set(['urn:x:passes']));
    for (const condition of ['service-unavailable', 'feature-not-implemented']) {
      says((iq) => {
        const [bound] = server.sessions;
        if (!bound) throw new Error('nobody is online');
        return stanzaError(iq, bound, { condition });
      });
      const error: unknown = await traffic().catch((thrown: unknown) => thrown);
      expect(error).to.include({ condition });
    }
  });

  for (const [kind, asked] of [
    ['nonanonymous', 'ann@kit.example/home'],
    ['semianonymous', `${ROOM}/ann`],
  ] as const)
    it(`MUC-46: an occupant of a ${kind} room is asked at ${asked}`, async () => {
      const { info, caps } = client(`urn:x:${kind}`);
      const features = DEFAULT_FEATURES.map((each) => (each === 'muc_semianonymous' ? `muc_${kind}` : each));
      const occupants = { ann: { jid: 'ann@kit.example/home' } };
      const { server, session } = await accountInRoom({}, {}, { features, occupants });
      server.onStanza((stanza) => (asks(stanza, asked) ? answer(stanza, info) : undefined));
      await server.exchange(presence(`${ROOM}/ann`, caps, muc('ann@kit.example/home')));
      expect(await session.disco.features(`${ROOM}/ann`)).to.deep.equal(new Set([`urn:x:${kind}`]));
    });

  it('MUC-46, DISCO-12: whoever sees our address in a room is no stranger there', async () => {
    const features = DEFAULT_FEATURES.map((each) => each.replace('muc_semi', 'muc_non'));
    const occupants = { ann: { jid: 'ann@kit.example/home' } };
    const { server } = await accountInRoom({}, {}, { features, occupants });
    for (const [from, type] of [
      ['ann@kit.example/home', 'result'],
      ['ann@kit.example.evil.example/home', 'error'],
    ] as const) {
      const query = xml('query', { xmlns: NS_INFO });
      server.deliver(xml('iq', { xmlns: CLIENT, type: 'get', from, id: `to ${from}` }, query));
      const reply = await server.next(({ attrs }) => attrs.id === `to ${from}`);
      expect(reply.attrs.type).to.equal(type);
    }
  });

  it('RET-1, XEP-0424 §3: says that it understands when something is taken back', async () => {
    const { session } = await accountOnline();
    expect(session.namespaces).to.include('urn:xmpp:message-retract:1');
  });

  it('FORM-25: says nothing of forms in messages, as nobody here handles them', async () => {
    const { session } = await accountOnline();
    await session.people;
    await session.registration.request('kit.example').catch(() => undefined);
    expect([...session.namespaces]).not.to.include('jabber:x:data');
  });
});

function muc(jid: string): Element {
  const item = xml('item', { affiliation: 'none', role: 'participant', jid });
  return xml('x', { xmlns: 'http://jabber.org/protocol/muc#user' }, item);
}
