/** Blocking (XEP-0191), over the session's real connection. */
import { expect } from 'chai';
import { blockersOf, isBlockedByUs } from '../../../src/session/protocol/blocking.js';
import { child, children, parseFrame, type Element } from '../../../src/session/xml.js';
import { reaches } from '../../support/fake-online.js';
import type { FakeServer } from '../../support/fake-server.js';
import { result, stanzaError } from '../../support/fake-services.js';
import { withRoster } from '../../support/fake-roster.js';
import { until } from '../../support/until.js';

const NS = 'urn:xmpp:blocking';
const EVE = 'eve@evil.example';
const DISCO_INFO = 'http://jabber.org/protocol/disco#info';

const push = (inner: string, from?: string): string =>
  `<iq xmlns='jabber:client' type='set' id='b1'${from ? ` from='${from}'` : ''}>${inner}</iq>`;
const block = (jid: string) => `<block xmlns='${NS}'><item jid='${jid}'/></block>`;
const unblock = (items = '') => `<unblock xmlns='${NS}'>${items}</unblock>`;

/** A session whose list is known. */
async function withBlocking(jids: readonly string[] = [EVE], features = [DISCO_INFO, NS]) {
  const asked: Element[] = [];
  const all = await withRoster('', { discoFeatures: features, sm: false });
  // the list is asked for once the roster is there, so that this is in time for what follows
  keepList(all.server, jids, asked);
  all.server.connection.drop();
  await reaches(all.session, 'reconnecting');
  all.session.reconnectNow();
  await reaches(all.session, 'online');
  await until(() => all.people.blocking.state !== 'unknown', 'the list');
  await all.server.exchange();
  asked.splice(0);
  return { ...all, blocking: all.people.blocking, asked };
}

function keepList(server: FakeServer, jids: readonly string[], asked: Element[]): void {
  server.onStanza((stanza, { session }) => {
    const [payload] = children(stanza);
    if (stanza.name !== 'iq' || payload?.attrs.xmlns !== NS || !session || stanza.attrs.type === 'result')
      return undefined;
    asked.push(stanza);
    const items = jids.map((jid) => `<item jid='${jid}'/>`).join('');
    const list = payload.name === 'blocklist' && parseFrame(`<blocklist xmlns='${NS}'>${items}</blocklist>`);
    return result(stanza, session, list || undefined);
  });
}

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('blocking', () => {
  it('BLK-1: is not to be had where the server says nothing of it', async () => {
    const { people, server } = await withRoster();
    expect(people.blocking.state).to.equal('unavailable');
    expect(await rejection(people.blocking.block(EVE))).to.include({ condition: 'feature-not-implemented' });
    expect(server.sent.some((stanza) => child(stanza, 'block', NS))).to.equal(false);
  });

  it('BLK-2: the list is asked for before anything is changed, of nobody else', async () => {
    const { blocking, server } = await withBlocking();
    expect([...blocking.list]).to.deep.equal([EVE]);
    const asked = server.sent.filter((stanza) => child(stanza, 'blocklist', NS));
    expect(asked.at(-1)?.attrs).to.include({ type: 'get' }).and.not.to.have.property('to');
  });

  it('BLK-3: blocks and unblocks by name', async () => {
    const { blocking, asked } = await withBlocking();
    await blocking.block('Spam.Example');
    await blocking.unblock(EVE);
    const said = asked.map((iq) =>
      children(iq).map(({ name, children: [item] }) => [name, (item as Element).attrs.jid]),
    );
    expect(said).to.deep.equal([[['block', 'spam.example']], [['unblock', EVE]]]);
    expect([...blocking.list]).to.deep.equal(['spam.example']);
  });

  it('BLK-3: nothing that is no address unblocks all', async () => {
    const { blocking, asked } = await withBlocking();
    expect(await rejection(blocking.unblock(''))).to.be.instanceOf(RangeError);
    expect(await rejection(blocking.block('@'))).to.be.instanceOf(RangeError);
    expect(asked).to.have.length(0);
    await blocking.unblockAll();
    expect(children(children(asked[0]!)[0]!)).to.have.length(0);
    expect(blocking.list.size).to.equal(0);
  });

  it('a push that is faster than the list before it is not undone by it', async () => {
    const { server, session, blocking } = await withBlocking();
    server.onStanza((stanza, { session: bound }) => {
      if (!child(stanza, 'blocklist', NS) || !bound) return undefined;
      const list = parseFrame(`<blocklist xmlns='${NS}'><item jid='${EVE}'/></blocklist>`);
      bound.deliver(String(result(stanza, bound, list)));
      return parseFrame(push(unblock()))!;
    });
    server.connection.drop();
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await server.next(({ attrs }) => attrs.id === 'b1', 'the answer to the push');
    await server.exchange();
    expect(blocking.list.size).to.equal(0);
  });

  it('a refusal is told and changes nothing', async () => {
    const { blocking, server } = await withBlocking();
    server.onStanza((stanza, { session }) =>
      child(stanza, 'block', NS) && session
        ? stanzaError(stanza, session, { condition: 'resource-constraint' })
        : undefined,
    );
    expect(await rejection(blocking.block('x.example'))).to.include({ condition: 'resource-constraint' });
    expect([...blocking.list]).to.deep.equal([EVE]);
  });

  for (const from of [EVE, `${EVE}/x`, 'me@kit.example/phone', 'me@kit.example/web1', 'kit.example'])
    it(`R-9, BLK-4: a push from ${from} changes nothing`, async () => {
      const { blocking, server } = await withBlocking();
      for (const inner of [unblock(), unblock(`<item jid='${EVE}'/>`), block('ann@kit.example')]) {
        const answers = await server.exchange(push(inner, from));
        expect(answers.map(String).join()).to.contain('service-unavailable');
        expect(answers).to.have.length(1);
      }
      expect([...blocking.list]).to.deep.equal([EVE]);
    });

  for (const from of [undefined, 'me@kit.example'])
    it(`R-9, BLK-4: a push from ${from ?? 'nobody'} counts, and is answered`, async () => {
      const { blocking, server } = await withBlocking();
      const answers = await server.exchange(push(block('ann@kit.example/desk'), from));
      expect(answers.map(({ attrs }) => attrs.type)).to.deep.equal(['result']);
      expect([...blocking.list]).to.deep.equal([EVE, 'ann@kit.example/desk']);
      await server.exchange(push(unblock(`<item jid='${EVE}'/>`), from));
      expect([...blocking.list]).to.deep.equal(['ann@kit.example/desk']);
      await server.exchange(push(unblock(), from));
      expect(blocking.list.size).to.equal(0);
    });

  for (const inner of [`<block xmlns='${NS}'/>`, block('@'), unblock("<item jid='@'/>"), unblock('<item/>')])
    it(`BLK-4: ${inner} changes nothing`, async () => {
      const { blocking, server } = await withBlocking();
      const answers = await server.exchange(push(inner));
      expect(answers.map(String).join()).to.contain('bad-request');
      expect([...blocking.list]).to.deep.equal([EVE]);
    });

  it('BLK-7: privacy lists are nothing that we know', async () => {
    const { server } = await withBlocking();
    const [answer] = await server.exchange(
      push("<query xmlns='jabber:iq:privacy'><list name='x'/></query>", 'me@kit.example'),
    );
    expect(answer?.toString()).to.contain('service-unavailable');
  });

  it('BLK-6: an address is blocked by itself, by its person, and by its server', async () => {
    expect(blockersOf(`${EVE}/x`)).to.deep.equal([`${EVE}/x`, EVE, 'evil.example/x', 'evil.example']);
    expect(blockersOf('evil.example')).to.include('evil.example');
    expect(blockersOf('@')).to.deep.equal([]);
    const { blocking } = await withBlocking(['evil.example', 'ann@kit.example/desk', 'bob@kit.example']);
    for (const [jid, blocked] of [
      [`${EVE}/x`, true],
      ['ann@kit.example/desk', true],
      ['ann@kit.example', false],
      ['ann@kit.example/phone', false],
      ['bob@kit.example/x', true],
      ['evil.example.org', false],
      ['notevil.example', false],
    ] as const)
      expect(blocking.isBlocked(jid), jid).to.equal(blocked);
  });

  it('BLK-5: an error that we block somebody ourselves is told from others', () => {
    const error = (inner: string) =>
      parseFrame(
        `<message xmlns='jabber:client' type='error' from='${EVE}'><error type='cancel'>` +
          `<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>${inner}</error></message>`,
      )!;
    expect(isBlockedByUs(error(`<blocked xmlns='${NS}:errors'/>`))).to.equal(true);
    expect(isBlockedByUs(error(''))).to.equal(false);
    expect(isBlockedByUs(error("<blocked xmlns='urn:evil'/>"))).to.equal(false);
  });
});
