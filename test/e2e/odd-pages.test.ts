/** Pages with ways of their own: another base, builtins that are not what they were, a Lit besides the kit's. */
import { expect } from 'chai';
import { newRoom, serverUnderTest, type XmppServer } from '../support/people.js';
import { guestTag } from './support/guest.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage } from './support/room-on-page.js';
import { LAUNCHER_SCRIPT, publish, publishBundle, scriptTag, SCRIPT_TAG } from './support/site.js';
import { still } from './support/still.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

describeInBrowsers('A page', () => {
  let server: XmppServer;
  let tag: string;

  beforeEach(async () => {
    server = await serverUnderTest();
    tag = guestTag(server, newRoom(server), 'ann');
  });

  it('with a base elsewhere has all of the kit from where its script lies', async () => {
    const ann = await visit(
      await publish(`${SCRIPT_TAG}<base href="https://elsewhere.example/deep/" target="_top">${tag}`),
    );
    await works(ann);
    const hosts = ann.requests.map((url) => new URL(url).hostname);
    expect(new Set(hosts)).to.deep.equal(new Set(['127.0.0.1']));
    expect(ann.problems).to.deep.equal([]);
  });

  it('may have added to builtins what shows up in loops, and stand in for customElements.define', async () => {
    const ann = await visit(await publish(SCRIPT_TAG + tag), { first: patchBuiltins });
    await works(ann);
    expect(await ann.page.evaluate(() => Reflect.get(globalThis, 'defined') as string[])).to.include(
      'xmpp-room',
    );
    expect(ann.problems).to.deep.equal([]);
  });

  it('stays as it is: its style sheets, its head, its attributes', async () => {
    const ann = await visit(await publish(SCRIPT_TAG + tag), { first: rememberPage });
    await works(ann);
    const changes = await ann.page.evaluate(() => {
      const { look, before } = Reflect.get(globalThis, 'page') as { look: () => unknown; before: unknown };
      return { before, now: look() };
    });
    expect(changes.now).to.deep.equal(changes.before);
  });

  it('with a Lit of its own allows duplicates in its policy', async () => {
    const own = `import { html, render } from 'lit/html.js'; render(html\`<b>Its own</b>\`, document.body);`;
    const headers = strictPolicy(server);
    const policy = headers['content-security-policy']?.replace('dompurify', `dompurify 'allow-duplicates'`);
    const page = SCRIPT_TAG + scriptTag(await publishBundle(own)) + tag;
    const ann = await visit(await publish(page, { 'content-security-policy': policy ?? '' }));
    await works(ann);
    expect(await ann.page.evaluate(() => document.body.textContent)).to.include('Its own');
    expect(ann.problems).to.deep.equal([]);
  });

  it('that counts its rem in tens has the launcher as large as any other', async () => {
    const launcher = `<xmpp-launcher service="${server.ws}" domain="${server.guestDomain}" open></xmpp-launcher>`;
    const style = '<style>html { font-size: 62.5% }</style>';
    const ann = await visit(await publish(scriptTag(LAUNCHER_SCRIPT) + style + launcher), { width: 1000 });
    await new RoomOnPage(ann.page, 'xmpp-launcher').find('[part~=close]');
    const sizes = () => still(ann.page).then(() => ann.page.evaluate(launcherSizes));
    const inTens = await sizes();
    await ann.page.evaluate(() => document.querySelector('style')?.remove());
    expect(inTens).to.deep.equal(await sizes());
    expect(inTens[0]).to.match(/^button .*x56 16\.0/);
  });
});

/** Sends and sees it sent; opens what loads when it is opened. */
async function works({ room }: Visitor): Promise<void> {
  await room.joined();
  await room.send('hello');
  await room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
  await room.press('Show people, 1 here');
  await room.sees(({ people }) => people?.join() === 'ann');
}

/** In the page, before its scripts: what libraries of old did, and polyfills do. */
function patchBuiltins(): void {
  for (const builtin of [Array, String, Function, Element, Event, Map, Promise])
    Reflect.set(builtin.prototype, 'extra', () => 'not expected');
  const defined: string[] = [];
  Reflect.set(globalThis, 'defined', defined);
  const { define } = CustomElementRegistry.prototype;
  CustomElementRegistry.prototype.define = function (this: CustomElementRegistry, name, ...rest) {
    defined.push(name);
    define.call(this, name, ...rest);
  };
}

/** In the page, before its scripts: what is the page's own. */
function rememberPage(): void {
  const attributes = (element: Element) =>
    [...element.attributes].map(({ name, value }) => `${name}=${value}`);
  const look = () => ({
    sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
    head: [...document.head.children].map(({ localName }) => localName),
    body: [...document.body.children].map(({ localName }) => localName),
    attributes: [document.documentElement, document.body].map(attributes),
    title: document.title,
  });
  const parsed = () => Reflect.set(globalThis, 'page', { look, before: look() });
  document.addEventListener('readystatechange', parsed, { once: true }); // ahead of module scripts
}

/** In the page: the button's, the panel's and its button's box, and the size of the letters. */
function launcherSizes(): string[] {
  const root = document.querySelector('xmpp-launcher')?.shadowRoot;
  return [...(root?.querySelectorAll('[part=launcher], [part=panel], [part=close], svg') ?? [])].map(
    (element) => {
      const { width, height } = element.getBoundingClientRect();
      return `${element.localName} ${width}x${height} ${getComputedStyle(element).fontSize}`;
    },
  );
}
