/** Without a mouse, and without seeing. */
import { expect } from 'chai';
import { newRoom, person, serverUnderTest } from '../support/people.js';
import { complaints } from './support/axe.js';
import { canTest } from './support/engines.js';
import { eventually } from '../support/eventually.js';
import { guest, guestIn } from './support/guest.js';
import { describeInBrowsers, type Visitor } from './support/visitor.js';

describeInBrowsers('Somebody with a keyboard only', (browser) => {
  it('joins, writes, goes through the messages and back to the composer', async () => {
    const server = await serverUnderTest();
    const ann = await guest(server, newRoom(server), undefined, { attributes: { autojoin: undefined } });
    const { keyboard } = ann.page;
    await ann.room.sees(({ buttons }) => buttons.includes('Join'));
    expect(await focused(ann)).to.equal('nothing'); // never on load
    await keyboard.press('Tab');
    await focusIs(ann, 'Join');
    await keyboard.press('Enter');
    await ann.room.sees(({ field }) => field !== undefined);
    await focusIs(ann, 'Your name');
    await keyboard.type('ann');
    await keyboard.press('Enter');
    await ann.room.joined();
    await focusIs(ann, 'Message to ');
    for (const text of ['one', 'two', 'three']) {
      await keyboard.type(text);
      await keyboard.press('Enter');
      await ann.room.sees(({ rows }) => rows.at(-1)?.text === text && !rows.at(-1)?.state);
    }
    await keyboard.press('F6');
    await keyboard.press('F6'); // people, then… whichever order: until the list has it
    for (let presses = 0; !(await focused(ann)).startsWith('ann, ') && presses < 4; presses++) {
      await keyboard.press('F6');
    }
    const rowIs = (...texts: string[]) =>
      eventually(
        () => focusedRow(ann),
        (row) => texts.includes(row ?? ''),
        texts.join(),
      );
    await keyboard.press('End');
    await rowIs('three');
    await keyboard.press('ArrowUp'); // for which the first of these may still be loading
    await rowIs('two');
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await rowIs('one', 'two');
    await keyboard.press('Escape');
    await focusIs(ann, 'Message to ');
    await keyboard.type('and on');
    await keyboard.press('Enter');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'and on');
    expect(ann.problems).to.deep.equal([]);
  });

  it('keeps the focus through a join that fails, in the field that asks', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const taken = (await person(server)).rooms.join(address, { nick: 'ann' });
    await taken.joined;
    const ann = await guest(server, address, undefined);
    await ann.room.sees(({ field }) => field !== undefined);
    await ann.room.enter('ann');
    await ann.room.sees(({ entry }) => entry?.includes('taken'));
    await focusIs(ann, 'Your name');
    await ann.page.keyboard.type('anna'); // the old one is selected
    await ann.page.keyboard.press('Enter');
    await ann.room.joined();
    await focusIs(ann, 'Message to ');
  });

  if (canTest('the accessibility tree', browser)) {
    it('finds a named region with the log and the text field in the accessibility tree', async () => {
      const server = await serverUnderTest();
      const address = newRoom(server, 'lab');
      const ann = await guestIn(server, address, 'ann');
      await ann.room.send('hello');
      const { name } = await ann.room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
      const tree = await ann.page.accessibility.snapshot({ interestingOnly: false });
      const region = all(tree).find((node) => node.role === 'region' && node.name === name);
      const inside = all(region).map((node) => `${node.role}: ${node.name ?? ''}`);
      expect(inside).to.include('log: Messages');
      expect(inside).to.include(`textbox: Message to ${name}`);
      expect(inside).to.include(`heading: ${name}`);
      expect(inside).to.include('button: Send');
      expect(inside.some((node) => node.startsWith('article: ann, '))).to.equal(true);
    });
  }

  it('meets nothing that axe complains of: joined, with people, refused', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const ann = await guestIn(server, address, 'ann');
    await ann.room.send('hello https://example.org/');
    await ann.room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
    expect(await complaints(ann.page)).to.deep.equal([]);
    await ann.room.press('Show people, 1 here');
    await ann.room.sees(({ people }) => people?.length === 1);
    expect(await complaints(ann.page)).to.deep.equal([]);
    const late = await guest(server, address, 'ann');
    await late.room.sees(({ entry }) => entry?.includes('taken'));
    expect(await complaints(late.page)).to.deep.equal([]);
  });
});

interface AccessibilityNode {
  readonly role: string;
  readonly name?: string;
  readonly children?: readonly AccessibilityNode[];
}

const all = (node: AccessibilityNode | null | undefined): AccessibilityNode[] =>
  node ? [node, ...(node.children ?? []).flatMap(all)] : [];

/** Name of what has the focus. */
const focused = ({ page }: Visitor) =>
  page.evaluate(() => {
    let at: Element | null | undefined = document.activeElement;
    while (at?.shadowRoot) at = at.shadowRoot.activeElement;
    if (!at || at === document.body) return 'nothing';
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
    return (at.getAttribute('aria-label') ?? label ?? at.textContent ?? '').trim();
  });

const focusIs = (visitor: Visitor, name: string) =>
  eventually(
    () => focused(visitor),
    (now) => now.startsWith(name),
    `“${name}” has the focus`,
  );

const focusedRow = ({ page }: Visitor) =>
  page.evaluate(
    () =>
      document.querySelector('xmpp-room')?.shadowRoot?.activeElement?.querySelector('[part~=message-body]')
        ?.textContent,
  );
