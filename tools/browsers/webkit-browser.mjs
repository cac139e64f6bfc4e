/**
 * WebKit for tests that are written for puppeteer: as much of its `Browser` and `BrowserContext` as they use, over
 * WebDriver. A context is a browser of its own, with a profile of its own.
 */
import { startDisplay, WebKitDriver } from './webkit-driver.mjs';
import { WebKitPage } from './webkit-page.mjs';
import { WebKitProxy } from './webkit-proxy.mjs';

export class WebKitBrowser {
  #display;
  /** @type {Set<WebKitContext>} */
  #contexts = new Set();

  /** @param {{ name: string, stop: () => Promise<void> }} display */
  constructor(display) {
    this.#display = display;
  }

  static async launch() {
    return new WebKitBrowser(await startDisplay());
  }

  async createBrowserContext() {
    const context = await WebKitContext.start(this.#display.name, () => this.#contexts.delete(context));
    this.#contexts.add(context);
    return context;
  }

  async newPage() {
    return (await this.createBrowserContext()).newPage();
  }

  async close() {
    await Promise.all([...this.#contexts].map((context) => context.close()));
    await this.#display.stop();
  }
}

export class WebKitContext {
  #driver;
  #onClose;
  /** Windows' pages by handle. @type {Map<string, WebKitPage>} */
  #pages = new Map();
  #current = '';
  /** The last command, since each has to find its own window in front. @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @param {WebKitDriver} driver @param {WebKitProxy} proxy @param {() => void} onClose */
  constructor(driver, proxy, onClose) {
    this.#driver = driver;
    this.proxy = proxy;
    this.#onClose = onClose;
    proxy.firstScripts.add(`(${keepReports})();`);
    proxy.onRequest = (url) => {
      for (const page of this.#pages.values()) page.emit('request', { url: () => url });
    };
  }

  /** @param {string} display @param {() => void} onClose */
  static async start(display, onClose) {
    const proxy = new WebKitProxy();
    const proxyPort = await proxy.start();
    return new WebKitContext(await WebKitDriver.start({ display, proxyPort }), proxy, onClose);
  }

  /** The first is the window that the browser opens with. */
  async newPage() {
    const handle =
      this.#pages.size === 0
        ? await this.#driver.call('GET', '/window')
        : (await this.#driver.call('POST', '/window/new', { type: 'window' })).handle;
    return this.#adopt(handle);
  }

  /** @param {string} handle */
  #adopt(handle) {
    const page = new WebKitPage(this, handle);
    this.#pages.set(handle, page);
    return page;
  }

  /**
   * In the page's window, or in a frame of it. @param {string} handle @param {'GET' | 'POST' | 'DELETE'} method
   * @param {string} path @param {object} [body] @param {object} [frame] Its element. @returns {Promise<any>}
   */
  call(handle, method, path, body, frame) {
    const result = this.#last.then(async () => {
      if (this.#current !== handle) await this.#driver.call('POST', '/window', { handle });
      this.#current = handle;
      if (!frame) return this.#driver.call(method, path, body);
      await this.#driver.call('POST', '/frame', { id: frame });
      const inFrame = this.#driver.call(method, path, body);
      return inFrame.finally(() => this.#driver.call('POST', '/frame', { id: null }));
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** Tells `opener` of windows that are new. @param {WebKitPage} opener */
  async lookForPopups(opener) {
    for (const handle of await this.call(opener.handle, 'GET', '/window/handles')) {
      if (!this.#pages.has(handle)) opener.emit('popup', this.#adopt(handle));
    }
  }

  /** @param {string} handle */
  async closeWindow(handle) {
    await this.call(handle, 'DELETE', '/window');
    this.#pages.delete(handle);
    this.#current = '';
  }

  async close() {
    this.#onClose();
    await this.#driver.stop();
    this.proxy.stop();
  }
}

/** In each document, first: keeps what the console and the window are told of until it is asked for. */
function keepReports() {
  /** @type {{ kind: string, text: string }[]} */
  const told = [];
  Object.defineProperty(globalThis, Symbol.for('told'), { value: told });
  for (const kind of /** @type {const} */ (['log', 'info', 'debug', 'warn', 'error'])) {
    const own = console[kind];
    console[kind] = (...args) => {
      told.push({ kind, text: args.map(String).join(' ') });
      own.apply(console, args);
    };
  }
  addEventListener('error', ({ message, error }) => {
    told.push({ kind: 'exception', text: String(error ?? message) });
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    told.push({ kind: 'exception', text: String(reason) });
  });
}
