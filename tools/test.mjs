/**
 * `npm test`: sets up, then runs every check in turn and stops at the first that fails.
 * `npm test -- unit e2e` runs those stages only; `--browsers` runs tests in Chromium, Firefox and WebKit, and the
 * integration tests against ejabberd, too.
 */
import { spawn } from 'node:child_process';
import { ROOT, setUp } from './setup.mjs';

const args = process.argv.slice(2);
const allBrowsers = args.includes('--browsers');
const wanted = args.filter((arg) => !arg.startsWith('--'));

/** Several times what the longest of every run takes; what does not end by itself is ended, and failed. */
const COMMAND_MS = 25 * 60_000;
/** What a command started may hold its output open after it. */
const OUTPUT_MS = 10_000;

/**
 * Each step of a stage is a command of node_modules/.bin or `node`. Mocha ends by `--exit`: after the last test, what
 * that left open does not matter any more (clients of @xmpp/client try to come back for ever).
 * @type {Record<string, string[][]>}
 */
const STAGES = {
  lint: [
    ['eslint', '.'],
    ['prettier', '--check', '--log-level=warn', '.'],
  ],
  types: [['tsc', '--noEmit']],
  build: [['node', 'tools/build.mjs']],
  size: [['node', 'tools/size.mjs']],
  unit: [
    [
      'mocha',
      '--exit',
      'test/unit/session/**/*.test.ts',
      'test/cases/**/*.test.ts',
      'test/house/**/*.test.ts',
      'test/support/**/*.test.ts',
    ],
    ['wtr', '--config', 'web-test-runner.config.mjs'],
  ],
  integration: [['mocha', '--exit', 'test/integration/**/*.test.ts']],
  ejabberd: [['mocha', '--exit', 'test/integration/**/*.test.ts']],
  stories: [
    ['storybook', 'build', '--quiet', '--disable-telemetry'],
    ['node', 'tools/stories.mjs'],
  ],
  e2e: [['mocha', '--exit', 'test/e2e/**/*.test.ts']],
  schedules: [['mocha', '--exit', 'test/integration/faults-random.test.ts']],
  'schedules-ejabberd': [['mocha', '--exit', 'test/integration/faults-random.test.ts']],
};

/** Those that take too long for every run. */
const LONG = ['schedules', 'schedules-ejabberd'];

/** What a stage's environment has besides. @type {Record<string, NodeJS.ProcessEnv>} */
const ENVIRONMENT = {
  unit: allBrowsers ? { BROWSERS: 'chromium,firefox,webkit' } : {},
  stories: allBrowsers ? { BROWSERS: 'chromium,firefox,webkit' } : {},
  e2e: allBrowsers ? { BROWSERS: 'chromium,firefox,webkit' } : {},
  integration: { XMPP_SERVER: 'prosody' },
  ejabberd: { XMPP_SERVER: 'ejabberd' },
  schedules: { XMPP_SERVER: 'prosody', SCHEDULES: process.env.SCHEDULES ?? '200' },
  'schedules-ejabberd': { XMPP_SERVER: 'ejabberd', SCHEDULES: process.env.SCHEDULES ?? '200' },
};

const unknown = wanted.filter((name) => !(name in STAGES));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are: ${Object.keys(STAGES).join(', ')}.`);
  process.exit(2);
}

setUp('test', ...(allBrowsers ? /** @type {const} */ (['browsers']) : []));

let passed = 0;
let failed = 0;
let broken = '';
const usual = Object.keys(STAGES).filter(
  (stage) => !LONG.includes(stage) && (allBrowsers || stage !== 'ejabberd'),
);
for (const stage of wanted.length > 0 ? wanted : usual) {
  broken = await runStage(stage);
  if (broken) break;
}
if (broken) console.error(`\nFailed: ${broken}`);
console.log(`${passed} passed, ${failed || (broken ? 1 : 0)} failed`);
process.exitCode = broken ? 1 : 0;

/** @param {string} stage @returns {Promise<string>} What failed, or nothing. */
async function runStage(stage) {
  for (const command of STAGES[stage] ?? []) {
    console.log(`\n── ${stage}: ${command.join(' ')}`);
    const code = await runCommand(command, ENVIRONMENT[stage], LONG.includes(stage) ? undefined : COMMAND_MS);
    if (code !== 0) return `${stage} (${command.join(' ')})`;
  }
  return '';
}

/**
 * Shows what the command prints and adds up what it says of tests.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @param {number} [timeout] - ms, after which it is ended.
 * @returns {Promise<number>} The exit code.
 */
function runCommand([name = '', ...rest], env, timeout) {
  return new Promise((resolve) => {
    const PATH = `${ROOT}node_modules/.bin:${process.env.PATH}`;
    const child = spawn(name, rest, {
      cwd: ROOT,
      env: { ...process.env, PATH, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout,
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      process.stdout.write(text);
    });
    child.once('error', (error) => console.error(error.message));
    child.once('exit', () => setTimeout(() => child.stdout.destroy(), OUTPUT_MS).unref());
    child.once('close', (code, signal) => {
      count(printed);
      if (signal) console.error(`${name} was ended by ${signal}`);
      resolve(code ?? 1);
    });
  });
}

/** Mocha says `3 passing`, web-test-runner and the stories' visitor say `3 passed, 0 failed`. @param {string} printed */
function count(printed) {
  const total = (/** @type {RegExp} */ pattern) =>
    [...printed.matchAll(pattern)].reduce((sum, [, number]) => sum + Number(number), 0);
  passed += total(/(\d+) pass(?:ing|ed)\b/g);
  failed += total(/(\d+) fail(?:ing|ed)\b/g);
}
