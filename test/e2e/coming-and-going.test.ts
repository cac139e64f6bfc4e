/** Servers that stop, tabs that are hidden, closed, left and come back to. */
import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import {
  breakableLink,
  newAccount,
  newRoom,
  person,
  serverUnderTest,
  type XmppServer,
} from '../support/people.js';
import { canTest } from './support/engines.js';
import { eventually } from '../support/eventually.js';
import { guestIn, guestTag } from './support/guest.js';
import { publish, roomTag, SCRIPT, SCRIPT_TAG } from './support/site.js';
import { closeTab, describeInBrowsers, ownProblems, visit } from './support/visitor.js';

describeInBrowsers('A page that stays open', (browser) => {
  it('goes on by itself after the server was stopped and started', async () => {
    const server = await serverUnderTest();
    const ann = await guestIn(server, newRoom(server), 'ann');
    await ann.room.send('before');
    await ann.room.sees(({ rows }) => rows[0]?.state === '' && rows.length === 1);
    await server.stop();
    await ann.room.sees(({ strip }) => strip.startsWith('Reconnecting…'));
    await ann.room.send('while it is down');
    await ann.room.write('a draft');
    await ann.room.sees(({ rows }) => rows[1]?.state.startsWith('Waiting'));
    await server.restart();
    const { draft, strip } = await ann.room.sees(
      ({ rows }) => rows.length === 2 && rows[1]?.state === '' && rows[1].id !== '',
      'delivered',
    );
    expect({ draft, strip }).to.deep.equal({ draft: 'a draft', strip: '' });
    expect(ownProblems(ann)).to.deep.equal([]);
  });

  it('SM-7: asks the link when the tab is shown again, drops a dead one, and has its name back once it is free', async () => {
    const server = await serverUnderTest();
    const link = await breakableLink(server);
    const address = newRoom(server);
    const ann = await guestIn(server, address, 'ann', { attributes: { service: link.url } });
    await setVisibility(ann.page, 'hidden');
    link.connections[0]?.stall();
    await setVisibility(ann.page, 'visible');
    await eventually(
      () => Promise.resolve(link.connections.length),
      (count) => count === 2,
      'a new link',
    );
    await ann.room.press('Show people, 2 here'); // the server takes the old link for alive
    await ann.room.sees(({ people }) => people?.includes('ann') && people.includes('ann_'));
    link.connections[0]?.cut();
    const { strip } = await ann.room.sees(({ people }) => people?.join() === 'ann', 'the name is back');
    expect(strip).to.equal('');
  });

  it('counts what comes while the tab is hidden, and says so in the list', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const ann = await guestIn(server, address, 'ann');
    await ann.page.evaluate(() =>
      document.querySelector('xmpp-room')?.addEventListener('xmpp-unread', (event) => {
        document.title = `(${String(Reflect.get(event, 'unread'))})`;
      }),
    );
    await setVisibility(ann.page, 'hidden');
    const bob = (await person(server)).rooms.join(address, { nick: 'bob' });
    await bob.joined;
    bob.send('hello?');
    await eventually(
      () => ann.page.title(),
      (title) => title === '(1)',
      'one unread',
    );
    await setVisibility(ann.page, 'visible');
    await eventually(
      () => ann.page.title(),
      (title) => title === '(0)',
      'none unread',
    );
  });

  it('tells the room when the tab is closed', async () => {
    const server = await serverUnderTest();
    const { member, left } = await memberAndWatcher(server);
    await closeTab(member);
    await left();
  });

  it('tells the room when the visitor goes to another page', async () => {
    const server = await serverUnderTest();
    const { member, left } = await memberAndWatcher(server);
    await member.page.goto(await publish('<p>Elsewhere</p>'));
    await left();
  });

  if (canTest('the back-forward cache', browser)) {
    it('is in the room again when it comes back out of the back-forward cache', async () => {
      const server = await serverUnderTest();
      const address = newRoom(server);
      const bob = (await person(server)).rooms.join(address, { nick: 'bob' });
      await bob.joined;
      const tag = guestTag(server, address, 'ann');
      // the usual no-store would keep the page out of the cache
      const ann = await visit(await publish(SCRIPT_TAG + tag, { 'cache-control': 'no-cache' }));
      await ann.room.joined();
      await ann.room.send('before');
      await ann.room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
      await ann.room.write('a draft');
      await ann.page.evaluate(() =>
        addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'kept' : 'new')),
      );
      await ann.page.goto(await publish('<p>Elsewhere</p>'));
      await eventually(
        () => Promise.resolve(bob.occupants.has('ann')),
        (there) => !there,
        'ann has left',
      );
      bob.send('while away');
      await ann.page.goBack();
      await eventually(
        () => ann.page.title(),
        (title) => title === 'kept',
        'from the cache',
      );
      await eventually(
        () => Promise.resolve(bob.occupants.has('ann')),
        (there) => there,
        'ann is back',
      );
      const { draft } = await ann.room.sees(
        ({ rows }) => rows.length === 2 && rows[1]?.text === 'while away',
      );
      expect(draft).to.equal('a draft');
      await ann.room.sees(({ strip }) => strip === '');
    });
  }
});

/** Headless browsers take all tabs for shown, whichever is in front: the page is told otherwise. */
async function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

/**
 * One who watches the room, and a page in it whose visitor has an account: the server would keep their session for
 * minutes, so only a leave that was said shows at once.
 */
async function memberAndWatcher(server: XmppServer) {
  const address = newRoom(server);
  const watcher = (await person(server)).rooms.join(address, { nick: 'watcher' });
  await watcher.joined;
  const { username, password } = await newAccount(server, 'member');
  const config = JSON.stringify({
    service: server.ws,
    domain: server.domain,
    credentials: { username, password },
  });
  const script = `import { configureSession } from '${SCRIPT}'; configureSession(${config});`;
  const tag = roomTag({ jid: address, nick: 'member', autojoin: true });
  const member = await visit(await publish(`<script type="module">${script}</script>${tag}`));
  await member.room.joined();
  const there = () => Promise.resolve(watcher.occupants.has('member'));
  await eventually(there, (is) => is, 'the member came');
  return { member, left: () => eventually(there, (is) => !is, 'the member left') };
}
