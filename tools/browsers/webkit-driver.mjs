/**
 * WebKitGTK as Debian packages it: MiniBrowser on a display of Xvfb, driven by WebKitWebDriver, which is spoken to by
 * plain W3C WebDriver. A driver has one browser with a profile of its own.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, ServerProcess, temporaryDirectory } from '../servers/server-process.mjs';

const START_MS = 20_000;
const SCRIPT_MS = 120_000;

const MINI_BROWSER_ARGS = [
  '--automation',
  '--javascript-can-open-windows-automatically=true',
  // There, but off in WebKitGTK so far. Without it no page knows where it goes, and a remembered session is kept.
  '--features=+NavigationAPI',
];

/** Without this its toolbar keeps the window from being as narrow as a phone. */
const GTK_STYLE =
  'window * { font-size: 1px; min-width: 0; min-height: 0; padding: 0; border: 0; -gtk-icon-transform: scale(0.1); }';

/** MiniBrowser lies under the machine's architecture. @returns {string} */
function findMiniBrowser() {
  const folders = readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const inner = folders.flatMap(({ name }) => {
    const path = join('/usr/lib', name);
    return readdirSync(path)
      .filter((file) => file.startsWith('webkit2gtk-'))
      .map((file) => join(path, file, 'MiniBrowser'));
  });
  return inner.sort().at(-1) ?? 'MiniBrowser';
}

/** @returns {Promise<{ name: string, stop: () => Promise<void> }>} A display that nobody looks at. */
export async function startDisplay() {
  const cwd = temporaryDirectory('xmpp-display');
  const args = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const env = { ...process.env };
  const xvfb = new ServerProcess({
    name: 'Xvfb',
    command: 'Xvfb',
    args,
    cwd,
    env,
    ports: [],
    ready: /^\d+$/m,
  });
  await xvfb.start();
  return { name: `:${/^\d+$/m.exec(xvfb.log())}`, stop: () => xvfb.stop() };
}

/** A WebDriver session with a browser that is nobody else's. */
export class WebKitDriver {
  #process;
  #server;
  #session = '';

  /** @param {ServerProcess} process @param {number} port */
  constructor(process, port) {
    this.#process = process;
    this.#server = `http://127.0.0.1:${port}`;
  }

  /**
   * @param {{ display: string, proxyPort?: number, pageLoadStrategy?: 'none' | 'normal' }} options All that the browser
   *   asks for goes through the proxy, loopback included.
   */
  static async start({ display, proxyPort, pageLoadStrategy = 'normal' }) {
    const cwd = temporaryDirectory('xmpp-webkit');
    mkdirSync(join(cwd, '.config/gtk-3.0'), { recursive: true });
    writeFileSync(join(cwd, '.config/gtk-3.0/gtk.css'), GTK_STYLE);
    const port = await freePort();
    const env = {
      ...process.env,
      HOME: cwd,
      XDG_RUNTIME_DIR: cwd,
      GDK_BACKEND: 'x11',
      GSETTINGS_BACKEND: 'memory',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      DISPLAY: display,
    };
    const command = 'WebKitWebDriver';
    const args = [`--port=${port}`, '--host=127.0.0.1'];
    const child = new ServerProcess({
      name: command,
      command,
      args,
      cwd,
      env,
      ports: [port],
      startMs: START_MS,
    });
    await child.start();
    const driver = new WebKitDriver(child, port);
    const address = `127.0.0.1:${proxyPort}`;
    const { sessionId } = await driver.#request('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          pageLoadStrategy,
          timeouts: { script: SCRIPT_MS },
          ...(proxyPort && { proxy: { proxyType: 'manual', httpProxy: address, sslProxy: address } }),
          'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: MINI_BROWSER_ARGS },
        },
      },
    });
    driver.#session = `/session/${sessionId}`;
    return driver;
  }

  /**
   * A command of the session, such as `/url`. @param {'GET' | 'POST' | 'DELETE'} method @param {string} path
   * @param {object} [body]
   */
  call(method, path, body) {
    return this.#request(method, this.#session + path, body ?? (method === 'POST' ? {} : undefined));
  }

  async stop() {
    await this.call('DELETE', '').catch(() => {});
    await this.#process.stop();
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #request(method, path, body) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(this.#server + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.error} ${value?.message}`);
    return value;
  }
}
