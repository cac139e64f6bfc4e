/** Invitations (XEP-0045 §7.8, XEP-0249), those that come and those that go out, over the session's real connection. */
import { expect } from 'chai';
import type { DeclinedEvent, Invitation, People } from '../../../src/session/index.js';
import { clearTabStorage } from '../../../src/session/storage.js';
import { child, children, is, parseFrame, type Element } from '../../../src/session/xml.js';
import { DEFAULT_FEATURES, type RoomOptions } from '../../support/fake-muc.js';
import { accountInRoom, accountOnline, ROOM } from '../../support/fake-online.js';
import { discoInfo, result, stanzaError } from '../../support/fake-services.js';
import { storageForTest } from '../../support/tab-storage.js';
import { until } from '../../support/until.js';

const CONFERENCE = 'jabber:x:conference';
const USER = 'http://jabber.org/protocol/muc#user';
const ADMIN = 'http://jabber.org/protocol/muc#admin';
const DEN = 'den@rooms.kit.example';
const FAR = 'den@rooms.far.example';
const BEN = 'ben@kit.example';
const EVE = 'eve@evil.example';

const direct = (from: string, room: string, more = '') =>
  `<message xmlns='jabber:client' from='${from}'><x xmlns='${CONFERENCE}' jid='${room}' ${more}/></message>`;
const byRoom = (room: string, from: string, more = '', beside = '') =>
  `<message xmlns='jabber:client' from='${room}'><x xmlns='${USER}'><invite from='${from}'>${more}</invite>${beside}</x></message>`;

/** A room service that answers for DEN, and nobody else there. */
async function invited(contacts: readonly string[] = []) {
  const { server, session } = await accountOnline();
  const people = await session.people;
  server.onStanza((stanza, { session: bound }) => {
    const [query] = children(stanza);
    if (!bound || !query || stanza.attrs.type !== 'get') return undefined;
    if (!is(query, 'query', 'http://jabber.org/protocol/disco#info')) return undefined;
    asked.push(stanza.attrs.to ?? '');
    const identity = { category: 'conference', type: 'text', name: 'The den' };
    return stanza.attrs.to === DEN
      ? result(stanza, bound, discoInfo(identity, ['http://jabber.org/protocol/muc']))
      : undefined;
  });
  const asked: string[] = [];
  for (const jid of contacts)
    await server.exchange(
      `<iq xmlns='jabber:client' type='set' id='p${jid}'><query xmlns='jabber:iq:roster'>` +
        `<item jid='${jid}' subscription='both'/></query></iq>`,
    );
  const { invitations } = people;
  return { server, session, people, invitations, asked };
}

const brief = ({ invitations }: Pick<People, 'invitations'>) =>
  invitations.pending.map(({ room, by, known }: Invitation) => [room, by, known]);

// else the next one has what this one left
afterEach(clearTabStorage);

describe('invitations that come', () => {
  it('INV-1, INV-2: a contact’s is known, and its room looked up', async () => {
    const all = await invited([BEN]);
    await all.server.exchange(direct(`${BEN}/desk`, DEN, "reason='Come &lt;now&gt;' password='p'"));
    await until(() => all.invitations.pending.length, 'it is there');
    expect(all.invitations.pending[0]).to.deep.include({
      room: DEN,
      by: BEN,
      direct: true,
      known: true,
      name: 'The den',
      reason: 'Come <now>',
      password: 'p',
      continues: false,
    });
    expect(all.session.namespaces.has(CONFERENCE)).to.equal(true);
    expect(all.people.chats.strangers).to.deep.equal([]);
  });

  it('INV-1: understands them once somebody looks at people, and says so from then on', async () => {
    const { session } = await accountOnline();
    expect(session.namespaces.has(CONFERENCE)).to.equal(false);
    await session.people;
    expect(session.namespaces.has(CONFERENCE)).to.equal(true);
  });

  it('INV-2, INV-3: none is followed by itself', async () => {
    const all = await invited([BEN]);
    await all.server.exchange(direct(BEN, DEN));
    await until(() => all.invitations.pending.length, 'it is there');
    expect(all.session.rooms.all).to.deep.equal([]);
    const room = all.invitations.accept(DEN, { nick: 'me' });
    expect(room.status.state).to.equal('joining');
    expect(all.invitations.pending).to.deep.equal([]);
  });

  it('MUC-51, INV-2: enters with the password that came along', async () => {
    const all = await invited();
    all.server.room(DEN, { password: 'open' });
    await all.server.exchange(byRoom(DEN, BEN, '', '<password>open</password>'));
    await until(() => all.invitations.pending.length, 'it is there');
    await all.invitations.accept(DEN, { nick: 'me' }).joined;
  });

  it('MUC-51, INV-3: those into one room are one, and a friend’s goes before a stranger’s', async () => {
    const all = await invited([BEN]);
    await all.server.exchange(
      byRoom(DEN, EVE, '<reason>first</reason>', '<password>p</password>'),
      direct(EVE, DEN),
      direct(`${BEN}/desk`, DEN, "reason='second'"),
      direct(EVE, DEN, "reason='third'"),
    );
    await until(() => all.invitations.pending.length, 'it is there');
    expect(brief(all)).to.deep.equal([[DEN, BEN, true]]);
    expect(all.invitations.pending[0]).to.include({ reason: 'second', password: 'p', name: 'The den' });
  });

  it('M-13, INV-3: what leads into a room where we are is dropped, and what leads into none', async () => {
    const all = await invited([BEN]);
    all.server.room(ROOM);
    await all.session.rooms.join(ROOM, { nick: 'me' }).joined;
    await all.server.exchange(
      direct(BEN, ROOM),
      byRoom(ROOM, BEN),
      direct(BEN, `${DEN}/ann`),
      direct(BEN, 'rooms.kit.example'),
      byRoom(EVE.replace('evil', 'kit'), BEN), // an account of our own server’s
    );
    await all.server.exchange();
    expect(all.invitations.pending).to.deep.equal([]);
  });

  it('M-13, MUC-51: who asks by a room elsewhere is only a claim, and that room learns nothing of us', async () => {
    const all = await invited([BEN]);
    all.asked.length = 0;
    await all.server.exchange(byRoom(`${EVE}/x`, BEN, '<reason>urgent</reason>'));
    expect(brief(all)).to.deep.equal([[EVE, BEN, false]]);
    expect(all.asked).to.deep.equal([]);
  });

  it('INV-3: strangers cannot fill the list, nor ask again once they were refused', async () => {
    const all = await invited();
    let changes = 0;
    all.invitations.addEventListener('change', () => changes++);
    const flood = (domain: string) => Array.from({ length: 100 }, (_, i) => direct(EVE, `r${i}@${domain}`));
    await all.server.exchange(...flood('rooms.evil.example'));
    expect(all.invitations.pending).to.have.length(5);
    await all.server.exchange(direct('mallory@worse.example', 'r@rooms.far.example'));
    expect(all.invitations.pending).to.have.length(6);
    for (const { room } of all.invitations.pending) all.invitations.ignore(room);
    await all.server.exchange(...flood('rooms.evil.example').slice(0, 5));
    expect(all.invitations.pending).to.deep.equal([]);
    await until(() => changes, 'it is told');
    expect(changes, 'once a frame').to.be.below(10);
  });

  it('INV-3: a friend’s comes through a flood, and after a refusal', async () => {
    const all = await invited([BEN]);
    await all.server.exchange(
      ...Array.from({ length: 100 }, (_, i) => direct(`eve@s${i}.example`, `r${i}@rooms.evil.example`)),
      direct(BEN, DEN),
    );
    await until(() => all.invitations.get(DEN), 'it is there');
    expect(all.invitations.pending.length).to.be.at.most(11);
    all.invitations.decline(DEN);
    await all.server.exchange(direct(BEN, DEN));
    await until(() => all.invitations.get(DEN), 'it is there again');
  });

  it('INV-3: nothing comes of who is blocked, also by the room', async () => {
    const all = await invited();
    all.invitations.acquaintances = { isContact: () => true, isBlocked: (jid) => jid === BEN };
    await all.server.exchange(direct(BEN, FAR), byRoom(FAR, `${BEN}/desk`));
    expect(all.invitations.pending).to.deep.equal([]);
  });

  it('MAM-4, FWD-1: archived and forwarded ones are none, carbons of our own account are', async () => {
    const all = await invited([BEN]);
    const forwarded = `<forwarded xmlns='urn:xmpp:forward:0'>${direct(BEN, DEN).replace("from='", "to='me@kit.example/tv' from='")}</forwarded>`;
    const carbon = (from: string) =>
      `<message xmlns='jabber:client' from='${from}'><received xmlns='urn:xmpp:carbons:2'>${forwarded}</received></message>`;
    await all.server.exchange(
      `<message xmlns='jabber:client' from='me@kit.example'><result xmlns='urn:xmpp:mam:2' id='1' queryid='q'>${forwarded}</result></message>`,
      `<message xmlns='jabber:client' from='${EVE}'>${forwarded}</message>`,
      carbon(EVE),
    );
    await all.server.exchange();
    expect(all.invitations.pending).to.deep.equal([]);
    await all.server.exchange(carbon('me@kit.example'));
    await until(() => all.invitations.pending.length, 'it is there');
  });

  it('MUC-52, INV-2: one by a room is declined there, with a reason; a direct one in silence', async () => {
    const all = await invited();
    await all.server.exchange(byRoom(FAR, `${BEN}/desk`), direct(EVE, 'x@rooms.evil.example'));
    all.invitations.decline(FAR, 'Too <busy>');
    all.invitations.decline('x@rooms.evil.example', 'never');
    const messages = (await all.server.exchange()).filter(({ name }) => name === 'message');
    expect(messages).to.have.length(1);
    expect(String(messages[0])).to.include('Too &lt;busy&gt;');
    const x = child(messages[0]!, 'x', USER);
    expect(messages[0]!.attrs.to).to.equal(FAR);
    expect(x && child(x, 'decline', USER)?.attrs.to).to.equal(BEN);
    expect(all.invitations.pending).to.deep.equal([]);
  });

  it('MUC-52: what cannot be told now goes on waiting', async () => {
    const all = await invited();
    await all.server.exchange(byRoom(FAR, BEN), direct(EVE, 'x@rooms.evil.example'));
    await all.session.disconnect();
    expect(() => all.invitations.decline(FAR)).to.throw('not connected');
    all.invitations.decline('x@rooms.evil.example');
    expect(all.invitations.pending.map(({ room }) => room)).to.deep.equal([FAR]);
  });

  it('INV-2: wait through a reload of the page, without their passwords, and are nobody else’s', async () => {
    const kept = storageForTest();
    const all = await invited([BEN]);
    await all.server.exchange(direct(BEN, DEN, "password='p' reason='Come'"));
    await until(() => all.invitations.pending.length, 'it is there');
    const [before] = all.invitations.pending;
    expect(before?.password).to.equal('p');
    expect([...kept.values()].join())
      .to.include(DEN)
      .and.not.to.include('"p"');
    const { invitations } = await (await accountOnline()).session.people;
    expect(invitations.pending).to.deep.equal([{ ...before, password: undefined }].map(withoutUndefined));
    const other = { username: 'you', password: 'secret' };
    const yours = await accountOnline({ credentials: { you: 'secret' } }, { credentials: other });
    expect((await yours.session.people).invitations.pending).to.deep.equal([]);
    await all.people.forget();
    expect([...kept.values()].join()).not.to.include(DEN);
  });
});

const withoutUndefined = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));

/** `me` in a room, an owner. @param features Besides the usual. */
async function inviting(features: readonly string[] = [], options: RoomOptions = {}) {
  const all = await accountInRoom(
    {},
    {},
    { features: [...DEFAULT_FEATURES, ...features], affiliation: 'owner', role: 'moderator', ...options },
  );
  const set: string[] = [];
  const lists = new Map<string, readonly string[]>();
  const refusals = new Map<string, string>();
  all.server.onStanza((stanza, { session }) => {
    const [query] = children(stanza);
    if (!session || !query || !is(query, 'query', ADMIN)) return undefined;
    const { jid = '', affiliation = '' } = children(query)[0]!.attrs;
    if (stanza.attrs.type === 'set') {
      set.push(`${jid} ${affiliation}`);
      return result(stanza, session);
    }
    const items = (lists.get(affiliation) ?? []).map(
      (each) => `<item jid='${each}' affiliation='${affiliation}'/>`,
    );
    return result(stanza, session, parseFrame(`<query xmlns='${ADMIN}'>${items.join('')}</query>`));
  });
  all.server.onStanza((stanza, { session }) => {
    if (!session || stanza.name !== 'message') return undefined;
    const guest = guestOf(stanza);
    const condition = guest === undefined ? undefined : refusals.get(guest);
    if (condition) return stanzaError(stanza, session, { condition, text: 'No <b>' });
    return guest === undefined ? undefined : [];
  });
  const sent = () => all.server.sent.filter((stanza) => stanza.name === 'message' && guestOf(stanza));
  return { ...all, moderation: await all.room.moderation(), set, lists, refusals, sent };
}

/** Whom it invites. */
function guestOf(message: Element): string | undefined {
  const x = child(message, 'x', USER);
  if (child(message, 'x', CONFERENCE)) return message.attrs.to;
  return x && child(x, 'invite', USER)?.attrs.to;
}

describe('inviting', () => {
  it('MUC-53, INV-1: goes past the room, to several at once, and says nothing but that', async () => {
    const { moderation, sent } = await inviting();
    const results = await moderation.invite([BEN, ' zoe@far.example ', BEN], { reason: 'Come' });
    expect(results).to.deep.equal([{ jid: BEN }, { jid: 'zoe@far.example' }]);
    expect(sent().map(({ attrs }) => attrs.to)).to.deep.equal([BEN, 'zoe@far.example']);
    for (const message of sent()) {
      expect(message.attrs.type).to.equal(undefined);
      expect(children(message)).to.have.length(1);
      expect(children(message)[0]!.attrs).to.include({ jid: ROOM, reason: 'Come' });
    }
  });

  it('MUC-50, MUC-53: by a room for members only, who they become first; whoever is more stays that', async () => {
    const { moderation, sent, set, lists } = await inviting(['muc_membersonly']);
    lists.set('admin', ['adam@kit.example']);
    lists.set('outcast', [EVE]);
    const results = await moderation.invite([BEN, 'adam@kit.example', EVE]);
    expect(results.map(({ failure }) => failure)).to.deep.equal([undefined, undefined, 'banned']);
    expect(set).to.deep.equal([`${BEN} member`]);
    expect(sent().map((message) => [message.attrs.to, guestOf(message)])).to.have.deep.members([
      [ROOM, BEN],
      [ROOM, 'adam@kit.example'],
    ]);
  });

  it('MUC-50, MUC-53: by a room with a password, which it hands out', async () => {
    const { moderation, sent, set } = await inviting(['muc_passwordprotected']);
    await moderation.invite([BEN]);
    expect(sent().map(({ attrs }) => attrs.to)).to.deep.equal([ROOM]);
    expect(set).to.deep.equal([]);
  });

  it('MUC-50, MUC-53: nobody is made a member by who is none to do so', async () => {
    const { moderation, sent, set } = await inviting(['muc_membersonly'], {
      affiliation: 'member',
      role: 'participant',
    });
    await moderation.invite([BEN]);
    expect(sent().map(({ attrs }) => attrs.to)).to.deep.equal([ROOM]);
    expect(set).to.deep.equal([]);
  });

  for (const [condition, failure] of [
    ['forbidden', 'forbidden'],
    ['item-not-found', 'nobody'],
    ['service-unavailable', 'nobody'],
    ['remote-server-not-found', 'unreachable'],
    ['undefined-condition', 'other'],
  ] as const)
    it(`MUC-50: ${condition} is said of whom it is about, past the room and by it`, async () => {
      for (const features of [[], ['muc_membersonly']]) {
        const { moderation, refusals } = await inviting(features);
        refusals.set('zoe@far.example', condition);
        expect(await moderation.invite([BEN, 'zoe@far.example'])).to.deep.equal([
          { jid: BEN },
          { jid: 'zoe@far.example', failure, text: 'No <b>' },
        ]);
      }
    });

  it('MUC-50: what is no address of a person goes out to nobody', async () => {
    const { moderation, sent, room } = await inviting([], {
      occupants: { ann: { jid: 'ann@kit.example/desk' } },
    });
    expect(room.occupants.get('ann')?.jid).to.equal('ann@kit.example/desk');
    const results = await moderation.invite([
      'no address',
      'kit.example',
      'me@kit.example',
      'ann@kit.example',
    ]);
    expect(results.map(({ failure }) => failure)).to.deep.equal(['no-address', 'no-address', 'self', 'here']);
    expect(sent()).to.deep.equal([]);
  });

  it('MUC-50: a refusal that comes late is told in the room; nobody else’s word counts', async () => {
    const { server, moderation, sent, room } = await inviting();
    await moderation.invite([BEN]);
    const { id } = sent()[0]!.attrs;
    const late = (from: string) =>
      `<message xmlns='jabber:client' type='error' from='${from}' id='${id}'><error type='cancel'>` +
      `<remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;
    await server.exchange(late(EVE));
    expect(told()).to.deep.equal([]);
    await server.exchange(late(BEN), late(BEN));
    expect(told()).to.deep.equal([{ type: 'not-invited', nick: BEN, reason: undefined }]);

    function told() {
      return room.messages.flatMap((row) =>
        row.kind === 'event' && row.event.type === 'not-invited' ? [row.event] : [],
      );
    }
  });

  it('MUC-52: who does not come is told in the room, by the room alone', async () => {
    const { server, session, moderation, room } = await inviting();
    await moderation.invite([BEN]);
    const heard: string[] = [];
    const { invitations } = await session.people;
    invitations.addEventListener('declined', (event) => heard.push((event as DeclinedEvent).room));
    const declined = (from: string) =>
      `<message xmlns='jabber:client' from='${from}'><x xmlns='${USER}'><decline from='${BEN}/desk'>` +
      '<reason>Too busy</reason></decline></x></message>';
    await server.exchange(declined(`${ROOM}/eve`), declined(FAR), declined(ROOM));
    const events = room.messages.flatMap((row) => (row.kind === 'event' ? [row.event] : []));
    expect(events.filter(({ type }) => type === 'declined')).to.deep.equal([
      { type: 'declined', nick: BEN, reason: 'Too busy' },
    ]);
    expect(heard).to.deep.equal([ROOM]);
  });

  it('MUC-52: who does not come is told after a reload, too, and without saying that we understand invitations', async () => {
    const { server, session, room } = await accountInRoom();
    const declined = (from: string, by: string) =>
      `<message xmlns='jabber:client' from='${from}'><x xmlns='${USER}'><decline from='${by}/desk'>` +
      '<reason>Too busy</reason></decline></x></message>';
    await server.exchange(declined(`${ROOM}/eve`, EVE), declined(FAR, EVE), declined(ROOM, BEN));
    const told = () => room.messages.flatMap((row) => (row.kind === 'event' ? [row.event] : []));
    await until(() => told().some(({ type }) => type === 'declined'), 'it is told');
    expect(told().filter(({ type }) => type === 'declined')).to.deep.equal([
      { type: 'declined', nick: BEN, reason: 'Too busy' },
    ]);
    expect(session.namespaces).not.to.include(CONFERENCE);
  });

  it('MUC-52: of very many who do not come ten a minute are told', async () => {
    const { server, room } = await inviting();
    const declined = (n: number) =>
      `<message xmlns='jabber:client' from='${ROOM}'><x xmlns='${USER}'><decline from='bot${n}@evil.example'/></x></message>`;
    const told = () => room.messages.filter((row) => row.kind === 'event' && row.event.type === 'declined');
    await server.exchange(...Array.from({ length: 40 }, (_, n) => declined(n)));
    await until(() => told().length >= 10, 'some are told');
    await server.exchange(declined(40));
    expect(told()).to.have.length(10);
  });

  it('says that we are not in the room', async () => {
    const { moderation, room } = await inviting();
    await room.leave();
    const error: unknown = await moderation.invite([BEN]).catch((reason: unknown) => reason);
    expect(error).to.have.property('name', 'ConnectionError');
  });
});
