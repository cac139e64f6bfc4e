/**
 * Visits every story of the static build in Chromium: its play function has to pass, the console to stay free of
 * errors, and axe to find nothing. Prints what failed by the story's name. Arguments: ids that a story's id contains.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browsers/launch.mjs';
import { serve } from './serve.mjs';
import { ROOT } from './setup.mjs';

const BUILD = join(ROOT, 'storybook-static');
const STORY_MS = 20_000;
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** @typedef {{ id: string, title: string, name: string, type: 'story' | 'docs' }} Entry */

/** @type {{ entries: Record<string, Entry> }} */
const { entries } = JSON.parse(readFileSync(join(BUILD, 'index.json'), 'utf8'));
const wanted = process.argv.slice(2);
const all = Object.values(entries).filter(
  ({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)),
);

/**
 * In the page: settles with what went wrong once the story has finished, or with nothing.
 * @param {number} timeoutMs
 * @returns {Promise<string>}
 */
function storyOutcome(timeoutMs) {
  return new Promise((resolve) => {
    const channel = window.__STORYBOOK_ADDONS_CHANNEL__;
    const finished = (/** @type {{ status: string, reporters?: unknown[] }} */ { status }) =>
      resolve(status === 'success' ? '' : `finished with ${status}`);
    const described = (/** @type {{ message?: string, description?: string }} */ problem) =>
      resolve(problem?.message ?? problem?.description ?? 'threw');
    // told before storyFinished, and with the reason
    for (const event of [
      'playFunctionThrewException',
      'storyErrored',
      'storyThrewException',
      'storyMissing',
    ]) {
      channel.on(event, described);
    }
    channel.on('storyFinished', finished);
    channel.on('docsRendered', () => resolve(''));
    const past = channel.last('storyFinished') ?? channel.last('docsRendered');
    const error = channel.last('playFunctionThrewException') ?? channel.last('storyThrewException');
    if (error) described(error[0]);
    else if (past) past[0]?.status ? finished(past[0]) : resolve('');
    setTimeout(() => resolve(`not finished within ${timeoutMs} ms`), timeoutMs);
  });
}

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

/** @param {import('puppeteer-core').Page} page @param {Entry} entry @returns {Promise<string[]>} What went wrong. */
async function visit(page, { id, type }) {
  /** @type {string[]} */
  const problems = [];
  const onConsole = (/** @type {import('puppeteer-core').ConsoleMessage} */ message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  };
  const onError = (/** @type {unknown} */ error) => problems.push(`uncaught: ${String(error)}`);
  page.on('console', onConsole).on('pageerror', onError);
  try {
    await page.goto(`${server.url}/iframe.html?id=${id}&viewMode=${type === 'docs' ? 'docs' : 'story'}`);
    await page.waitForFunction(() => window.__STORYBOOK_ADDONS_CHANNEL__ !== undefined);
    const outcome = await page.evaluate(storyOutcome, STORY_MS);
    if (outcome) problems.push(outcome);
    else if (type === 'story') {
      await page.evaluate(AXE);
      problems.push(...(await page.evaluate(violations)));
    }
  } catch (error) {
    problems.push(String(error));
  } finally {
    page.off('console', onConsole).off('pageerror', onError);
  }
  return problems;
}

const server = await serve({ folders: { '/': BUILD } });
const browser = await launchBrowser();
let failed = 0;
try {
  const page = await browser.newPage();
  for (const entry of all) {
    const problems = await visit(page, entry);
    console.log(`${problems.length > 0 ? '✖' : '✔'} ${entry.title}: ${entry.name}`);
    for (const problem of problems) console.log(`    ${problem}`);
    if (problems.length > 0) failed += 1;
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`stories: ${all.length - failed} passed, ${failed} failed`);
if (failed > 0 || all.length === 0) process.exitCode = 1;
