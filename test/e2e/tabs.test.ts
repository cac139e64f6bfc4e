/** Several tabs of one visitor: what waits in one is sent by that one, once (security.md §10). */
import { expect } from 'chai';
import { bodies, echoed } from '../support/inside.js';
import { breakableLink, newRoom, person, serverUnderTest, type XmppServer } from '../support/people.js';
import type { FaultProxy } from '../support/fault-proxy.js';
import type { Room } from '../../src/session/index.js';
import { guestTag } from './support/guest.js';
import type { Look } from './support/room-on-page.js';
import { publish, SCRIPT_TAG } from './support/site.js';
import { describeInBrowsers, follow, newTab, visit, type Visitor } from './support/visitor.js';

describeInBrowsers('What waits in a tab', () => {
  let server: XmppServer;
  let address: string;
  let link: FaultProxy;
  let watcher: Room;

  beforeEach(async () => {
    server = await serverUnderTest();
    address = newRoom(server);
    link = await breakableLink(server);
    watcher = (await person(server)).rooms.join(address, { nick: 'watcher' });
    await watcher.joined;
  });

  const page = (nick: string) => publish(SCRIPT_TAG + guestTag(server, address, nick, { service: link.url }));

  /** Each once: what was sent before the mark would have come before it. */
  async function hasHeard(...texts: string[]): Promise<void> {
    watcher.send('mark');
    await echoed(watcher, 'mark');
    expect(bodies(watcher)).to.have.members([...texts, 'mark']);
  }

  const waitingIn = async ({ room }: Visitor, text: string) => {
    await room.send(text);
    await room.sees(({ rows }) => rows.at(-1)?.state.startsWith('Waiting'), `${text} waits`);
  };

  it('is sent by that tab alone', async () => {
    const first = await visit(await page('one'));
    await first.room.joined();
    const second = await newTab(first.context);
    await second.page.goto(await page('two'));
    await second.room.joined();
    link.offline();
    await waitingIn(first, 'from one');
    await waitingIn(second, 'from two');
    link.online();
    for (const { room } of [first, second]) {
      const { rows } = await room.sees(
        (look) => look.rows.length === 2 && look.rows.every(({ state }) => !state),
      );
      expect(rows.map(({ author, text }) => `${author}: ${text}`).sort()).to.deep.equal([
        'one: from one',
        'two: from two',
      ]);
    }
    await hasHeard('from one', 'from two');
  });

  it('survives a reload, and is sent once', async () => {
    const ann = await visit(await page('ann'));
    await ann.room.joined();
    link.offline();
    await waitingIn(ann, 'kept');
    await ann.page.reload();
    link.online();
    await ann.room.joined();
    await ann.room.sees(({ rows }) => rows.length === 1 && rows[0]?.text === 'kept' && rows[0].state === '');
    await hasHeard('kept');
  });

  it('goes along to the next page of the site, and is not sent again on coming back', async () => {
    const ann = await visit(await page('ann'));
    await ann.room.joined();
    link.offline();
    await waitingIn(ann, 'taken along');
    await ann.page.goto(await page('ann'));
    link.online();
    const arrived = ({ rows }: Look) =>
      rows.length === 1 && rows[0]?.text === 'taken along' && !rows[0].state;
    await ann.room.sees(arrived);
    await ann.page.goBack();
    await ann.room.joined();
    await ann.room.send('after it');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'after it' && rows.every(({ state }) => !state));
    expect(await ann.room.texts()).to.deep.equal(['taken along', 'after it']);
    await hasHeard('taken along', 'after it');
  });

  it('is sent once where the tab was duplicated', async () => {
    const ann = await visit(await page('ann'));
    await ann.room.joined();
    link.offline();
    await waitingIn(ann, 'only once');
    // a window that is opened by a page takes a copy of its sessionStorage along, as a duplicated tab does
    const opened = new Promise<Visitor>((resolve, reject) =>
      ann.page.once('popup', (popup) => {
        if (popup) follow(popup).then(resolve, reject);
      }),
    );
    await ann.page.evaluate((url) => void window.open(url), await page('twin'));
    const twin = await opened;
    await twin.room.sees(({ name }) => name !== '');
    expect(await twin.page.evaluate(() => Object.keys(sessionStorage).length)).to.be.at.least(1);
    link.online();
    await ann.room.sees(({ rows }) => rows.some(({ text, state }) => text === 'only once' && state === ''));
    // whatever else the twin had to send is out before this
    await twin.room.joined();
    await twin.room.send('from the twin');
    await ann.room.sees(({ rows }) => rows.some(({ text }) => text === 'from the twin'));
    await hasHeard('only once', 'from the twin');
  });
});
