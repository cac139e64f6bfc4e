/** Two people with accounts talk to each other alone, each in a browser of their own; one of them in two. */
import { expect } from 'chai';
import { newAccount, serverUnderTest, type Account, type XmppServer } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { acquaint } from './support/acquaint.js';
import { turnTo } from './support/hands.js';
import { seesChat, texts, type ChatLook } from './support/looks.js';
import { publish, publishScript, SCRIPT, SCRIPT_TAG, scriptTag } from './support/site.js';
import { describeInBrowsers, ownProblems, visit, type Visitor } from './support/visitor.js';

/** In front: a server keeps back from a hidden page what can wait (XEP-0352). */
async function sees({ page }: Visitor, fits: (look: ChatLook) => unknown, label: string): Promise<void> {
  await turnTo(page);
  await seesChat(page, fits, label);
}

async function type({ page }: Visitor, text: string): Promise<void> {
  await turnTo(page);
  await page.evaluate(() =>
    document.querySelector('xmpp-chat')?.shadowRoot?.querySelector('textarea')?.focus(),
  );
  await page.keyboard.type(text);
}

async function say(visitor: Visitor, text: string): Promise<void> {
  await type(visitor, text);
  await visitor.page.keyboard.press('Enter');
}

const press = ({ page }: Visitor, name: string) =>
  eventually(
    () =>
      page.evaluate((wanted) => {
        const buttons = document.querySelector('xmpp-chat')?.shadowRoot?.querySelectorAll('button') ?? [];
        const found = [...buttons].find(
          (each) => (each.ariaLabel ?? each.textContent ?? '').trim() === wanted && each.checkVisibility(),
        );
        found?.click();
        return found !== undefined;
      }, name),
    Boolean,
    `the button ${name}`,
  );

/** Attaches a file of so many sixes, as though it was chosen. */
async function attach({ page }: Visitor, name: string, size: number): Promise<void> {
  await turnTo(page);
  await page.evaluate(() =>
    document.querySelector('xmpp-chat')?.shadowRoot?.querySelector('textarea')?.focus(),
  );
  await page.waitForFunction(() =>
    document.querySelector('xmpp-chat')?.shadowRoot?.querySelector('input[type=file]'),
  );
  await page.evaluate(
    (named, length) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([new Uint8Array(length).fill(6)], named));
      const root = document.querySelector('xmpp-chat')?.shadowRoot;
      const field = root?.querySelector<HTMLInputElement>('input[type=file]');
      if (!field) return;
      field.files = chosen.files;
      field.dispatchEvent(new Event('change'));
    },
    name,
    size,
  );
}

/** What is said of files in the composer. */
const files = ({ page }: Visitor) =>
  page.evaluate(() => {
    const drop = document.querySelector('xmpp-chat')?.shadowRoot?.querySelector('xmpp-file-drop');
    const parts = drop?.shadowRoot?.querySelectorAll('.row, .offer') ?? [];
    return [...parts].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).join(' | ');
  });

const seesFiles = (visitor: Visitor, fits: RegExp) =>
  eventually(
    async () => {
      await turnTo(visitor.page);
      return files(visitor);
    },
    (seen) => fits.test(seen),
    String(fits),
  );

describeInBrowsers('Two people in a chat', () => {
  let server: XmppServer;
  let ann: Account;
  let bob: Account;

  beforeEach(async () => {
    server = await serverUnderTest();
    [ann, bob] = [await newAccount(server, 'ann'), await newAccount(server, 'bob')];
    await acquaint(server, ann, bob);
  });

  /** Somebody's page with the chat, online. */
  async function chatPage(who: Account, other: Account): Promise<Visitor> {
    const config = JSON.stringify({ service: server.ws, domain: server.domain, credentials: who });
    const script = await publishScript(
      `import { configureSession } from '${SCRIPT}'; void (window.session = configureSession(${config})).connect();`,
    );
    const tag = `<xmpp-chat jid="${other.username}@${server.domain}"></xmpp-chat>`;
    const visitor = await visit(await publish(SCRIPT_TAG + scriptTag(script) + tag), { window: true });
    await sees(
      visitor,
      ({ line }) => /^(online|offline)/.test(line),
      'who it is, and whether they are there',
    );
    return visitor;
  }

  /** What a page's script does with its session. */
  const session = ({ page }: Visitor, what: 'connect' | 'disconnect') =>
    page.evaluate(
      (name) => (window as never as { session: Record<string, () => Promise<void>> }).session[name]?.(),
      what,
    );

  it('RCPT-1, MRK-1, CSN-1: write, see each other type, and see that it was read', async () => {
    const a = await chatPage(ann, bob);
    await say(a, 'Are you there?');
    await sees(
      a,
      ({ rows, note }) => rows[0]?.fate === 'Sent' && note.includes('will read it later'),
      'sent, for later',
    );
    const b = await chatPage(bob, ann);
    await sees(a, ({ line }) => line === 'online', 'he has come');
    await sees(b, (look) => texts(look) === 'Are you there?', 'what waited for him');
    await say(b, 'Yes');
    await sees(a, (look) => texts(look) === 'Are you there? | Yes', 'his answer');
    await sees(b, ({ rows }) => rows[1]?.fate === 'Read', 'that it was read');
    await type(a, 'Well');
    await sees(b, ({ typing }) => typing === 'Ann is typing…', 'that she types');
    await a.page.keyboard.press('Enter');
    await sees(b, ({ typing, rows }) => typing === '' && rows.length === 3, 'what she wrote');
    await sees(a, ({ rows }) => rows[2]?.fate === 'Read', 'that it was read');
    expect(ownProblems(a).concat(ownProblems(b))).to.deep.equal([]);
  });

  it('LMC-1: see a correction in its place, in every session of both', async () => {
    const [a, second, b] = [await chatPage(ann, bob), await chatPage(ann, bob), await chatPage(bob, ann)];
    await sees(a, ({ line }) => line === 'online', 'he is there');
    await say(a, 'Helo');
    for (const each of [second, b]) await sees(each, (look) => texts(look) === 'Helo', 'what she wrote');
    await sees(a, ({ rows }) => rows[0]?.fate === 'Read', 'read');
    await a.page.keyboard.press('ArrowUp');
    await a.page.waitForFunction(
      () => document.querySelector('xmpp-chat')?.shadowRoot?.querySelector('textarea')?.value === 'Helo',
    );
    await a.page.keyboard.press('Backspace');
    await a.page.keyboard.type('lo');
    await a.page.keyboard.press('Enter');
    for (const each of [a, second, b])
      await sees(each, (look) => texts(look) === 'Hello' && look.rows[0]?.edited, 'what she meant');
    await say(second, 'from the other one');
    for (const each of [a, b])
      await sees(each, (look) => texts(look) === 'Hello | from the other one', 'both sessions in step');
  });

  it('MAM-1: what is said while one is away is there when they are back, in order and once', async () => {
    const [a, b] = [await chatPage(ann, bob), await chatPage(bob, ann)];
    await say(a, 'one');
    await sees(b, (look) => texts(look) === 'one', 'the first');
    await session(b, 'disconnect');
    await sees(a, ({ line }) => line.startsWith('offline · last seen at'), 'he is gone, and when');
    await say(a, 'two');
    await say(a, 'three');
    await say(b, 'four'); // waits
    await sees(b, ({ rows }) => rows.length === 2, 'his own');
    await session(b, 'connect');
    await sees(a, (look) => texts(look) === 'one | two | three | four', 'all of it');
    await sees(b, (look) => texts(look) === 'one | two | three | four', 'all of it, in order');
  });

  it('BLK-3, BLK-5: who is blocked is not written to, until they are unblocked', async () => {
    const [a, b] = [await chatPage(ann, bob), await chatPage(bob, ann)];
    await sees(a, ({ line }) => line === 'online', 'he is there');
    await press(a, 'More');
    await press(a, 'Block');
    await press(a, 'Block'); // it asks first
    await sees(
      a,
      ({ standing, line }) => standing.includes('You have blocked Bob') && line === 'blocked',
      'blocked',
    );
    await say(b, 'Ann?');
    await sees(b, ({ rows }) => rows.length === 1, 'his own');
    await press(a, 'Unblock');
    await sees(a, ({ standing }) => standing === '', 'not any more');
    await say(b, 'And now?');
    await sees(a, (look) => texts(look) === 'And now?', 'what he said after that, alone');
  });

  it('FT-2, FT-11: give each other files, straight from one to the other', async () => {
    const [a, b] = [await chatPage(ann, bob), await chatPage(bob, ann)];
    await sees(a, ({ line }) => line === 'online', 'he is there');
    await attach(a, 'six.bin', 300_000);
    await seesFiles(a, /^\W*(?:BIN)?\s*six\.bin.*Ready to send/i);
    expect(await files(b), 'nobody is told before').to.equal('');
    await say(a, 'Here it is');
    await sees(b, (look) => texts(look) === 'Here it is', 'what she wrote');
    await seesFiles(b, /six\.bin.*Accept/);
    await b.page.evaluate(() => {
      const drop = document.querySelector('xmpp-chat')?.shadowRoot?.querySelector('xmpp-file-drop');
      drop?.shadowRoot?.querySelector<HTMLElement>('button[aria-label^="Accept"]')?.click();
    });
    await seesFiles(b, /six\.bin.*Received/);
    await seesFiles(a, /six\.bin.*Sent/);
    expect(ownProblems(a).concat(ownProblems(b))).to.deep.equal([]);
  });
});
