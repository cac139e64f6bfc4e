/** Reloads and page changes: the visitor goes on in the room where they were, as they were. */
import { expect } from 'chai';
import { echoed } from '../support/inside.js';
import {
  breakableLink,
  newAccount,
  newRoom,
  serverUnderTest,
  type Account,
  type XmppServer,
} from '../support/people.js';
import type { Room } from '../../src/session/index.js';
import { canTest } from './support/engines.js';
import { eventually } from '../support/eventually.js';
import { guestTag } from './support/guest.js';
import type { RoomOnPage } from './support/room-on-page.js';
import { publish, roomTag, SCRIPT, SCRIPT_TAG } from './support/site.js';
import { still } from './support/still.js';
import { watch } from './support/traffic.js';
import { closeTab, describeInBrowsers, follow, visit, type Visitor } from './support/visitor.js';

describeInBrowsers('Leaving and coming back', (browser) => {
  let server: XmppServer;
  let address: string;
  let watcher: Room;
  /** Everybody who came or left, in order. */
  let traffic: () => readonly string[];

  beforeEach(async () => {
    server = await serverUnderTest();
    address = newRoom(server);
    ({ watcher, traffic } = await watch(server, address));
  });

  /** The usual page of a site whose visitors press Join and say who they are. */
  const page = (attributes: Record<string, string | true | undefined> = {}) =>
    publish(SCRIPT_TAG + guestTag(server, address, undefined, { autojoin: undefined, ...attributes }));

  async function comeInAs(nick: string, url: string): Promise<Visitor> {
    const visitor = await visit(url);
    await visitor.room.press('Join');
    await visitor.room.enter(nick);
    await visitor.room.joined();
    return visitor;
  }

  /** A page whose visitors have an account. */
  function accountPage({ username, password }: Account, remember: boolean, headers = {}): Promise<string> {
    const credentials = { username, password };
    const config = JSON.stringify({ service: server.ws, domain: server.domain, credentials, remember });
    const script = `import { configureSession } from '${SCRIPT}'; configureSession(${config});`;
    const tag = roomTag({ jid: address, nick: 'member', autojoin: true });
    return publish(`<script type="module">${script}</script>${tag}`, headers);
  }

  const there = (nick: string, is = true) =>
    eventually(
      () => Promise.resolve([...watcher.occupants.keys()]),
      (nicks) => nicks.includes(nick) === is,
      `${nick} is ${is ? 'there' : 'gone'}`,
    );

  /** The first row to be seen, and how far below the list's top it begins. */
  const firstRow = ({ page: tab }: Visitor) =>
    tab.evaluate(() => {
      const log = document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[part~=log]');
      const top = log?.getBoundingClientRect().top ?? 0;
      const rows = [...(log?.querySelectorAll('[part~=message]') ?? [])];
      const first = rows.find((row) => row.getBoundingClientRect().bottom > top);
      const text = first?.querySelector('[part~=message-body]')?.textContent;
      return { text, offset: Math.round((first?.getBoundingClientRect().top ?? 0) - top) };
    });

  /** The row behind the “New” divider, and whether the divider is to be seen. */
  const behindDivider = ({ page: tab }: Visitor) =>
    tab.evaluate(() => {
      const root = document.querySelector('xmpp-room')?.shadowRoot;
      const divider = root?.querySelector('[part~=new-divider]');
      const log = root?.querySelector('[part~=log]')?.getBoundingClientRect();
      if (!divider || !log) return undefined;
      const { top, bottom } = divider.getBoundingClientRect();
      const text = divider.parentElement?.querySelector('[part~=message-body]')?.textContent;
      return { text, inView: top >= log.top && bottom <= log.bottom };
    });

  const dividerBefore = (visitor: Visitor, text: string) =>
    eventually(
      () => behindDivider(visitor),
      (row) => row?.text === text && row.inView,
      `the divider stands before ${text}`,
    );

  async function scrolledUp({ room, page: tab }: Visitor): Promise<void> {
    for (let n = 1; n <= 30; n++) watcher.send(`line ${n}`);
    await room.sees(({ rows }) => rows.at(-1)?.text === 'line 30', 'all lines');
    await tab.evaluate(() => {
      const log = document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[part~=log]');
      if (log) log.scrollTop = Math.round(log.scrollHeight / 3);
    });
    await room.sees(({ buttons }) => buttons.some(isJump), 'away from the end');
  }

  const unfocused = ({ page: tab }: Visitor) =>
    tab.evaluate(() => document.activeElement === document.body && !document.querySelector(':focus'));

  it('ux.md §3: the New divider stands where the reader left the page, until they have read on', async () => {
    const url = await page();
    const ann = await comeInAs('ann', url);
    watcher.send('read');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'read', 'what is read');
    await ann.page.goto(await publish('<p>Elsewhere</p>'));
    await there('ann', false);
    for (let n = 1; n <= 30; n++) watcher.send(`new ${n}`);
    await ann.page.goto(url);
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'new 30', 'what is new');
    await dividerBefore(ann, 'new 1');
    watcher.send('newer');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'newer', 'what is newer');
    await dividerBefore(ann, 'new 1');
    await ann.page.evaluate(() => {
      const log = document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[part~=log]');
      if (log) log.scrollTop = log.scrollHeight;
    });
    await eventually(
      () => behindDivider(ann),
      (row) => row === undefined,
      'all is read',
    );
    await ann.page.goto(url);
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'newer', 'the same again');
    expect(await behindDivider(ann)).to.equal(undefined);
  });

  it('C2, features.md: a reload keeps name, draft and place, without focus and without asking', async () => {
    const ann = await comeInAs('ann', await page());
    await scrolledUp(ann);
    await ann.room.write('half a thou');
    await still(ann.page);
    const before = await firstRow(ann);
    expect(before.text).not.to.equal('line 1');
    await ann.page.reload();
    const { draft } = await ann.room.joined();
    await ann.room.sees(({ rows }) => rows.length === 30);
    expect(draft).to.equal('half a thou');
    await eventually(
      () => firstRow(ann),
      ({ text, offset }) => text === before.text && offset === before.offset,
      `the place is that of ${JSON.stringify(before)}`,
    );
    expect(await unfocused(ann)).to.equal(true);
    await there('ann');
    expect([...watcher.occupants.keys()].sort()).to.deep.equal(['ann', 'watcher']);
    expect(ann.problems).to.deep.equal([]);
  });

  it('goes along to the next page of the site, whatever name that one would give', async () => {
    const ann = await visit(await page({ nick: 'guest', autojoin: true }));
    await ann.room.joined();
    await renamed(ann.room, 'ann');
    await ann.room.write('a draft');
    await ann.page.goto(await page({ nick: 'guest', autojoin: true }));
    const { draft } = await ann.room.joined();
    expect(draft).to.equal('a draft');
    await there('ann');
  });

  async function renamed(room: RoomOnPage, nick: string): Promise<void> {
    await room.page.evaluate(
      (jid, to) => {
        const session = Reflect.get(globalThis, Symbol.for('xmpp-elements.session')) as
          { rooms: { get(jid: string): Room | undefined } } | undefined;
        return session?.rooms.get(jid)?.setNick(to);
      },
      address,
      nick,
    );
    await there(nick);
  }

  it('is in at the end again if that is where the reader was', async () => {
    const ann = await comeInAs('ann', await page());
    for (let n = 1; n <= 30; n++) watcher.send(`line ${n}`);
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'line 30', 'all lines');
    await ann.page.reload();
    await ann.room.sees(
      ({ rows, buttons }) => rows.at(-1)?.text === 'line 30' && !buttons.some(isJump),
      'the last line',
    );
  });

  it('stays outside after a reload once the visitor has left', async () => {
    const ann = await comeInAs('ann', await page());
    await ann.page.evaluate(() => document.querySelector('xmpp-room')?.leave());
    await there('ann', false);
    await ann.page.reload();
    await ann.room.sees(({ buttons }) => buttons.includes('Join'));
    expect([...watcher.occupants.keys()]).to.deep.equal(['watcher']);
  });

  it('SM-7: comes in beside its own ghost, and has its name back once that is gone', async () => {
    const link = await breakableLink(server);
    const ann = await comeInAs('ann', await page({ service: link.url }));
    link.connections[0]?.stall(); // a browser that dies says nothing
    await ann.page.reload();
    await ann.room.joined();
    await there('ann_');
    link.connections[0]?.cut();
    await there('ann_', false);
    await there('ann');
  });

  it('D12, features.md: a duplicated tab takes neither name nor place from the one it was made of', async () => {
    const ann = await comeInAs('ann', await page());
    const popup = new Promise<Visitor>((resolve, reject) =>
      ann.page.once('popup', (opened) => {
        if (opened) follow(opened).then(resolve, reject);
      }),
    );
    // a window that a page opens takes a copy of its sessionStorage along, as a duplicated tab does
    await ann.page.evaluate(() => void window.open(location.href));
    const twin = await popup;
    await twin.room.sees(({ entry }) => entry?.includes('ann_'), 'told that the name is taken');
    await ann.page.reload();
    await ann.room.joined();
    await there('ann');
    expect([...watcher.occupants.keys()].sort()).to.deep.equal(['ann', 'watcher']);
  });

  it('D11, features.md: whoever watches sees the visitor go within a second', async () => {
    const ann = await comeInAs('ann', await page());
    await there('ann');
    const gone = new Promise<number>((resolve) =>
      watcher.addEventListener('change', () => watcher.occupants.has('ann') || resolve(performance.now())),
    );
    const start = performance.now();
    await closeTab(ann);
    expect((await gone) - start).to.be.lessThan(1_000);
  });

  const fullJid = ({ page: tab }: Visitor) =>
    tab.evaluate(() => {
      const session = Reflect.get(globalThis, Symbol.for('xmpp-elements.session')) as
        { jid?: string } | undefined;
      return session?.jid;
    });

  /** So that what is asserted to be absent would have come before. */
  async function nothingMore(): Promise<void> {
    watcher.send('a mark');
    await echoed(watcher, 'a mark');
  }

  it('SM-4: an account that is remembered is the same occupant over reloads and page changes', async () => {
    const account = await newAccount(server, 'member');
    const ann = await visit(await accountPage(account, true));
    await ann.room.joined();
    const jid = await fullJid(ann);
    await ann.room.send('before');
    await ann.room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
    await ann.page.reload();
    await ann.room.joined();
    await ann.page.goto(await accountPage(account, true));
    await ann.room.joined();
    await ann.room.send('after');
    await ann.room.sees(({ rows }) => rows.length === 2 && rows.every(({ state }) => !state));
    expect(await ann.room.texts()).to.deep.equal(['before', 'after']);
    expect(await fullJid(ann)).to.equal(jid);
    await nothingMore();
    expect(traffic()).to.deep.equal(['+member']);
    expect(ann.problems).to.deep.equal([]);
  });

  it('SM-4: a remembered account says good-bye before it goes to another site', async () => {
    const ann = await visit(await accountPage(await newAccount(server, 'member'), true));
    await ann.room.joined();
    const elsewhere = (await publish('<p>Elsewhere</p>')).replace('127.0.0.1', 'localhost');
    await ann.page.evaluate((url) => location.assign(url), elsewhere);
    await there('member', false);
  });

  it('D12, features.md: a duplicated tab of a remembered account has a session of its own', async () => {
    const ann = await visit(await accountPage(await newAccount(server, 'member'), true));
    await ann.room.joined();
    const jid = await fullJid(ann);
    await ann.page.reload(); // so that there is something to take
    await ann.room.joined();
    const popup = new Promise<Visitor>((resolve, reject) =>
      ann.page.once('popup', (opened) => {
        if (opened) follow(opened).then(resolve, reject);
      }),
    );
    await ann.page.evaluate(() => void window.open(location.href));
    const twin = await popup;
    await eventually(
      () => fullJid(twin),
      (twins) => twins && twins !== jid,
      'a session of its own',
    );
    await ann.room.send('still here');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'still here' && !rows.at(-1)?.state);
    expect(await fullJid(ann)).to.equal(jid);
  });

  it('an account that is not remembered leaves with its page, and is back with the next', async () => {
    const ann = await visit(await accountPage(await newAccount(server, 'member'), false));
    await ann.room.joined();
    await ann.page.reload();
    await ann.room.joined();
    await eventually(
      () => Promise.resolve(traffic()),
      (seen) => seen.join() === '+member,-member,+member',
      'left, and back',
    );
  });

  if (canTest('the back-forward cache', browser))
    it('a page out of the back-forward cache goes on with the session that the page after it had', async () => {
      const account = await newAccount(server, 'member');
      const ann = await visit(await accountPage(account, true, { 'cache-control': 'no-cache' }));
      await ann.room.joined();
      const jid = await fullJid(ann);
      await ann.page.evaluate(() =>
        addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'kept' : 'new')),
      );
      await ann.page.goto(await accountPage(account, true));
      await ann.room.joined();
      await ann.room.send('from the second');
      await ann.room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
      await ann.page.goBack();
      await eventually(
        () => ann.page.title(),
        (title) => title === 'kept',
        'from the cache',
      );
      await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'from the second');
      await ann.room.send('from the first');
      await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'from the first' && !rows.at(-1)?.state);
      expect(await fullJid(ann)).to.equal(jid);
      expect(traffic()).to.deep.equal(['+member']);
    });
});

const isJump = (button: string) => /latest|jump|new/i.test(button);
