/** Who may ask whom what, and what is answered, between real clients over real servers. */
import { expect } from 'chai';
import { StanzaError, TimeoutError, type Session } from '../../src/session/index.js';
import { readCaps } from '../../src/session/protocol/caps.js';
import { capsHash } from '../../src/session/protocol/verify-caps.js';
import { children, xml, type Element } from '../../src/session/xml.js';
import { annAndBob, bareOf, enter } from '../support/inside.js';
import { startPeer } from '../support/peer.js';
import { configureRoom } from '../support/room-config.js';
import { cleanUpAfterTest, newAccount, newRoom, person, serverUnderTest, until } from '../support/people.js';
import type { XmppServer } from '../support/people.js';

const NS_INFO = 'http://jabber.org/protocol/disco#info';
const NS_ITEMS = 'http://jabber.org/protocol/disco#items';
const NS_MUC = 'http://jabber.org/protocol/muc';
const NS_PING = 'urn:xmpp:ping';
const NS_SLOW = 'urn:test:slow';

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

/** Collects presences that `session` gets. */
function presencesOf(session: Session): Element[] {
  const seen: Element[] = [];
  const { sawCaps } = session.disco;
  session.disco.sawCaps = (presence) => {
    seen.push(presence);
    sawCaps.call(session.disco, presence);
  };
  cleanUpAfterTest(() => (session.disco.sawCaps = sawCaps));
  return seen;
}

describe('requests between people', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('CORE-27: an answer counts only from the address that was asked', async () => {
    const [ann, bob, eve] = await Promise.all([
      person(server, await newAccount(server, 'ann')),
      person(server, await newAccount(server, 'bob')),
      person(server, await newAccount(server, 'eve')),
    ]);
    const asked = new Promise<{ id: string; answer: (text: string) => void }>((resolveAsked) => {
      bob.wire.answer('get', 'query', NS_SLOW, (_, { attrs: { id = '' } }) => {
        return new Promise((resolve) => {
          resolveAsked({ id, answer: (text) => resolve(xml('query', { xmlns: NS_SLOW }, text)) });
        });
      });
    });
    const answered = ann.wire.get(bob.jid, xml('query', { xmlns: NS_SLOW }));
    const { id, answer } = await asked;
    const forge = (type: 'result' | 'error') =>
      eve.wire.send(
        xml(
          'iq',
          { xmlns: 'jabber:client', type, to: ann.jid, id },
          xml('query', { xmlns: NS_SLOW }, 'forged'),
        ),
      );
    forge('result');
    forge('error');
    await rejection(eve.wire.get(ann.jid, xml('ping', { xmlns: NS_PING }))); // ann has seen both by now
    answer('true');
    expect((await answered)?.toString())
      .to.contain('true')
      .and.not.contain('forged');
  });

  it('CORE-27: a request without address is answered by the own server', async () => {
    const ann = await person(server, await newAccount(server, 'ann'));
    expect(await ann.wire.get(undefined, xml('ping', { xmlns: NS_PING }))).to.equal(undefined);
    expect(await ann.wire.get(bareOf(ann), xml('query', { xmlns: NS_INFO }))).to.include({ name: 'query' });
  });

  it('CORE-29: an error is told with its condition, and settles the request', async () => {
    const ann = await person(server);
    const error = await rejection(ann.wire.get(server.domain, xml('query', { xmlns: 'urn:test:nothing' })));
    expect(error).to.be.instanceOf(StanzaError);
    expect(error)
      .to.have.property('condition')
      .that.is.oneOf(['service-unavailable', 'feature-not-implemented']);
  });

  it('CORE-29: no answer is an error, too, and a request can be given up', async () => {
    const [ann, bob] = await Promise.all([person(server), person(server)]);
    bob.wire.answer('get', 'query', NS_SLOW, () => new Promise(() => undefined));
    const slow = xml('query', { xmlns: NS_SLOW });
    expect(await rejection(ann.wire.get(bob.jid, slow, { timeoutMs: 50 }))).to.be.instanceOf(TimeoutError);
    const controller = new AbortController();
    const request = ann.wire.get(bob.jid, slow, { signal: controller.signal });
    controller.abort(new Error('changed my mind'));
    expect(await rejection(request)).to.include({ message: 'changed my mind' });
  });

  it('CORE-29: requests of a session that ends are given up', async () => {
    const [ann, bob] = await Promise.all([person(server), person(server)]);
    bob.wire.answer('get', 'query', NS_SLOW, () => new Promise(() => undefined));
    const request = rejection(ann.wire.get(bob.jid, xml('query', { xmlns: NS_SLOW })));
    await ann.disconnect();
    expect(await request).to.include({ condition: 'closed' });
    expect(await rejection(ann.wire.get(undefined, xml('ping', { xmlns: NS_PING })))).to.include({
      condition: 'closed',
    });
  });

  it('PNG-1: people who know each other get their pings answered, through the room as well', async () => {
    const { ann, bob, address } = await annAndBob(server);
    expect(await ann.session.wire.get(`${address}/bob`, xml('ping', { xmlns: NS_PING }))).to.equal(undefined);
    expect(await bob.session.wire.get(`${address}/ann`, xml('ping', { xmlns: NS_PING }))).to.equal(undefined);
  });

  it('PNG-1, CORE-42, DISCO-12: strangers learn nothing by ping, version or discovery', async () => {
    const [ann, eve] = await Promise.all([person(server), person(server)]);
    const queries = ['jabber:iq:version', NS_INFO, NS_ITEMS].map((xmlns) => xml('query', { xmlns }));
    for (const payload of [xml('ping', { xmlns: NS_PING }), ...queries])
      expect(await rejection(eve.wire.get(ann.jid, payload))).to.include({
        condition: 'service-unavailable',
      });
  });

  it('XEP-0092: people in the same room get the name and version, and nothing of the machine', async () => {
    const { bob, address } = await annAndBob(server);
    const version = await bob.session.wire.get(
      `${address}/ann`,
      xml('query', { xmlns: 'jabber:iq:version' }),
    );
    expect(version && children(version).map(({ name }) => name)).to.have.members(['name', 'version']);
    expect(version?.toString()).to.contain('xmpp-elements');
  });

  it('CORE-25: what is not known is refused, once and with its id', async () => {
    const { ann, bob } = await annAndBob(server);
    const ask = (type: 'get' | 'set', payload: Element) =>
      rejection(bob.session.wire[type](`${ann.room.jid}/ann`, payload));
    expect(await ask('get', xml('query', { xmlns: 'urn:test:unknown' }))).to.include({
      condition: 'service-unavailable',
      type: 'cancel',
    });
    expect(await ask('get', xml('pong', { xmlns: NS_PING }))).to.include({
      condition: 'feature-not-implemented',
    });
    expect(await ask('set', xml('query', { xmlns: NS_INFO }))).to.include({
      condition: 'feature-not-implemented',
    });
  });
});

describe('discovery between people', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('DISCO-1, DISCO-4, DISCO-5, XHT-16: a client says what it is, and each of its features once', async () => {
    const { bob, address } = await annAndBob(server);
    const info = await bob.session.disco.info(`${address}/ann`);
    expect(info.identities).to.have.length(1);
    expect(info.identities[0]).to.include({ category: 'client', type: 'web', name: 'xmpp-elements' });
    expect(info.wellFormed).to.equal(true);
    const shows = ['http://jabber.org/protocol/caps', 'http://jabber.org/protocol/xhtml-im'];
    for (const feature of [NS_INFO, NS_ITEMS, NS_MUC, NS_PING, ...shows])
      expect(info.features).to.include(feature);
    for (const absent of ['http://jabber.org/protocol/bytestreams', 'jabber:iq:auth', 'jabber:iq:privacy'])
      expect(info.features).not.to.include(absent);
  });

  it('DISCO-3, D-6: the hash is a node that is answered and mirrored, any other one is not', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const { node = '', ver = '' } = ann.session.disco.ownCaps.attrs;
    const info = await bob.session.disco.info(`${address}/ann`, { node: `${node}#${ver}` });
    expect(info.node).to.equal(`${node}#${ver}`);
    expect(capsHash(info)).to.equal(ver);
    for (const wrong of [`${node}#old`, node, ver, 'x'])
      expect(await rejection(bob.session.disco.info(`${address}/ann`, { node: wrong })), wrong).to.include({
        condition: 'item-not-found',
        type: 'cancel',
      });
  });

  it('MUC-46: people in a room where addresses are shown are asked at theirs', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await configureRoom(ann.session, address, { whois: 'anyone' });
    const cy = await enter(server, address, 'cy');
    await until(() => bob.room.info?.nonAnonymous && bob.room.occupants.get('cy')?.jid, 'bob sees who cy is');
    const asked: string[] = [];
    const { wire } = bob.session;
    const { get } = wire;
    wire.get = (to, ...rest) => {
      asked.push(to ?? '');
      return get.call(wire, to, ...rest);
    };
    expect(await bob.session.disco.features(`${address}/cy`)).to.include(NS_MUC);
    expect(asked).to.deep.equal([cy.session.jid]);
  });

  it('DISCO-2, MUC-5: nobody learns which rooms one is in', async () => {
    const { bob, address } = await annAndBob(server);
    const jid = `${address}/ann`;
    expect(await bob.session.disco.items(jid)).to.deep.equal([]);
    expect(await bob.session.disco.items(jid, `${NS_MUC}#rooms`)).to.deep.equal([]);
    expect(await rejection(bob.session.disco.items(jid, 'other'))).to.include({
      condition: 'item-not-found',
    });
  });

  it('DISCO-6, MUC-1: the server’s services are found, and rooms among them', async () => {
    const ann = await person(server, await newAccount(server, 'ann'));
    const items = await ann.disco.items(server.domain);
    expect(items.map(({ jid }) => jid)).to.include(server.rooms);
    const info = await ann.disco.info(server.rooms);
    expect(info.identities).to.deep.include.members([
      info.identities.find(({ category, type }) => category === 'conference' && type === 'text'),
    ]);
    expect(info.features).to.include(NS_MUC);
  });

  it('DISCO-8: rooms are listed page after page, none missing and none twice', async () => {
    const ann = await person(server, await newAccount(server, 'ann'));
    const addresses = Array.from({ length: 12 }, () => newRoom(server, 'listed'));
    for (const address of addresses) await ann.rooms.join(address, { nick: 'ann' }).joined;
    const listed = (await ann.disco.items(server.rooms)).map(({ jid }) => jid);
    expect(listed).to.include.members(addresses);
    expect(new Set(listed).size).to.equal(listed.length);
  });

  it('DISCO-9: an entity that does not say is unknown, and nothing breaks', async () => {
    const ann = await person(server);
    expect(await ann.disco.features(`nobody@${server.domain}/x`)).to.equal(undefined);
    expect(await ann.disco.reservedNick(newRoom(server))).to.equal(undefined);
    expect(ann.state).to.equal('online');
  });

  it('CAPS-1, CAPS-2, CAPS-14: the hash that comes with entering a room is the answer’s', async () => {
    const { bob, address } = await annAndBob(server);
    const seen = presencesOf(bob.session);
    const cy = await person(server);
    await cy.rooms.join(address, { nick: 'cy' }).joined;
    const presence = await until(
      () => seen.find(({ attrs }) => attrs.from === `${address}/cy`),
      'cy’s presence',
    );
    const caps = readCaps(presence);
    expect(caps).to.include({ hash: 'sha-1' });
    const info = await bob.session.disco.info(`${address}/cy`, { node: `${caps!.node}#${caps!.ver}` });
    expect(capsHash(info)).to.equal(caps!.ver);
    expect(await bob.session.disco.features(`${address}/cy`)).to.deep.equal(info.features);
  });

  it('CAPS-18: whoever is like somebody known is not asked', async () => {
    const { bob, address } = await annAndBob(server);
    const asked: string[] = [];
    for (const nick of ['cy', 'dan']) {
      const session = await person(server);
      const { wire } = session;
      const { send } = wire;
      wire.send = (stanza) => {
        if (stanza.toString().includes(NS_INFO) && stanza.attrs.type === 'result') asked.push(nick);
        return send.call(wire, stanza);
      };
      await session.rooms.join(address, { nick }).joined;
    }
    await until(() => bob.room.occupants.has('dan'), 'bob sees them');
    const one = await bob.session.disco.features(`${address}/ann`);
    for (const nick of ['cy', 'dan', 'cy'])
      expect(await bob.session.disco.features(`${address}/${nick}`)).to.deep.equal(one);
    expect(asked).to.deep.equal([]);
  });

  it('CAPS-5, CAPS-8: another library agrees with the hash', async () => {
    const { ann, address } = await annAndBob(server);
    const peer = await startPeer(server, await newAccount(server, 'cy'));
    await peer.join(address, 'cy');
    expect(await peer.verstring(`${address}/ann`)).to.equal(ann.session.disco.ownCaps.attrs.ver);
  });

  it('CAPS-9, CAPS-14: the hash of another library’s client is found right', async () => {
    const address = newRoom(server);
    const ann = await person(server);
    const seen = presencesOf(ann);
    await ann.rooms.join(address, { nick: 'ann' }).joined;
    const peer = await startPeer(server, await newAccount(server, 'bob'));
    await peer.announce();
    await peer.join(address, 'bob');
    const presence = await until(
      () => seen.find((each) => each.attrs.from === `${address}/bob` && readCaps(each)),
      'bob’s capabilities',
    );
    const caps = readCaps(presence)!;
    const info = await ann.disco.info(`${address}/bob`, { node: `${caps.node}#${caps.ver}` });
    expect(capsHash(info)).to.equal(caps.ver);
    expect(await ann.disco.features(`${address}/bob`)).to.include('urn:xmpp:receipts');
  });

  it('PNG-1: another client’s pings are answered, and ours by it', async () => {
    const address = newRoom(server);
    const ann = await person(server);
    await ann.rooms.join(address, { nick: 'ann' }).joined;
    const peer = await startPeer(server, await newAccount(server, 'bob'));
    await peer.join(address, 'bob');
    await peer.ping(`${address}/ann`);
    expect(await ann.wire.get(`${address}/bob`, xml('ping', { xmlns: NS_PING }))).to.equal(undefined);
  });
});
