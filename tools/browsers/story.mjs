/** The static build of the stories, and a page that shows one of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup.mjs';

export const STORIES = join(ROOT, 'storybook-static');
const STORY_MS = 20_000;

/** @typedef {{ id: string, title: string, name: string, type: 'story' | 'docs' }} Entry */

/** @param {readonly string[]} parts What an id may contain; none: all. @returns {Entry[]} */
export function entries(parts) {
  /** @type {{ entries: Record<string, Entry> }} */
  const index = JSON.parse(readFileSync(join(STORIES, 'index.json'), 'utf8'));
  return Object.values(index.entries).filter(
    ({ id }) => parts.length === 0 || parts.some((part) => id.includes(part)),
  );
}

/**
 * Shows a story and lets its play function come to its end.
 * @param {import('puppeteer-core').Page} page
 * @param {string} url Of the build, without a slash at its end.
 * @param {Entry} entry
 * @returns {Promise<string>} What went wrong, or nothing.
 */
export async function showStory(page, url, { id, type }) {
  const leave = (/** @type {import('puppeteer-core').Dialog} */ dialog) => void dialog.accept();
  page.on('dialog', leave); // the story before may ask whether to leave it
  await page.goto(`${url}/iframe.html?id=${id}&viewMode=${type === 'docs' ? 'docs' : 'story'}`);
  page.off('dialog', leave);
  await page.waitForFunction(() => window.__STORYBOOK_ADDONS_CHANNEL__ !== undefined);
  return page.evaluate(storyOutcome, STORY_MS);
}

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
