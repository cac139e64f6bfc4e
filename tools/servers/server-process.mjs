/**
 * A server under test: an ordinary foreground child of this process on loopback ports, with its files in a
 * temporary directory that goes when this process ends. Knows nothing of XMPP.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const LOG_CHARS = 500_000;
const POLL_MS = 20;

/** A TCP port that was free a moment ago. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * One free port for each name.
 * @template {string} Name
 * @param {...Name} names
 * @returns {Promise<Record<Name, number>>}
 */
export async function freePorts(...names) {
  const pairs = await Promise.all(names.map(async (name) => [name, await freePort()]));
  return Object.fromEntries(pairs);
}

/** Whether somebody accepts connections there. @param {number} port @returns {Promise<boolean>} */
export function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (/** @type {boolean} */ up) => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}

/** @type {Set<string>} */
const temporary = new Set();

/** A directory that is removed when this process ends. @param {string} prefix @returns {string} */
export function temporaryDirectory(prefix) {
  if (temporary.size === 0) process.once('exit', removeAll);
  const dir = mkdtempSync(join(tmpdir(), `${prefix}-`));
  temporary.add(dir);
  return dir;
}

function removeAll() {
  for (const dir of temporary) rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/**
 * Ends `child` and removes its directory should this process die without a word, by a signal or a crash: a shell of its
 * own, which a Ctrl-C in the terminal does not reach, waits for the pipe between them to close.
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} dir
 */
function guard(child, dir) {
  const script = 'read -r _; kill -9 "$0" 2>/dev/null; sleep 0.2; rm -rf "$1"';
  const watchdog = spawn('sh', ['-c', script, String(child.pid), dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  /** @type {import('node:net').Socket} */ (watchdog.stdin).unref();
  child.once('close', () => watchdog.kill());
}

/** Environment for a server: nothing of the caller's but the PATH. @param {string} home */
export const serverEnv = (home) => ({ PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' });

export class ServerProcess {
  #spec;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {Promise<unknown>} */
  #exited = Promise.resolve();
  #log = '';

  /**
   * @param {{
   *   name: string, command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv,
   *   ports: readonly number[], ready?: RegExp, startMs?: number, stopMs?: number,
   * }} spec Up once all `ports` accept connections and the log of this start matches `ready`.
   */
  constructor(spec) {
    this.#spec = spec;
  }

  get running() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid() {
    return this.#child?.pid;
  }

  /** The last of what it printed, over all its starts. @returns {string} */
  log() {
    return this.#log;
  }

  /** @throws {Error} It ended, or was not up in time; the message holds its log. */
  async start() {
    const { name, command, args, cwd, env, ports, ready, startMs = 60_000 } = this.#spec;
    if (this.running) return;
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#exited = new Promise((resolve) => child.once('close', resolve).once('error', resolve));
    if (child.pid !== undefined) guard(child, cwd);
    let failure = '';
    child.once('error', (error) => (failure = `${command} did not start: ${error.message}`));
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        printed = (printed + text).slice(-LOG_CHARS);
        this.#log = (this.#log + text).slice(-LOG_CHARS);
      });
    }
    const isUp = async () =>
      (!ready || ready.test(printed)) && (await Promise.all(ports.map(isListening))).every(Boolean);
    const deadline = Date.now() + startMs;
    while (!(await isUp())) {
      if (failure || !this.running) throw new Error(`${failure || `${name} ended at start`}\n${printed}`);
      if (Date.now() > deadline) {
        await this.kill();
        throw new Error(`${name} was not up within ${startMs} ms\n${printed}`);
      }
      await delay(POLL_MS);
    }
  }

  /** Asks it to end, and makes it end where it does not; its files stay for the next start. */
  async stop() {
    if (!this.running) return;
    this.#child?.kill('SIGTERM');
    const gone = this.#exited.then(() => true);
    if (!(await Promise.race([gone, delay(this.#spec.stopMs ?? 8000, false, { ref: false })])))
      await this.kill();
  }

  /** Ends it as a crash would: no closing stanzas, nothing flushed. */
  async kill() {
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }

  async restart() {
    await this.stop();
    await this.start();
  }
}
