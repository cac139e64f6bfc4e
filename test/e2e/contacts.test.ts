/** Two accounts, each in a browser of its own, become contacts and part: by mouse, and by keyboard alone (ux.md §5). */
import { expect } from 'chai';
import { newAccount, serverUnderTest, type XmppServer } from '../support/people.js';
import { complaints } from './support/axe.js';
import { eventually } from './support/eventually.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage } from './support/room-on-page.js';
import { publish, publishScript, SCRIPT, SCRIPT_TAG } from './support/site.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

/** What is to be seen, and heard, of a list at one moment. */
interface Look {
  /** As a screen reader says them. */
  readonly lines: readonly string[];
  readonly focus: string;
  readonly dialog: string;
  readonly items: readonly string[];
  readonly requests: readonly string[];
}

/** Runs in the page. */
function lookAt(): Look {
  const root = document.querySelector('xmpp-roster')?.shadowRoot;
  const all = (selector: string) => [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const nameOf = (each: Element | null | undefined) =>
    (each?.ariaLabel ?? (each?.querySelector('.unseen') ?? each)?.textContent ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  const focused = root?.activeElement;
  const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])] : [];
  return {
    lines: all('.line').map(nameOf),
    focus: labels.map(nameOf).join() || nameOf(focused),
    dialog: nameOf(root?.querySelector('dialog[open] h2')),
    items: all('[role=menuitem]').map(nameOf),
    requests: all('.request .who > bdi:first-child').map(nameOf),
  };
}

class Somebody {
  readonly #roster: RoomOnPage;

  constructor(
    readonly visitor: Visitor,
    readonly jid: string,
  ) {
    this.#roster = new RoomOnPage(visitor.page, 'xmpp-roster');
  }

  sees(fits: (look: Look) => unknown, label: string): Promise<Look> {
    return eventually(() => this.visitor.page.evaluate(lookAt), fits, label);
  }

  /** A line that is all of this to a screen reader. */
  seesLine(name: string): Promise<Look> {
    return this.sees(({ lines }) => lines.includes(name), `a line “${name}”`);
  }

  press(button: string): Promise<void> {
    return this.#roster.press(button);
  }

  async click(selector: string, button: 'left' | 'right' = 'left'): Promise<void> {
    await (await this.#roster.find(selector)).click({ button });
  }

  async type(text: string): Promise<void> {
    await this.visitor.page.keyboard.type(text);
  }

  /** Presses keys, one after the other, each modifier with what follows it by a plus. */
  async keys(...all: readonly string[]): Promise<void> {
    const { keyboard } = this.visitor.page;
    for (const key of all) {
      const [last = '', ...held] = key.split('+').reverse() as Parameters<typeof keyboard.press>[0][];
      for (const each of held) await keyboard.down(each);
      await keyboard.press(last as Parameters<typeof keyboard.press>[0]);
      for (const each of held) await keyboard.up(each);
    }
  }

  /** Tab by Tab to what is called so. */
  async tabTo(name: string): Promise<void> {
    for (let i = 0; i < 30; i += 1) {
      if ((await this.visitor.page.evaluate(lookAt)).focus === name) return;
      await this.keys('Tab');
    }
    throw new Error(`Tab does not come to ${name}`);
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
    const visitor = await visit(await publish(body, strictPolicy(server)));
    const found = new Somebody(visitor, `${credentials.username}@${server.domain}`);
    await found.sees(({ focus }) => focus === '', 'nothing has the focus');
    return found;
  }

  beforeEach(async () => {
    server = await serverUnderTest();
    [ann, bob] = [await somebody('ann'), await somebody('bob')];
  });

  it('become contacts, see each other, rename, block and part by mouse', async () => {
    await ann.press('Add a contact');
    await ann.sees(({ focus }) => focus === 'Address', 'the dialog asks');
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
    await ann.sees(({ focus }) => focus === 'Name', 'the dialog asks');
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
    await ann.tabTo('Add a contact');
    await ann.keys('Enter');
    await ann.sees(({ focus }) => focus === 'Address', 'the dialog asks');
    await ann.type(bob.jid);
    await ann.keys('Tab');
    await ann.type('Bob');
    await ann.keys('Enter');
    await ann.sees(({ dialog }) => dialog === '', 'it is done');
    await bob.sees(({ requests }) => requests.includes(ann.jid), 'her request');
    await bob.tabTo(`Accept ${ann.jid}`);
    await bob.keys('Enter');
    await ann.seesLine('Bob, available');
    await bob.seesLine(`${ann.jid}, available`);

    await ann.tabTo('Bob, available');
    await ann.keys('F2');
    await ann.sees(({ focus }) => focus === 'Name', 'the dialog asks, with his name selected');
    await ann.type('Robert');
    await ann.keys('Enter');
    await ann.sees(({ focus }) => focus === 'Robert, available', 'the focus is back on him');

    await ann.keys('Shift+F10');
    const { items } = await ann.sees((look) => look.items.length, 'the menu');
    await ann.keys(...items.slice(0, items.indexOf('Block')).map(() => 'ArrowDown'), 'Enter');
    await ann.sees(({ dialog }) => dialog === 'Block Robert?', 'it asks first');
    await ann.keys('Tab', 'Enter');
    await ann.sees(({ focus }) => /^Robert, .*Blocked$/.test(focus), 'he is blocked');

    await ann.keys('Delete');
    await ann.sees(({ dialog }) => dialog === 'Remove Robert?', 'it asks first');
    await ann.keys('Tab', 'Enter');
    await ann.sees(({ lines }) => lines.length === 0, 'he is gone');
    expect([...ann.visitor.problems, ...bob.visitor.problems]).to.deep.equal([]);
  });
});
