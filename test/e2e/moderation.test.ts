/** A room that is run from the page: by its owner, who came first, and as the one meets it whom it is about. */
import { expect } from 'chai';
import { newRoom, serverUnderTest } from '../support/people.js';
import { guestIn } from './support/guest.js';
import { turnTo } from './support/hands.js';
import { describeInBrowsers, ownProblems, type Visitor } from './support/visitor.js';

/** Opens the menu about `nick` and chooses `item`. */
async function choose({ room }: Visitor, nick: string, item: string): Promise<void> {
  await room.press(`What you can do about ${nick}`);
  await room.press(item);
}

describeInBrowsers('A room and who runs it', () => {
  async function annAndBob() {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const ann = await guestIn(server, address, 'ann', { window: true });
    const bob = await guestIn(server, address, 'bob', { window: true });
    await ann.room.press('Show people, 2 here');
    return { ann, bob };
  }

  it('MUC-73: its owner takes the right to write away, and gives it back', async () => {
    const { ann, bob } = await annAndBob();
    await bob.room.write('what I wanted to say');
    await choose(ann, 'bob', 'Take the right to write away');
    await bob.room.sees(({ buttons }) => !buttons.includes('Attach files'), 'he can only read');
    await choose(ann, 'bob', 'Let them write');
    await bob.room.sees(
      ({ buttons, draft }) => buttons.includes('Attach files') && draft === 'what I wanted to say',
      'he can write, and nothing is lost',
    );
    await turnTo(bob.page);
    await bob.page.keyboard.press('Enter');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'what I wanted to say', 'what he says');
    expect([...ownProblems(ann), ...ownProblems(bob)]).to.deep.equal([]);
  });

  it('MUC-73, MUC-75, ux.md §10: puts somebody out with a reason, by keyboard, and bans them', async () => {
    const { ann, bob } = await annAndBob();
    await ann.room.sees(({ buttons }) => buttons.includes('What you can do about bob'), 'there is a menu');
    await turnTo(ann.page);
    await (await ann.room.find('[part=occupant] button')).focus();
    await ann.page.keyboard.press('Enter');
    await ann.room.sees(({ buttons }) => buttons.includes('Ban…'), 'the menu is open');
    for (const key of ['End', 'ArrowUp', 'Escape', 'Enter'] as const) await ann.page.keyboard.press(key);
    await ann.room.sees(({ buttons }) => buttons.includes('Ban…'), 'it is open again');
    await ann.page.keyboard.press('Escape');
    await choose(ann, 'bob', 'Remove from the room…');
    await ann.room.sees(({ buttons }) => buttons.includes('Remove bob'), 'it is asked');
    await ann.page.keyboard.type('too loud');
    await ann.page.keyboard.press('Enter');
    await bob.room.sees(({ entry, middle, strip, notes }) =>
      [entry, middle, strip, ...notes].join().includes('too loud'),
    );
    await ann.room.sees(({ people }) => people?.join() === 'ann', 'he is gone');

    const carl = await guestIn(await serverUnderTest(), await addressOf(ann), 'carl', { window: true });
    await ann.room.sees(({ people }) => people?.includes('carl'), 'somebody else is here');
    await turnTo(ann.page);
    await choose(ann, 'carl', 'Ban…');
    await ann.page.keyboard.press('Enter');
    await carl.room.sees(({ draft }) => draft === undefined, 'he is out');
    await ann.room.sees(
      ({ notes }) => notes.some((note) => /carl/.test(note) && /ban/i.test(note)),
      'it is told',
    );
    expect([ann, bob, carl].flatMap(ownProblems)).to.deep.equal([]);
  });
});

const addressOf = ({ page }: Visitor) =>
  page.evaluate(() => document.querySelector('xmpp-room')?.getAttribute('jid') ?? '');
