/**
 * web-test-runner's launcher for WebKitGTK as Debian packages it: WebKitWebDriver and MiniBrowser on a display of
 * Xvfb, spoken to by plain W3C WebDriver. One page at a time.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../servers/server-process.mjs';

const START_MS = 10_000;

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

/** @returns {import('@web/test-runner').BrowserLauncher} */
export function webkitLauncher() {
  const home = mkdtempSync(join(tmpdir(), 'xmpp-webkit-'));
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const active = new Set();
  /** @type {Promise<string> | undefined} The WebDriver session's URL. */
  let driver;

  async function start() {
    const env = {
      ...process.env,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      GDK_BACKEND: 'x11',
      GSETTINGS_BACKEND: 'memory',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      DISPLAY: `:${await startXvfb(children)}`,
    };
    const port = await freePort();
    children.push(spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' }));
    const server = `http://127.0.0.1:${port}`;
    await until(() => call('GET', `${server}/status`));
    const { sessionId } = await call('POST', `${server}/session`, {
      capabilities: {
        alwaysMatch: {
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
        },
      },
    });
    return `${server}/session/${sessionId}`;
  }

  const ready = () => (driver ??= start());

  return {
    name: 'WebKitGTK',
    type: 'webkitgtk',
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      active.add(id);
      await call('POST', `${await ready()}/url`, { url });
    },
    isActive: (id) => active.has(id),
    async getBrowserUrl() {
      return call('GET', `${await ready()}/url`);
    },
    async stopSession(id) {
      active.delete(id);
      await call('POST', `${await ready()}/url`, { url: 'about:blank' });
      return {};
    },
    async startDebugSession() {
      throw new Error('WebKitGTK has no debug sessions here');
    },
    async stop() {
      if (driver) await driver.then((session) => call('DELETE', session)).catch(() => {});
      await Promise.all(children.map(end));
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** @param {import('node:child_process').ChildProcess[]} children @returns {Promise<string>} The display's number. */
function startXvfb(children) {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    children.push(child);
    child.once('error', reject).once('exit', (code) => reject(new Error(`Xvfb ended: ${code}`)));
    child.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
  });
}

/** @param {string} method @param {string} url @param {object} [body] */
async function call(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebDriver ${method} ${url}: ${value?.error} ${value?.message}`);
  return value;
}

/** @param {() => Promise<unknown>} attempt */
async function until(attempt) {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const ended = gone.then(() => true);
  if (!(await Promise.race([ended, delay(3000, false, { ref: false })]))) child.kill('SIGKILL');
}
