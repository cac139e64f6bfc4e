/** People who talk privately in a room, from the page (XEP-0045 §7.5). */
import { expect } from 'chai';
import { newRoom, serverUnderTest } from '../support/people.js';
import { guestIn } from './support/guest.js';
import { turnTo } from './support/hands.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage } from './support/room-on-page.js';
import { describeInBrowsers, ownProblems, type Visitor } from './support/visitor.js';

/** The private conversation that is open. */
const privately = ({ page }: Visitor) => new RoomOnPage(page, 'xmpp-room >>> .pane');

/** Begins one from the list of people. */
async function writeTo({ room, page }: Visitor, nick: string): Promise<void> {
  await turnTo(page);
  await room.press(`What you can do about ${nick}`);
  await room.press('Write privately');
}

/** Opens the one with `nick`, who has written. */
async function answer({ room, page }: Visitor, nick: string): Promise<void> {
  await turnTo(page);
  const { buttons } = await room.sees(
    (look) => look.buttons.some((name) => name.startsWith(`Private with ${nick}`)),
    `${nick} has written`,
  );
  await room.press(buttons.find((name) => name.startsWith(`Private with ${nick}`)) ?? '');
}

const lastIs = (visitor: Visitor, text: string) =>
  privately(visitor).sees(({ rows }) => rows.at(-1)?.text === text, `“${text}” is read`);

describeInBrowsers('Private conversations in a room', () => {
  async function people(...nicks: readonly string[]) {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const come = (nick: string) =>
      guestIn(server, address, nick, { window: true, headers: strictPolicy(server) });
    const all: Visitor[] = [];
    for (const nick of nicks) all.push(await come(nick));
    await all[0]!.room.press(`Show people, ${nicks.length} here`);
    return { come, all };
  }

  it('MUC-41, MUC-42: two talk, a third sees nothing of it, and the room goes on', async () => {
    const {
      all: [ann, bob, eve],
    } = await people('ann', 'bob', 'eve');
    if (!ann || !bob || !eve) throw new Error('nobody');
    await ann.room.write('for all, later');
    await writeTo(ann, 'bob');
    await privately(ann).sees(({ name }) => name === 'bob', 'with bob');
    await ann.page.keyboard.type('only for you');
    await ann.page.keyboard.press('Enter');
    await answer(bob, 'ann');
    await lastIs(bob, 'only for you');
    await privately(bob).send('and this for you');
    await lastIs(ann, 'and this for you');
    await turnTo(eve.page);
    await eve.room.send('hello everybody');
    await privately(ann).sees(({ buttons }) => buttons.some((name) => /^Back to .*1 unread/.test(name)));
    await turnTo(ann.page);
    await ann.page.keyboard.press('Escape');
    const { draft } = await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'hello everybody', 'the room');
    expect(draft).to.equal('for all, later');
    for (const each of [ann, bob, eve])
      expect((await each.room.look()).rows.map(({ text }) => text)).to.deep.equal(['hello everybody']);
    expect((await eve.room.look()).buttons.filter((name) => name.startsWith('Private'))).to.deep.equal([]);
    expect([ann, bob, eve].flatMap(ownProblems)).to.deep.equal([]);
  });

  it('MUC-44: whoever takes the name of somebody who left gets nothing, and what is written stays', async () => {
    const {
      come,
      all: [ann, bob],
    } = await people('ann', 'bob');
    if (!ann || !bob) throw new Error('nobody');
    await writeTo(ann, 'bob');
    await privately(ann).send('are you there?');
    await answer(bob, 'ann');
    await lastIs(bob, 'are you there?');
    await turnTo(ann.page);
    await privately(ann).write('the key is under the');
    await bob.page.goto('about:blank');
    await privately(ann).sees(({ subject }) => subject === 'Not here any more', 'he is gone');
    const thief = await come('bob');
    await turnTo(ann.page);
    await privately(ann)
      .find('[part~=input]')
      .then((input) => input.focus());
    await ann.page.keyboard.press('Enter');
    await thief.room.press('Show people, 2 here');
    await writeTo(thief, 'ann');
    await privately(thief).send('which key?');
    const look = await privately(ann).sees(
      ({ buttons }) => buttons.filter((name) => name.startsWith('Private with bob')).length === 2,
      'a conversation of its own',
    );
    expect(look.draft).to.equal('the key is under the');
    expect(look.rows.map(({ text }) => text)).to.deep.equal(['are you there?']);
    expect((await privately(thief).look()).rows.map(({ text }) => text)).to.deep.equal(['which key?']);
    expect([ann, thief].flatMap(ownProblems)).to.deep.equal([]);
  });
});
