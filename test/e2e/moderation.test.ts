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

    await turnTo(ann.page);
    await ann.room.press('More');
    await ann.room.press('Rights and bans…');
    const lift = await ann.room.sees(
      ({ buttons }) => buttons.find((name) => name.startsWith('Lift the ban: ')),
      'who is banned',
    );
    await ann.room.press(lift.buttons.find((name) => name.startsWith('Lift the ban: ')) ?? '');
    await ann.room.sees(({ buttons }) => !buttons.some((name) => name.startsWith('Lift')), 'nobody is');
    expect([ann, bob, carl].flatMap(ownProblems)).to.deep.equal([]);
  });

  it('MUC-83, MUC-86, MUC-87: its owner gives it another name, and closes it for good', async () => {
    const { ann, bob } = await annAndBob();
    await turnTo(ann.page);
    await ann.room.press('More');
    await ann.room.press('Room settings…');
    const name = await ann.room.find('dialog xmpp-data-form');
    await ann.page.waitForFunction(
      (form) => form.shadowRoot?.querySelector('input:not([type=checkbox])'),
      {},
      name,
    );
    await ann.page.evaluate((form) => {
      const field = form.shadowRoot?.querySelector<HTMLInputElement>('input:not([type=checkbox])'); // the room's name
      if (!field) return;
      field.value = 'The den';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.form?.requestSubmit();
    }, name);
    for (const { room } of [ann, bob]) await room.sees((look) => look.name === 'The den', 'its name');

    await ann.room.press('More');
    await ann.room.press('Close the room for good…');
    await ann.room.sees(({ buttons }) => buttons.includes('Close for good'), 'it is asked');
    await ann.page.keyboard.type('We move');
    await ann.page.keyboard.press('Enter');
    await bob.room.sees(({ entry, middle, strip, notes }) =>
      [entry, middle, strip, ...notes].join().includes('We move'),
    );
    expect([ann, bob].flatMap(ownProblems)).to.deep.equal([]);
  });
});

const addressOf = ({ page }: Visitor) =>
  page.evaluate(() => document.querySelector('xmpp-room')?.getAttribute('jid') ?? '');
