/** Who says what to whom about bytestreams, with others who do what no real one can be made to do. */
import { expect } from 'chai';
import type { DroppedEvent } from '../../../../src/session/feature.js';
import {
  answerBytestreams,
  findProxies,
  hasRelay,
  mayShareProxy,
  offerBytestream,
  type Bytestream,
} from '../../../../src/session/files/bytestreams.js';
import type { SessionConfig } from '../../../../src/session/index.js';
import { destination } from '../../../../src/session/protocol/bytestreams.js';
import { child, children, textOf, type Element } from '../../../../src/session/xml.js';
import { account, ROOM } from '../../../support/fake-online.js';
import { bytes, FakeRelay } from '../../../support/fake-relay.js';
import { until } from '../../../support/until.js';

const NS = 'http://jabber.org/protocol/bytestreams';
const DISCO = 'http://jabber.org/protocol/disco';
const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const OWN = 'me@kit.example/web1';
const ANN = 'ann@kit.example/desk';
const EVE = 'eve@evil.example/x';
const PROXY = 'proxy.kit.example';
const HOST = `<streamhost jid='${PROXY}' host='${PROXY}' port='7777'/>`;
const USED = `<streamhost-used jid='${PROXY}'/>`;
const ADDRESS = { jid: PROXY, host: PROXY, port: 7777 };

interface Cast {
  /** What they say to requests about bytestreams: the inside of a query, or a condition behind a `!`. */
  readonly answers?: Readonly<Record<string, string>>;
  /** What the server lists, with the category of each. */
  readonly items?: Readonly<Record<string, string>>;
  readonly config?: SessionConfig;
}

/** A session that has a relay to its server's proxy. */
async function stage({ answers = {}, items = { [PROXY]: 'proxy' }, config }: Cast = {}) {
  const relay: FakeRelay = new FakeRelay('ws://127.0.0.1:2/', () => server.WebSocket);
  const { server, session } = account(
    {},
    { relay: { [PROXY]: relay.url }, WebSocket: relay.WebSocket, ...config },
  );
  await session.connect();
  const said = new Map(Object.entries({ [PROXY]: HOST, ...answers }));
  /** Requests about bytestreams. */
  const asked: Element[] = [];
  server.onStanza((iq) => {
    const { id, to = '', type } = iq.attrs;
    if (iq.name !== 'iq' || (type !== 'get' && type !== 'set')) return undefined;
    const result = (inside: string) =>
      `<iq xmlns='jabber:client' type='result' id='${id}' from='${to}'>${inside}</iq>`;
    if (child(iq, 'query', `${DISCO}#items`)) {
      const list = Object.keys(items).map((jid) => `<item jid='${jid}'/>`);
      return result(`<query xmlns='${DISCO}#items'>${list.join('')}</query>`);
    }
    if (items[to] && child(iq, 'query', `${DISCO}#info`))
      return result(
        `<query xmlns='${DISCO}#info'><identity category='${items[to]}' type='bytestreams'/></query>`,
      );
    const query = child(iq, 'query', NS);
    if (!query) return undefined;
    asked.push(iq);
    const [inside = '', condition] = (said.get(to) ?? '').split('!');
    if (!condition) return said.has(to) ? result(`<query xmlns='${NS}'>${inside}</query>`) : [];
    return `<iq xmlns='jabber:client' type='error' id='${id}' from='${to}'><error type='cancel'><${condition} xmlns='${STANZAS}'/></error></iq>`;
  });
  const dropped: string[] = [];
  session.addEventListener('dropped', (event) => {
    const { reason, cause } = event as DroppedEvent;
    dropped.push(`${reason}: ${cause instanceof Error ? cause.message : ''}`);
  });
  return { server, session, relay, asked, dropped };
}

/** As {@link stage}, with a stream from ANN expected under the sid `s1`. */
async function target(cast?: Cast, size?: number) {
  const all = await stage(cast);
  const taken: Bytestream[] = [];
  const controller = new AbortController();
  answerBytestreams(all.session, (from, sid) =>
    from === ANN && sid === 's1'
      ? { signal: controller.signal, size, take: (stream) => taken.push(stream) }
      : undefined,
  );
  /** What it answers to that request: the streamhost used, or an error. */
  const answer = async (inside: string, attrs = `sid='s1' mode='tcp'`, from = ANN, type = 'set') => {
    const id = crypto.randomUUID();
    all.server.deliver(
      `<iq xmlns='jabber:client' type='${type}' id='${id}' from='${from}' to='${OWN}'><query xmlns='${NS}' ${attrs}>${inside}</query></iq>`,
    );
    const said = await all.server.next((element) => element.attrs.id === id && element.attrs.to === from);
    const query = child(said, 'query', NS);
    if (query) return child(query, 'streamhost-used', NS)?.attrs.jid;
    const error = children(said, 'error')[0];
    return error && `${children(error)[0]?.name}/${error.attrs.type}`;
  };
  return { ...all, taken, controller, answer };
}

const never = () => new AbortController().signal;

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail('it settled'),
    (error: Error) => error,
  );
}

const asText = (octets: Uint8Array | undefined) => new TextDecoder().decode(octets);

describe('the requester of a bytestream', () => {
  it('S5B-2: finds the proxies of its server by items, identity and address', async () => {
    const { session, asked } = await stage();
    expect(await findProxies(session, never())).to.deep.equal([ADDRESS]);
    expect(asked.map(({ attrs: { to, type } }) => [to, type])).to.deep.equal([[PROXY, 'get']]);
    expect(child(asked[0]!, 'query', NS)?.attrs.sid).to.equal(undefined);
  });

  for (const [what, cast] of [
    ['that are listed but are none', { items: { [PROXY]: 'server' } }],
    ['that are not listed', { items: {} }],
    ['that do not serve us', { answers: { [PROXY]: '!forbidden' } }],
    ['that do not serve anybody', { answers: { [PROXY]: '!not-allowed' } }],
    ['that tell the address of another', { answers: { [PROXY]: HOST.replace(PROXY, 'other.kit.example') } }],
    [
      'without a relay',
      { items: { 'proxy2.kit.example': 'proxy' }, answers: { 'proxy2.kit.example': HOST } },
    ],
  ] as const)
    it(`S5B-2, S5B-3: leaves out proxies ${what}`, async () => {
      const { session, relay } = await stage(cast);
      expect(await findProxies(session, never())).to.deep.equal([]);
      expect(await failure(offerBytestream(session, ANN, 's1', never()))).to.include({
        condition: 'unreachable',
      });
      expect(relay.sockets).to.have.length(0);
    });

  it('S5B-3, S5B-4, S5B-14: offers the proxy’s own address, comes to where the target is, and activates', async () => {
    const { session, relay, asked } = await stage({ answers: { [ANN]: USED } });
    const stream = await offerBytestream(session, ANN, 's1', never());
    const [, request, activation] = asked;
    expect(request!.attrs).to.include({ to: ANN, type: 'set' });
    const query = child(request!, 'query', NS)!;
    expect(query.attrs).to.include({ sid: 's1', mode: 'tcp' }).and.not.to.have.property('dstaddr');
    expect(children(query, 'streamhost').map(({ attrs }) => attrs)).to.deep.equal([
      { jid: PROXY, host: PROXY, port: '7777', xmlns: NS },
    ]);
    expect(asText(relay.frames()[1]?.slice(5, 45))).to.equal(destination('s1', OWN, ANN));
    expect(activation!.attrs).to.include({ to: PROXY, type: 'set' });
    expect(textOf(children(child(activation!, 'query', NS)!)[0])).to.equal(ANN);
    await stream.write(bytes(1, 2));
    await until(() => relay.data().length === 1, 'data');
  });

  it('T-17: prepares the target’s address, for it goes into the digest as it stands in the request', async () => {
    const { session, relay, asked } = await stage({ answers: { [ANN.replace('desk', 'Desk')]: USED } });
    await offerBytestream(session, 'Ann@Kit.Example/Desk', 's1', never());
    expect(asked[1]!.attrs.to).to.equal('ann@kit.example/Desk');
    expect(asText(relay.frames()[1]?.slice(5, 45))).to.equal(destination('s1', OWN, 'ann@kit.example/Desk'));
  });

  it('S5B-6: tells an occupant the digest of our real address and theirs in the room', async () => {
    const { session, relay, asked } = await stage({ answers: { [`${ROOM}/ann`]: USED } });
    session.rooms.open(ROOM);
    await offerBytestream(session, `${ROOM}/ann`, 's1', never());
    const hash = destination('s1', OWN, `${ROOM}/ann`);
    expect(child(asked[1]!, 'query', NS)?.attrs.dstaddr).to.equal(hash);
    expect(asText(relay.frames()[1]?.slice(5, 45))).to.equal(hash);
  });

  it('S5B-14: knows a proxy of a cluster by its resource, and activates there', async () => {
    const node = `${PROXY}/node1`;
    const { session, asked } = await stage({
      answers: { [PROXY]: HOST.replace(PROXY, node), [ANN]: USED.replace(PROXY, node), [node]: '' },
    });
    await offerBytestream(session, ANN, 's1', never());
    expect(asked.map(({ attrs: { to } }) => to)).to.deep.equal([PROXY, ANN, node]);
  });

  it('S5B-17: holds the last octet until a target that says so has nearly all', async () => {
    const nearly = `${USED}<nearly xmlns='https://xmpp-elements.org/bytestreams'/>`;
    const { session, relay } = await stage({ answers: { [ANN]: nearly } });
    const stream = await offerBytestream(session, ANN, 's1', never());
    await stream.write(bytes(1, 2));
    const ending = stream.end();
    await until(() => relay.data().length === 1, 'all but the last');
    relay.say(bytes(0));
    await until(() => relay.data().length === 2, 'the last');
    relay.socket.end({ clean: true, code: 1000 });
    expect(await ending).to.equal(true);
  });

  for (const [what, said] of [
    ['a proxy that was not offered', `<streamhost-used jid='evilproxy.example'/>`],
    ['no proxy', ''],
  ] as const)
    it(`S5B-14, T-15: connects to nothing if the target is at ${what}`, async () => {
      const { session, relay, asked } = await stage({ answers: { [ANN]: said } });
      expect(await failure(offerBytestream(session, ANN, 's1', never()))).to.include({
        name: 'ProtocolError',
      });
      expect(relay.sockets).to.have.length(0);
      expect(asked).to.have.length(2);
    });

  it('tells the target’s refusal', async () => {
    const { session } = await stage({ answers: { [ANN]: '!item-not-found' } });
    expect(await failure(offerBytestream(session, ANN, 's1', never()))).to.include({
      condition: 'item-not-found',
    });
  });

  for (const condition of ['item-not-found', 'not-allowed', 'not-authorized', 'internal-server-error'])
    it(`S5B-15, T-15: closes if the proxy answers the activation with ${condition}`, async () => {
      const { server, session, relay } = await stage({ answers: { [ANN]: USED } });
      server.onStanza((iq) => {
        const { id } = iq.attrs;
        const query = child(iq, 'query', NS);
        if (!query || !child(query, 'activate', NS)) return undefined;
        return `<iq xmlns='jabber:client' type='error' id='${id}' from='${PROXY}'><error type='cancel'><${condition} xmlns='${STANZAS}'/></error></iq>`;
      });
      expect(await failure(offerBytestream(session, ANN, 's1', never()))).to.include({ condition });
      expect(relay.socket.readyState).to.be.at.least(2);
      expect(relay.data()).to.deep.equal([]);
    });

  it('S5B-15, T-15: takes an activation from the proxy alone', async () => {
    const { server, session, relay } = await stage({ answers: { [ANN]: USED } });
    server.onStanza((iq) => {
      const query = child(iq, 'query', NS);
      if (!query || !child(query, 'activate', NS)) return undefined;
      return `<iq xmlns='jabber:client' type='result' id='${iq.attrs.id}' from='${EVE}'/>`;
    });
    const controller = new AbortController();
    let settled = false;
    const offering = offerBytestream(session, ANN, 's1', controller.signal).finally(() => (settled = true));
    const failing = failure(offering);
    await server.next((element) => child(element, 'query', NS)?.getChild('activate') !== undefined);
    await server.exchange();
    expect(settled).to.equal(false);
    controller.abort(new Error('enough'));
    expect(await failing).to.include({ message: 'enough' });
    expect(relay.socket.readyState).to.be.at.least(2);
  });

  it('fails where the relay leads to no proxy', async () => {
    const { session, relay } = await stage({ answers: { [ANN]: USED } });
    relay.subprotocol = () => undefined;
    expect(await failure(offerBytestream(session, ANN, 's1', never()))).to.include({
      condition: 'unreachable',
    });
  });
});

describe('the target of a bytestream', () => {
  it('S5B-8, S5B-13: comes to the proxy that is offered, and says so', async () => {
    const { relay, taken, answer } = await target();
    expect(await answer(HOST)).to.equal(PROXY);
    expect(taken).to.have.length(1);
    expect(asText(relay.frames()[1]?.slice(5, 45))).to.equal(destination('s1', ANN, OWN));
  });

  it('S5B-8: comes to a proxy of a cluster, by its resource', async () => {
    const node = HOST.replace(PROXY, `${PROXY}/node1`);
    const { answer } = await target({ answers: { [PROXY]: node } });
    expect(await answer(node)).to.equal(`${PROXY}/node1`);
  });

  it('S5B-17: tells a requester who asks for it when it has nearly all, and no other', async () => {
    const nearly = `<nearly xmlns='https://xmpp-elements.org/bytestreams'/>`;
    for (const [inside, size, told] of [
      [HOST + nearly, 2, [0]],
      [HOST, 2, []],
      [HOST + nearly, undefined, []],
    ] as const) {
      const { server, relay, taken, answer } = await target(undefined, size);
      await answer(inside);
      const result = server.sent.find(({ attrs }) => attrs.type === 'result' && attrs.to === ANN);
      const said = result && child(result, 'query', NS);
      expect(children(said!, 'nearly')).to.have.length(told.length);
      relay.say(bytes(7));
      for await (const part of taken[0]!) if (part.length > 0) break;
      await until(() => relay.socket.readyState === 3, 'closed');
      expect(relay.data()).to.deep.equal(told);
    }
  });

  it('S5B-7: goes by the digest it is given', async () => {
    const { relay, answer } = await target();
    const dstaddr = destination('s1', ANN, `${ROOM}/me`);
    expect(await answer(HOST, `sid='s1' dstaddr='${dstaddr}'`)).to.equal(PROXY);
    expect(asText(relay.frames()[1]?.slice(5, 45))).to.equal(dstaddr);
  });

  for (const [what, hosts] of [
    ['is another host', `<streamhost jid='${PROXY}' host='169.254.169.254' port='7777'/>`],
    ['is another port', `<streamhost jid='${PROXY}' host='${PROXY}' port='22'/>`],
    ['has no relay', `<streamhost jid='${ANN}' host='10.0.0.5' port='22'/>`],
    [
      'is one of many',
      `<streamhost jid='${PROXY}' host='169.254.169.254' port='80'/>`.repeat(50) +
        Array.from({ length: 50 }, (_, i) => HOST.replace('7777', `${i + 1}`)).join(''),
    ],
    ['is named as a property of all objects is', `<streamhost jid='constructor' host='a' port='1'/>`],
  ] as const)
    it(`S5B-8, T-13: connects to nothing where a streamhost ${what}, and tells developers`, async () => {
      const { relay, asked, dropped, answer } = await target();
      expect(await answer(hosts)).to.equal('item-not-found/cancel');
      expect(relay.sockets).to.have.length(0);
      expect(asked.length).to.be.at.most(1);
      expect(dropped[0]).to.match(/streamhost/);
    });

  it('S5B-8: tries the next where one does not answer as it should', async () => {
    const first = `<streamhost jid='${ANN}' host='10.0.0.5' port='22'/>`;
    const { dropped, answer } = await target();
    expect(await answer(first + HOST)).to.equal(PROXY);
    expect(dropped).to.have.length(1);
  });

  it('S5B-13: says that it could reach none', async () => {
    const { relay, taken, answer } = await target();
    relay.proxy = () => [bytes(5, 255)];
    expect(await answer(HOST)).to.equal('item-not-found/cancel');
    expect(taken).to.have.length(0);
  });

  for (const [attrs, inside, expected] of [
    ['', HOST, 'bad-request/modify'],
    [`sid='s1'`, '', 'bad-request/modify'],
    [`sid='s1' mode='udp'`, HOST, 'not-acceptable/modify'],
    [`sid='s1' dstaddr='x'`, HOST, 'bad-request/modify'],
    [`sid='s2'`, HOST, 'not-acceptable/modify'],
  ] as const)
    it(`S5B-1, S5B-13, T-14: answers ${attrs || 'no sid'}${inside ? '' : ' without streamhosts'} with ${expected}`, async () => {
      const { relay, answer } = await target();
      expect(await answer(inside, attrs)).to.equal(expected);
      expect(relay.sockets).to.have.length(0);
    });

  it('S5B-1, T-13: knows a stream by who opens it, too', async () => {
    const { relay, answer } = await target();
    expect(await answer(HOST, `sid='s1'`, EVE)).to.equal('not-acceptable/modify');
    expect(await answer(HOST, `sid='s1'`, 'ann@kit.example/other')).to.equal('not-acceptable/modify');
    expect(relay.sockets).to.have.length(0);
  });

  it('S5B-1: is no proxy', async () => {
    const { answer } = await target();
    expect(await answer('', '', ANN, 'get')).to.equal('service-unavailable/cancel');
  });

  for (const [what, relay] of [
    ['no relay', undefined],
    ['an empty map of relays', {}],
    ['a relay without encryption alone', { [PROXY]: 'ws://relay.kit.example/' }],
    ['a relay for nobody', { '@': 'wss://relay.kit.example/' }],
  ] as const)
    it(`S5B-1, S5B-19: knows no bytestreams with ${what}`, async () => {
      const { session, answer } = await target({ config: { relay } });
      expect(hasRelay(session)).to.equal(false);
      expect(mayShareProxy(session, ANN)).to.equal(false);
      expect(await answer(HOST)).to.equal('service-unavailable/cancel');
      expect(await findProxies(session, never())).to.deep.equal([]);
    });

  it('S5B-18: expects a proxy that it can reach of its own domain’s people', async () => {
    const { session } = await stage();
    expect(mayShareProxy(session, ANN)).to.equal(true);
    expect(mayShareProxy(session, EVE)).to.equal(false);
    expect(mayShareProxy(session, `${ROOM}/ann`)).to.equal(false);
  });

  it('S5B-13: gives up while it connects when it is no longer wanted', async () => {
    const { relay, taken, controller, answer } = await target();
    relay.proxy = () => [];
    const answering = answer(HOST);
    await until(() => relay.sockets.length === 1 && relay.frames().length === 1, 'it greets');
    controller.abort(new Error('enough'));
    expect(await answering).to.equal('not-acceptable/modify');
    expect(relay.socket.readyState).to.be.at.least(2);
    expect(taken).to.have.length(0);
  });
});
