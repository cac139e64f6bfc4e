/** Links to addresses on the demo's messenger: somebody is asked before one does anything (IM-38). */
import { expect } from 'chai';
import { bareOf } from '../support/inside.js';
import { newAccount, newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { xml } from '../../src/session/xml.js';
import { complaints } from './support/axe.js';
import { eventually } from '../support/eventually.js';
import { focusIs, Keyboard, Mouse } from './support/hands.js';
import { seesContacts } from './support/looks.js';
import { publishDemo } from './support/site.js';
import { describeInBrowsers, visit } from './support/visitor.js';

/** What a dialog that is open in an element asks for, and of which addresses. Runs in the page. */
function asked(tag: string): { readonly title: string; readonly addresses: readonly string[] } {
  const dialog = document.querySelector(tag)?.shadowRoot?.querySelector('dialog:modal');
  const addresses = [...(dialog?.querySelectorAll('.address') ?? [])].map(({ textContent }) => textContent);
  return { title: dialog?.querySelector('h2')?.textContent.trim() ?? '', addresses };
}

describeInBrowsers('A link to an address', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('IM-38, R-8: asks by mouse and by keyboard; cancelled it changes nothing, confirmed it adds and joins', async () => {
    const bob = await person(server, await newAccount(server, 'bob'));
    const { chats } = await bob.people;
    const jid = bareOf(bob);
    const room = newRoom(server);
    await bob.rooms.join(room, { nick: 'Bob' }).joined;
    const ann = await newAccount(server, 'ann');
    const address = `${ann.username}@${server.domain}`;
    const { page, problems } = await visit(await publishDemo('messenger.html', server), { window: true });
    const [mouse, keyboard] = [new Mouse(page), new Keyboard(page)];
    const asks = (tag: string, title: string, ...addresses: string[]) =>
      eventually(
        () => page.evaluate(asked, tag),
        (now) => now.title === title && now.addresses.join() === addresses.join(),
        `“${title}” about ${addresses.join()}`,
      );
    const people = (fits: (lines: string) => unknown, label: string) =>
      seesContacts(page, ({ lines }) => fits(lines.join(' | ')), label);

    for (const [field, text] of [
      ['User name', ann.username],
      ['Password', ann.password],
    ] as const) {
      await mouse.to(field);
      await page.keyboard.type(text);
    }
    await mouse.press('Sign in');
    await focusIs(page, `Signed in as ${ann.username}`);

    // by mouse, in a message of a stranger
    const add = `xmpp:${jid}?roster;name=Bob`;
    chats.open(address).send(`Add me: ${add}`);
    await mouse.press('1 from people you do not know1');
    await mouse.press(`Read what ${jid} wrote`);
    await mouse.press(add);
    await asks('xmpp-chat', 'Add this contact?', jid);
    expect(await complaints(page, '#messenger')).to.deep.equal([]);
    await mouse.press('Cancel');
    await asks('xmpp-chat', '');
    await focusIs(page, add);
    await people((lines) => !lines.includes('Bob'), 'nobody was added');
    await mouse.press(add);
    await asks('xmpp-chat', 'Add this contact?', jid);
    await mouse.press('Add');
    await people((lines) => /^Bob, /.test(lines), 'he is a contact');

    // by keyboard, in a notice of a contact
    const join = `xmpp:${room}?join`;
    const notice = xml('body', {}, `Come to ${join}`);
    bob.wire.send(xml('message', { xmlns: 'jabber:client', to: address, type: 'headline' }, notice));
    await keyboard.press(join);
    await asks('xmpp-roster', 'Join this room?', room);
    expect(await complaints(page, '#messenger')).to.deep.equal([]);
    await keyboard.keys('Escape');
    await asks('xmpp-roster', '');
    await focusIs(page, join);
    const inside = () => [...(bob.rooms.get(room)?.occupants.keys() ?? [])].sort().join();
    expect(inside()).to.equal('Bob');
    await keyboard.keys('Enter');
    await asks('xmpp-roster', 'Join this room?', room);
    await page.keyboard.type('Ann');
    await keyboard.keys('Enter');
    await until(() => inside() === 'Ann,Bob', 'she is in');
    await focusIs(page, `Message to ${room.split('@')[0]}`);
    await keyboard.press('Close');
    await focusIs(page, join);
    expect(inside()).to.equal('Ann,Bob'); // it is among her rooms now
    await mouse.press('Rooms');
    await mouse.open(room.split('@')[0]!);
    await focusIs(page, `Message to ${room.split('@')[0]}`);
    expect(problems).to.deep.equal([]);
  });
});
