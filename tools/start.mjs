/**
 * `npm start`: sets up, builds what is out of date, starts Prosody with a seeded room and serves a page with it.
 * PORT chooses the page's port. Ctrl-C ends it all.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from './serve.mjs';
import { startProsody } from './servers/prosody.mjs';
import { ROOT, setUp } from './setup.mjs';

const ROOM = 'lobby@conference.localhost';

/** The last file that a build writes. */
const BUILT = 'dist/custom-elements.json';
const SOURCES = ['src', 'rollup.config.mjs', 'package-lock.json'];

/** @param {string} path @returns {number} When it, or the newest file in it, changed; 0: not there. */
function changedAt(path) {
  const entry = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!entry) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(join(ROOT, path)).map((name) => changedAt(join(path, name))));
}

function build() {
  console.log('Building …');
  const { status } = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

/** What security.md §3 promises to work under; the second visitor's frame comes on top. @param {string} ws */
const policy = (ws) =>
  [
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self' ${ws}`,
    `frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'`,
    `require-trusted-types-for 'script'; trusted-types lit-html dompurify`,
  ].join('; ');

setUp('start');
if (Math.max(...SOURCES.map(changedAt)) > changedAt(BUILT)) build();

const prosody = await startProsody();
const where = { service: prosody.ws, domain: prosody.guestDomain, room: ROOM };
const { startBots } = await import('../demo/bots.mjs');
const stopBots = await startBots(where);

/** @param {string} name @returns {import('./serve.mjs').Answer} The page, with this run's addresses in its tag. */
function page(name) {
  const html = readFileSync(join(ROOT, 'demo', name), 'utf8');
  return { body: html.replace(/\{\{(service|domain|room)\}\}/g, (_, key) => where[key]) };
}

const site = await serve({
  folders: { '/demo/': join(ROOT, 'demo'), '/dist/': join(ROOT, 'dist') },
  answers: { '/': () => page('index.html'), '/visitor.html': () => page('visitor.html') },
  port: Number(process.env.PORT ?? 8080),
  headers: { 'content-security-policy': policy(new URL(prosody.ws).origin) },
});
console.log(`\nThe room is open: ${site.url}/\n`);

async function end() {
  process.off('SIGINT', end).off('SIGTERM', end);
  await site.close();
  await stopBots();
  await prosody.stop();
  process.exit(0);
}
process.on('SIGINT', end).on('SIGTERM', end);
