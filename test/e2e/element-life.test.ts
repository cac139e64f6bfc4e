/** What pages do to elements: before the script, elsewhere, away and back. */
import { expect } from 'chai';
import { breakableLink, newRoom, serverUnderTest, type XmppServer } from '../support/people.js';
import type { Room } from '../../src/session/index.js';
import { eventually } from '../support/eventually.js';
import { guestTag } from './support/guest.js';
import { RoomOnPage } from './support/room-on-page.js';
import { publish, SCRIPT, SCRIPT_TAG } from './support/site.js';
import { watch } from './support/traffic.js';
import { describeInBrowsers, visit } from './support/visitor.js';

describeInBrowsers('The element on its page', () => {
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

  it('works whether it was there before the script or made afterwards, by tag or by script', async () => {
    const other = newRoom(server);
    const ann = await visit(await publish(guestTag(server, address, 'ann') + SCRIPT_TAG));
    await ann.room.joined();
    await ann.page.evaluate((jid) => {
      const element = document.createElement('xmpp-room');
      Object.assign(element, { id: 'second', jid, nick: 'ann', autojoin: true });
      document.body.append(element);
    }, other);
    await new RoomOnPage(ann.page, '#second').joined();
    expect(ann.problems).to.deep.equal([]);
  });

  it('takes properties that were set before the script came', async () => {
    const { ws: service, guestDomain: domain } = server;
    const script = `
      const element = document.createElement('xmpp-room');
      Object.assign(element, ${JSON.stringify({ service, domain, jid: address, nick: 'ann', autojoin: true })});
      document.body.append(element);
      import('${SCRIPT}');`;
    const ann = await visit(await publish(`<script type="module">${script}</script>`));
    await ann.room.joined();
    expect(ann.problems).to.deep.equal([]);
  });

  it('moves within the page, and out and back in, without leaving the room or its place in it', async () => {
    const tag = guestTag(server, address, 'ann');
    const ann = await visit(await publish(`${SCRIPT_TAG}<div id="here">${tag}</div><div id="there"></div>`));
    await ann.room.joined();
    await ann.room.send('before');
    await ann.room.sees(({ rows }) => rows[0]?.state === '' && rows.length === 1);
    await ann.room.write('a draft');
    await ann.page.evaluate(() => {
      const room = document.querySelector('xmpp-room');
      if (room) document.querySelector('#there')?.append(room);
    });
    const moved = await ann.room.joined();
    expect({ draft: moved.draft, rows: moved.rows.length }).to.deep.equal({ draft: 'a draft', rows: 1 });
    await ann.page.evaluate(async () => {
      const room = document.querySelector('xmpp-room');
      room?.remove();
      // frames later, as frameworks do
      for (let n = 0; n < 3; n++) await new Promise((resolve) => requestAnimationFrame(resolve));
      if (room) document.querySelector('#here')?.append(room);
    });
    const back = await ann.room.joined();
    expect({ draft: back.draft, rows: back.rows.length }).to.deep.equal({ draft: 'a draft', rows: 1 });
    await ann.room.press('Send');
    await ann.room.sees(({ rows }) => rows.length === 2 && rows[1]?.state === '');
    await eventually(
      () => Promise.resolve(watcher.messages.length),
      (count) => count >= 2,
      'both heard',
    );
    expect(traffic()).to.deep.equal(['+ann']);
    expect(ann.problems).to.deep.equal([]);
  });

  it('leaves the room once it is gone for good', async () => {
    const ann = await visit(await publish(SCRIPT_TAG + guestTag(server, address, 'ann')));
    await ann.room.joined();
    await ann.page.evaluate(() => document.querySelector('xmpp-room')?.remove());
    await eventually(
      () => Promise.resolve(traffic()),
      ({ length }) => length === 2,
      'left',
    );
    expect(traffic()).to.deep.equal(['+ann', '-ann']);
  });

  it('shares one connection among all rooms of a page, and one occupant among all that show the same', async () => {
    const link = await breakableLink(server);
    const other = newRoom(server);
    const tag = (id: string, jid: string) =>
      `<div id="${id}">${guestTag(server, jid, 'ann', { service: link.url })}</div>`;
    const ann = await visit(
      await publish(SCRIPT_TAG + tag('a', address) + tag('b', address) + tag('c', other)),
    );
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new RoomOnPage(ann.page, `#${id} xmpp-room`));
    if (!a || !b || !c) throw new Error('no rooms');
    for (const room of [a, b, c]) await room.joined();
    await a.send('seen in both');
    await b.sees(({ rows }) => rows.length === 1 && rows[0]?.text === 'seen in both');
    await c.send('only here');
    await c.sees(({ rows }) => rows[0]?.state === '' && rows.length === 1);
    expect((await a.look()).rows).to.have.length(1);
    expect(link.connections).to.have.length(1);
    await ann.page.evaluate(() => document.querySelector('#a')?.remove());
    await b.send('still here');
    await b.sees(({ rows }) => rows.length === 2 && rows[1]?.state === '');
    expect(traffic()).to.deep.equal(['+ann']);
    expect(ann.problems).to.deep.equal([]);
  });

  it("works in a foreign element's shadow root", async () => {
    const tag = JSON.stringify(guestTag(server, address, 'ann'));
    const script = `
      customElements.define('foreign-shell', class extends HTMLElement {
        connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = ${tag}; }
      });`;
    const ann = await visit(
      await publish(`${SCRIPT_TAG}<foreign-shell></foreign-shell><script type="module">${script}</script>`),
    );
    const room = new RoomOnPage(ann.page, 'foreign-shell >>> xmpp-room');
    await room.joined();
    await room.send('from within');
    await room.sees(({ rows }) => rows[0]?.state === '' && rows.length === 1);
    expect(ann.problems).to.deep.equal([]);
  });

  it('tells of conflicting settings by session-conflict, and goes by the first', async () => {
    const listen = `<script>
      addEventListener('xmpp-error', ({ code }) => (document.title += ' ' + code), true);
    </script>`;
    const other = newRoom(server);
    const second = guestTag(server, other, 'ann', { domain: 'elsewhere.example', id: 'second' });
    const ann = await visit(await publish(listen + SCRIPT_TAG + guestTag(server, address, 'ann') + second));
    await ann.room.joined();
    await new RoomOnPage(ann.page, '#second').joined();
    expect(await ann.page.title()).to.include('session-conflict');
    expect(ann.problems).to.deep.equal([]);
  });

  it('changes rooms when its address does', async () => {
    const other = newRoom(server);
    const ann = await visit(await publish(SCRIPT_TAG + guestTag(server, address, 'ann')));
    await ann.room.joined();
    await ann.room.send('here');
    await ann.room.sees(({ rows }) => rows.length === 1);
    await ann.page.evaluate((jid) => document.querySelector('xmpp-room')?.setAttribute('jid', jid), other);
    await ann.room.sees(
      ({ rows, name, draft }) => draft === '' && rows.length === 0 && name === other.split('@')[0],
    );
    await eventually(
      () => Promise.resolve(traffic()),
      ({ length }) => length === 2,
      'left the first',
    );
  });
});
