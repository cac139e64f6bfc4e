/** Cleaning up after somebody in a room: all their messages, not hearing them; and the room's picture. */
import { expect } from 'chai';
import { itWith, lack, SERVER } from '../support/capabilities.js';
import { annAndBob, bodies, enter, heard, messages, status, type Inside } from '../support/inside.js';
import { ownServer } from '../support/own-server.js';
import { newAccount, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { hashOf, png } from '../support/pictures.js';
import { setAffiliation, setRole } from '../support/room-config.js';

const refusal = (deed: Promise<unknown>) =>
  deed.then(
    () => 'none',
    (error: unknown) => (error as { condition?: string }).condition ?? String(error),
  );

/** Says so many things, and is heard by all. */
async function says({ room }: Inside, count: number, all: readonly Inside[]): Promise<void> {
  for (let i = 0; i < count; i++) room.send(`spam ${i}`);
  await Promise.all(all.map((who) => heard(who.room, `spam ${count - 1}`)));
}

const removedIn = ({ room }: Inside) => messages(room).filter(({ removed }) => removed).length;

describe('removing all that somebody said', () => {
  itWith(
    'moderation',
    'RET-2, MUC-75: a spammer is banned and their messages go for all, also in the archive',
    async () => {
      const server = await ownServer({ roomModules: ['muc_moderation'] });
      const { ann, bob, address } = await annAndBob(server);
      const carl = await enter(server, address, 'carl');
      carl.room.send('hello');
      await says(bob, 12, [ann, bob, carl]);
      bob.room.send('last');
      await heard(carl.room, 'last');
      const target = await until(() => ann.room.occupants.get('bob'), 'ann sees bob');
      const moderation = await ann.room.moderation();
      expect(moderation.messagesOf(target)).to.have.length(13);
      await moderation.apply(target, { affiliation: 'outcast' }, 'Spam');
      await status(bob.room, 'removed');
      await until(() => !ann.room.occupants.has('bob'), 'he is gone');
      const removal = await moderation.removeAll(moderation.messagesOf(target), 'Spam');
      await removal.start();
      expect([removal.state, removal.done, removal.failed.length]).to.deep.equal(['done', 13, 0]);
      for (const who of [ann, carl]) await until(() => removedIn(who) === 13, 'all are removed');
      expect(messages(carl.room).find(({ removed }) => removed)?.removed).to.deep.equal({
        moderated: true,
        by: 'ann',
        reason: 'Spam',
      });
      carl.room.send('end');
      const dora = await enter(server, address, 'dora');
      await heard(dora.room, 'end');
      expect(bodies(dora.room).filter(Boolean)).to.deep.equal(['hello', 'end']);
      expect(moderation.messagesOf(target)).to.deep.equal([]);
    },
  );

  itWith(
    'moderation',
    'ux.md §10: is stopped and gone on with, and stops by itself when the right to it is lost',
    async () => {
      const server = await ownServer({ roomModules: ['muc_moderation'] });
      const { ann, bob, address } = await annAndBob(server);
      const mona = await enter(server, address, 'mona');
      await setRole(ann.session, address, 'mona', 'moderator');
      await until(() => mona.room.self?.role === 'moderator', 'mona is a moderator');
      await says(bob, 9, [ann, mona]);
      const moderation = await mona.room.moderation();
      const target = await until(() => mona.room.occupants.get('bob'), 'mona sees bob');
      const removal = await moderation.removeAll(moderation.messagesOf(target));
      const stop = () => removal.done >= 3 && removal.stop();
      removal.addEventListener('change', stop);
      await removal.start();
      removal.removeEventListener('change', stop);
      expect(removal.state).to.equal('stopped');
      const before = removal.done;
      expect(before).to.be.within(3, 8);
      await until(() => removedIn(ann) === before, 'so many are removed');
      const going = removal.start();
      await setRole(ann.session, address, 'mona', 'participant');
      await going;
      expect(removal.state).to.equal('stopped');
      expect(removal.error).to.include({ condition: 'forbidden' });
      expect(removal.done).to.be.below(9);
      await setRole(ann.session, address, 'mona', 'moderator');
      await until(() => mona.room.self?.role === 'moderator', 'mona is one again');
      await removal.start();
      expect([removal.state, removal.done]).to.deep.equal(['done', 9]);
      await until(() => removedIn(bob) === 9, 'he sees it, too');
    },
  );

  itWith('moderation', 'RET-2, MUC-78: only those who moderate may, whatever their affiliation', async () => {
    const server = await ownServer({ roomModules: ['muc_moderation'] });
    const { ann, bob, address } = await annAndBob(server);
    const nicks = ['adam', 'mona', 'mimi', 'vito'] as const;
    const accounts = await Promise.all(nicks.map((nick) => newAccount(server, nick)));
    const jid = (i: number) => `${accounts[i]!.username}@${server.domain}`;
    await setAffiliation(ann.session, address, jid(0), 'admin');
    await setAffiliation(ann.session, address, jid(2), 'member');
    const others: Inside[] = [];
    for (const [i, nick] of nicks.entries())
      others.push(await enter(server, address, nick, { who: accounts[i] }));
    const [adam, mona, mimi, vito] = others as [Inside, Inside, Inside, Inside];
    await setRole(ann.session, address, 'mona', 'moderator');
    await setRole(ann.session, address, 'vito', 'visitor');
    await until(
      () => mona.room.self?.role === 'moderator' && vito.room.self?.role === 'visitor',
      'their roles',
    );
    await says(bob, 2, [ann, ...others]);
    const may = async ({ room }: Inside) =>
      (await room.moderation()).messagesOf(room.occupants.get('bob')!).length;
    expect(await Promise.all([ann, adam, mona, mimi, vito, bob].map(may))).to.deep.equal([2, 2, 2, 0, 0, 0]);
    const moderation = await mimi.room.moderation();
    expect(await refusal(moderation.remove(await heard(mimi.room, 'spam 0')))).to.equal('forbidden');
    expect(removedIn(ann)).to.equal(0);
  });
});

describe('muting somebody in a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('OID-2: what they say is neither seen nor new, until they are heard again', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const carl = await enter(server, address, 'carl');
    await until(() => ann.room.occupants.has('carl'), 'ann sees carl');
    const { mutes } = await ann.room.features();
    const target = ann.room.occupants.get('bob')!;
    mutes!.mute(target);
    ann.room.markRead();
    bob.room.send('ann: noise');
    carl.room.send('ann: hello');
    await heard(ann.room, 'ann: hello');
    expect(bodies(ann.room)).to.deep.equal(['', 'ann: hello']);
    expect([ann.room.unread, ann.room.mentions]).to.deep.equal([1, 1]);
    await bob.room.setNick('rob');
    await until(() => ann.room.occupants.has('rob'), 'he has another name');
    if (!lack('occupantIds')) expect(mutes!.has(ann.room.occupants.get('rob')!)).to.equal(true);
    mutes!.unmute(target);
    expect(bodies(ann.room)).to.deep.equal(['ann: noise', 'ann: hello']);
  });

  it('OID-2: nobody else is muted who has taken the name', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const { mutes } = await ann.room.features();
    mutes!.mute(ann.room.occupants.get('bob')!);
    bob.room.send('noise');
    await until(() => messages(ann.room).length === 1, 'it came');
    await bob.room.leave();
    await until(() => !ann.room.occupants.has('bob'), 'he left');
    const other = await enter(server, address, 'bob');
    other.room.send('hello');
    await heard(ann.room, 'hello');
    expect(bodies(ann.room)).to.deep.equal(['', 'hello']);
  });
});

describe('a room’s picture', () => {
  let server: XmppServer;
  before('server', async () => {
    // Prosody keeps one by a module that its users have
    server =
      SERVER === 'ejabberd' ? await serverUnderTest() : await ownServer({ roomModules: ['vcard_muc'] });
  });

  const pictureOf = async ({ room }: Inside) => (await (await room.moderation()).owner()).picture();

  it('AVA-1, U-3: its owner sets it, all see it and those who come later, and others may not', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const bytes = png(37, 21);
    const [mine, theirs] = [await pictureOf(ann), await pictureOf(bob)];
    expect(mine.current).to.equal(undefined);
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    expect(await refusal(theirs.set(blob))).to.equal('forbidden');
    await mine.set(blob);
    await until(() => mine.current?.hash === hashOf(bytes), 'ann sees it');
    await until(() => theirs.current?.hash === hashOf(bytes), 'bob sees it');
    const carl = await enter(server, address, 'carl');
    const late = await pictureOf(carl);
    await until(() => late.current, 'carl sees it');
    expect(late.current).to.include({ type: 'image/png', width: 37, height: 21 });
    await mine.set(undefined);
    await until(() => mine.current === undefined, 'there is none');
    await until(() => theirs.current === undefined, 'nor for bob');
  });
});
