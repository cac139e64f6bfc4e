/**
 * Makes ready what a fresh clone lacks: npm packages, and programs that come as Debian packages. Only Node's own
 * modules are used, because nothing is installed yet; silent and instant when nothing is missing.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Debian packages by what needs them; `command` tells a program that came some other way. */
const PACKAGES = {
  start: [{ name: 'prosody', command: 'prosody' }],
  bench: [
    { name: 'chromium', command: 'chromium' },
    { name: 'prosody', command: 'prosody' },
  ],
  test: [
    { name: 'chromium', command: 'chromium' },
    { name: 'prosody', command: 'prosody' },
    { name: 'prosody-modules' },
    { name: 'ejabberd' },
    { name: 'python3-slixmpp' },
    { name: 'websockify', command: 'websockify' },
    { name: 'fonts-noto-core' },
  ],
  browsers: [
    { name: 'firefox-esr', command: 'firefox-esr' },
    { name: 'webkit2gtk-driver', command: 'WebKitWebDriver' },
    { name: 'xvfb', command: 'Xvfb' },
  ],
};

const NODE_FLOOR = [20, 19];

/**
 * Ends the process, with the command to run, where it cannot help itself.
 * @param {...keyof typeof PACKAGES} needs
 */
export function setUp(...needs) {
  requireNode();
  installPackages(needs.flatMap((need) => PACKAGES[need]));
  if (!npmPackagesMatch()) npmInstall();
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return;
  giveUp(`Node ${NODE_FLOOR.join('.')} or later is needed; this is ${process.versions.node}.`);
}

/** Whether node_modules holds what the lock file says; packages for other platforms may be absent. */
function npmPackagesMatch() {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional === true && !present[path]),
  );
}

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean }>} */
function readLock(path) {
  const file = join(ROOT, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

function npmInstall() {
  console.log('Installing npm packages …');
  const { status } = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) giveUp('npm ci failed; see above.');
}

/** @param {readonly { name: string, command?: string }[]} packages */
function installPackages(packages) {
  const missing = packages.filter(({ command }) => !command || !onPath(command)).map(({ name }) => name);
  const names = missing.length > 0 ? notInstalled(missing) : [];
  if (names.length === 0) return;
  if (!onPath('apt-get')) {
    giveUp(
      `These Debian packages, or what they hold, are missing: ${names.join(' ')}.`,
      'Install them your own way, or run this in a Debian container:',
      `  docker run --rm -it --network host -v "$PWD:/app" -w /app node:22-bookworm npm ${lifecycle()}`,
    );
  }
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (sudo.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) {
    giveUp(
      'Debian packages are missing and this user may not install them. Run:',
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  console.log(`Installing Debian packages: ${names.join(' ')} …`);
  aptGet(sudo, ['update']);
  aptGet(sudo, ['install', '-y', '--no-install-recommends', ...names]);
}

/** @param {readonly string[]} sudo @param {readonly string[]} args */
function aptGet(sudo, args) {
  const [command = '', ...rest] = [
    ...sudo,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-qq',
    ...args,
  ];
  if (run(command, rest).status !== 0) giveUp(`apt-get ${args.join(' ')} failed; see above.`);
}

/** @param {readonly string[]} names @returns {string[]} Those that dpkg does not have; all where there is no dpkg. */
function notInstalled(names) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...names], {
    encoding: 'utf8',
  });
  const lines = new Set((stdout ?? '').split('\n'));
  return names.filter((name) => !lines.has(`${name} installed`));
}

/** @param {string} command */
function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const lifecycle = () => process.env.npm_lifecycle_event ?? 'test';

/** @param {string} command @param {readonly string[]} args */
const run = (command, args) =>
  spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });

/** @param {...string} lines @returns {never} */
function giveUp(...lines) {
  console.error(lines.join('\n'));
  process.exit(1);
}
