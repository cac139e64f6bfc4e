/** Formatted text is written in the script-tag build, under the strictest policy that a page may have. */
import { expect } from 'chai';
import { serverUnderTest } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { strictPolicy } from './support/policy.js';
import { OTHER_SCRIPT, publish, publishBundle, SCRIPT, scriptTag } from './support/site.js';
import { describeInBrowsers, ownProblems, visit } from './support/visitor.js';

/** In the page. */
const look = () => {
  const element = document.querySelector('xmpp-rich-composer');
  const root = element?.shadowRoot;
  const editor = root?.querySelector('[role="textbox"]');
  return { plain: Boolean(root?.querySelector('textarea')), rich: Boolean(editor), html: element?.html };
};

/** In the page: pastes it. */
const paste = (html: string) => {
  const editor = document.querySelector('xmpp-rich-composer')?.shadowRoot?.querySelector('[role="textbox"]');
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/html', html);
  clipboardData.setData('text/plain', html.replace(/<[^>]*>/g, ''));
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: clipboardData }); // Firefox has its own
  editor?.dispatchEvent(event);
};

/** Scripts in the order in which they stand. */
const PAGES: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'the script': () => Promise.resolve([SCRIPT]),
  // whose DOMPurify may have the one policy that there can be
  'two versions of it': () => Promise.resolve([SCRIPT, OTHER_SCRIPT]),
  'the package in its own bundle, and the script': async () => [await publishBundle(), SCRIPT],
};

/** An editor that has the focus, on a page with those scripts, in which bold words have been written. */
async function writing(scripts: readonly string[]) {
  const headers = strictPolicy(await serverUnderTest());
  const tags = scripts.map(scriptTag).join('');
  const visitor = await visit(await publish(`${tags}<xmpp-rich-composer></xmpp-rich-composer>`, headers));
  const { page } = visitor;
  const sees = (fits: (seen: ReturnType<typeof look>) => unknown, label: string) =>
    eventually(() => page.evaluate(look), fits, label);
  await sees(({ plain }) => plain, 'it is there');
  await page.evaluate(() => document.querySelector('xmpp-rich-composer')?.focus());
  await sees(({ rich }) => rich, 'the editor is there');
  await page.keyboard.type('a **b** ');
  await sees(({ html }) => html?.includes('<strong>b</strong>'), 'it is formatted');
  return { visitor, page, sees };
}

describeInBrowsers('<xmpp-rich-composer> on a page with a strict policy', () => {
  for (const [what, scripts] of Object.entries(PAGES))
    it(`takes what is typed, pasted, undone and sent, with ${what}`, async () => {
      const { visitor, page, sees } = await writing(await scripts());
      await page.evaluate(paste, '<p>c <i>d</i></p><ul><li>e</li></ul>');
      await sees(({ html }) => html?.endsWith('<em>d</em></p><ul><li>e</li></ul>'), 'it is pasted');
      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await page.keyboard.up('Control');
      await sees(({ html }) => html && !html.includes('<em>'), 'that is undone');
      await page.keyboard.press('Enter');
      await sees(({ html }) => html === undefined, 'it is sent');
      expect(ownProblems(visitor)).to.deep.equal([]);
    });

  it('takes the words alone of what is pasted, where DOMPurify’s policy is the page’s own', async () => {
    const own = await publishBundle(`import purify from 'dompurify'; purify.sanitize('<b>own</b>')`);
    const { page, sees } = await writing([own, SCRIPT]);
    await page.evaluate(paste, '<p>c <i>d</i></p>');
    await sees(({ html }) => html?.endsWith('c d</p>'), 'it is pasted');
    expect((await page.evaluate(look)).html).not.to.include('<em>');
  });
});
