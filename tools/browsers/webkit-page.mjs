/**
 * As much of puppeteer's `Page` as tests use, over WebDriver.
 *
 * The console and uncaught errors are kept by a first script in the page and come along with the next answer, so they
 * are told before whatever is awaited settles, as puppeteer does. What only the browser's own console would show, such
 * as a WebSocket that could not connect, is not told.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const POLL_MS = 20;
const IDLE_MS = 500;
const PATIENCE_MS = 30_000;

/** Of WebDriver's, by puppeteer's names. @type {Record<string, string>} */
const KEYS = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE006',
  Escape: '\uE00C',
  F10: '\uE03A',
  F2: '\uE032',
  F6: '\uE036',
  Home: '\uE011',
  Meta: '\uE03D',
  PageDown: '\uE00F',
  PageUp: '\uE00E',
  Shift: '\uE008',
  Tab: '\uE004',
  '\n': '\uE006',
};

/** @typedef {string | ((...args: any[]) => unknown)} Script */

export class WebKitPage extends EventEmitter {
  #context;
  #url = 'about:blank';

  /** @param {import('./webkit-browser.mjs').WebKitContext} context @param {string} handle */
  constructor(context, handle) {
    super();
    this.#context = context;
    this.handle = handle;
  }

  browserContext = () => this.#context;

  keyboard = {
    type: async (/** @type {string} */ text) => {
      for (const character of text) await this.keyboard.press(character);
    },
    press: (/** @type {string} */ key) => this.#act({ type: 'key', id: 'keys', actions: pressed(key) }),
    down: (/** @type {string} */ key) =>
      this.#act({ type: 'key', id: 'keys', actions: pressed(key).slice(0, 1) }),
    up: (/** @type {string} */ key) => this.#act({ type: 'key', id: 'keys', actions: pressed(key).slice(1) }),
  };

  /** @param {Script} script @param {...unknown} args @returns {Promise<any>} What it gives, as JSON has it. */
  evaluate = (script, ...args) => this.evaluateIn(undefined, script, args);
  /** @param {Script} script @param {...unknown} args */
  evaluateHandle = (script, ...args) => this.evaluateHandleIn(undefined, script, args);

  /** @param {object | undefined} frame @param {Script} script @param {readonly unknown[]} args */
  async evaluateIn(frame, script, args) {
    const { value } = await this.#run(script, args, 'JSON.stringify(value)', frame);
    if (this.listenerCount('popup') > 0) await this.#context.lookForPopups(this);
    return value == null ? undefined : JSON.parse(value);
  }

  /** @param {object | undefined} frame @param {Script} script @param {readonly unknown[]} args */
  async evaluateHandleIn(frame, script, args) {
    const { value } = await this.#run(script, args, 'value', frame);
    const element = value?.[ELEMENT] ? new WebKitElement(this, value, frame) : null;
    return { asElement: () => element };
  }

  /** Of a `<select>`, as puppeteer does it. @param {string} path `>>>` goes into a shadow root. @param {string} value */
  select = (path, value) =>
    this.evaluate(
      (/** @type {string[]} */ steps, /** @type {string} */ wanted) => {
        const [first = '', ...inner] = steps;
        const found = inner.reduce(
          (at, step) => at?.shadowRoot?.querySelector(step) ?? null,
          document.querySelector(first),
        );
        if (!(found instanceof HTMLSelectElement)) throw new Error(`no select: ${steps}`);
        found.value = wanted;
        for (const type of ['input', 'change']) found.dispatchEvent(new Event(type, { bubbles: true }));
      },
      path.split(' >>> '),
      value,
    );

  /** @param {{ content: string }} script */
  addScriptTag = ({ content }) =>
    this.evaluate((/** @type {string} */ text) => {
      const script = document.createElement('script');
      script.textContent = text;
      document.head.append(script);
    }, content);

  /** @param {Script} script Run in every tab of the context. @param {...unknown} args */
  async evaluateOnNewDocument(script, ...args) {
    this.#context.proxy.firstScripts.add(
      `${source(script, args.map((each) => JSON.stringify(each)).join())};`,
    );
  }

  /** @param {Script} script @param {{ timeout?: number }} [options] ms. @param {...unknown} args */
  async waitForFunction(script, { timeout } = {}, ...args) {
    return eventually(() => this.evaluate(script, ...args), timeout);
  }

  /** No request was on its way for half a second. */
  async waitForNetworkIdle() {
    let since = performance.now();
    await eventually(() => {
      if (this.#context.proxy.pending > 0) since = performance.now();
      return performance.now() - since > IDLE_MS;
    });
  }

  /** @param {string} url */
  goto = (url) => this.#leave('/url', { url });
  reload = () => this.#leave('/refresh');
  goBack = () => this.#leave('/back');
  goForward = () => this.#leave('/forward');
  title = () => this.#call('GET', '/title');
  /** As of the last command that left a page. */
  url = () => this.#url;
  bringToFront = () => this.#call('GET', '/title');

  async close() {
    await this.#collect();
    await this.#context.closeWindow(this.handle);
  }

  async screenshot() {
    return Buffer.from(await this.#call('GET', '/screenshot'), 'base64');
  }

  /** @param {{ width: number, height: number }} viewport */
  async setViewport({ width, height }) {
    const size = () => this.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const outer = await this.#call('GET', '/window/rect');
    const inner = await size();
    await this.#call('POST', '/window/rect', {
      width: outer.width + width - inner.width,
      height: outer.height + height - inner.height,
    });
    await eventually(async () => {
      const now = await size();
      return now.width === width && now.height === height;
    });
  }

  /** Connections that are there stay, as in puppeteer's browsers. @param {boolean} offline */
  async setOfflineMode(offline) {
    this.#context.proxy.online = !offline;
    await this.evaluate((/** @type {boolean} */ online) => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
      dispatchEvent(new Event(online ? 'online' : 'offline'));
    }, !offline);
  }

  /** With real clicks of a mouse. @param {number} x @param {number} y @param {number} count @param {object} [frame] */
  async clickAt(x, y, count, frame) {
    const button = { button: 0 };
    const click = [
      { type: 'pointerDown', ...button },
      { type: 'pointerUp', ...button },
    ];
    const actions = [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), origin: 'viewport', duration: 0 },
      ...Array.from({ length: count }, () => click).flat(),
    ];
    await this.#act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }, frame);
  }

  /** @param {any} field As WebDriver has it. @param {string} path @param {object} [frame] */
  upload = (field, path, frame) =>
    this.#call('POST', `/element/${field[ELEMENT]}/value`, { text: path }, frame);

  /** @param {object} source @param {object} [frame] */
  #act = (source, frame) => this.#call('POST', '/actions', { actions: [source] }, frame);

  /** @param {'GET' | 'POST' | 'DELETE'} method @param {string} path @param {object} [body] @param {object} [frame] */
  #call = (method, path, body, frame) => this.#context.call(this.handle, method, path, body, frame);

  /** @param {string} path @param {object} [body] */
  async #leave(path, body) {
    await this.#collect();
    await this.#call('POST', path, body);
    this.#url = await this.#call('GET', '/url');
  }

  /** What was told since, before it goes with the document. */
  #collect = () => this.#run('', [], 'undefined').catch(() => {});

  /**
   * @param {Script} script @param {readonly unknown[]} args @param {string} result What is given of `value`.
   * @param {object} [frame] The element that it runs in, as WebDriver has it.
   */
  async #run(script, args, result, frame) {
    const call = {
      script: `
        const [done, ...args] = [...arguments].reverse();
        const __name = (target) => target;
        const told = () => globalThis[Symbol.for('told')]?.splice(0) ?? [];
        (async () => ${source(script, '...args.reverse()')})().then(
          (value) => done({ value: ${result}, told: told() }),
          (error) => done({ error: String(error), told: told() }),
        );`,
      args: args.map((each) => (each instanceof WebKitElement ? each.reference : each)),
    };
    const answer = await this.#call('POST', '/execute/async', call, frame);
    for (const { kind, text } of answer.told) {
      if (kind === 'exception') this.emit('pageerror', text);
      else this.emit('console', { type: () => kind, text: () => text });
    }
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }
}

/** As much of puppeteer's `Frame`. */
class WebKitFrame {
  /** @param {WebKitPage} page @param {object} reference Of its element, as WebDriver has it. */
  constructor(page, reference) {
    /** @param {Script} script @param {...unknown} args */
    this.evaluate = (script, ...args) => page.evaluateIn(reference, script, args);
    /** @param {Script} script @param {...unknown} args */
    this.evaluateHandle = (script, ...args) => page.evaluateHandleIn(reference, script, args);
  }
}

class WebKitElement {
  #page;
  #frame;

  /** @param {WebKitPage} page @param {object} reference As WebDriver has it. @param {object} [frame] It is in. */
  constructor(page, reference, frame) {
    this.#page = page;
    this.#frame = frame;
    this.reference = reference;
  }

  /** @param {(element: any) => unknown} script */
  evaluate = (script) => this.#page.evaluateIn(this.#frame, script, [this]);
  focus = () => this.evaluate((/** @type {HTMLElement} */ element) => element.focus());

  hover = () => this.click({ count: 0 });

  /** Into a file field. @param {string} path */
  uploadFile = (path) => this.#page.upload(this.reference, path, this.#frame);

  contentFrame = () => Promise.resolve(new WebKitFrame(this.#page, this.reference));

  /**
   * A right button is told to the page by what comes of it: WebKitGTK's own is never let go again, and whatever is typed
   * after it is in small letters.
   * @param {{ count?: number, button?: 'left' | 'right' }} [options]
   */
  async click({ count = 1, button = 'left' } = {}) {
    const { x, y } = await this.evaluate((/** @type {HTMLElement} */ element) => {
      element.scrollIntoViewIfNeeded();
      const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect(); // of a link in two lines, the first
      return { x: left + width / 2, y: top + height / 2 };
    });
    const right = button === 'right';
    await this.#page.clickAt(x, y, right ? 0 : count, this.#frame);
    if (right) await this.#page.evaluateIn(this.#frame, askForMenu, [x, y]);
  }
}

/** Runs in the page, on whatever is in front there. @param {number} x @param {number} y */
function askForMenu(x, y) {
  let at = document.elementFromPoint(x, y);
  for (;;) {
    const inner = at?.shadowRoot?.elementFromPoint(x, y);
    if (!inner || inner === at) break;
    at = inner;
  }
  at?.dispatchEvent(
    new MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      composed: true,
      button: 2,
      clientX: x,
      clientY: y,
    }),
  );
}

/** @param {string} key */
function pressed(key) {
  const value = KEYS[key] ?? key;
  return [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ];
}

/** An expression that calls it. @param {Script} script @param {string} args */
const source = (script, args) =>
  typeof script === 'string' ? `(() => {${script}})()` : `(${script})(${args})`;

/** @param {() => unknown} holds @param {number} [ms] */
async function eventually(holds, ms = PATIENCE_MS) {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain: ${holds}`);
    await delay(POLL_MS);
  }
}
