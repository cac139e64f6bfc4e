/** What moderators, admins and owners do to others (XEP-0045 §8 to §10), and what becomes of it for all. */
import { expect } from 'chai';
import type { Affiliated, AffiliationEvent, Change, Occupant, Room } from '../../src/session/index.js';
import { SERVER } from '../support/capabilities.js';
import { bareOf, enter, happened, status, type Inside } from '../support/inside.js';
import { configureRoom, setAffiliation } from '../support/room-config.js';
import { newAccount, newRoom, serverUnderTest, until, type XmppServer } from '../support/people.js';

const NICKS = ['olga', 'adam', 'mona', 'mimi', 'vito'] as const;
type Nick = (typeof NICKS)[number];
type Cast = Readonly<Record<Nick, Inside>> & { readonly address: string };

/** Owner olga, admin adam, moderator mona who is no member, member mimi, visitor vito: in a moderated room. */
async function cast(server: XmppServer): Promise<Cast> {
  const address = newRoom(server);
  const accounts = await Promise.all(NICKS.map((nick) => newAccount(server, nick)));
  const come = (nick: Nick) => enter(server, address, nick, { who: accounts[NICKS.indexOf(nick)] });
  const olga = await come('olga');
  await configureRoom(olga.session, address, { moderatedroom: true });
  const as = (nick: Nick) => `${accounts[NICKS.indexOf(nick)]!.username}@${server.domain}`;
  await setAffiliation(olga.session, address, as('adam'), 'admin');
  await setAffiliation(olga.session, address, as('mimi'), 'member');
  const [adam, mona, mimi, vito] = [
    await come('adam'),
    await come('mona'),
    await come('mimi'),
    await come('vito'),
  ];
  const all = { address, olga, adam, mona, mimi, vito };
  await apply(all, 'olga', 'mona', { role: 'moderator' });
  await apply(all, 'olga', 'vito', { role: 'visitor' });
  await seen(all, 'mona', { role: 'moderator', affiliation: 'none' });
  await seen(all, 'mimi', { role: 'participant', affiliation: 'member' });
  await seen(all, 'vito', { role: 'visitor', affiliation: 'none' });
  return all;
}

const inside = (all: Cast) =>
  NICKS.map((nick) => all[nick].room).filter((room) => room.status.state === 'joined');

/** All who are in see that of somebody. */
const seen = (all: Cast, nick: Nick, as: Partial<Occupant>) =>
  until(
    () =>
      inside(all).every(({ occupants }) => {
        const now = occupants.get(nick);
        return now && Object.entries(as).every(([key, value]) => now[key as keyof Occupant] === value);
      }),
    `all see ${nick} as ${JSON.stringify(as)}`,
  );

const gone = (all: Cast, nick: Nick) =>
  until(() => inside(all).every(({ occupants }) => !occupants.has(nick)), `${nick} is gone for all`);

async function apply(all: Cast, by: Nick, to: Nick, change: Change, reason?: string): Promise<void> {
  const { room } = all[by];
  const target = await until(() => room.occupants.get(to), `${by} sees ${to}`);
  await (await room.moderation()).apply(target, change, reason);
}

/** The condition of a refusal. */
const refusal = (deed: Promise<unknown>) =>
  deed.then(
    () => 'none',
    (error: unknown) => (error as { condition?: string }).condition ?? String(error),
  );

const offered = async (all: Cast, by: Nick, to: Nick) => {
  const { room } = all[by];
  const changes = (await room.moderation()).changesOf(room.occupants.get(to)!);
  return changes.map((change) => ('role' in change ? change.role : change.affiliation)).join(' ');
};

const list = async (room: Room, of: Change) => (await room.moderation()).list(of);
const jids = (people: readonly Affiliated[]) => people.map(({ jid }) => jid);
const nicks = (people: readonly Affiliated[]) => people.map(({ nick }) => nick);

/** What somebody who is in hears of those who are not. */
async function newsTo({ room }: Inside): Promise<Affiliated[]> {
  const news: Affiliated[] = [];
  (await room.moderation()).addEventListener('affiliation', (event) =>
    news.push((event as AffiliationEvent).person),
  );
  return news;
}

/** By whom, to whom, what is offered. */
const OFFERED: readonly (readonly [by: Nick, to: Nick, changes: string])[] = [
  ['olga', 'olga', ''],
  ['olga', 'adam', 'none participant outcast none member owner'],
  ['olga', 'mona', 'none participant outcast member admin owner'],
  ['olga', 'mimi', 'none visitor moderator outcast none admin owner'],
  ['olga', 'vito', 'none participant moderator outcast member admin owner'],
  ['adam', 'olga', ''],
  ['adam', 'mona', 'none participant outcast member'],
  ['adam', 'mimi', 'none visitor moderator outcast none'],
  ['adam', 'vito', 'none participant moderator outcast member'],
  ['mona', 'olga', ''],
  ['mona', 'adam', ''],
  ['mona', 'mimi', ''],
  ['mona', 'vito', 'none participant'],
  ['mimi', 'vito', ''],
  ['vito', 'mimi', ''],
];

/** What nobody is offered, and a service refuses. */
const REFUSED: readonly (readonly [by: Nick, to: Nick, change: Change])[] = [
  ['vito', 'mimi', { role: 'none' }],
  ['mimi', 'vito', { role: 'participant' }],
  ['mimi', 'vito', { role: 'none' }],
  ['mona', 'mimi', { role: 'moderator' }],
  ['mona', 'vito', { role: 'moderator' }],
  ['mona', 'adam', { role: 'visitor' }],
  ['mona', 'vito', { affiliation: 'member' }],
  ['mona', 'vito', { affiliation: 'outcast' }],
  ['adam', 'olga', { role: 'none' }],
  ['adam', 'olga', { role: 'participant' }],
  ['adam', 'olga', { affiliation: 'outcast' }],
  ['adam', 'mimi', { affiliation: 'admin' }],
  ['adam', 'mimi', { affiliation: 'owner' }],
];

describe('moderating a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-78, MUC-72: what is offered follows from both sides, and the rest is refused', async () => {
    const all = await cast(server);
    for (const [by, to, changes] of OFFERED)
      expect(await offered(all, by, to), `${by} to ${to}`).to.equal(changes);
    for (const [by, to, change] of REFUSED)
      expect(
        await refusal(apply(all, by, to, change)),
        `${by} to ${to}, ${JSON.stringify(change)}`,
      ).to.be.oneOf(['not-allowed', 'forbidden']);
    await seen(all, 'vito', { role: 'visitor', affiliation: 'none' });
    await seen(all, 'mimi', { role: 'participant', affiliation: 'member' });
    await seen(all, 'olga', { role: 'moderator', affiliation: 'owner' });
  });

  it('MUC-73: voice and the moderator’s office are given and taken, for all to see', async () => {
    const all = await cast(server);
    await apply(all, 'mona', 'vito', { role: 'participant' }, 'Well asked');
    await seen(all, 'vito', { role: 'participant' });
    expect(all.vito.room.canSpeak).to.equal(true);
    await apply(all, 'adam', 'vito', { role: 'visitor' });
    await seen(all, 'vito', { role: 'visitor' });
    expect(all.vito.room.canSpeak).to.equal(false);
    await apply(all, 'adam', 'vito', { role: 'moderator' });
    await seen(all, 'vito', { role: 'moderator' });
    expect(await offered(all, 'vito', 'vito')).to.equal('');
    await apply(all, 'olga', 'vito', { role: 'participant' });
    await seen(all, 'vito', { role: 'participant', affiliation: 'none' });
  });

  it('MUC-73, code 307: who is kicked is told by whom and why, and so are the others', async () => {
    const all = await cast(server);
    await apply(all, 'mona', 'vito', { role: 'none' }, 'Too <loud>');
    expect(await status(all.vito.room, 'removed')).to.include({
      cause: 'kicked',
      actor: 'mona',
      reason: 'Too <loud>',
    });
    await gone(all, 'vito');
    for (const { room } of [all.olga, all.mimi])
      expect(await happened(room, 'kicked')).to.include({ nick: 'vito', reason: 'Too <loud>' });
    await all.vito.room.join().joined;
    await until(() => all.mona.room.occupants.has('vito'), 'he is back');
  });

  it('MUC-75, code 301: who is banned is told by whom and why, and comes back once that is over', async () => {
    const all = await cast(server);
    // nobody of the cast: ejabberd 23.01 lets an outcast in who had a role or affiliation of their own before
    const nora = await enter(server, all.address, 'nora', { who: await newAccount(server, 'nora') });
    const { room } = all.adam;
    const moderation = await room.moderation();
    const target = await until(() => room.occupants.get('nora'), 'adam sees nora');
    await moderation.apply(target, { affiliation: 'outcast' }, 'Spam');
    expect(await status(nora.room, 'removed')).to.include({ cause: 'banned', actor: 'adam', reason: 'Spam' });
    expect(await happened(all.vito.room, 'banned')).to.include({ nick: 'nora', reason: 'Spam' });
    await until(() => !room.occupants.has('nora'), 'nora is gone');
    nora.room.join();
    expect(await status(nora.room, 'failed')).to.include({ reason: 'banned' });
    expect(jids(await moderation.list({ affiliation: 'outcast' }))).to.deep.equal([bareOf(nora.session)]);
    await moderation.setAffiliation(bareOf(nora.session), 'none');
    expect(await moderation.list({ affiliation: 'outcast' })).to.deep.equal([]);
    await nora.room.join().joined;
  });

  it('MUC-75: a domain is banned, and let in again', async () => {
    const { olga, address } = await cast(server);
    const guest = await enter(server, address, 'gus');
    const moderation = await olga.room.moderation();
    await moderation.setAffiliation(server.guestDomain, 'outcast', { reason: 'No guests' });
    expect(jids(await moderation.list({ affiliation: 'outcast' }))).to.deep.equal([server.guestDomain]);
    if (SERVER === 'ejabberd')
      await guest.room.leave(); // 23.01 leaves alone who is in
    else expect(await status(guest.room, 'removed')).to.include({ cause: 'banned', reason: 'No guests' });
    guest.room.join();
    expect(await status(guest.room, 'failed')).to.include({ reason: 'banned' });
    await moderation.setAffiliation(server.guestDomain, 'none');
    await guest.room.join().joined;
  });

  it('MUC-76, MUC-79: members are listed, named and struck off whether they are there or not, and no row tells of it', async () => {
    const all = await cast(server);
    const moderation = await all.adam.room.moderation();
    const news = await newsTo(all.olga);
    const rows = all.olga.room.messages.length;
    const [mimi, vito, away] = [bareOf(all.mimi.session), bareOf(all.vito.session), `away@${server.domain}`];
    await moderation.setAffiliation(away, 'member', { nick: 'wanda', reason: 'A friend' });
    await apply(all, 'adam', 'vito', { affiliation: 'member' });
    await seen(all, 'vito', { affiliation: 'member' });
    const members = await moderation.list({ affiliation: 'member' });
    expect(jids(members)).to.have.members([mimi, vito, away]);
    expect(members.every(({ affiliation }) => affiliation === 'member')).to.equal(true);
    await until(() => news.length > 0, 'olga hears of it');
    expect(news[0]).to.include({ jid: away, affiliation: 'member' });
    await moderation.setAffiliation(away, 'none');
    await moderation.setAffiliation(mimi, 'none');
    await seen(all, 'mimi', { affiliation: 'none' });
    expect(jids(await moderation.list({ affiliation: 'member' }))).to.deep.equal([vito]);
    await until(() => news.length > 1, 'olga hears of that');
    expect(news[1]).to.include({ jid: away, affiliation: 'none' });
    expect(all.olga.room.messages).to.have.length(rows);
  });

  it('MUC-74: moderators see who has which role, members do not', async () => {
    const all = await cast(server);
    expect(nicks(await list(all.mona.room, { role: 'moderator' }))).to.have.members(['olga', 'adam', 'mona']);
    expect(nicks(await list(all.mona.room, { role: 'participant' }))).to.deep.equal(['mimi']);
    expect(nicks(await list(all.mona.room, { role: 'visitor' }))).to.deep.equal(['vito']);
    expect(await refusal(list(all.mimi.room, { role: 'moderator' }))).to.equal('forbidden');
    expect(await refusal(list(all.mona.room, { affiliation: 'outcast' }))).to.equal('forbidden');
    expect(await refusal(list(all.vito.room, { affiliation: 'member' }))).to.equal('forbidden');
  });

  it('MUC-77, MUC-72: owners appoint admins and owners, and the last owner stays', async () => {
    const all = await cast(server);
    const moderation = await all.olga.room.moderation();
    const [olga, adam, mimi] = [all.olga, all.adam, all.mimi].map(({ session }) => bareOf(session));
    const resign = () => refusal(moderation.setAffiliation(olga!, 'none'));
    const last = SERVER === 'ejabberd' ? 'not-allowed' : 'conflict'; // so ejabberd 23.01
    expect(await resign()).to.equal(last);
    await apply(all, 'olga', 'mimi', { affiliation: 'admin' });
    await seen(all, 'mimi', { affiliation: 'admin', role: 'moderator' });
    expect(jids(await moderation.list({ affiliation: 'admin' }))).to.have.members([adam, mimi]);
    const upstart = await all.mimi.room.moderation();
    expect(await refusal(upstart.setAffiliation(adam!, 'none'))).to.equal('not-allowed');
    await apply(all, 'olga', 'adam', { affiliation: 'owner' });
    await seen(all, 'adam', { affiliation: 'owner' });
    expect(jids(await moderation.list({ affiliation: 'owner' }))).to.have.members([olga, adam]);
    await apply(all, 'adam', 'olga', { affiliation: 'member' });
    await seen(all, 'olga', { affiliation: 'member' });
    expect(await refusal(moderation.setAffiliation(adam!, 'none'))).to.equal('not-allowed');
    expect(await refusal(list(all.olga.room, { affiliation: 'owner' }))).to.equal('forbidden');
  });

  it('MUC-78, MUC-72: who loses an office midway is offered nothing more, and refused what they had begun', async () => {
    const all = await cast(server);
    const moderation = await all.adam.room.moderation();
    const vito = all.adam.room.occupants.get('vito')!;
    expect(moderation.changesOf(vito)).to.have.length(5);
    await apply(all, 'olga', 'adam', { affiliation: 'none' });
    await seen(all, 'adam', { affiliation: 'none' });
    if (all.adam.room.self?.role === 'moderator') await apply(all, 'olga', 'adam', { role: 'participant' });
    await until(() => all.adam.room.self?.role !== 'moderator', 'adam is none any more');
    expect(moderation.changesOf(vito)).to.deep.equal([]);
    for (const change of [{ role: 'none' }, { affiliation: 'outcast' }] as const)
      expect(await refusal(moderation.apply(vito, change))).to.be.oneOf(['not-allowed', 'forbidden']);
    await seen(all, 'vito', { role: 'visitor' });
  });

  it('MUC-44: who has taken the nickname of somebody who left is not kicked in their place', async () => {
    const all = await cast(server);
    const moderation = await all.mona.room.moderation();
    const vito = all.mona.room.occupants.get('vito')!;
    await all.vito.room.leave();
    await gone(all, 'vito');
    const guest = await enter(server, all.address, 'vito');
    await until(() => all.mona.room.occupants.has('vito'), 'somebody else is vito');
    expect(moderation.changesOf(vito)).to.deep.equal([]);
    expect(await refusal(moderation.apply(vito, { role: 'none' }))).to.include('RangeError');
    expect(guest.room.status.state).to.equal('joined');
  });
});
