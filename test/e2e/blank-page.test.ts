/** What a site's owner pastes in, and nothing besides. */
import { expect } from 'chai';
import { breakableLink, newRoom, serverUnderTest } from '../support/people.js';
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
    const ann = await guestIn(server, newRoom(server), 'ann');
    const entryPanels = () => ann.requests.filter((url) => url.includes('/entry-panel'));
    await ann.page.waitForNetworkIdle();
    expect(entryPanels()).to.deep.equal([]);
    await ann.page.evaluate(() => document.querySelector('xmpp-room')?.leave());
    await ann.room.sees(({ buttons }) => buttons.includes('Rejoin'));
    expect(entryPanels()).to.have.length(1);
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
    const [own, ...others] = ann.requests.filter((url) => !url.endsWith('/favicon.ico')); // the browser's own
    const site = new URL(own ?? '').origin;
    expect(others[0]).to.equal(site + SCRIPT);
    // the element's own view is part of the script: a chunk beside it
    expect(others.filter((url) => !url.startsWith(`${site}/dist/`))).to.deep.equal([]);

    await ann.room.press('Join');
    await ann.room.joined();
    expect(link.connections).to.have.length(1);
    expect(ann.problems).to.deep.equal([]);
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

const stored = ({ page }: Visitor) =>
  page.evaluate(() => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
  }));
