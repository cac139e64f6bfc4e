/** Two people talk, each in a browser of their own; then come others, and a lot is said. */
import { expect } from 'chai';
import { newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { canTest } from './support/engines.js';
import { guestIn } from './support/guest.js';
import { closeTab, describeInBrowsers, type Visitor } from './support/visitor.js';

/** As much as anybody says without waiting for an answer. */
const AT_ONCE = 100;

describeInBrowsers('Two people in a room', (browser) => {
  let server: XmppServer;
  let address: string;

  beforeEach(async () => {
    server = await serverUnderTest();
    address = newRoom(server);
  });

  const both = async (): Promise<[Visitor, Visitor]> => [
    await guestIn(server, address, 'ann'),
    await guestIn(server, address, 'bob', { width: 320 }),
  ];

  it('MUC-33: read what each other writes, in one order, own messages once and without a state', async () => {
    const [ann, bob] = await both();
    for (const n of [1, 2, 3]) {
      await ann.room.send(`ann ${n}`);
      await bob.room.sees(({ rows }) => rows.some(({ text }) => text === `ann ${n}`));
      await bob.room.send(`bob ${n}`);
      await ann.room.sees(({ rows }) => rows.some(({ text }) => text === `bob ${n}`));
    }
    const settled = ({ rows }: { rows: readonly { state: string }[] }) =>
      rows.length === 6 && rows.every(({ state }) => state === '');
    const annSees = (await ann.room.sees(settled, 'six settled messages')).rows;
    const bobSees = (await bob.room.sees(settled, 'six settled messages')).rows;
    expect(annSees.map(({ text }) => text)).to.deep.equal([1, 2, 3].flatMap((n) => [`ann ${n}`, `bob ${n}`]));
    expect(annSees).to.deep.equal(bobSees); // stanza-ids, authors and all
    expect(ann.problems.concat(bob.problems)).to.deep.equal([]);
  });

  it('CSN-1: see each other type, and stop', async () => {
    const [ann, bob] = await both();
    await ann.room.write('Well');
    await bob.room.sees(({ typing }) => typing === 'ann is typing…');
    await ann.page.keyboard.press('Enter');
    await bob.room.sees(({ typing, rows }) => typing === '' && rows.length === 1);
  });

  it('see each other among the people', async () => {
    const [ann, bob] = await both();
    await ann.room.press('Show people, 2 here');
    const { people } = await ann.room.sees((look) => look.people?.length === 2);
    expect(people).to.deep.equal(['ann', 'bob']); // the moderator first
    await ann.room.press('Close');
    await ann.room.sees((look) => look.people === undefined);
    await closeTab(bob);
    await ann.room.sees(({ buttons }) => buttons.includes('Show people, 1 here'));
  });

  it('MUC-38: see the subject, and that it changed', async () => {
    const owner = (await person(server)).rooms.join(address, { nick: 'owner' });
    await owner.joined;
    await owner.setSubject('Tea and <b>biscuits</b>');
    const [ann] = await both();
    await ann.room.sees(({ subject }) => subject === 'Tea and <b>biscuits</b>');
    await owner.setSubject('Coffee');
    await ann.room.sees(
      ({ subject, notes }) => subject === 'Coffee' && notes.some((note) => note.includes('Coffee')),
    );
  });

  it('MUC-45: see a name change as one', async () => {
    const [ann] = await both();
    const carol = (await person(server)).rooms.join(address, { nick: 'carol' });
    await carol.joined;
    await ann.room.sees(({ buttons }) => buttons.includes('Show people, 3 here'));
    await carol.setNick('caroline');
    const { notes } = await ann.room.sees((look) => look.notes.includes('carol is now caroline'));
    expect(notes.filter((note) => /caroline/.test(note))).to.deep.equal(['carol is now caroline']);
  });

  it('see links and actions for what they are', async () => {
    const [ann, bob] = await both();
    await ann.room.send('Look: https://example.org/a?b=c, or javascript:alert(1)');
    await ann.room.send('/me waves');
    await bob.room.sees(({ rows }) => rows[1]?.text === 'ann waves');
    const links = await bob.page.evaluate(() =>
      [...(document.querySelector('xmpp-room')?.shadowRoot?.querySelectorAll('article a') ?? [])].map(
        (a) => ({
          href: a.getAttribute('href'),
          target: a.getAttribute('target'),
          rel: a.getAttribute('rel'),
          policy: a.getAttribute('referrerpolicy'),
        }),
      ),
    );
    expect(links).to.deep.equal([
      {
        href: 'https://example.org/a?b=c',
        target: '_blank',
        rel: 'noopener noreferrer nofollow ugc',
        policy: 'no-referrer',
      },
    ]);
  });

  it('MUC-37: find what was said when they come later', async () => {
    const [ann, bob] = await both();
    await ann.room.send('first');
    await bob.room.sees(({ rows }) => rows.length === 1);
    await bob.room.send('second');
    await ann.room.sees(({ rows }) => rows.length === 2 && rows.every(({ state }) => !state));
    const carol = await guestIn(server, address, 'carol');
    const { rows } = await carol.room.sees((look) => look.rows.length === 2);
    expect(rows).to.deep.equal((await ann.room.look()).rows);
  });

  it('load earlier pages as they scroll up, and no row moves under their eyes', async () => {
    await fill(server, address, 200);
    const ann = await guestIn(server, address, 'ann');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'message 200');
    const drift = await ann.page.evaluate(scrollToStart, 'message 1');
    const texts = await ann.room.texts();
    expect(texts).to.deep.equal(Array.from({ length: 200 }, (_, i) => `message ${i + 1}`));
    expect(drift.largestPx).to.be.at.most(canTest('scrolling by less than a pixel', browser) ? 0 : 0.5);
    expect(drift.prepends).to.be.at.least(2);
    expect(ann.problems).to.deep.equal([]);
  });

  it('have at most 500 rows mounted, however much is said', async () => {
    const ann = await guestIn(server, address, 'ann');
    await ann.room.send('before');
    await ann.room.sees(({ rows }) => rows.length === 1);
    await ann.page.evaluate(watchRows);
    await fill(server, address, 1200);
    const { rows } = await ann.room.sees((look) => look.rows.at(-1)?.text === 'message 1200', 'the last one');
    expect(rows.length).to.be.within(1, 500);
    expect(await ann.page.evaluate(() => Reflect.get(globalThis, 'mostRows') as number)).to.be.within(1, 500);
    expect(rows.map(({ text }) => text)).to.deep.equal(
      Array.from({ length: rows.length }, (_, i) => `message ${1200 - rows.length + 1 + i}`),
    );
    expect(ann.problems).to.deep.equal([]);
  });

  it('stay where they read while others write', async () => {
    await fill(server, address, 60);
    const ann = await guestIn(server, address, 'ann');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'message 60');
    await ann.page.evaluate(() => {
      const log = document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[part~=log]');
      if (log) log.scrollTop -= 300;
    });
    await ann.room.sees(({ buttons }) => buttons.includes('Jump to the latest message'));
    const top = () =>
      ann.page.evaluate(
        () => document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[part~=log]')?.scrollTop,
      );
    const before = await top();
    await fill(server, address, 5);
    await ann.room.sees(({ buttons }) => buttons.includes('5 new messages'));
    expect(await top()).to.equal(before);
    await ann.room.press('5 new messages');
    await ann.room.sees(({ buttons }) => buttons.every((name) => !/new message|Jump/.test(name)));
  });
});

/** Somebody new says "message 1" to "message `count`", is known to have said it, and stays, so that the room does. */
async function fill(server: XmppServer, address: string, count: number): Promise<void> {
  const filler = await person(server);
  const room = filler.rooms.join(address, { nick: `filler ${filler.jid}` });
  await room.joined;
  const sent = () =>
    room.messages.filter((row) => row.kind === 'message' && row.own && row.state === 'sent').length;
  for (let n = 1; n <= count; n++) {
    room.send(`message ${n}`);
    if (n % AT_ONCE === 0 || n === count) await until(() => sent() >= n, `${n} messages sent`);
  }
}

/** In the page: keeps the most rows that were ever mounted, in `mostRows`. */
function watchRows(): void {
  const list = document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[part~=log] ol');
  if (!list) throw new Error('no list');
  const count = () =>
    Reflect.set(
      globalThis,
      'mostRows',
      Math.max(Number(Reflect.get(globalThis, 'mostRows') ?? 0), list.querySelectorAll('article').length),
    );
  new MutationObserver(count).observe(list, { childList: true });
}

/**
 * In the page: scrolls up step by step until the row `first` is mounted. The first visible row must stand where it
 * stood whenever rows came in before it, in the very frame.
 */
async function scrollToStart(first: string): Promise<{ largestPx: number; prepends: number }> {
  const root = document.querySelector('xmpp-room')?.shadowRoot;
  const log = root?.querySelector<HTMLElement>('[part~=log]');
  if (!root || !log) throw new Error('no list');
  const rows = () => [...root.querySelectorAll<HTMLElement>('article')];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const text = (row: HTMLElement | undefined) => row?.querySelector('[part~=message-body]')?.textContent;
  const offset = (row: HTMLElement) => row.getBoundingClientRect().top - log.getBoundingClientRect().top;
  let largestPx = 0;
  let prepends = 0;
  while (text(rows()[0]) !== first) {
    log.scrollTop = Math.max(0, log.scrollTop - 200);
    const visible = rows().find((row) => offset(row) >= 0);
    if (!visible) throw new Error('nothing in view');
    const known = rows()[0];
    const before = offset(visible);
    for (let frames = 0; frames < 2; frames++) await frame();
    if (rows()[0] === known) continue;
    prepends += 1;
    largestPx = Math.max(largestPx, Math.abs(offset(visible) - before));
  }
  return { largestPx, prepends };
}
