/** Contacts, requests and presence between people on a real server; the other side is ours, and slixmpp. */
import { expect } from 'chai';
import type { Session } from '../../src/session/index.js';
import { availability } from '../../src/session/contact.js';
import type { People } from '../../src/session/people.js';
import { SubscriptionEvent } from '../../src/session/subscriptions.js';
import { itWith } from '../support/capabilities.js';
import { bareOf } from '../support/inside.js';
import {
  breakableLink,
  newAccount,
  online,
  person,
  serverUnderTest,
  until,
  type Account,
  type XmppServer,
} from '../support/people.js';
import { startPeer } from '../support/peer.js';
import { peerContact } from '../support/peer-contact.js';

interface Somebody extends People {
  readonly session: Session;
  readonly jid: string;
  readonly account: Account;
  /** What the roster told of subscriptions, oldest first: the other's name and what it was. */
  readonly told: string[];
}

/** Online, with the roster at hand. */
async function somebody(
  server: XmppServer,
  who: string | Account,
  config?: Parameters<typeof person>[2],
): Promise<Somebody> {
  const account = typeof who === 'string' ? await newAccount(server, who) : who;
  const session = await person(server, account, config);
  const people = await session.people;
  const told: string[] = [];
  people.roster.addEventListener('subscription', (event) => {
    if (event instanceof SubscriptionEvent) told.push(`${event.jid.split('-')[0]} ${event.news}`);
  });
  await until(() => people.roster.state === 'ready', `${account.username} has a roster`);
  return Object.assign(Object.create(people) as People, { session, jid: bareOf(session), account, told });
}

/** How `one` stands with `other`. */
const standing = ({ roster }: People, { jid }: { readonly jid: string }) => {
  const contact = roster.get(jid);
  if (!contact) return 'nobody';
  const { subscription, pendingOut, pendingIn } = contact;
  return [subscription, pendingOut && 'asked', pendingIn && 'asks'].filter(Boolean).join(' ');
};
const shown = ({ roster }: People, { jid }: { readonly jid: string }) => {
  const contact = roster.get(jid);
  return contact && availability(contact);
};

async function becomes(one: People, other: { readonly jid: string }, expected: string): Promise<void> {
  await until(
    () => standing(one, other) === expected,
    `${other.jid} is ${expected}: ${standing(one, other)}`,
  );
}
const appears = (one: People, other: { readonly jid: string }, show: string) =>
  until(() => shown(one, other) === show, `${other.jid} is ${show}`);
const asks = (one: People, other: { readonly jid: string }) =>
  until(() => one.roster.requests.find(({ jid }) => jid === other.jid), `${other.jid} asks`);

/** Both see each other. */
async function acquaint(one: Somebody, other: Somebody): Promise<void> {
  await one.roster.add(other.jid);
  await asks(other, one);
  other.roster.approve(one.jid);
  await other.roster.add(one.jid);
  await asks(one, other);
  one.roster.approve(other.jid);
  await becomes(one, other, 'both');
  await becomes(other, one, 'both');
  await appears(one, other, 'available');
  await appears(other, one, 'available');
}

describe('contacts on a real server', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('IM-14, IM-15, IM-16, IM-18: asking, being approved, and the same the other way round', async () => {
    const [ann, bob] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    await ann.roster.add(bob.jid, { name: 'Bob', groups: ['Lab'], text: 'hello' });
    await becomes(ann, bob, 'none asked');
    const request = await asks(bob, ann);
    // ejabberd 23.01 leaves the words out of what it passes on
    expect([undefined, 'hello']).to.include(request.text);
    expect(standing(bob, ann)).to.equal('nobody');
    bob.roster.approve(ann.jid);
    await becomes(ann, bob, 'to');
    await becomes(bob, ann, 'from');
    await appears(ann, bob, 'available');
    expect(shown(bob, ann)).to.equal('offline');
    bob.roster.subscribe(ann.jid);
    await asks(ann, bob);
    await becomes(ann, bob, 'to asks');
    await becomes(bob, ann, 'from asked');
    ann.roster.approve(bob.jid);
    await becomes(ann, bob, 'both');
    await becomes(bob, ann, 'both');
    await appears(bob, ann, 'available');
    expect(ann.roster.get(bob.jid)).to.deep.include({ name: 'Bob', groups: ['Lab'] });
    expect([ann.told, bob.told]).to.deep.equal([
      ['bob approved', 'bob requested'],
      ['ann requested', 'ann approved'],
    ]);
  });

  it('IM-14: being asked by somebody whom one has asked', async () => {
    const [ann, bob] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    await ann.roster.add(bob.jid);
    await asks(bob, ann);
    await bob.roster.add(ann.jid);
    await asks(ann, bob);
    await becomes(ann, bob, 'none asked asks');
    await becomes(bob, ann, 'none asked asks');
    bob.roster.approve(ann.jid);
    await becomes(ann, bob, 'to asks');
    await becomes(bob, ann, 'from asked');
    ann.roster.approve(bob.jid);
    await becomes(ann, bob, 'both');
  });

  it('IM-16: being denied leaves nothing pending', async () => {
    const [ann, bob] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    await ann.roster.add(bob.jid);
    await asks(bob, ann);
    bob.roster.deny(ann.jid);
    expect(bob.roster.requests).to.have.length(0);
    await becomes(ann, bob, 'none');
    await until(() => ann.told.includes('bob denied'), 'told so');
  });

  itWith('requestsTakenBack', 'taking a request back', async () => {
    const [ann, bob] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    await ann.roster.add(bob.jid);
    await asks(bob, ann);
    ann.roster.unsubscribe(bob.jid);
    await becomes(ann, bob, 'none');
    await until(() => bob.roster.requests.length === 0, 'no request');
  });

  it('IM-19: seeing somebody no more, and being seen no more', async () => {
    const [ann, bob] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    await acquaint(ann, bob);
    ann.roster.unsubscribe(bob.jid);
    expect(shown(ann, bob)).to.equal('offline');
    await becomes(ann, bob, 'from');
    await becomes(bob, ann, 'to');
    expect(shown(bob, ann)).to.equal('available');
    ann.roster.deny(bob.jid);
    await becomes(ann, bob, 'none');
    await becomes(bob, ann, 'none');
    expect(shown(bob, ann)).to.equal('offline');
  });

  it('IM-13: removing ends it for both', async () => {
    const [ann, bob] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    await acquaint(ann, bob);
    await ann.roster.remove(bob.jid);
    await becomes(ann, bob, 'nobody');
    await becomes(bob, ann, 'none');
    expect(shown(bob, ann)).to.equal('offline');
  });

  it('a request waits for who is away, and the answer for who has gone meanwhile', async () => {
    const account = await newAccount(server, 'bob');
    const ann = await somebody(server, 'ann');
    const away = { jid: `${account.username}@${server.domain}` };
    await ann.roster.add(away.jid);
    await ann.session.disconnect();
    const bob = await somebody(server, account);
    await asks(bob, ann);
    bob.roster.approve(ann.jid);
    await until(() => bob.roster.requests.length === 0, 'answered');
    await becomes(bob, ann, 'from');
    await ann.session.connect();
    await becomes(ann, bob, 'to');
    await appears(ann, bob, 'available');
  });

  it('IM-23, IM-26: two clients of one person, each with its own presence', async () => {
    const [ann, desk] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    await acquaint(ann, desk);
    const phone = await somebody(server, desk.account);
    phone.presence.set({ show: 'away', statusText: 'on the way', priority: 5 });
    await appears(ann, desk, 'away');
    expect(ann.roster.get(desk.jid)?.resources).to.have.length(2);
    expect(ann.roster.get(desk.jid)?.resources[0]).to.include({ statusText: 'on the way', priority: 5 });
    await until(() => desk.presence.others[0]?.show === 'away', 'the desk knows of the phone');
    await phone.session.disconnect();
    await appears(ann, desk, 'available');
    await until(() => desk.presence.others.length === 0, 'the desk is alone');
  });

  it('two clients of one account stay in step', async () => {
    const desk = await somebody(server, 'ann');
    const [phone, bob] = await Promise.all([somebody(server, desk.account), somebody(server, 'bob')]);
    await desk.roster.add(bob.jid, { name: 'Bob', silently: true });
    await becomes(phone, bob, 'none');
    await phone.roster.setGroups(bob.jid, ['Lab', 'Club']);
    await until(() => desk.roster.get(bob.jid)?.groups.length === 2, 'groups at the desk');
    expect(desk.roster.get(bob.jid)?.name).to.equal('Bob');
    await phone.roster.rename(bob.jid, 'Robert');
    await until(() => desk.roster.get(bob.jid)?.name === 'Robert', 'the name at the desk');
    await bob.roster.add(desk.jid);
    await Promise.all([asks(desk, bob), asks(phone, bob)]);
    desk.roster.approve(bob.jid);
    await becomes(phone, bob, 'from');
    await until(() => phone.roster.requests.length === 0, 'answered for both');
  });

  it('IM-3, IM-4, IM-5: coming back brings only what has changed', async () => {
    const link = await breakableLink(server);
    const ann = await somebody(server, 'ann', { service: link.url });
    const phone = await somebody(server, ann.account);
    const bob = await somebody(server, 'bob');
    await acquaint(ann, bob);
    const asked: (string | undefined)[] = [];
    const { wire } = ann.session;
    const { get } = wire;
    wire.get = async (to, payload, options) => {
      const answer = await get.call(wire, to, payload, options);
      if (payload.attrs.xmlns === 'jabber:iq:roster')
        asked.push(`${Boolean(payload.attrs.ver)} ${answer ? 'all' : 'nothing'}`);
      return answer;
    };
    await ann.session.disconnect();
    await phone.roster.rename(bob.jid, 'Bobby');
    await ann.session.connect();
    await until(() => ann.roster.get(bob.jid)?.name === 'Bobby', 'the new name');
    await appears(ann, bob, 'available');
    await ann.session.disconnect();
    await ann.session.connect();
    await appears(ann, bob, 'available');
    expect(asked.at(-1)).to.equal('true nothing');
    expect(standing(ann, bob)).to.equal('both');
  });

  it('SM-4: a link that is cut and resumed changes nothing', async () => {
    const link = await breakableLink(server);
    const ann = await somebody(server, 'ann', { service: link.url });
    const bob = await somebody(server, 'bob');
    await acquaint(ann, bob);
    const { jid } = ann.session;
    link.cutAll();
    await until(() => ann.session.state !== 'online', 'cut');
    bob.presence.set({ show: 'dnd' });
    await online(ann.session);
    await appears(ann, bob, 'dnd');
    expect(ann.session.jid).to.equal(jid);
    expect(shown(bob, ann)).to.equal('available');
  });

  it('IM-20: approved ahead, somebody is let in without a question', async () => {
    const [ann, bob] = await Promise.all([somebody(server, 'ann'), somebody(server, 'bob')]);
    if (!ann.roster.canPreApprove) {
      expect(() => ann.roster.approve(bob.jid)).to.throw(RangeError);
      return;
    }
    ann.roster.approve(bob.jid);
    await until(() => ann.roster.get(bob.jid), 'kept'); // Prosody 0.12 does not tell as what
    await bob.roster.add(ann.jid);
    await becomes(bob, ann, 'to');
    expect(ann.told).to.deep.equal([]);
  });

  it('R-1, R-5, IM-6, IM-27: a stranger changes nothing and does not show', async () => {
    const [ann, eve] = await Promise.all([somebody(server, 'ann'), somebody(server, 'eve')]);
    const { parseFrame } = await import('../../src/session/xml.js');
    const query = parseFrame(
      `<query xmlns='jabber:iq:roster'><item jid='${eve.jid}' name='Ann' subscription='both'/></query>`,
    )!;
    const answer = await eve.session.wire.set(ann.session.jid, query).catch((error: unknown) => error);
    expect(answer).to.include({ condition: 'service-unavailable' });
    eve.presence.tell(ann.session.jid!);
    await eve.roster.add(ann.jid);
    await asks(ann, eve);
    expect(ann.roster.size).to.equal(0);
  });

  it('IM-2: a new account has an empty roster, and a guest may have none', async () => {
    const ann = await somebody(server, 'ann');
    expect([ann.roster.state, ann.roster.size]).to.deep.equal(['ready', 0]);
    const guest = await person(server);
    const { roster } = await guest.people;
    await until(() => roster.state === 'ready' || roster.state === 'failed', 'known');
    expect(guest.state).to.equal('online');
  });
});

describe('contacts with another client', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('ours asks, theirs approves, asks back, and both see how the other is', async () => {
    const ann = await somebody(server, 'ann');
    const peer = await startPeer(server, await newAccount(server, 'bob'));
    const bob = { jid: peer.jid.split('/')[0]! };
    ann.roster.nick = 'Annie';
    await ann.roster.add(bob.jid);
    const asked = await peer.event('presence', ({ type }) => type === 'subscribe');
    expect(asked.from).to.equal(ann.jid);
    await peer.presence({ to: ann.jid, type: 'subscribed' });
    await becomes(ann, bob, 'to');
    await appears(ann, bob, 'available');
    await peer.presence({ show: 'xa', status: 'gone fishing' });
    await appears(ann, bob, 'xa');
    expect(ann.roster.get(bob.jid)?.resources[0]?.statusText).to.equal('gone fishing');
    await peer.presence({ to: ann.jid, type: 'subscribe' });
    await asks(ann, bob);
    ann.roster.approve(bob.jid);
    await becomes(ann, bob, 'both');
    ann.presence.set({ show: 'dnd', statusText: 'busy' });
    const seen = await peer.event('presence', ({ from, show }) => from === ann.session.jid && show === 'dnd');
    expect(seen.xml).to.contain('busy').and.contain('http://jabber.org/protocol/caps');
    await ann.session.disconnect();
    await peer.event('presence', ({ from, type }) => from.startsWith(ann.jid) && type === 'unavailable');
  });

  it('theirs asks, ours denies, and their later request is a new one', async () => {
    const ann = await somebody(server, 'ann');
    const peer = await startPeer(server, await newAccount(server, 'bob'));
    const bob = { jid: peer.jid.split('/')[0]! };
    await peer.presence({ to: ann.jid, type: 'subscribe' });
    await asks(ann, bob);
    ann.roster.deny(bob.jid);
    await peer.event('presence', ({ type }) => type === 'unsubscribed');
    await peer.presence({ to: ann.jid, type: 'subscribe' });
    await asks(ann, bob);
  });

  it('knows what their client can do by the hash that it announces', async () => {
    const ann = await somebody(server, 'ann');
    const { peer, bob } = await peerContact(server, ann, ann.jid);
    await peer.announce();
    await appears(ann, { jid: bob }, 'available');
    const features = await ann.session.disco.features(peer.jid);
    expect(features).to.include('urn:xmpp:receipts');
  });
});
