/** What a site's owner pastes in, and nothing besides. */
import { expect } from 'chai';
import { breakableLink, newRoom, person, serverUnderTest } from '../support/people.js';
import { guest, guestIn } from './support/guest.js';
import { SCRIPT } from './support/site.js';
import { describeInBrowsers, newTab, type Visitor } from './support/visitor.js';

describeInBrowsers('A blank page with the script and one tag', () => {
  it('is a working room with autojoin', async () => {
    const server = await serverUnderTest();
    const ann = await guestIn(server, newRoom(server, 'lab'), 'ann');
    await ann.room.send('Hello, world');
    const look = await ann.room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
    expect(look.rows[0]).to.include({ author: 'ann', text: 'Hello, world' });
    expect(look.rows[0]?.id).to.not.equal('');
    expect(look.name).to.match(/^lab/);
    expect(ann.problems).to.deep.equal([]);
  });

  it('loads what lets people in for nobody who is expected, and for whoever leaves (ux.md §11)', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    await (await person(server)).rooms.join(address, { nick: 'bob' }).joined; // or its making would be told of
    const ann = await guestIn(server, address, 'ann');
    await ann.page.waitForNetworkIdle();
    expect(loaded(ann)).to.deep.equal(['xmpp-elements.min.js', 'index', 'view']);
    await ann.room.send('hello'); // for which help with writing comes
    await ann.room.sees(({ rows }) => rows[0]?.state === '');
    await ann.page.waitForNetworkIdle();
    const before = loaded(ann).length;
    await ann.page.evaluate(() => document.querySelector('xmpp-room')?.leave());
    await ann.room.sees(({ buttons }) => buttons.includes('Rejoin'));
    // its words are shared with those of a chat
    expect(loaded(ann).slice(before)).to.deep.equal(['entry-panel', 'session-failure']);
  });

  it('opens no connection and stores nothing until Join is pressed', async () => {
    const server = await serverUnderTest();
    const link = await breakableLink(server);
    const ann = await guest(server, newRoom(server), 'ann', {
      attributes: { service: link.url, autojoin: undefined },
    });
    await ann.room.sees(({ buttons }) => buttons.includes('Join'));
    await ann.page.waitForNetworkIdle();
    expect(link.connections).to.have.length(0);
    expect(await stored(ann)).to.deep.equal({ local: 0, session: 0, cookies: '' });
    const [first, ...others] = loaded(ann);
    expect([first, ...others.sort()]).to.deep.equal([
      'xmpp-elements.min.js',
      'entry-panel',
      'index',
      'name-strings',
      'session-failure',
      'view',
    ]);

    await ann.room.press('Join');
    await ann.room.joined();
    expect(link.connections).to.have.length(1);
    expect(ann.problems).to.deep.equal([]);
  });

  it('has the session’s contacts as soon as their code is there, and says how to get it before (design.md §3)', async () => {
    const server = await serverUnderTest();
    const ann = await guestIn(server, newRoom(server, 'lab'), 'ann');
    const look = await ann.page.evaluate(async (script) => {
      const { getSession } = (await import(script)) as typeof import('../../src/index.js');
      const session = getSession();
      const before = (['roster', 'chats', 'blocking'] as const).map((store) => {
        try {
          return String(session[store]);
        } catch (error) {
          return String(error);
        }
      });
      const people = await session.people;
      return { before, same: session.roster === people.roster && session.chats === people.chats };
    }, SCRIPT);
    expect(new Set(look.before)).to.deep.equal(
      new Set(['Error: not loaded yet: await session.people first']),
    );
    expect(look.same).to.equal(true);
    expect(loaded(ann)).to.include('people');
  });

  it('asks for a name where the tag gives none, and remembers it once it worked', async () => {
    const server = await serverUnderTest();
    const ann = await guest(server, newRoom(server), undefined);
    await ann.room.sees(({ field }) => field === '');
    await ann.room.enter('Ann of the blank page');
    await ann.room.joined();
    const later = await newTab(ann.context);
    await later.page.goto(ann.page.url());
    await later.room.sees(({ field }) => field === 'Ann of the blank page');
  });
});

/** What the page fetched besides itself, in order; of the kit's own parts their names. */
const loaded = ({ requests: [page, ...others] }: Visitor) => {
  const site = new URL(page ?? '').origin;
  return others
    .filter((url) => !/\/(favicon\.ico|xmpp-websocket)$/.test(url)) // the browser's own; some tell of WebSockets
    .map((url) => url.replace(`${site}/dist/`, '').replace(/^chunks\/([a-z-]+)-[\w-]{8}\.js$/, '$1'));
};

const stored = ({ page }: Visitor) =>
  page.evaluate(() => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
  }));
