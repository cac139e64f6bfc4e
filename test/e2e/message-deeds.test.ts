/** Two people react, reply, change and take back what they said, and write with formatting, over a real server. */
import { expect } from 'chai';
import { lack } from '../support/capabilities.js';
import { newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { guestIn } from './support/guest.js';
import { turnTo } from './support/hands.js';
import { describeInBrowsers, type Visitor } from './support/visitor.js';

/** Waits until `read` gives `true`. */
const holds = (read: () => Promise<boolean>, label: string) => eventually(read, Boolean, label);

/** What is in the message of `tab` that says `text`: parts by selector. */
const inRow = (tab: Visitor, text: string, selector: string) =>
  tab.page.evaluate(
    (words, wanted) => {
      const root = document.querySelector('xmpp-room')?.shadowRoot;
      const rows = [...(root?.querySelectorAll('article') ?? [])];
      const row = rows.find((each) => each.querySelector('.words')?.textContent?.includes(words));
      return [...(row?.querySelectorAll(wanted) ?? [])].map(
        (each) => each.ariaLabel ?? each.textContent ?? '',
      );
    },
    text,
    selector,
  );

/** Chooses `item` in the menu of the message that says `text`, by keyboard. */
async function choose(tab: Visitor, text: string, item: string): Promise<void> {
  await turnTo(tab.page);
  await tab.page.evaluate((words) => {
    const root = document.querySelector('xmpp-room')?.shadowRoot;
    const rows = [...(root?.querySelectorAll<HTMLElement>('article') ?? [])];
    rows.find((each) => each.querySelector('.words')?.textContent?.includes(words))?.focus();
  }, text);
  const open = () =>
    tab.page.evaluate(
      () => document.querySelector('xmpp-room')?.shadowRoot?.querySelector('.row-more') !== null,
    );
  await holds(open, 'the button of the row');
  await tab.page.keyboard.down('Shift');
  await tab.page.keyboard.press('F10');
  await tab.page.keyboard.up('Shift');
  const chosen = () =>
    tab.page.evaluate((name) => {
      const items = [
        ...(document
          .querySelector('xmpp-room')
          ?.shadowRoot?.querySelectorAll<HTMLElement>('#row-menu [role=menuitem]') ?? []),
      ];
      const found = items.find((each) => (each.ariaLabel ?? each.textContent?.trim()) === name);
      found?.click();
      return found !== undefined;
    }, item);
  await holds(chosen, `“${item}” in the menu`);
}

describeInBrowsers('Two people and what they said', () => {
  let server: XmppServer;
  let address: string;

  beforeEach(async () => {
    server = await serverUnderTest();
    address = newRoom(server);
  });

  it('REA-1, RPL-1, LMC-1, RET-1: react, reply, change and take back, and both see the same', async () => {
    const ann = await guestIn(server, address, 'ann');
    const bob = await guestIn(server, address, 'bob', { width: 320 });
    await ann.room.send('Who waters the tomatos?');
    await bob.room.sees(({ rows }) => rows.length === 1);

    await choose(bob, 'tomatos', 'React with 🎉');
    const reactions = (tab: Visitor) => async () => (await inRow(tab, 'tomat', '.reaction')).join();
    await holds(async () => (await reactions(ann)()) === '🎉, 1 person: bob', 'ann sees who reacts');
    await holds(async () => (await reactions(bob)()) === '🎉, 1 person, you too: bob', 'and bob, too');

    await choose(bob, 'tomatos', 'Reply');
    await bob.room.send('I do');
    const quotes = (tab: Visitor) => async () => (await inRow(tab, 'I do', '.answered')).join();
    for (const tab of [ann, bob])
      await holds(
        async () => (await quotes(tab)()) === 'In reply to ann: Who waters the tomatos?',
        'the quote',
      );

    await choose(ann, 'tomatos', 'Edit');
    await ann.page.keyboard.type(' tomatoes');
    await ann.page.keyboard.press('Enter');
    for (const tab of [ann, bob]) {
      await tab.room.sees(({ rows }) => rows[0]?.text === 'Who waters the tomatos? tomatoes');
      await holds(async () => (await inRow(tab, 'tomatoes', '.earlier summary')).length === 1, 'it says so');
    }

    await choose(bob, 'I do', 'Remove');
    await bob.room.press('Remove');
    for (const tab of [ann, bob])
      await tab.room.sees(({ rows }) => rows.length === 2 && rows[1]?.text === 'Removed by bob.');
    expect(ann.problems.concat(bob.problems)).to.deep.equal([]);

    const carol = (await person(server)).rooms.join(address, { nick: 'carol' });
    await carol.joined;
    const told = () => carol.messages.flatMap((row) => (row.kind === 'message' ? [row] : []));
    const proven = ['Who waters the tomatos? tomatoes', ''];
    // M-6, LMC-1: of a past that does not say who was who, each is a message of its own
    const unproven = ['Who waters the tomatos?', 'I do', 'Who waters the tomatos? tomatoes'];
    const bodies = () => told().map(({ body }) => body);
    const expected = lack('occupantIds') ? unproven : proven;
    await until(() => bodies().join() === expected.join(), 'the archive tells what can be known');
    expect(told().map(({ removed, versions }) => [!!versions, !!removed])).to.deep.equal(
      lack('occupantIds')
        ? unproven.map(() => [false, false])
        : [
            [true, false],
            [false, true],
          ],
    );
  });

  it('XHT-2: write with formatting, which the other reads, and who knows none of it reads well', async () => {
    const ann = await guestIn(server, address, 'ann');
    const bob = await guestIn(server, address, 'bob');
    const plain = (await person(server)).rooms.join(address, { nick: 'plain' });
    await plain.joined;
    await turnTo(ann.page);
    await ann.room.write('');
    await ann.room.press('Formatting');
    const rich = () =>
      ann.page.evaluate(
        () => document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[contenteditable]') !== null,
      );
    await holds(rich, 'the editor');
    await ann.page.keyboard.type('This is **bold** and `code`');
    await ann.page.keyboard.press('Enter');
    for (const tab of [ann, bob]) {
      await holds(async () => (await inRow(tab, 'This is', '.words strong')).join() === 'bold', 'bold words');
      await holds(async () => (await inRow(tab, 'This is', '.words .code')).join() === 'code', 'code');
    }
    await until(() => plain.messages.some((row) => row.kind === 'message'), 'it has come');
    const [row] = plain.messages.filter((each) => each.kind === 'message');
    expect(row?.body).to.equal('This is bold and `code`');
    expect(ann.problems.concat(bob.problems)).to.deep.equal([]);
  });
});
