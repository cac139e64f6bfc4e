/** A room with a long past, gone through from the page: by date, by words, and back to now. */
import { expect } from 'chai';
import { echoed, enter } from '../support/inside.js';
import { newRoom, serverUnderTest, until } from '../support/people.js';
import { guestIn } from './support/guest.js';
import { turnTo } from './support/hands.js';
import { describeInBrowsers, ownProblems, type Visitor } from './support/visitor.js';

const COUNT = 260;

/** A room where somebody has said `line 0` and so on, and a visitor who has just come in. */
async function longRoom(): Promise<Visitor> {
  const server = await serverUnderTest();
  const address = newRoom(server);
  const { room } = await enter(server, address, 'ann');
  for (let i = 0; i < COUNT; i++) room.send(i % 100 === 20 ? `line ${i} pumpkin` : `line ${i}`);
  await echoed(room, `line ${COUNT - 1}`);
  const bob = await guestIn(server, address, 'bob', { window: true });
  await bob.room.sees(({ rows }) => rows.at(-1)?.text === `line ${COUNT - 1}`, 'the newest');
  return bob;
}

/** Scrolls the messages, waiting where some are missing, until the page shows `text` in one of them. */
async function scrollTo({ page, room }: Visitor, way: 1 | -1, text: string): Promise<void> {
  const log = await room.find('.log');
  const shows = () =>
    page.evaluate(
      (list, words) =>
        [...list.querySelectorAll('[part~=message-body]')].some((each) => each.textContent === words),
      log,
      text,
    );
  for (let tries = 0; !(await shows()); tries++) {
    if (tries > 300) throw new Error(`“${text}” does not come`);
    await page.evaluate(
      (list, by) =>
        new Promise<void>((resolve) => {
          const view = list.getBoundingClientRect();
          const gap = list.querySelector('.gap')?.getBoundingClientRect();
          const inView = gap && gap.bottom > view.top && gap.top < view.bottom;
          if (!inView) list.scrollTop += by * list.clientHeight * 0.8;
          requestAnimationFrame(() => setTimeout(resolve, 20));
        }),
      log,
      way,
    );
  }
}

describeInBrowsers('A room with a long past', () => {
  it('MAM-2, ux.md §3: goes to a date, scrolls on to both sides, and goes back to now', async () => {
    const bob = await longRoom();
    await turnTo(bob.page);
    await bob.room.press('More');
    await bob.room.press('Go to a date…');
    const field = await bob.room.find('dialog input');
    await bob.page.evaluate((input) => ((input as HTMLInputElement).value = '2020-01-01'), field);
    await bob.room.press('Go there');
    await bob.room.sees(({ rows }) => rows.some(({ text }) => text === 'line 0'), 'the first of all');
    await scrollTo(bob, 1, 'line 130');
    await scrollTo(bob, -1, 'line 0');
    await scrollTo(bob, 1, `line ${COUNT - 1}`);
    await scrollTo(bob, -1, 'line 1');
    await bob.room.press('Jump to the latest message');
    await bob.room.sees(({ rows }) => rows.at(-1)?.text === `line ${COUNT - 1}`, 'now');
    expect(ownProblems(bob)).to.deep.equal([]);
  });

  it('XEP-0431, ux.md §2: searches, goes from match to match by keyboard, and back by Escape', async () => {
    const bob = await longRoom();
    await turnTo(bob.page);
    await bob.room.press('More');
    await bob.room.press('Search…');
    const field = await bob.room.find('.find input');
    await field.focus();
    await bob.page.keyboard.type('pumpkin');
    await bob.page.keyboard.press('Enter');
    const found = await bob.room.find('.find output');
    const status = () => bob.page.evaluate((output) => output.textContent ?? '', found);
    let text = '';
    await until(() => (void status().then((now) => (text = now)), / of /.test(text)), 'matches are found');
    await bob.room.sees(
      ({ rows }) => rows.some((row) => row.text === 'line 220 pumpkin'),
      'the newest match',
    );
    const note = await bob.page.evaluate(
      (output) => output.closest('.find')?.querySelector('.find-note')?.textContent ?? '',
      found,
    );
    expect(text === '1 of 3' || /only what is loaded/.test(note), `${text}: ${note}`).to.equal(true);
    await bob.page.keyboard.press('Escape');
    await bob.room.sees(({ rows }) => rows.at(-1)?.text === `line ${COUNT - 1}`, 'where he was');
    expect(ownProblems(bob)).to.deep.equal([]);
  });
});
