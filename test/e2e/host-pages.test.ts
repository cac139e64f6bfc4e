/** Any host page: whatever its styles, its boxes, its forms and its frames, a room works there and keeps to itself. */
import { expect } from 'chai';
import type { Frame, Page } from 'puppeteer-core';
import { echoed, heard } from '../support/inside.js';
import { newRoom, person, serverUnderTest, type XmppServer } from '../support/people.js';
import type { Room } from '../../src/session/index.js';
import { eventually } from '../support/eventually.js';
import { guestIn, guestTag } from './support/guest.js';
import { RoomOnPage } from './support/room-on-page.js';
import { publish, SCRIPT_TAG } from './support/site.js';
import { still } from './support/still.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

const HOSTILE_STYLES: Readonly<Record<string, string>> = {
  'unsets all there is': `* { all: unset !important }`,
  'hides what elements are made of': `div, section, header, form, ol, li, article, p, span, bdi, button, textarea, time
    { display: none !important }`,
  'has giant fonts': `body, body * { font: italic 900 60px/3 serif !important; letter-spacing: 1em !important }`,
  'styles what is inherited': `body {
    letter-spacing: 1em; word-spacing: 2em; text-transform: uppercase; text-align: center; text-indent: 3em;
    white-space: pre; line-height: 4; color: red; cursor: wait; pointer-events: none;
    user-select: none; list-style: square; font-variant: small-caps; text-shadow: 0 0 9px red;
    border-collapse: collapse; word-break: break-all; tab-size: 40; font-size-adjust: 2; quotes: none; hyphens: auto }`,
  'counts its rem in tens': `html { font-size: 62.5% }`,
  'styles what is not defined yet': `:not(:defined) { display: none; } xmpp-room:not(:defined) { color: red }`,
  'styles every control, importantly': `button, input, textarea, select, [part], [class], ::before, ::after {
    margin: 3em !important; padding: 3em !important; border: 9px dotted red !important; float: right !important;
    position: fixed !important; transform: rotate(9deg) !important; opacity: 0.3 !important }`,
};

describeInBrowsers('A host page', (browser) => {
  let server: XmppServer;
  let address: string;
  let watcher: Room;

  beforeEach(async () => {
    server = await serverUnderTest();
    address = newRoom(server);
    watcher = (await person(server)).rooms.join(address, { nick: 'watcher' });
    await watcher.joined;
  });

  async function says(...texts: string[]): Promise<void> {
    for (const text of texts) watcher.send(text);
    await echoed(watcher, texts.at(-1) ?? '');
  }

  /** Sends and sees it sent, there and in the room. */
  async function works(room: RoomOnPage, text: string): Promise<void> {
    await room.joined();
    await room.send(text);
    await room.sees(
      ({ rows }) => rows.some((row) => row.text === text && row.state === ''),
      `${text} is sent`,
    );
    await heard(watcher, text);
  }

  for (const [what, css] of Object.entries(HOSTILE_STYLES))
    it(`looks like any other to the room if it ${what}`, async () => {
      await says('Hello there', 'a longer text, '.repeat(20), 'see https://example.org/');
      const box = 'style="display: block !important; inline-size: 600px !important"';
      const tag = guestTag(server, address, 'ann');
      const ann = await visit(
        await publish(`<style id="hostile">${css}</style><div ${box}>${tag}</div>${SCRIPT_TAG}`),
      );
      await ann.room.joined();
      await ann.room.sees(({ rows }) => rows.length === 3);
      await ann.room.press('Show people, 2 here');
      await ann.room.sees(({ people }) => people?.length === 2);
      const hostile = await outlines(ann);
      await ann.page.evaluate(() => document.querySelector('#hostile')?.remove());
      const plain = await outlines(ann);
      expect(plain[0]).to.match(/^section .* 600x512 /);
      expect(differences(hostile, plain)).to.equal('');
      expect(ann.problems).to.deep.equal([]);
    });

  it('shows the room at any zoom, at the end of its list', async () => {
    const ann = await guestIn(server, address, 'ann');
    for (const zoom of ['0.8', '1.1', '1.75', '4']) {
      await ann.page.evaluate((value) => document.documentElement.style.setProperty('zoom', value), zoom);
      await says(...Array.from({ length: 10 }, (_, n) => `${zoom}: ${n}`));
      await ann.room.sees(
        ({ rows, buttons }) =>
          rows.at(-1)?.text === `${zoom}: 9` && !buttons.some((name) => /latest|new message/.test(name)),
        zoom,
      );
    }
  });

  // Boxes

  it('may put it into a modal dialog and close that, without losing the room', async () => {
    const ann = await visit(
      await publish(`${SCRIPT_TAG}<dialog>${guestTag(server, address, 'ann')}</dialog>`),
    );
    await ann.page.evaluate(() => document.querySelector('dialog')?.showModal());
    await works(ann.room, 'from a dialog');
    await ann.room.write('a draft');
    await ann.page.evaluate(() => document.querySelector('dialog')?.close());
    await says(...Array.from({ length: 20 }, (_, n) => `while closed ${n}`));
    await ann.page.evaluate(() => document.querySelector('dialog')?.showModal());
    const { draft } = await ann.room.sees(
      ({ rows }) => rows.length === 21 && rows.at(-1)?.text === 'while closed 19',
    );
    expect(draft).to.equal('a draft');
    expect(ann.problems).to.deep.equal([]);
  });

  it('may put it into a popover', async () => {
    const ann = await visit(
      await publish(`${SCRIPT_TAG}<div popover>${guestTag(server, address, 'ann')}</div>`),
    );
    await ann.page.evaluate(() => document.querySelector<HTMLElement>('[popover]')?.showPopover());
    await works(ann.room, 'from a popover');
    expect(ann.problems).to.deep.equal([]);
  });

  it('is not submitted by anything that happens in it where it stands in a form, nor reset along with that', async () => {
    const count = `document.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault();
      document.title = 'submitted';
    })`;
    const tag = guestTag(server, address, undefined, { autojoin: undefined });
    const ann = await visit(
      await publish(
        `<form action="/nowhere">${tag}<input name="own"><button>Own</button></form><script>${count}</script>${SCRIPT_TAG}`,
      ),
    );
    await ann.room.press('Join');
    await ann.room.enter('ann');
    await works(ann.room, 'from a form');
    await ann.room.press('Show people, 2 here');
    await ann.room.sees(({ people }) => people?.length === 2);
    for (const name of ['Close', 'Send', 'More']) await ann.room.press(name);
    await ann.room.write('a draft');
    const form = await ann.page.evaluate(() => {
      document.querySelector('form')?.reset();
      const { elements } = document.querySelector('form') ?? {};
      return { title: document.title, controls: elements?.length };
    });
    expect(form).to.deep.equal({ title: 'A page of its own', controls: 2 });
    expect((await ann.room.look()).draft).to.equal('a draft');
    expect(ann.problems).to.deep.equal([]);
  });

  // Ways in

  it('may insert it by innerHTML or out of a template', async () => {
    const other = newRoom(server);
    const [first, second] = [guestTag(server, address, 'ann'), guestTag(server, other, 'ann')];
    const ann = await visit(
      await publish(`${SCRIPT_TAG}<template>${second}</template><div id="a"></div><div id="b"></div>`),
    );
    await ann.page.addScriptTag({
      content: `document.querySelector('#a').innerHTML = ${JSON.stringify(first)}`,
    });
    await ann.page.evaluate(() =>
      document.querySelector('#b')?.append(document.querySelector('template')?.content.cloneNode(true) ?? ''),
    );
    await works(new RoomOnPage(ann.page, '#a xmpp-room'), 'by innerHTML');
    await new RoomOnPage(ann.page, '#b xmpp-room').joined();
    expect(ann.problems).to.deep.equal([]);
  });

  it('may move it into the document of a frame and back, with its looks and its place in the room', async () => {
    const box = 'style="inline-size: 600px"';
    const ann = await visit(
      await publish(
        `${SCRIPT_TAG}<div ${box}>${guestTag(server, address, 'ann')}</div><iframe width="700" height="600"></iframe>`,
      ),
    );
    await works(ann.room, 'before');
    await ann.room.write('a draft');
    const before = await outlines(ann);
    await ann.page.evaluate(() => {
      const inner = document.querySelector('iframe')?.contentDocument;
      const room = document.querySelector('xmpp-room');
      if (!inner || !room) return;
      const box = inner.createElement('div');
      box.style.setProperty('inline-size', '600px');
      inner.body.append(box);
      box.append(inner.adoptNode(room));
    });
    const moved = new RoomOnPage(ann.page, 'xmpp-room', await frameIn(ann));
    const { draft } = await moved.joined();
    expect(draft).to.equal('a draft');
    expect(differences(await outlines({ ...ann, room: moved }), before)).to.equal('');
    await ann.page.evaluate(() => {
      const room = document.querySelector('iframe')?.contentDocument?.querySelector('xmpp-room');
      if (room) document.querySelector('div')?.append(room);
    });
    await ann.room.joined();
    expect(differences(await outlines(ann), before)).to.equal('');
    expect(ann.problems).to.deep.equal([]);
  });

  // Frames

  const frames: Readonly<Record<string, (tag: string) => Promise<string>>> = {
    'of the same origin': async (tag) => `<iframe src="${await publish(SCRIPT_TAG + tag)}"></iframe>`,
    'of srcdoc': (tag) => Promise.resolve(`<iframe srcdoc='${SCRIPT_TAG}${tag}'></iframe>`),
    'that is sandboxed and has no origin, so no storage': async (tag) =>
      `<iframe sandbox="allow-scripts" src="${await publish(SCRIPT_TAG + tag)}"></iframe>`,
  };
  for (const [what, frame] of Object.entries(frames))
    it(`may have it in a frame ${what}`, async () => {
      const ann = await visit(await publish(await frame(guestTag(server, address, 'ann'))));
      const room = new RoomOnPage(ann.page, 'xmpp-room', await frameIn(ann));
      await room.joined();
      await (await room.find('[part~=input]')).click(); // WebKit lets no script of a frame without origin focus
      await works(room, `from a frame ${what}`);
      await room.write('a draft');
      expect((await room.look()).draft).to.equal('a draft');
      expect(ann.problems.filter((problem) => !SANDBOX_NOTE.test(problem))).to.deep.equal([]);
    });

  // Manners

  it('finds nothing of it among its globals and no ear on its keys, pointers or focus', async () => {
    const ann = await visit(await publish(SCRIPT_TAG + guestTag(server, address, 'ann')), {
      first: () => {
        const before = new Set(Object.getOwnPropertyNames(globalThis));
        const heard: string[] = [];
        const names = new Map<unknown, string>([
          [window, 'window'],
          [document, 'document'],
        ]);
        const { addEventListener } = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: [string, never]) {
          const name = names.get(this ?? window) ?? (this === document.body ? 'body' : undefined);
          if (name) heard.push(`${name} ${args[0]}`);
          addEventListener.apply(this, args);
        };
        Object.defineProperty(globalThis, Symbol.for('test'), { value: { before, heard } });
      },
    });
    await works(ann.room, 'with manners');
    await ann.room.press('More');
    const { globals, heard } = await ann.page.evaluate(() => {
      const kept = Reflect.get(globalThis, Symbol.for('test')) as { before: Set<string>; heard: string[] };
      return {
        globals: Object.getOwnPropertyNames(globalThis).filter((name) => !kept.before.has(name)),
        heard: kept.heard.filter((name) => !name.startsWith('window securitypolicyviolation')),
      };
    });
    expect(globals).to.deep.equal(['litHtmlVersions']); // by which Lit finds its own copies
    expect(
      heard.filter((name) => /key|pointer|mouse|click|touch|wheel|focus|blur|input|scroll/.test(name)),
    ).to.deep.equal([]);
  });

  it('keeps its own shortcuts and its own focus while somebody is in the room', async () => {
    const ann = await guestIn(server, address, 'ann');
    await ann.page.evaluate(() => {
      const own = document.createElement('textarea');
      own.id = 'own';
      document.body.append(own);
      own.focus();
      addEventListener('keydown', (event) => {
        document.title += ` ${event.key}${event.defaultPrevented ? '!' : ''}`;
        event.preventDefault(); // F6 is the browser's in Firefox, which takes the focus
      });
    });
    await says('an arrival');
    await ann.room.sees(({ rows }) => rows.length === 1);
    for (const key of ['F6', 'Escape', 'ArrowUp', 'Enter'] as const) await ann.page.keyboard.press(key);
    expect(await ann.page.title()).to.equal('A page of its own F6 Escape ArrowUp Enter');
    expect(await ann.page.evaluate(() => document.activeElement?.id)).to.equal('own');
  });

  // counts are Chromium's
  if (browser === 'chromium') {
    it('may move it, and take it out and put it back, 50 times with a flat heap', async () => {
      const tag = guestTag(server, address, 'ann');
      const ann = await visit(await publish(`${SCRIPT_TAG}<div id="a">${tag}</div><div id="b"></div>`));
      await says(...Array.from({ length: 20 }, (_, n) => `line ${n}`));
      await ann.room.joined();
      await ann.room.sees(({ rows }) => rows.length === 20);
      const about = (times: number) =>
        ann.page.evaluate(async (count) => {
          const room = document.querySelector('xmpp-room');
          const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
          for (let n = 0; n < count && room; n++) {
            document.querySelector(n % 2 ? '#a' : '#b')?.append(room);
            await frame();
            room.remove();
            await frame();
            document.querySelector(n % 2 ? '#a' : '#b')?.append(room);
            await frame();
          }
        }, times);
      await about(10); // whatever is made once
      await ann.room.sees(({ rows }) => rows.length === 20);
      const before = await counts(ann);
      await about(50);
      await grown(ann, before, { nodes: 5, listeners: 2, heap: 200_000 });
      await ann.room.joined();
      expect(ann.problems).to.deep.equal([]);
    });

    it('may make and drop 50 of them with a flat heap', async () => {
      const ann = await visit(await publish(SCRIPT_TAG + guestTag(server, address, 'ann')));
      await ann.room.joined();
      const about = (times: number) =>
        ann.page.evaluate(async (count) => {
          const original = document.querySelector('xmpp-room');
          const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
          for (let n = 0; n < count; n++) {
            const copy = original?.cloneNode() as HTMLElement;
            document.body.append(copy);
            while (!copy.shadowRoot?.querySelector('[part~=input]')) await frame();
            copy.remove();
          }
        }, times);
      await about(10);
      const before = await counts(ann);
      await about(50);
      await grown(ann, before, { nodes: 20, listeners: 5, heap: 500_000 });
    });
  }
});

/** Chromium's advice about what a sandbox cannot do. */
const SANDBOX_NOTE = /sandbox/i;

async function frameIn({ page }: Visitor): Promise<Frame> {
  const element = await page.evaluateHandle(() => document.querySelector('iframe'));
  const frame = await element.asElement()?.contentFrame();
  if (!frame) throw new Error('no frame');
  return frame;
}

/**
 * What can be seen of the room, element by element: box within the section, and how letters look. As it stays, for
 * what goes by sizes follows them a frame later.
 */
async function outlines({ room }: Visitor): Promise<string[]> {
  const inside = room.frame ?? room.page;
  let last: string[] = [];
  await eventually(
    async () => {
      const before = last;
      await still(inside);
      last = await outlinesNow(inside);
      return differences(last, before);
    },
    (changes) => changes === '',
    'at rest',
  );
  return last;
}

function outlinesNow(inside: Page | Frame): Promise<string[]> {
  return inside.evaluate(() => {
    const root = document.querySelector('xmpp-room')?.shadowRoot;
    const section = root?.querySelector('section');
    const origin = section?.getBoundingClientRect();
    const round = (value: number) => Math.round(value * 2) / 2;
    return [...(root?.querySelectorAll('*') ?? [])]
      .filter((element) => element.checkVisibility())
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const name = `${element.localName} ${element.className.toString()} ${element.part.value}`;
        const box = `${round(x - (origin?.x ?? 0))},${round(y - (origin?.y ?? 0))} ${round(width)}x${round(height)}`;
        const look = [
          'color',
          'backgroundColor',
          'fontFamily',
          'fontSize',
          'fontStyle',
          'fontWeight',
          'letterSpacing',
        ]
          .concat([
            'wordSpacing',
            'textTransform',
            'textAlign',
            'cursor',
            'visibility',
            'pointerEvents',
            'userSelect',
          ])
          .map((property) => String(Reflect.get(style, property)));
        return `${name} ${box} ${look.join('; ')}`;
      });
  });
}

/** Lines of `before` that are others in `after`, and those. */
function differences(after: readonly string[], before: readonly string[]): string {
  const lines = Array.from({ length: Math.max(after.length, before.length) }, (_, n) =>
    after[n] === before[n] ? [] : [`${before[n]}\n  now ${after[n]}`],
  );
  return lines.flat().slice(0, 5).join('\n');
}

type Counts = Readonly<Record<'heap' | 'nodes' | 'listeners', number>>;

/** Comes down to at most so much more than `before`: what is being shown just now is no leak. */
const grown = (visitor: Visitor, before: Counts, most: Counts) =>
  eventually(
    () => counts(visitor),
    (now) =>
      (['heap', 'nodes', 'listeners'] as const).every((each) => now[each] - before[each] <= most[each]),
    `no more than ${JSON.stringify(most)} beyond ${JSON.stringify(before)}`,
  );

async function counts({ page }: Visitor): Promise<Counts> {
  const client = await page.createCDPSession();
  await client.send('Performance.enable');
  for (let n = 0; n < 3; n++) await client.send('HeapProfiler.collectGarbage');
  const { metrics } = await client.send('Performance.getMetrics');
  await client.detach();
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? NaN;
  return { heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
}
