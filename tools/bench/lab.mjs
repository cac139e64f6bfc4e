/** Where it is measured: the project's own Prosody, a site with the pages, one Chromium, and people who talk. */
import { gzipSync } from 'node:zlib';
import { launchBrowser } from '../browsers/launch.mjs';
import { serve } from '../serve.mjs';
import { startProsody } from '../servers/prosody.mjs';
import { accountWithContacts } from './contacts.mjs';
import { startCrowd } from './crowd.mjs';
import { CREDENTIALS, floorScript, FOLDERS } from './sides.mjs';
import { startTalker } from './talker.mjs';

/**
 * @typedef {import('./sides.mjs').Side} Side
 * @typedef {Awaited<ReturnType<typeof openLab>>} Lab
 * @typedef {Awaited<ReturnType<Lab['open']>>} Visit
 * @typedef {object} Metrics
 * @property {number} mainMs Time that tasks took on the main thread.
 * @property {number} scriptMs
 * @property {number} layoutMs Layout and style.
 * @property {number} heapBytes
 * @property {number} nodes
 */

const SETTLE_MS = 300;
const SLICE_MS = 60_000;
/** Frames come when they are asked for, not 60 times a second. */
const UNPACED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export async function openLab() {
  const prosody = await startProsody();
  const crowd = await startCrowd(prosody.ports.component);
  const script = await floorScript();
  /** @type {Record<string, () => import('../serve.mjs').Answer>} */
  const answers = { '/floor.js': () => ({ body: script, type: '.js' }) };
  const site = await serve({ folders: FOLDERS, answers });
  const browser = await launchBrowser();
  /** @type {ReturnType<typeof launchBrowser> | undefined} */
  let unpacedBrowser;
  let count = 0;

  /**
   * A visitor with nothing in store opens the page of `side` for the room `jid`.
   * @param {Side} side @param {string} jid
   * @param {{ listed?: boolean, unpaced?: boolean }} [options] `unpaced`: no frame waits for the screen.
   */
  async function open(side, jid, { listed = false, unpaced = false } = {}) {
    const path = `/${(count += 1)}.html`;
    const body = side.body({
      service: prosody.ws,
      domain: prosody.guestDomain,
      accounts: prosody.domain,
      jid,
      nick: `me${count}`,
      listed,
    });
    answers[path] = () => ({
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><body>${body}</body></html>`,
    });
    const context = await (unpaced ? await openUnpaced() : browser).createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1000, height: 700 });
    await page.evaluateOnNewDocument(side.probe);
    await page.evaluateOnNewDocument(watch);
    const cdp = await page.createCDPSession();
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' }); // CPU time, whatever else the machine does
    const sizes = weigh(page);
    await page.goto(site.url + path, { waitUntil: 'domcontentloaded' });

    return {
      page,
      /** What its scripts and styles weighed on the wire, in bytes. */
      bytes: () => [...sizes.values()].reduce((sum, size) => sum + size, 0),
      /**
       * Settles once `probe[what]()` is `value` (a number: or more).
       * @param {keyof import('./sides.mjs').Probe} what @param {number | string} value
       * @returns {Promise<number>} When the page first showed it, in ms after its start.
       */
      async shown(what, value, timeoutMs = 60_000) {
        // in slices, as puppeteer gives up on what takes three minutes
        for (const end = performance.now() + timeoutMs; performance.now() < end;) {
          const when = await page.evaluate((...args) => globalThis.shown(...args), what, value, SLICE_MS);
          if (when !== undefined) return when;
        }
        const now = await page.evaluate((key) => globalThis.probe[key](), what);
        throw new Error(`${side.name}: ${what} is ${now}, not ${value}`);
      },
      /** @returns {Promise<Metrics>} Since the page's start. */
      async metrics() {
        const { metrics } = await cdp.send('Performance.getMetrics');
        const value = Object.fromEntries(metrics.map((metric) => [metric.name, metric.value]));
        return {
          mainMs: value.TaskDuration * 1000,
          scriptMs: value.ScriptDuration * 1000,
          layoutMs: (value.LayoutDuration + value.RecalcStyleDuration) * 1000,
          heapBytes: value.JSHeapUsedSize,
          nodes: value.Nodes,
        };
      },
      /** Nothing is under way any more, and nothing is kept that nobody needs. */
      async settle() {
        await pause(SETTLE_MS);
        await cdp.send('HeapProfiler.collectGarbage');
      },
      /** @returns {Promise<number>} What scripts hold after a collection, array buffers with it, in bytes. */
      async heap() {
        await cdp.send('HeapProfiler.collectGarbage');
        const { usedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
        return usedSize + backingStorageSize;
      },
      /** @returns {Promise<() => number>} How many bytes it has sent over WebSockets since, as long as they are ASCII. */
      async sent() {
        let count = 0;
        await cdp.send('Network.enable');
        cdp.on(
          'Network.webSocketFrameSent',
          ({ response }) => (count += inFrame(response.payloadData.length)),
        );
        return () => count;
      },
      /** What the longest task has been counts no more. */
      forgetTasks: () => page.evaluate(() => void (globalThis.longTasks.length = 0)),
      /** @returns {Promise<number>} Of tasks of 50 ms or more, which is what browsers tell of; 0: there was none. */
      longestTaskMs: () => page.evaluate(() => Math.max(0, ...globalThis.longTasks)),
      close: () => context.close(),
    };
  }

  const openUnpaced = () => (unpacedBrowser ??= launchBrowser('chromium', UNPACED));

  return {
    open,
    prosody,
    /** @param {string} jid @param {string} nick */
    talker: (jid, nick) => startTalker({ service: prosody.ws, domain: prosody.guestDomain, jid, nick }),
    /** Address of a room with so many people in it. */
    crowded: crowd.room,
    /** Address of a room with so many messages in its archive. */
    archived: crowd.archive,
    storm: crowd.storm,
    /** Makes an account with so many contacts, whom pages go in as. @param {number} count @returns {Promise<string>} Its address. */
    async popular(count) {
      const account = await accountWithContacts(prosody, count);
      answers[CREDENTIALS] = () => ({ body: JSON.stringify(account), type: '.json' });
      return `${account.username}@${prosody.domain}`;
    },
    /** Contacts change how they show, all at once. */
    showAll: crowd.showAll,
    newRoom: () => `bench${(count += 1)}@${prosody.rooms}`,
    async close() {
      await browser.close();
      await (await unpacedBrowser)?.close();
      crowd.close();
      await site.close();
      await prosody.stop();
    },
  };
}

/** In the page: `shown`, which looks after each frame for so long, and the durations of long tasks. */
function watch() {
  globalThis.longTasks = [];
  new PerformanceObserver((tasks) =>
    globalThis.longTasks.push(...tasks.getEntries().map(({ duration }) => duration)),
  ).observe({ type: 'longtask' });
  const { port1, port2 } = new MessageChannel();
  globalThis.shown = (what, value, ms) => {
    const end = performance.now() + ms;
    return new Promise((resolve) => {
      // what is posted while a frame is made comes once it is painted
      const next = () => requestAnimationFrame(() => port2.postMessage(undefined));
      port1.onmessage = () => {
        const now = globalThis.probe[what]();
        if (typeof value === 'number' ? now >= value : now.endsWith(value)) resolve(performance.now());
        else if (performance.now() > end) resolve(undefined);
        else next();
      };
      next();
    });
  };
}

/** @param {import('puppeteer-core').Page} page @returns {Map<string, number>} gzip bytes of scripts and styles, by URL. */
function weigh(page) {
  const sizes = new Map();
  page.on('response', async (response) => {
    if (!['script', 'stylesheet'].includes(response.request().resourceType())) return;
    const url = response.url();
    sizes.set(url, 0);
    sizes.set(url, gzipSync(await response.buffer(), { level: 9 }).length);
  });
  return sizes;
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** With the header of a client's frame (RFC 6455 §5.2). @param {number} length Of a payload, in bytes. */
const inFrame = (length) => length + 6 + (length < 126 ? 0 : length < 65_536 ? 2 : 8);
