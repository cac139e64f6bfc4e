/** Rooms on the demo's messenger: one is made, kept, found and talked in, by two people with accounts. */
import { expect } from 'chai';
import { serverUnderTest, type XmppServer } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { complaints } from './support/axe.js';
import { focusIs, Keyboard, Mouse, turnTo, type Hands } from './support/hands.js';
import { publishDemo } from './support/site.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

const PASSWORD = 'geheim';

class Somebody {
  constructor(
    readonly visitor: Visitor,
    readonly hands: Hands,
    readonly username: string,
  ) {}

  async type(text: string): Promise<void> {
    await turnTo(this.visitor.page);
    await this.visitor.page.keyboard.type(text);
  }

  async registers(): Promise<void> {
    await this.hands.press('Create an account');
    await this.hands.to('User name required');
    await this.type(this.username);
    await this.hands.to('Password required');
    await this.type(PASSWORD);
    await this.hands.press('Create an account');
    await focusIs(this.visitor.page, `Signed in as ${this.username}`);
    await this.looksAtRooms();
  }

  /** The page moves while it takes somebody in: a click may miss. */
  async looksAtRooms(): Promise<void> {
    const press = async () => {
      await this.hands.press('Rooms');
      return this.visitor.page.evaluate(() => location.hash);
    };
    await eventually(press, (hash) => hash === '#room', 'rooms show');
  }

  /** To the other list; arrows go between their tabs. */
  async turnsTo(tab: 'My rooms' | 'Find rooms'): Promise<void> {
    if (!(this.hands instanceof Keyboard)) return this.hands.press(tab);
    const [from, key] = tab === 'My rooms' ? ['Find rooms', 'ArrowLeft'] : ['My rooms', 'ArrowRight'];
    await this.hands.to(from);
    await this.hands.keys(key);
    await focusIs(this.visitor.page, tab);
  }

  /** Lines of the list, as a screen reader says them. */
  lines(fits: (lines: readonly string[]) => unknown, label: string): Promise<readonly string[]> {
    return eventually(() => this.visitor.page.evaluate(linesNow), fits, label);
  }

  /** What is said in the room that is shown, and what it is called. */
  room(fits: (room: { name: string; texts: string[] }) => unknown, label: string) {
    return eventually(() => this.visitor.page.evaluate(roomNow), fits, label);
  }

  async says(text: string): Promise<void> {
    await this.type(text);
    await this.hands.press('Send');
  }
}

describeInBrowsers('Rooms on the messenger', () => {
  let server: XmppServer;
  let url: string;
  before('server', async () => {
    server = await serverUnderTest();
  });

  async function comes(name: string, handsOn: (visitor: Visitor) => Hands): Promise<Somebody> {
    const visitor = await visit(url, { window: true, height: 800 });
    const somebody = new Somebody(visitor, handsOn(visitor), `${name}-${crypto.randomUUID().slice(0, 8)}`);
    await somebody.registers();
    return somebody;
  }

  async function makeAndFind(handsOn: (visitor: Visitor) => Hands): Promise<void> {
    url = await publishDemo('messenger.html', server);
    const ann = await comes('ann', handsOn);
    const name = `Den ${crypto.randomUUID().slice(0, 8)}`;
    await ann.hands.press('Make a room');
    await focusIs(ann.visitor.page, 'Name');
    await ann.type(name);
    expect(await complaints(ann.visitor.page, '#messenger')).to.deep.equal([]);
    await ann.hands.press('Make the room');
    await ann.room((room) => room.name === name, 'it is there');
    await ann.lines((lines) => lines.join() === name, 'and in her list');
    await focusIs(ann.visitor.page, `Message to ${name}`);
    await ann.says('first');
    await ann.room(({ texts }) => texts.join() === 'first', 'what she said');

    const bob = await comes('bob', handsOn);
    await bob.turnsTo('Find rooms');
    await bob.hands.to('Search these rooms');
    await bob.type(name);
    await bob.lines(([line = '', ...others]) => line.startsWith(name) && !others.length, 'he finds it');
    expect(await complaints(bob.visitor.page, '#messenger')).to.deep.equal([]);
    await bob.hands.open(name);
    await bob.hands.press('Join');
    await bob.room(({ texts }) => texts.join() === 'first', 'he is in');
    await bob.hands.to(`Message to ${name}`);
    await bob.says('second');
    await ann.room(({ texts }) => texts.join() === 'first,second', 'she hears him');
    await bob.turnsTo('My rooms');
    await bob.hands.choose(name, 'Keep among my rooms');

    for (const each of [ann, bob]) await comesBack(each);
    for (const each of [ann, bob]) {
      await each.lines((lines) => lines.length === 1 && !lines[0]?.includes('Not entered'), 'in again');
      await each.hands.open(name);
      await each.room(({ texts }) => texts.join() === 'first,second', 'what was said');
    }
    await bob.hands.to(`Message to ${name}`);
    await bob.says('third');
    await ann.room(({ texts }) => texts.at(-1) === 'third', 'they talk');
    expect([...ann.visitor.problems, ...bob.visitor.problems]).to.deep.equal([]);
  }

  it('MUC-81, BM-1, MUC-2: somebody makes a room, another one finds it, and both are in it again after a reload', () =>
    makeAndFind(({ page }) => new Mouse(page)));

  it('ux.md §5: the same by keyboard alone', () => makeAndFind(({ page }) => new Keyboard(page)));

  async function comesBack({ visitor, hands, username }: Somebody): Promise<void> {
    await turnTo(visitor.page);
    await visitor.page.reload();
    await hands.to('User name');
    await visitor.page.keyboard.type(username);
    await hands.to('Password');
    await visitor.page.keyboard.type(PASSWORD);
    await hands.press('Sign in');
  }
});

// What follows runs in the page, each function by itself.

function linesNow(): string[] {
  const root = document.querySelector('xmpp-rooms')?.shadowRoot;
  return [...(root?.querySelectorAll('.line .unseen') ?? [])].map((each) => each.textContent ?? '');
}

function roomNow(): { name: string; texts: string[] } {
  const root = document.querySelector('xmpp-room')?.shadowRoot;
  return {
    name: (root?.querySelector('header .name, header h2')?.textContent ?? '').trim(),
    texts: [...(root?.querySelectorAll('[part~=message-body]') ?? [])].map((each) =>
      (each.textContent ?? '').trim(),
    ),
  };
}
