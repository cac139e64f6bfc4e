/** What axe finds wrong with elements on a page. */
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { still } from './still.js';

/**
 * @param path - A selector: what is to be chatted in is looked at; the page around it is only a test's.
 * @returns A line for each rule that is broken.
 */
export async function complaints(page: Page, path = 'xmpp-room'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  await still(page);
  return page.evaluate(async (selector) => {
    const { violations } = await (Reflect.get(globalThis, 'axe') as typeof axe).run(selector);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, path);
}
