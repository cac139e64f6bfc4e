/** `<xmpp-launcher>` in its own script (ux.md §7, §9), under the page policy of security.md §3. */
import { expect } from 'chai';
import type { ElementHandle, Page } from 'puppeteer-core';
import { newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { eventually } from './support/eventually.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage } from './support/room-on-page.js';
import { LAUNCHER_SCRIPT, publish, scriptTag } from './support/site.js';
import { describeInBrowsers, visit, type VisitOptions } from './support/visitor.js';

/** A page of the site with the launcher, and nothing else. */
const publishPage = (server: XmppServer, jid: string, nick = 'ann') =>
  publish(
    `${scriptTag(LAUNCHER_SCRIPT)}<h1>Shop</h1><xmpp-launcher service="${server.ws}" domain="${server.guestDomain}" room="${jid}" nick="${nick}"></xmpp-launcher>`,
    strictPolicy(server),
  );

/** Somebody on such a page. */
async function shopper(server: XmppServer, jid: string, options?: VisitOptions) {
  const visitor = await visit(await publishPage(server, jid), options);
  const room = new RoomOnPage(visitor.page, 'xmpp-launcher >>> xmpp-room');
  const button = () => new RoomOnPage(visitor.page, 'xmpp-launcher').find('[part~=launcher]');
  return { ...visitor, room, button };
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

describeInBrowsers('A launcher on a page', () => {
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
    await eventually(
      () => Promise.resolve(bob.messages.at(-1)),
      (row) => row?.kind === 'message' && row.body === 'hello',
      'bob reads it',
    );

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
});
