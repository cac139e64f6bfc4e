/** web-test-runner's launcher for WebKitGTK. One page at a time. */
import { startDisplay, WebKitDriver } from './webkit-driver.mjs';
import { WebKitPage } from './webkit-page.mjs';

/** @returns {import('@web/test-runner').BrowserLauncher & { getPage: () => WebKitPage | undefined }} */
export function webkitLauncher() {
  const active = new Set();
  /** @type {Promise<{ driver: WebKitDriver, stop: () => Promise<unknown> }> | undefined} */
  let running;
  /** @type {WebKitPage | undefined} */
  let page;

  async function start() {
    const display = await startDisplay();
    const driver = await WebKitDriver.start({ display: display.name, pageLoadStrategy: 'none' });
    const window = {
      call: (/** @type {[string, 'GET' | 'POST' | 'DELETE', string, object?]} */ ...[, method, path, body]) =>
        driver.call(method, path, body),
    };
    page = new WebKitPage(/** @type {any} */ (window), '');
    return { driver, stop: () => driver.stop().then(display.stop) };
  }

  /** @param {string} url */
  async function show(url) {
    const { driver } = await (running ??= start());
    await driver.call('POST', '/url', { url });
  }

  return {
    name: 'WebKitGTK',
    type: 'puppeteer', // so that the runner's commands take the page for one of puppeteer's
    getPage: () => page,
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      active.add(id);
      await show(url);
    },
    isActive: (id) => active.has(id),
    async getBrowserUrl() {
      const { driver } = await (running ??= start());
      return driver.call('GET', '/url');
    },
    async stopSession(id) {
      active.delete(id);
      await show('about:blank');
      return {};
    },
    async startDebugSession() {
      throw new Error('WebKitGTK has no debug sessions here');
    },
    async stop() {
      await (await running)?.stop();
    },
  };
}
