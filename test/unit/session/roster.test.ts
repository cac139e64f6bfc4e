/** The roster of RFC 6121 §2 and the presence of those in it, over the session's real connection. */
import { expect } from 'chai';
import { availability, displayName, type Contact } from '../../../src/session/contact.js';
import type { Roster } from '../../../src/session/roster.js';
import { StanzaError } from '../../../src/session/errors.js';
import { child, children, parseFrame, textOf, type Element } from '../../../src/session/xml.js';
import { account, changed, reaches } from '../../support/fake-online.js';
import { keepRoster, NS_ROSTER, presence, push, VERSIONS, withRoster } from '../../support/fake-roster.js';
import { result, stanzaError } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const ANN = 'ann@kit.example';
const ANN_ITEM = `<item jid='${ANN}' name='Ann' subscription='both'><group>Lab</group></item>`;
const BOB_ITEM = "<item jid='bob@kit.example' subscription='to'/>";

const names = (contacts: readonly Contact[]) => contacts.map(displayName);
const shown = (roster: Roster, jid = ANN) => {
  const contact = roster.get(jid);
  return contact && availability(contact);
};
const queryOf = (iq: Element | undefined) => iq && child(iq, 'query', NS_ROSTER);
/** What a request says of each item. */
const itemsOf = (iq: Element | undefined) =>
  children(queryOf(iq)!).map(({ attrs: { xmlns: _, ...attrs }, ...item }) => ({
    ...attrs,
    groups: item.children.map((group) => (typeof group === 'string' ? group : textOf(group))),
  }));
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the roster', () => {
  it('IM-1: is asked for before the first presence goes out, and nobody is addressed with either', async () => {
    const { server, asked } = await withRoster(ANN_ITEM);
    const first = server.sent.findIndex(({ name }) => name === 'presence');
    expect(server.sent.indexOf(asked[0]!)).to.be.within(0, first - 1);
    const [attrs] = [server.sent[first]!.attrs];
    expect(attrs).not.to.have.any.keys('to', 'type');
    expect(asked[0]!.attrs.to).to.equal(undefined);
    expect(children(queryOf(asked[0])!)).to.have.length(0);
  });

  it('holds who the server says, by name and in groups', async () => {
    const { roster } = await withRoster(ANN_ITEM + BOB_ITEM);
    expect(names(roster.contacts)).to.deep.equal(['Ann', 'bob@kit.example']);
    expect(roster.get(`${ANN}/desk`)).to.include({ name: 'Ann', subscription: 'both', pendingOut: false });
    expect(roster.groups.map(({ name, contacts }) => [name, names(contacts)])).to.deep.equal([
      ['Lab', ['Ann']],
      [undefined, ['bob@kit.example']],
    ]);
    expect(roster.state).to.equal('ready');
  });

  it('IM-11: lists somebody of two groups in both, and each group once', async () => {
    const { roster } = await withRoster(
      `<item jid='${ANN}' name=''><group>B</group><group>A</group><group>B</group><group/></item>`,
    );
    expect(roster.groups.map(({ name }) => name)).to.deep.equal(['A', 'B']);
    expect(roster.get(ANN)).to.include({ name: undefined, subscription: 'none' });
  });

  it('IM-2: is empty where there is none, and the session goes on', async () => {
    const { roster, session } = await withRoster({
      items: '',
      answer: (iq, to) => stanzaError(iq, to, { condition: 'item-not-found' }),
    });
    expect([roster.state, roster.size, session.state]).to.deep.equal(['ready', 0, 'online']);
  });

  it('IM-2: tells why it is not there, and can be asked for again', async () => {
    const { roster, session, kept } = await withRoster({
      items: ANN_ITEM,
      answer: (iq, to) => stanzaError(iq, to, { condition: 'internal-server-error' }),
    });
    expect(roster.state).to.equal('failed');
    expect(roster.error).to.be.instanceOf(StanzaError);
    expect(session.state).to.equal('online');
    delete kept.answer;
    roster.reload();
    await until(() => roster.state === 'ready', 'there');
    expect(roster.get(ANN)?.name).to.equal('Ann');
  });

  it('IM-9, IM-10, IM-12: a change says the item whole, and shows with the push', async () => {
    const { server, roster, asked } = await withRoster(ANN_ITEM);
    await roster.rename(ANN, 'Annie');
    expect(itemsOf(asked.at(-1))).to.deep.equal([{ jid: ANN, name: 'Annie', groups: ['Lab'] }]);
    expect(roster.get(ANN)?.name).to.equal('Ann');
    await server.exchange(push(`<item jid='${ANN}' name='Annie' subscription='both'/>`));
    expect(roster.get(ANN)).to.deep.include({ name: 'Annie', groups: [] });
  });

  it('IM-11: writes no empty group and none twice', async () => {
    const { roster, asked } = await withRoster(ANN_ITEM);
    await roster.setGroups(ANN, ['Club', '', 'Club']);
    expect(itemsOf(asked.at(-1))).to.deep.equal([{ jid: ANN, name: 'Ann', groups: ['Club'] }]);
  });

  it('IM-12: an error is told, and leaves the roster as it is', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    server.onStanza((stanza, { session }) =>
      stanza.attrs.type === 'set' && session
        ? stanzaError(stanza, session, { condition: 'not-allowed' })
        : undefined,
    );
    expect(await rejection(roster.rename(ANN, 'x'))).to.include({ condition: 'not-allowed' });
    expect(await rejection(roster.remove(ANN))).to.include({ condition: 'not-allowed' });
    expect(roster.get(ANN)?.name).to.equal('Ann');
  });

  it('IM-13: removing is one request, and the contact goes with the push', async () => {
    const { server, roster, asked } = await withRoster(ANN_ITEM);
    await roster.remove(ANN);
    expect(itemsOf(asked.at(-1))).to.deep.equal([{ jid: ANN, subscription: 'remove', groups: [] }]);
    expect(await server.exchange(push(`<item jid='${ANN}' subscription='remove'/>`))).to.have.length(1);
    expect(roster.size).to.equal(0);
  });

  it('nobody is added who has no address, and not oneself', async () => {
    const { roster } = await withRoster();
    for (const jid of ['', '@', 'me@kit.example', 'me@kit.example/web1'])
      expect(await rejection(roster.add(jid)), jid).to.be.instanceOf(RangeError);
  });

  it('tells of a change once a frame, however much has changed', async () => {
    const { roster } = await withRoster(ANN_ITEM);
    const come = (resource: string) => roster.receive(parseFrame(presence(`${ANN}/${resource}`))!);
    come('first');
    await changed(roster); // so that nothing of before is yet to be told
    let told = 0;
    roster.addEventListener('change', () => told++);
    for (let i = 0; i < 100; i++) come(`r${i}`);
    await changed(roster);
    expect(told).to.equal(1);
  });
});

describe('roster pushes', () => {
  const OTHER = "<item jid='ann@kit-example.evil.example' name='Ann' subscription='both'/>";

  for (const from of [
    'eve@evil.example/x',
    ANN,
    'me@kit.example/phone',
    'me@kit.example/web1',
    'kit.example',
  ]) {
    it(`R-1, IM-6: from ${from} change nothing, and are refused`, async () => {
      const { server, roster } = await withRoster(ANN_ITEM);
      for (const items of [OTHER, `<item jid='${ANN}' subscription='remove'/>`]) {
        const [answer, ...more] = await server.exchange(push(items, from));
        expect(answer?.toString()).to.contain('service-unavailable').and.contain('type="error"');
        expect(more).to.have.length(0);
      }
      expect(names(roster.contacts)).to.deep.equal(['Ann']);
    });
  }

  for (const from of [undefined, 'me@kit.example', 'ME@kit.example']) {
    it(`R-1, IM-6, IM-7: from ${from ?? 'nobody'} count, and are answered with an empty result`, async () => {
      const { server, roster } = await withRoster(ANN_ITEM);
      const [answer, ...more] = await server.exchange(push(BOB_ITEM, from));
      expect(answer?.attrs).to.include({ type: 'result' });
      expect([answer?.children.length, more.length]).to.deep.equal([0, 0]);
      expect(names(roster.contacts)).to.deep.equal(['Ann', 'bob@kit.example']);
    });
  }

  for (const items of [
    '',
    ANN_ITEM.replace('Ann', 'Eve') + BOB_ITEM,
    "<item subscription='both'/>",
    "<item jid='@' subscription='both'/>",
    `<item jid='${ANN}' subscription='admin'/>`,
    `<item jid='${ANN}' name='Eve' subscription='constructor'/>`,
  ]) {
    it(`R-2, IM-7, IM-8: ${items || 'nothing'} changes nothing, and gets one answer`, async () => {
      const { server, roster } = await withRoster(ANN_ITEM);
      const answers = await server.exchange(push(items));
      expect(answers).to.have.length(1);
      expect(answers[0]!.toString()).to.contain('bad-request');
      expect(names(roster.contacts)).to.deep.equal(['Ann']);
    });
  }

  it('R-2: removing somebody who is not there is no fault', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    const answers = await server.exchange(push("<item jid='x@y.example' subscription='remove'/>"));
    expect(answers.map(({ attrs }) => attrs.type)).to.deep.equal(['result']);
    expect(roster.size).to.equal(1);
  });

  it('are all taken at once, however many they are', async () => {
    const { server, roster } = await withRoster();
    const pushes = Array.from({ length: 300 }, (_, i) =>
      push(`<item jid='c${i}@kit.example' subscription='to'/>`, i % 2 ? 'me@kit.example' : undefined),
    );
    expect(await server.exchange(...pushes)).to.have.length(300);
    expect(roster.size).to.equal(300);
  });

  it('IM-18: a notice of a subscription is none', async () => {
    const { server, roster } = await withRoster(BOB_ITEM);
    for (const type of ['subscribed', 'unsubscribed', 'unsubscribe'])
      await server.exchange(presence('bob@kit.example', '', type));
    expect(roster.get('bob@kit.example')?.subscription).to.equal('to');
  });

  it('C-7: names that objects have by themselves are names', async () => {
    const { roster } = await withRoster(
      "<item jid='constructor@kit.example' name='__proto__'><group>hasOwnProperty</group></item>",
    );
    expect(roster.get('constructor@kit.example')?.name).to.equal('__proto__');
    expect(roster.get('toString@kit.example')).to.equal(undefined);
    expect(roster.groups[0]?.name).to.equal('hasOwnProperty');
  });
});

describe('presence of contacts', () => {
  it('IM-23, IM-26: is kept for each client, and the best one tells how they are', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    expect(shown(roster)).to.equal('offline');
    await server.exchange(presence(`${ANN}/desk`, '<show>dnd</show><status>in a talk</status>'));
    expect(roster.get(ANN)?.resources).to.deep.equal([
      { name: 'desk', show: 'dnd', statusText: 'in a talk', priority: 0 },
    ]);
    await server.exchange(presence(`${ANN}/phone`, '<show>away</show>'));
    expect(shown(roster)).to.equal('away');
    await server.exchange(presence(`${ANN}/desk`, '<show>dnd</show><priority>5</priority>'));
    expect(shown(roster)).to.equal('dnd');
    await server.exchange(presence(`${ANN}/desk`, '', 'unavailable'));
    expect(roster.get(ANN)?.resources.map(({ name }) => name)).to.deep.equal(['phone']);
    await server.exchange(presence(`${ANN}/phone`, '', 'unavailable'));
    expect(shown(roster)).to.equal('offline');
  });

  it('IM-23: what is no show and no priority is plain and 0', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    for (const priority of ['128', '-129', '1.5', 'x', '1e2', ''])
      await server.exchange(presence(`${ANN}/desk`, `<show>asleep</show><priority>${priority}</priority>`));
    expect(roster.get(ANN)?.resources).to.deep.equal([
      { name: 'desk', show: 'available', statusText: undefined, priority: 0 },
    ]);
  });

  it('R-5, IM-27: of strangers is not looked at, and one without a client ends that of all', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    await server.exchange(presence('eve@evil.example/x'), presence(`${ANN}/a`), presence(`${ANN}/b`));
    expect(roster.size).to.equal(1);
    expect(roster.get(ANN)?.resources).to.have.length(2);
    await server.exchange(presence(ANN, '', 'unavailable'));
    expect(shown(roster)).to.equal('offline');
  });

  it('IM-22, IM-28: errors, probes and unknown kinds say nothing of it', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    await server.exchange(presence(`${ANN}/desk`));
    for (const type of ['error', 'probe', 'invisible', 'available'])
      expect(await server.exchange(presence(`${ANN}/desk`, '<show>away</show>', type))).to.have.length(0);
    expect(shown(roster)).to.equal('available');
  });

  it('stays bounded, whatever a contact sends', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    const many = Array.from({ length: 200 }, (_, i) => presence(`${ANN}/r${i}`));
    await server.exchange(presence(`${ANN}/best`, '<priority>9</priority>'), ...many);
    expect(roster.get(ANN)?.resources).to.have.length.within(1, 50);
    expect(roster.get(ANN)?.resources[0]?.name).to.equal('best');
  });

  it('puts who is there first, and leaves others where they are', async () => {
    const item = (name: string) => `<item jid='${name}@kit.example' name='${name}' subscription='both'/>`;
    const items = ['Dan', 'cy', 'Bob', 'Ann'].map(item).join('');
    const { server, roster } = await withRoster(items, {}, { lang: 'en' }); // a machine may sort by code
    await server.exchange(presence('dan@kit.example/x'), presence('bob@kit.example/x', '<show>away</show>'));
    expect(names(roster.byPresence)).to.deep.equal(['Dan', 'Bob', 'Ann', 'cy']);
    const before = roster.get('ann@kit.example');
    await server.exchange(presence('cy@kit.example/x', '<show>chat</show>'));
    expect(names(roster.byPresence)).to.deep.equal(['cy', 'Dan', 'Bob', 'Ann']);
    expect(names(roster.contacts)).to.deep.equal(['Ann', 'Bob', 'cy', 'Dan']);
    expect(roster.get('ann@kit.example')).to.equal(before);
    expect(roster.byPresence).to.equal(roster.byPresence);
  });

  it('a contact who says nothing new is no news', async () => {
    const { server, roster } = await withRoster(ANN_ITEM);
    await server.exchange(presence(`${ANN}/desk`, '<show>away</show>'));
    const { byPresence } = roster;
    await server.exchange(presence(`${ANN}/desk`, '<show>away</show>'));
    expect(roster.byPresence).to.equal(byPresence);
  });

  it('IM-19: is forgotten at once with the subscription, and with the push that ends it', async () => {
    const { server, roster } = await withRoster(ANN_ITEM + BOB_ITEM);
    await server.exchange(presence(`${ANN}/desk`), presence('bob@kit.example/x'));
    roster.unsubscribe(ANN);
    expect(shown(roster)).to.equal('offline');
    await server.exchange(push("<item jid='bob@kit.example' subscription='none'/>"));
    expect(shown(roster, 'bob@kit.example')).to.equal('offline');
  });

  it('SM-4: outlives a resumed link, and nothing is asked or announced again', async () => {
    const { server, roster, session, asked } = await withRoster(ANN_ITEM);
    await server.exchange(presence(`${ANN}/desk`));
    const before = server.sent.filter(({ name }) => name === 'presence').length;
    server.connection.drop();
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await reaches(session, 'online');
    await server.exchange();
    expect(shown(roster)).to.equal('available');
    expect(asked).to.have.length(1);
    expect(server.sent.filter(({ name }) => name === 'presence')).to.have.length(before);
  });

  it('SM-5: is forgotten with a session that is over; roster and presence start anew', async () => {
    const { server, roster, session, asked } = await withRoster(ANN_ITEM, { sm: false });
    await server.exchange(presence(`${ANN}/desk`));
    server.connection.drop();
    await reaches(session, 'reconnecting');
    expect(shown(roster)).to.equal('offline');
    expect(roster.size).to.equal(1);
    session.reconnectNow();
    await reaches(session, 'online');
    await server.exchange();
    expect(asked).to.have.length(2);
    expect(server.sent.filter(({ name }) => name === 'presence')).to.have.length(2);
  });
});

describe('the roster between two visits', () => {
  it('IM-3: asks for a version only where the server keeps them', async () => {
    const without = await withRoster(ANN_ITEM);
    expect(queryOf(without.asked[0])?.attrs).not.to.have.property('ver');
    const { asked } = await withRoster(ANN_ITEM, { features: { bind: VERSIONS } });
    expect(queryOf(asked[0])?.attrs.ver).to.equal('');
  });

  /** Online with version v5 of ANN_ITEM, and online again. */
  async function twice(change: (kept: { answer?: unknown; items: string; ver?: string }) => void) {
    const first = await withRoster(
      { items: ANN_ITEM, ver: 'v5' },
      { sm: false, features: { bind: VERSIONS } },
    );
    const { server, session, kept } = first;
    await server.exchange(push(BOB_ITEM, undefined, 'v6'));
    change(kept);
    server.connection.drop();
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await reaches(session, 'online');
    await server.exchange();
    return first;
  }

  it('R-3, IM-4, IM-5: names the version of the last push, and keeps what it has for an empty result', async () => {
    const { roster, asked } = await twice((kept) => {
      kept.answer = (iq: Element, to: Parameters<typeof result>[1]) => result(iq, to);
    });
    expect(queryOf(asked[1])?.attrs.ver).to.equal('v6');
    expect(names(roster.contacts)).to.deep.equal(['Ann', 'bob@kit.example']);
    expect(roster.state).to.equal('ready');
  });

  it('R-3, IM-4: an empty roster is not an empty result', async () => {
    const { roster } = await twice((kept) => Object.assign(kept, { items: '', ver: 'v7' }));
    expect(roster.size).to.equal(0);
  });

  it('a push that is faster than the answer before it is not undone by it', async () => {
    const { server, session } = account({ features: { bind: VERSIONS } });
    keepRoster(server, {
      items: '',
      answer: (iq, to) => {
        // both in one go, before the client has looked at either
        to.deliver(
          String(result(iq, to, parseFrame(`<query xmlns='${NS_ROSTER}' ver='v1'>${ANN_ITEM}</query>`))),
        );
        return parseFrame(push(`<item jid='${ANN}' name='Annie' subscription='both'/>`, undefined, 'v2'))!;
      },
    });
    await session.connect();
    const { roster } = await session.people;
    await server.next(({ name }) => name === 'presence');
    expect(roster.get(ANN)?.name).to.equal('Annie');
  });
});
