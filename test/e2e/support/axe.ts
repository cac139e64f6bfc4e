/** What axe finds wrong with elements on a page. */
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/**
 * @param path - A selector: what is to be chatted in is looked at; the page around it is only a test's.
 * @returns A line for each rule that is broken.
 */
export async function complaints(page: Page, path = 'xmpp-room'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  await page.evaluate(stillness);
  return page.evaluate(async (selector) => {
    const { violations } = await (Reflect.get(globalThis, 'axe') as typeof axe).run(selector);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, path);
}

/** Waits, in the page, for what moves to an end: half faded in, even a good colour has too little contrast. */
async function stillness(): Promise<void> {
  const trees: (Document | ShadowRoot)[] = [document];
  for (const tree of trees)
    for (const { shadowRoot } of tree.querySelectorAll('*')) if (shadowRoot) trees.push(shadowRoot);
  const ending = trees
    .flatMap((tree) => tree.getAnimations())
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
