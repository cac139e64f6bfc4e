/** One-to-one chats on a real server: between two of ours, two clients of one account, and with slixmpp. */
import { expect } from 'chai';
import { StanzaError, type Session } from '../../src/session/index.js';
import { parseFrame } from '../../src/session/xml.js';
import type { Chat } from '../../src/session/chat.js';
import type { People } from '../../src/session/people.js';
import { xml } from '../../src/session/xml.js';
import { itWith } from '../support/capabilities.js';
import { bareOf } from '../support/inside.js';
import {
  breakableLink,
  cleanUpAfterTest,
  newAccount,
  newRoom,
  online,
  person,
  serverUnderTest,
  until,
  type Account,
  type XmppServer,
} from '../support/people.js';
import { startPeer } from '../support/peer.js';
import { peerContact } from '../support/peer-contact.js';
import { onFailureTell } from '../support/until.js';

interface Talker {
  readonly session: Session;
  readonly people: People;
  readonly jid: string;
  readonly account: Account;
}

async function talker(
  server: XmppServer,
  who: string | Account,
  config?: Parameters<typeof person>[2],
): Promise<Talker> {
  const account = typeof who === 'string' ? await newAccount(server, who) : who;
  const session = await person(server, account, config);
  const people = await session.people;
  await until(() => people.roster.state === 'ready', `${account.username} has a roster`);
  return { session, people, jid: bareOf(session), account };
}

/** Both see each other's presence. */
async function acquaint({ people: one, jid }: Talker, { people: other, jid: theirs }: Talker): Promise<void> {
  await one.roster.add(theirs);
  await until(() => other.roster.requests.length, 'asked');
  other.roster.approve(jid);
  await other.roster.add(jid);
  await until(() => one.roster.requests.length, 'asked back');
  one.roster.approve(theirs);
  for (const [{ roster }, who] of [
    [one, theirs],
    [other, jid],
  ] as const)
    await until(() => roster.get(who)?.resources.length, `${who} is there`);
}

const lines = (chat: Chat | undefined) =>
  chat?.messages.flatMap((row) => {
    if (row.kind !== 'message') return row.kind === 'gap' ? ['…'] : [];
    return [row.own ? `me: ${row.body} (${row.state})` : row.body];
  }) ?? [];
async function shows(talker: Talker, jid: string, ...expected: string[]): Promise<void> {
  const seen = () => lines(talker.people.chats.get(jid)).join(' | ');
  const forget = onFailureTell(() => `${talker.account.username} sees ${seen()}`);
  await until(() => seen() === expected.join(' | '), expected.join(' | '));
  forget();
}
/** The archive says whether it is complete. */
const known = (chat: Chat) => until(() => chat.history === 'start', 'its history');

describe('chats on a real server', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('RCPT-1, CSN-1, MRK-1: what is said arrives, is told of, and is seen', async () => {
    const [ann, bob] = await Promise.all([talker(server, 'ann'), talker(server, 'bob')]);
    await acquaint(ann, bob);
    const chat = ann.people.chats.open(bob.jid);
    const { key } = chat.send('hello');
    await shows(ann, bob.jid, 'me: hello (delivered)');
    await shows(bob, ann.jid, 'hello');
    const theirs = bob.people.chats.get(ann.jid)!;
    expect(theirs.unread).to.equal(1);
    theirs.markRead();
    await until(() => chat.seen === key, 'seen');
    theirs.setTyping(true);
    await until(() => chat.typing.length === 1, 'typing');
    theirs.send('hi');
    await shows(ann, bob.jid, 'me: hello (delivered)', 'hi');
    expect(chat.typing).to.have.length(0);
  });

  it('P-2: a stranger is answered by nothing but words', async () => {
    const [ann, eve] = await Promise.all([talker(server, 'ann'), talker(server, 'eve')]);
    const chat = eve.people.chats.open(ann.jid);
    chat.send('buy');
    await shows(ann, eve.jid, 'buy');
    expect(ann.people.chats.strangers).to.have.length(1);
    ann.people.chats.get(eve.jid)!.markRead();
    ann.people.chats.get(eve.jid)!.setTyping(true);
    ann.people.chats.get(eve.jid)!.send('no');
    await until(() => lines(chat).includes('no'), 'the answer');
    expect(lines(chat)[0]).to.equal('me: buy (sent)');
    expect(chat.seen).to.equal(undefined);
    expect(ann.people.chats.strangers).to.have.length(0);
  });

  it('CARB-1, CARB-2: two clients of one account have the same', async () => {
    const [desk, bob] = await Promise.all([talker(server, 'ann'), talker(server, 'bob')]);
    const phone = await talker(server, desk.account);
    for (const { people } of [desk, phone]) await known(people.chats.open(bob.jid));
    desk.people.chats.open(bob.jid).send('from the desk');
    await shows(phone, bob.jid, 'me: from the desk (sent)');
    await shows(bob, desk.jid, 'from the desk');
    bob.people.chats.get(desk.jid)!.send('answer');
    const all = ['me: from the desk (sent)', 'answer'];
    await Promise.all([shows(phone, bob.jid, ...all), shows(desk, bob.jid, ...all)]);
    phone.people.chats.open(bob.jid).send('from the phone');
    await shows(desk, bob.jid, ...all, 'me: from the phone (sent)');
    await until(() => lines(bob.people.chats.get(desk.jid)).length === 3, 'all at bob');
  });

  it('IM-35: what a contact announces is kept to be read, what a stranger does is not', async () => {
    const [ann, eve] = await Promise.all([talker(server, 'ann'), talker(server, 'eve')]);
    const { peer, bob } = await peerContact(server, ann.people, ann.jid);
    await peer.message(ann.jid, 'out now', 'headline');
    const billboard = xml('body', {}, 'buy');
    eve.session.wire.send(
      xml('message', { xmlns: 'jabber:client', to: ann.jid, type: 'headline' }, billboard),
    );
    eve.people.chats.open(ann.jid).send('after it');
    await shows(ann, eve.jid, 'after it');
    await until(() => ann.people.chats.headlines.length, 'it is there');
    const [first, ...others] = ann.people.chats.headlines;
    expect(first).to.include({ from: bob, body: 'out now' });
    expect(others).to.have.length(0);
    expect(ann.people.chats.get(bob)).to.equal(undefined);
  });

  it('IM-36: what cannot be delivered says so', async () => {
    const ann = await talker(server, 'ann');
    const chat = ann.people.chats.open(newRoom(server)); // where nobody is
    chat.send('hello');
    await until(() => lines(chat)[0] === 'me: hello (failed)', 'failed');
    const [row] = chat.messages;
    expect(row).to.have.nested.property('failure.error.condition').that.is.a('string');
  });

  it('MAM-1, MAM-3: what was said lately is there after a new login, in order, and once', async () => {
    const [ann, bob] = await Promise.all([talker(server, 'ann'), talker(server, 'bob')]);
    const chat = ann.people.chats.open(bob.jid);
    for (const body of ['one', 'two', 'three']) chat.send(body);
    await shows(bob, ann.jid, 'one', 'two', 'three');
    bob.people.chats.get(ann.jid)!.send('four');
    await until(() => lines(chat).includes('four'), 'four at ann');
    const later = await talker(server, ann.account);
    await known(later.people.chats.open(bob.jid));
    await shows(later, bob.jid, 'me: one (sent)', 'me: two (sent)', 'me: three (sent)', 'four');
  });

  it('MAM-1: what was missed while away comes once, and is unread', async () => {
    const [ann, bob] = await Promise.all([talker(server, 'ann'), talker(server, 'bob')]);
    const chat = ann.people.chats.open(bob.jid);
    await known(chat);
    chat.send('one');
    await shows(bob, ann.jid, 'one');
    await until(() => lines(chat)[0] === 'me: one (sent)', 'sent');
    await ann.session.disconnect();
    const theirs = bob.people.chats.get(ann.jid)!;
    theirs.send('two');
    theirs.send('three');
    await until(() => lines(theirs).at(-1) === 'me: three (sent)', 'sent by bob');
    await ann.session.connect();
    await until(() => lines(chat).includes('three'), 'what was missed');
    // an answer to what comes behind everything else
    await ann.session.archive.query(undefined, { before: '', max: 1 });
    expect(lines(chat)).to.deep.equal(['me: one (sent)', 'two', 'three']);
    expect(chat.unread).to.equal(2);
  });

  itWith('archivedReceipts', 'RCPT-1: what was acknowledged while away is delivered', async () => {
    const [ann, bob] = await Promise.all([talker(server, 'ann'), talker(server, 'bob')]);
    await acquaint(ann, bob);
    await known(ann.people.chats.open(bob.jid));
    await bob.session.disconnect();
    ann.people.chats.open(bob.jid).send('hello');
    await shows(ann, bob.jid, 'me: hello (sent)');
    await ann.session.disconnect();
    await bob.session.connect();
    await shows(bob, ann.jid, 'hello');
    // an answer to what goes out behind the receipt
    await bob.session.archive.query(undefined, { before: '', max: 1 });
    await ann.session.connect();
    await shows(ann, bob.jid, 'me: hello (delivered)');
  });

  it('SM-4: what is said while the link is cut arrives once, both ways', async () => {
    const link = await breakableLink(server);
    const [ann, bob] = await Promise.all([
      talker(server, 'ann', { service: link.url }),
      talker(server, 'bob'),
    ]);
    await acquaint(ann, bob);
    const chat = ann.people.chats.open(bob.jid);
    chat.send('before');
    await shows(ann, bob.jid, 'me: before (delivered)');
    link.cutAll();
    await until(() => ann.session.state !== 'online', 'cut');
    chat.send('within');
    bob.people.chats.get(ann.jid)!.send('meanwhile');
    await online(ann.session, 20_000);
    await until(() => lines(chat).length === 3 && lines(chat).includes('me: within (delivered)'), 'both');
    expect(lines(chat)).to.have.members(['me: before (delivered)', 'me: within (delivered)', 'meanwhile']);
    expect(lines(bob.people.chats.get(ann.jid)).filter((line) => line === 'within')).to.have.length(1);
  });

  it('BLK-5: what is said to who is blocked does not arrive, and says so', async () => {
    const [ann, eve] = await Promise.all([talker(server, 'ann'), talker(server, 'eve')]);
    const forget = onFailureTell(() => lines(ann.people.chats.get(eve.jid)).join(' | '));
    cleanUpAfterTest(forget);
    await ann.people.blocking.block(eve.jid);
    const chat = ann.people.chats.open(eve.jid);
    chat.send('hello');
    await until(() => lines(chat)[0] === 'me: hello (failed)', 'failed');
    expect(chat.messages[0]).to.have.nested.property('failure.error.condition', 'not-acceptable');
    expect(eve.people.chats.get(ann.jid)).to.equal(undefined);
  });

  it('XEP-0490: what was read in one client is read in the others, now and at a later login', async () => {
    const [ann, bob] = await Promise.all([talker(server, 'ann'), talker(server, 'bob')]);
    const [beside, later] = await Promise.all([talker(server, ann.account), talker(server, ann.account)]);
    const all = [ann, beside, later];
    for (const { people } of all) await known(people.chats.open(bob.jid)); // carbons come from then on
    const theirs = bob.people.chats.open(ann.jid);
    const unread = ({ people }: Talker) => people.chats.get(bob.jid)?.unread;
    theirs.send('one');
    for (const each of all) await until(() => unread(each) === 1, 'one, unread');
    await later.session.disconnect();
    theirs.send('two');
    theirs.send('three');
    for (const each of [ann, beside]) await until(() => unread(each) === 3, 'three, unread');
    ann.people.chats.get(bob.jid)!.markRead();
    await until(() => unread(beside) === 0, 'read beside');
    await later.session.connect();
    await shows(later, bob.jid, 'one', 'two', 'three');
    await until(() => unread(later) === 0, 'read at a later login');
    theirs.send('four');
    for (const each of all) await until(() => unread(each) === 1, 'four, unread');
    // nobody else gets to see how far she has read
    const node =
      "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:mds:displayed:0'/></pubsub>";
    const refused = await bob.session.wire.get(ann.jid, parseFrame(node)!).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(StanzaError);
  });

  it('a guest talks with an account', async () => {
    const bob = await talker(server, 'bob');
    const guest = await person(server);
    const { chats } = await guest.people;
    const chat = chats.open(bob.jid);
    chat.send('hello');
    await until(() => lines(bob.people.chats.strangers[0])[0] === 'hello', 'hello at bob');
    bob.people.chats.strangers[0]!.send('how can I help?');
    await until(() => lines(chat).includes('how can I help?'), 'the answer');
    expect(lines(chat)).to.deep.equal(['me: hello (sent)', 'how can I help?']);
  });
});

describe('chats with another client', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('RCPT-1, IM-32, IM-33: its receipts count, and ours are what it asks for', async () => {
    const ann = await talker(server, 'ann');
    const { peer, bob } = await peerContact(server, ann.people, ann.jid);
    const chat = ann.people.chats.open(bob);
    chat.send('hello from the kit');
    const heard = await peer.event('message', ({ body }) => body === 'hello from the kit');
    await until(() => lines(chat)[0] === 'me: hello from the kit (delivered)', 'its receipt');
    const thread = /<thread>([^<]+)</.exec(heard.xml)?.[1];
    await peer.raw(
      `<message to='${ann.jid}' type='chat' id='q1'><body>and back</body><thread>${thread}</thread>` +
        "<request xmlns='urn:xmpp:receipts'/></message>",
    );
    const receipt = await peer.event(
      'message',
      ({ xml }) =>
        xml.includes('urn:xmpp:receipts" id="q1"') || xml.includes('id="q1" xmlns="urn:xmpp:receipts'),
    );
    expect(receipt.body).to.equal('');
    chat.send('again');
    const again = await peer.event('message', ({ body }) => body === 'again');
    expect(again.xml).to.contain(`to="${peer.jid}"`).and.contain(`<thread>${thread}</thread>`);
  });

  it('P-1, A-1: its forgeries change nothing', async () => {
    const [ann, bob] = await Promise.all([talker(server, 'ann'), talker(server, 'bob')]);
    const eve = await startPeer(server, await newAccount(server, 'eve'));
    const chat = ann.people.chats.open(bob.jid);
    const { id = '' } = chat.send('hello');
    await until(() => lines(chat)[0] === 'me: hello (sent)', 'sent');
    const inner = `<message xmlns='jabber:client' from='${bob.jid}/x' to='${ann.jid}' type='chat'><body>forged</body></message>`;
    const wrapped = `<forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded>`;
    for (const forged of [
      `<received xmlns='urn:xmpp:receipts' id='${id}'/>`,
      `<displayed xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`,
      `<received xmlns='urn:xmpp:carbons:2'>${wrapped}</received>`,
      wrapped,
      `<result xmlns='urn:xmpp:mam:2' id='z'>${wrapped}</result>`,
    ])
      await eve.raw(`<message to='${ann.session.jid}' type='chat'>${forged}</message>`);
    await eve.message(ann.jid, 'the end');
    await until(() => lines(ann.people.chats.strangers[0])[0] === 'the end', 'all of it');
    expect(lines(chat)).to.deep.equal(['me: hello (sent)']);
    expect(chat.seen).to.equal(undefined);
  });
});
