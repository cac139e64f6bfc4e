/** `<xmpp-launcher>` in its own script (ux.md §7, §9), under the page policy of security.md §3. */
import { expect } from 'chai';
import { heard } from '../support/inside.js';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { Room } from '../../src/session/index.js';
import { newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage } from './support/room-on-page.js';
import { LAUNCHER_SCRIPT, publish, scriptTag } from './support/site.js';
import {
  describeInBrowsers,
  follow,
  newTab,
  visit,
  type VisitOptions,
  type Visitor,
} from './support/visitor.js';

/** A page of the site with the launcher, and nothing else. */
const publishPage = (server: XmppServer, jid: string, more = 'nick="ann"') =>
  publish(
    `${scriptTag(LAUNCHER_SCRIPT)}<h1>Shop</h1><xmpp-launcher service="${server.ws}" domain="${server.guestDomain}" room="${jid}" ${more}></xmpp-launcher>`,
    strictPolicy(server),
  );

/** The launcher in a tab. */
function launcherIn(visitor: Visitor) {
  const room = new RoomOnPage(visitor.page, 'xmpp-launcher >>> xmpp-room');
  const button = () => new RoomOnPage(visitor.page, 'xmpp-launcher').find('[part~=launcher]');
  return { ...visitor, room, button };
}

/** Somebody on such a page. */
const shopper = async (server: XmppServer, jid: string, options?: VisitOptions, more?: string) =>
  launcherIn(await visit(await publishPage(server, jid, more), options));

/** All names that others than `watcher` ever had in the room: whoever is in it twice has a second one. */
function namesIn(watcher: Room): Set<string> {
  const names = new Set<string>();
  watcher.addEventListener('change', () => {
    for (const nick of watcher.occupants.keys()) if (nick !== watcher.nick) names.add(nick);
  });
  return names;
}

const nameOf = (button: ElementHandle<HTMLElement>) => button.evaluate((element) => element.ariaLabel);

const isOpen = (page: Page) =>
  page.evaluate(() =>
    Boolean(document.querySelector('xmpp-launcher')?.shadowRoot?.querySelector('dialog')?.checkVisibility()),
  );

/** The innermost focused element. */
const focusOf = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('part') ?? element?.localName;
  });

const focusIs = (page: Page, what: string) =>
  eventually(
    () => focusOf(page),
    (now) => now === what,
    `the focus is on ${what}`,
  );

const scripts = (requests: readonly string[]) => requests.filter((url) => /\/dist\//.test(url));

describeInBrowsers('A launcher on a page', (browser) => {
  it('is one script until it is pointed at, opens a room, counts while it is closed, and goes along to the next page', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const bob = (await person(server)).rooms.join(address, { nick: 'bob' });
    await bob.joined;
    const { page, room, button, requests, problems } = await shopper(server, address, { width: 1000 });
    expect(await nameOf(await button())).to.equal('Chat with us');
    expect(scripts(requests).map((url) => new URL(url).pathname)).to.deep.equal([LAUNCHER_SCRIPT]);

    await (await button()).hover();
    await eventually(
      () => Promise.resolve(scripts(requests)),
      (urls) => urls.some((url) => url.endsWith('/xmpp-elements.min.js')),
      'the kit comes',
    );
    expect(bob.occupants.size, 'no connection yet').to.equal(1);
    await (await button()).click();
    await room.joined();
    await focusIs(page, 'input');
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await heard(bob, 'hello');

    await page.keyboard.press('Escape');
    await eventually(
      () => isOpen(page),
      (open) => !open,
      'closed',
    );
    await focusIs(page, 'launcher');
    bob.send('how can I help?');
    await eventually(
      async () => nameOf(await button()),
      (name) => name === 'Chat with us, 1 unread',
      'it counts',
    );
    await page.keyboard.press('Enter');
    await eventually(
      async () => nameOf(await button()),
      (name) => name === 'Chat with us',
      'it is read',
    );
    await room.write('a draft');

    await page.goto(await publishPage(server, address));
    await room.joined();
    const { draft } = await room.sees(({ rows }) => rows.length === 2, 'the talk so far');
    expect([draft, await isOpen(page), await focusOf(page)]).to.deep.equal(['a draft', true, 'body']);
    await until(() => [...bob.occupants.keys()].sort().join() === 'ann,bob', 'she is there once');
    expect(problems).to.deep.equal([]);
  });

  it('fills a phone, and is a button with a mark on its next page', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const bob = (await person(server)).rooms.join(address, { nick: 'bob' });
    await bob.joined;
    const { page, room, button, problems } = await shopper(server, address, { width: 360, height: 640 });
    await (await button()).click();
    await room.joined();
    await focusIs(page, 'h2'); // no keyboard pops up
    await room.send('hello');
    await room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');

    await page.goto(await publishPage(server, address));
    await eventually(
      async () => nameOf(await button()),
      (name) => name === 'Chat with us, a conversation is going on',
      'minimised',
    );
    expect(await isOpen(page)).to.equal(false);
    await eventually(
      () => Promise.resolve(bob.occupants.has('ann')),
      (there) => there,
      'she is in',
    );
    bob.send('still there?');
    await eventually(
      async () => nameOf(await button()),
      (name) => name === 'Chat with us, 1 unread',
      'it counts',
    );
    await (await button()).click();
    await room.sees(({ rows }) => rows.length === 2);
    expect(problems).to.deep.equal([]);
  });

  it('moves to the tab where it is opened, under its name and with the unsent text, and is in the room once', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const bob = (await person(server)).rooms.join(address, { nick: 'bob' });
    await bob.joined;
    const names = namesIn(bob);
    const first = await shopper(server, address, { width: 1000 }, '');
    await (await first.button()).click();
    await first.room.enter('ann');
    await first.room.joined();
    await first.room.send('hello');
    await first.room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
    await first.room.write('I wonder');

    const second = launcherIn(await newTab(first.context, { width: 1000 }));
    await second.page.goto(await publishPage(server, address, ''));
    await (await second.button()).click();
    await second.room.joined();
    const { draft } = await second.room.sees(({ rows }) => rows.length === 1, 'the talk so far');
    expect(draft).to.equal('I wonder');
    await eventually(
      () => isOpen(first.page),
      (open) => !open,
      'closed in the first tab',
    );
    await (await second.button()).click();
    bob.send('still there?');
    for (const { button } of [first, second])
      await eventually(
        async () => nameOf(await button()),
        (name) => name === 'Chat with us, 1 unread',
        'both count',
      );

    await first.page.bringToFront();
    await (await first.button()).click();
    await first.room.joined();
    await first.room.sees(({ rows }) => rows.length === 2);
    expect([...names]).to.deep.equal(['ann']);
    expect([...first.problems, ...second.problems]).to.deep.equal([]);
  });

  it('has a window of its own, and comes back from it', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const bob = (await person(server)).rooms.join(address, { nick: 'bob' });
    await bob.joined;
    const names = namesIn(bob);
    const own = await publishPage(server, address, 'nick="ann" mode="window" open');
    const { page, room, button, problems } = await shopper(server, address, {}, `nick="ann" popout="${own}"`);
    await (await button()).click();
    await room.joined();
    await room.write('I wonder');
    const opened = new Promise<Visitor>((resolve, reject) =>
      page.once('popup', (popup) => {
        if (popup) follow(popup, { width: 420, height: 680 }).then(resolve, reject);
      }),
    );
    await room.press('More');
    await room.press('Open in a window');
    await eventually(
      () => isOpen(page),
      (open) => !open,
      'closed in the page',
    );
    const window = launcherIn(await opened);
    await window.room.joined();
    const { draft, buttons } = await window.room.look();
    expect([draft, await isOpen(window.page)]).to.deep.equal(['I wonder', true]);
    expect(buttons).not.to.include('Close chat');
    await window.page.keyboard.press('Escape');
    expect(await isOpen(window.page)).to.equal(true);

    const closed = new Promise((resolve) => window.page.once('close', resolve));
    await page.bringToFront();
    await (await button()).click();
    await room.joined();
    if (browser !== 'webkit') await closed; // whose driver does not tell
    expect((await room.look()).draft).to.equal('I wonder');
    expect([...names]).to.deep.equal(['ann']);
    expect(problems).to.deep.equal([]);
  });

  it('is closed on a phone by the browser’s Back, which leaves the page only then (ux.md §9)', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const more = 'nick="ann" close-on-back';
    const { page, room, button, problems } = await shopper(
      server,
      address,
      { width: 360, height: 640 },
      more,
    );
    const shop = page.url();
    await page.goto(await publishPage(server, address, more));
    const here = page.url();
    await (await button()).click();
    await room.joined();
    await page.evaluate(() => history.back());
    await eventually(
      () => isOpen(page),
      (open) => !open,
      'closed',
    );
    expect(page.url()).to.equal(here);
    await page.goBack();
    expect(page.url()).to.equal(shop);
    expect(problems).to.deep.equal([]);
  });
});
