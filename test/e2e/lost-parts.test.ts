/** Parts of the script that load when they are needed, and do not come: the page says so, and a further try works. */
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { ElementHandle } from 'puppeteer-core';
import { newRoom, serverUnderTest, type XmppServer } from '../support/people.js';
import { canTest } from './support/engines.js';
import { eventually } from '../support/eventually.js';
import { guestTag } from './support/guest.js';
import { RoomOnPage } from './support/room-on-page.js';
import { LAUNCHER_SCRIPT, publish, SCRIPT_TAG, scriptTag, withhold } from './support/site.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

describeInBrowsers('A part that does not load', (browser) => {
  const again = canTest('a second try of a part that did not load', browser);

  let server: XmppServer;
  let address: string;

  beforeEach(async () => {
    server = await serverUnderTest();
    address = newRoom(server);
  });

  /** Somebody on a page that listens to errors. */
  const visitor = async (body: string, width = 800) =>
    visit(await publish(body), {
      width,
      first: () =>
        addEventListener('xmpp-error', (event) => (document.title = String(Reflect.get(event, 'code')))),
    });

  const told = ({ page }: Visitor) =>
    eventually(
      () => page.title(),
      (title) => title === 'load-failed',
      'told',
    );

  it('the people: the next press tries again, and what is written stays (ux.md §1)', async () => {
    const giveBack = withhold('occupants-panel');
    const ann = await visitor(SCRIPT_TAG + guestTag(server, address, 'ann'));
    await ann.room.joined();
    await ann.room.write('a draft');
    await ann.room.press('Show people, 1 here');
    await told(ann);
    const { draft, people } = await ann.room.look();
    expect({ draft, people }).to.deep.equal({ draft: 'a draft', people: undefined });
    if (!again) return;
    giveBack();
    await ann.room.press('Show people, 1 here');
    const look = await ann.room.sees((now) => now.people?.length === 1, 'it opens');
    expect(look.draft).to.equal('a draft');
  });

  for (const part of ['offer', 'commands'])
    it(`MUC-48: what knows commands (${part}): one is not said to all, and goes when it is sent again`, async () => {
      const giveBack = withhold(part);
      const ann = await visitor(SCRIPT_TAG + guestTag(server, address, 'ann'));
      await ann.room.joined();
      await ann.room.send('/kcik bob too loud');
      await told(ann);
      const problem = async () =>
        (await ann.room.find('#composer-problem')).evaluate((each) => each.textContent);
      expect(await problem()).to.equal('This text cannot be sent.');
      const { draft, rows } = await ann.room.look();
      expect({ draft, rows }).to.deep.equal({ draft: '/kcik bob too loud', rows: [] });
      if (!again) return;
      giveBack();
      await ann.page.keyboard.press('Enter');
      await eventually(problem, (text) => text?.includes('/kcik'), 'told that there is no such command');
      expect((await ann.room.look()).rows).to.deep.equal([]);
    });

  it('the room’s menu: the next press opens it', async () => {
    const giveBack = withhold('room-menu');
    const ann = await visitor(SCRIPT_TAG + guestTag(server, address, 'ann'));
    await ann.room.joined();
    await ann.room.press('More');
    await told(ann);
    if (!again) return;
    giveBack();
    await ann.room.press('More');
    await ann.room.find('[role=menuitem]');
  });

  it('what can be done with a message: pointing at it again brings the button', async () => {
    const giveBack = withhold('row-menu');
    const ann = await visitor(SCRIPT_TAG + guestTag(server, address, 'ann'));
    await ann.room.joined();
    await ann.room.send('hello');
    const row = await ann.room.find('[part~=message]');
    await row.hover();
    await told(ann);
    if (!again) return;
    giveBack();
    await (await ann.room.find('[part~=input]')).hover();
    await row.hover();
    await ann.room.find('.row-more');
  });

  it('what holds files: it says so where one writes, keeps them, and a press takes them up', async () => {
    const giveBack = withhold('drop-view');
    const ann = await visitor(SCRIPT_TAG + guestTag(server, address, 'ann'));
    await ann.room.joined();
    await ann.room.write('look at this');
    const file = await ann.room.find('input[type=file]');
    await (file as unknown as ElementHandle<HTMLInputElement>).uploadFile(fileURLToPath(import.meta.url));
    await told(ann);
    const problem = await ann.room.find('#composer-problem');
    expect(await problem.evaluate(({ textContent }) => textContent)).to.equal(
      '1 file is not attached yet. Try again with “Attach files”.',
    );
    if (!again) return;
    giveBack();
    await ann.room.press('Attach files');
    await new RoomOnPage(ann.page, 'xmpp-room >>> xmpp-file-drop').find('.row');
    expect((await ann.room.look()).draft).to.equal('look at this');
  });

  it('the room itself: it is there once its tag is put back', async () => {
    const giveBack = withhold('view');
    const ann = await visitor(SCRIPT_TAG + guestTag(server, address, 'ann'));
    await told(ann);
    if (!again) return;
    giveBack();
    await ann.page.evaluate(() => {
      const room = document.querySelector('xmpp-room');
      room?.remove();
      if (room) document.body.append(room);
    });
    await ann.room.joined();
  });

  it('the launcher’s panel: it says so, and a press tries again', async () => {
    const giveBack = withhold('panel');
    const tag = `<xmpp-launcher service="${server.ws}" domain="${server.guestDomain}" room="${address}" nick="ann"></xmpp-launcher>`;
    const ann = await visitor(scriptTag(LAUNCHER_SCRIPT) + tag, 1000);
    const button = await new RoomOnPage(ann.page, 'xmpp-launcher').find('[part~=launcher]');
    await button.click();
    await told(ann);
    const problem = () =>
      ann.page.evaluate(
        () => document.querySelector('xmpp-launcher')?.shadowRoot?.querySelector('[role=alert]')?.textContent,
      );
    expect(await problem()).to.equal('The chat could not be loaded. Press to try again.');
    if (!again) return;
    giveBack();
    await button.click();
    await new RoomOnPage(ann.page, 'xmpp-launcher >>> xmpp-room').joined();
    expect(await problem()).to.equal('');
  });
});
