/**
 * `npm start`: sets up, builds what is out of date, starts Prosody with a seeded room and serves a page with it.
 * PORT chooses the page's port. Ctrl-C ends it all.
 */
import { join } from 'node:path';
import { demoPage } from './demo-page.mjs';
import { buildIfStale } from './fresh-build.mjs';
import { serve } from './serve.mjs';
import { startProsody } from './servers/prosody.mjs';
import { ROOT, setUp } from './setup.mjs';

const ROOM = 'lobby@conference.localhost';
const PAGES = [
  'visitor.html',
  'notices.html',
  'visiting.html',
  'window.html',
  'messenger.html',
  'files.html',
];

/**
 * What security.md §3 promises to work under, and the server's storage for files; the second visitor's frame comes on top.
 * @param {string} ws
 */
const policy = (ws) =>
  [
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:`,
    `connect-src 'self' ${ws} ${ws.replace(/^ws/, 'http')}`,
    `frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'`,
    `require-trusted-types-for 'script'; trusted-types lit-html dompurify`,
  ].join('; ');

setUp('start');
buildIfStale();

const prosody = await startProsody();
const { ws: service, domain: accounts } = prosody;
const where = { service, domain: prosody.guestDomain, room: ROOM, accounts };
const { startBots } = await import('../demo/bots.mjs');
const stopBots = await startBots(where);
const { startNeighbours } = await import('../demo/neighbours.mjs');
const stopNeighbours = await startNeighbours({ service, domain: accounts, adduser: prosody.adduser });

/** @param {string} name @returns {import('./serve.mjs').Answer} */
const page = (name) => ({ body: demoPage(name, where) });

const site = await serve({
  folders: { '/demo/': join(ROOT, 'demo'), '/dist/': join(ROOT, 'dist') },
  answers: {
    '/': () => page('index.html'),
    ...Object.fromEntries(PAGES.map((name) => [`/${name}`, () => page(name)])),
  },
  port: Number(process.env.PORT ?? 8080),
  headers: { 'content-security-policy': policy(new URL(prosody.ws).origin) },
});
console.log(`\nThe room is open: ${site.url}/, and a messenger: ${site.url}/messenger.html\n`);

async function end() {
  process.off('SIGINT', end).off('SIGTERM', end);
  await site.close();
  await stopBots();
  await stopNeighbours();
  await prosody.stop();
  process.exit(0);
}
process.on('SIGINT', end).on('SIGTERM', end);
