/**
 * `npm run soak`: one room's page for a long time, in Chromium: 100,000 messages, then storms of 2,000 people who all
 * come and all go. Prints the heap after a forced collection, nodes, listeners and the longest task on the way, and
 * fails where one of them grows. `--messages 20000` and `--storms 6` make it shorter.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    storms: { type: 'string', default: '20' },
  },
});
const MESSAGES = Number(values.messages);
const STORMS = Number(values.storms);
/** Sent in one go; the next go out once the page has them all. */
const BATCH = 500;
const PEOPLE = 2000;
/** Of the heap, once the 5,000 messages that are kept (security.md §8) are there; of listeners and nodes likewise. */
const GROWTH = 1.1;
const LONGEST_TASK_MS = 500;
const KEPT = 5000;
const HEADER = ['', 'heap MB', 'nodes', 'listeners', 'longest ms'].map((cell) => cell.padStart(12)).join('');

setUp('test');
const { buildIfStale } = await import('./fresh-build.mjs');
buildIfStale();
const { launchBrowser } = await import('./browsers/launch.mjs');
const { serve } = await import('./serve.mjs');
const { startProsody } = await import('./servers/prosody.mjs');
const { startStage } = await import('./soak-stage.mjs');

/** What grew. @type {string[]} */
const grown = [];
const prosody = await startProsody();
const stage = await startStage(prosody.ports.component);
const tag = `<xmpp-room service="${prosody.ws}" domain="${prosody.guestDomain}" jid="${stage.room}" nick="me" autojoin></xmpp-room>`;
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><body>
  <script type="module" src="/dist/xmpp-elements.min.js"></script>${tag}`;
const site = await serve({
  folders: { '/dist/': join(ROOT, 'dist') },
  answers: { '/room.html': () => ({ body: html }) },
});
const browser = await launchBrowser();
const page = await browser.newPage();
const cdp = await page.createCDPSession();
await cdp.send('Performance.enable');
page.on('pageerror', (error) => grown.push(`an uncaught ${error}`));
await page.evaluateOnNewDocument(() => {
  globalThis.tasks = [];
  new PerformanceObserver((list) =>
    globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration)),
  ).observe({ type: 'longtask' });
});

try {
  await page.goto(`${site.url}/room.html`);
  await stage.entered();
  await soakMessages();
  await soakStorms();
} finally {
  await browser.close();
  await site.close();
  stage.close();
  await prosody.stop();
}
console.log(grown.length > 0 ? `\nGrew or failed: ${grown.join('; ')}` : '\nFlat.');
process.exit(grown.length > 0 ? 1 : 0);

async function soakMessages() {
  console.log(`${MESSAGES} messages\n${HEADER}`);
  /** @type {Figures | undefined} */
  let full;
  for (let sent = 0; sent < MESSAGES;) {
    const from = sent;
    sent = Math.min(MESSAGES, sent + BATCH);
    stage.say(Array.from({ length: sent - from }, (_, n) => `Seeds are up, tiny, but up! (${from + n + 1})`));
    await shown((last) => globalThis.kept().last?.endsWith(last), `(${sent})`);
    if (sent % (MESSAGES / 10) !== 0) continue;
    const figures = await measure(`${sent}`);
    if (sent >= 2 * KEPT) compare('over messages', (full ??= figures), figures);
  }
}

async function soakStorms() {
  console.log(`\n${STORMS} storms: ${PEOPLE} come and go, their list open every other time\n${HEADER}`);
  /** @type {Figures | undefined} */
  let second;
  for (let storm = 1; storm <= STORMS; storm++) {
    await page.evaluate(() =>
      document.querySelector('xmpp-room')?.shadowRoot?.querySelector('.people')?.click(),
    );
    stage.come(PEOPLE);
    await shown((count) => globalThis.kept().people === count, PEOPLE + 1);
    stage.go(PEOPLE);
    await shown((count) => globalThis.kept().people === count, 1);
    if (storm % 2 !== 0) continue;
    const figures = await measure(`${storm}`);
    if (storm >= 4) compare('over storms', (second ??= figures), figures);
    if (figures.longestMs > LONGEST_TASK_MS) grown.push(`a task of ${figures.longestMs} ms`);
  }
}

/**
 * Asked of the session once a frame. @template T @param {(value: T) => unknown} holds @param {T} value
 */
async function shown(holds, value) {
  await page.evaluate(() => {
    const jid = document.querySelector('xmpp-room')?.getAttribute('jid');
    const room = globalThis[Symbol.for('xmpp-elements.session')].rooms.get(jid);
    globalThis.kept = () => ({ last: room.messages.at(-1)?.body, people: room.occupants.size });
  });
  await page.waitForFunction(holds, { timeout: 120_000 }, value);
}

/** @typedef {Awaited<ReturnType<typeof measure>>} Figures */

/** @param {string} label */
async function measure(label) {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = Object.fromEntries(metrics.map((metric) => [metric.name, metric.value]));
  const longest = await page.evaluate(() => Math.max(0, ...globalThis.tasks.splice(0)));
  const figures = {
    heapMb: value.JSHeapUsedSize / 1e6,
    nodes: value.Nodes,
    listeners: value.JSEventListeners,
    longestMs: Math.round(longest),
  };
  const cells = [figures.heapMb.toFixed(2), figures.nodes, figures.listeners, figures.longestMs];
  console.log([label, ...cells].map((cell) => String(cell).padStart(12)).join(''));
  return figures;
}

/** @param {string} what @param {Figures} before @param {Figures} now */
function compare(what, before, now) {
  for (const key of /** @type {const} */ (['heapMb', 'nodes', 'listeners']))
    if (now[key] > before[key] * GROWTH) grown.push(`${key} ${what}: ${before[key]} to ${now[key]}`);
}
