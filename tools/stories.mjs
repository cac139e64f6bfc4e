/**
 * Visits every story of the static build in each browser of `BROWSERS`: its play function has to pass, the console to
 * stay free of errors, and axe to find nothing. Prints what failed by the story's name. Arguments: ids that a story's id contains.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSERS, launchBrowser } from './browsers/launch.mjs';
import { stillness } from './browsers/stillness.mjs';
import { entries, showStory, STORIES } from './browsers/story.mjs';
import { serve } from './serve.mjs';
import { ROOT } from './setup.mjs';

const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const all = entries(process.argv.slice(2));

/** In the page. @returns {Promise<string[]>} A line for each violation. */
async function violations() {
  const result = await window.axe.run(document.querySelector('#storybook-root'), {
    // a story is a piece of a page: the rules for whole pages don't hold
    rules: Object.fromEntries(
      ['region', 'landmark-one-main', 'page-has-heading-one'].map((rule) => [rule, { enabled: false }]),
    ),
  });
  return result.violations.map(
    ({ id, help, nodes }) => `axe ${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join('; ')})`,
  );
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {import('./browsers/story.mjs').Entry} entry
 * @returns {Promise<string[]>} What went wrong.
 */
async function visit(page, entry) {
  /** @type {string[]} */
  const problems = [];
  const onConsole = (/** @type {import('puppeteer-core').ConsoleMessage} */ message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  };
  const onError = (/** @type {unknown} */ error) => problems.push(`uncaught: ${String(error)}`);
  page.on('console', onConsole).on('pageerror', onError);
  try {
    const outcome = await showStory(page, server.url, entry);
    if (outcome) problems.push(outcome);
    else if (entry.type === 'story') {
      await page.evaluate(AXE);
      await page.evaluate(stillness);
      problems.push(...(await page.evaluate(violations)));
    }
  } catch (error) {
    problems.push(String(error));
  } finally {
    page.off('console', onConsole).off('pageerror', onError);
  }
  return problems;
}

/** @param {string} name Of a browser. @returns {Promise<number>} How many failed. */
async function visitAll(name) {
  const browser = await launchBrowser(name);
  let failed = 0;
  try {
    const page = await browser.newPage();
    for (const entry of all) {
      const problems = await visit(page, entry);
      console.log(`${problems.length > 0 ? '✖' : '✔'} ${entry.title}: ${entry.name} [${name}]`);
      for (const problem of problems) console.log(`    ${problem}`);
      if (problems.length > 0) failed += 1;
    }
  } finally {
    await browser.close();
  }
  return failed;
}

const server = await serve({ folders: { '/': STORIES } });
let failed = 0;
try {
  for (const name of BROWSERS) failed += await visitAll(name);
} finally {
  await server.close();
}
console.log(`stories: ${all.length * BROWSERS.length - failed} passed, ${failed} failed`);
if (failed > 0 || all.length === 0) process.exitCode = 1;
