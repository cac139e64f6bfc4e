/** Two accounts, each in a browser of its own, become contacts and part: by mouse, and by keyboard alone (ux.md §5). */
import { expect } from 'chai';
import { newAccount, serverUnderTest, type XmppServer } from '../support/people.js';
import { complaints } from './support/axe.js';
import { strictPolicy } from './support/policy.js';
import { focused, focusIs, Keyboard, turnTo } from './support/hands.js';
import { seesContacts, type ContactsLook } from './support/looks.js';
import { RoomOnPage } from './support/room-on-page.js';
import { publish, publishScript, SCRIPT, SCRIPT_TAG } from './support/site.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

class Somebody {
  readonly #roster: RoomOnPage;
  readonly hands: Keyboard;

  constructor(
    readonly visitor: Visitor,
    readonly jid: string,
  ) {
    this.#roster = new RoomOnPage(visitor.page, 'xmpp-roster');
    this.hands = new Keyboard(visitor.page);
  }

  async sees(fits: (look: ContactsLook) => unknown, label: string): Promise<ContactsLook> {
    await turnTo(this.visitor.page);
    return seesContacts(this.visitor.page, fits, label);
  }

  focusIs(name: string): Promise<string> {
    return focusIs(this.visitor.page, name);
  }

  /** A line that is all of this to a screen reader. */
  seesLine(name: string): Promise<ContactsLook> {
    return this.sees(({ lines }) => lines.includes(name), `a line “${name}”`);
  }

  async press(button: string): Promise<void> {
    await turnTo(this.visitor.page);
    await this.#roster.press(button);
  }

  async click(selector: string, button: 'left' | 'right' = 'left'): Promise<void> {
    await (await this.#roster.find(selector)).click({ button });
  }

  async type(text: string): Promise<void> {
    await this.visitor.page.keyboard.type(text);
  }
}

describeInBrowsers('Two accounts', () => {
  let server: XmppServer;
  let ann: Somebody;
  let bob: Somebody;

  async function somebody(name: string): Promise<Somebody> {
    const credentials = await newAccount(server, name);
    const config = JSON.stringify({ service: server.ws, domain: server.domain, credentials });
    const script = await publishScript(
      `import { configureSession } from '${SCRIPT}'; configureSession(${config}).connect();`,
    );
    const body = `${SCRIPT_TAG}<script type="module" src="${script}"></script><xmpp-roster></xmpp-roster>`;
    const visitor = await visit(await publish(body, strictPolicy(server)), { window: true });
    const found = new Somebody(visitor, `${credentials.username}@${server.domain}`);
    expect(await focused(visitor.page)).to.equal('');
    return found;
  }

  beforeEach(async () => {
    server = await serverUnderTest();
    [ann, bob] = [await somebody('ann'), await somebody('bob')];
  });

  it('become contacts, see each other, rename, block and part by mouse', async () => {
    await ann.press('Add a contact');
    await ann.focusIs('Address');
    await ann.type(bob.jid);
    await ann.press('Add');
    await ann.sees(({ dialog }) => dialog === '', 'it is done');
    await bob.sees(({ requests }) => requests.includes(ann.jid), 'her request');
    expect(await complaints(bob.visitor.page, 'xmpp-roster')).to.deep.equal([]);
    await bob.press(`Accept ${ann.jid}`);
    await ann.seesLine(`${bob.jid}, available`);
    await bob.seesLine(`${ann.jid}, available`);

    await bob.visitor.page.select('xmpp-roster >>> select', 'dnd');
    await ann.seesLine(`${bob.jid}, busy`);

    await ann.click('.line.contact', 'right');
    await ann.press('Change the name');
    await ann.focusIs('Name');
    await ann.type('Bob');
    await ann.press('Change');
    await ann.seesLine('Bob, busy');

    await ann.click('.line.contact', 'right');
    await ann.press('Block');
    await ann.sees(({ dialog }) => dialog === 'Block Bob?', 'it asks first');
    await ann.press('Block');
    await ann.sees(({ lines }) => lines.some((line) => /^Bob, .*Blocked$/.test(line)), 'he is blocked');
    await ann.click('.line.contact', 'right');
    await ann.press('Unblock');
    await ann.seesLine('Bob, busy');

    await ann.click('.line.contact', 'right');
    await ann.press('Remove');
    await ann.sees(({ dialog }) => dialog === 'Remove Bob?', 'it asks first');
    await ann.press('Remove');
    await ann.sees(({ lines }) => lines.length === 0, 'he is gone');
    await bob.seesLine(`${ann.jid}, offline, Neither of you sees when the other one is online`);
    expect([...ann.visitor.problems, ...bob.visitor.problems]).to.deep.equal([]);
  });

  it('do the same by keyboard alone', async () => {
    await ann.hands.to('Add a contact');
    await ann.hands.keys('Enter');
    await ann.focusIs('Address');
    await ann.type(bob.jid);
    await ann.hands.keys('Tab');
    await ann.type('Bob');
    await ann.hands.keys('Enter');
    await ann.sees(({ dialog }) => dialog === '', 'it is done');
    await bob.sees(({ requests }) => requests.includes(ann.jid), 'her request');
    await bob.hands.to(`Accept ${ann.jid}`);
    await bob.hands.keys('Enter');
    await ann.seesLine('Bob, available');
    await bob.seesLine(`${ann.jid}, available`);

    await ann.hands.to('Bob, available');
    await ann.hands.keys('F2');
    await ann.focusIs('Name'); // selected
    await ann.type('Robert');
    await ann.hands.keys('Enter');
    await ann.focusIs('Robert, available');

    await ann.hands.keys('Shift+F10');
    const { items } = await ann.sees((look) => look.items.length, 'the menu');
    await ann.hands.keys(...items.slice(0, items.indexOf('Block')).map(() => 'ArrowDown'), 'Enter');
    await ann.sees(({ dialog }) => dialog === 'Block Robert?', 'it asks first');
    await ann.hands.keys('Tab', 'Enter');
    await ann.sees(({ lines }) => lines.some((line) => /^Robert, .*Blocked$/.test(line)), 'he is blocked');
    expect(await focused(ann.visitor.page)).to.match(/^Robert, /);

    await ann.hands.keys('Delete');
    await ann.sees(({ dialog }) => dialog === 'Remove Robert?', 'it asks first');
    await ann.hands.keys('Tab', 'Enter');
    await ann.sees(({ lines }) => lines.length === 0, 'he is gone');
    expect([...ann.visitor.problems, ...bob.visitor.problems]).to.deep.equal([]);
  });
});
