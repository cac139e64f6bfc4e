/** The web site of a run: pages made by tests, and the built script as a visitor would load it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { demoPage } from '../../../tools/demo-page.mjs';
import { serve, type Answer } from '../../../tools/serve.mjs';
import { ROOT } from '../../../tools/setup.mjs';
import { cleanUpAfterRun, cleanUpAfterTest } from '../../support/clean-up.js';
import { newRoom, type XmppServer } from '../../support/people.js';
import { strictPolicy } from './policy.js';

/** Where the script lies on every page's site. */
export const SCRIPT = '/dist/xmpp-elements.min.js';
export const LAUNCHER_SCRIPT = '/dist/xmpp-launcher.min.js';
export const scriptTag = (address: string) => `<script type="module" src="${address}"></script>`;
export const SCRIPT_TAG = scriptTag(SCRIPT);

/** A second copy of both, as of another version, with all of their parts. */
const OTHER_DIST = '/another-version/';
export const OTHER_SCRIPT = `${OTHER_DIST}xmpp-elements.min.js`;
export const OTHER_LAUNCHER_SCRIPT = `${OTHER_DIST}xmpp-launcher.min.js`;

const answers: Record<string, () => Answer> = {};
let site: Promise<string> | undefined;
let pages = 0;

async function start(): Promise<string> {
  const dist = join(ROOT, 'dist/');
  const { url, close } = await serve({
    folders: { '/dist/': dist, [OTHER_DIST]: dist, '/demo/': join(ROOT, 'demo/') },
    answers,
    headers: { 'access-control-allow-origin': '*' }, // for frames without an origin
  });
  cleanUpAfterRun(close);
  return url;
}

/** Puts a page with this body on the site. @returns Its address, which no other page has. */
export async function publish(body: string, headers: Record<string, string> = {}): Promise<string> {
  site ??= start();
  const path = `/page-${++pages}.html`;
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>A page of its own</title>
  </head>
  <body>${body}</body>
</html>`;
  answers[path] = () => ({ body: html, headers });
  return (await site) + path;
}

/** Puts a page of the demo on the site, as it is, under the strict policy. @returns Its address. */
export async function publishDemo(name: string, server: XmppServer): Promise<string> {
  site ??= start();
  const path = `/demo-${++pages}.html`;
  const { ws: service, domain: accounts, guestDomain: domain } = server;
  const body = demoPage(name, { service, domain, accounts, room: newRoom(server) });
  answers[path] = () => ({ body, headers: strictPolicy(server) });
  return (await site) + path;
}

/**
 * Keeps from pages a part of the script, by the start of its name. @returns Gives it back, which the end of the test
 * does, too.
 */
export function withhold(part: string): () => void {
  const names = readdirSync(join(ROOT, 'dist/chunks')).filter((name) => name.startsWith(`${part}-`));
  const paths = names.map((name) => `/dist/chunks/${name}`);
  if (!paths.length) throw new Error(`no part ${part}`);
  for (const path of paths) answers[path] = () => ({ body: '', status: 503, type: '.js' });
  const giveBack = () => {
    for (const path of paths) Reflect.deleteProperty(answers, path);
  };
  cleanUpAfterTest(giveBack);
  return giveBack;
}

/** Puts a script of the page's own on the site, for pages whose policy forbids inline ones. */
export async function publishScript(body: string): Promise<string> {
  site ??= start();
  const path = `/script-${++pages}.js`;
  answers[path] = () => ({ body, type: '.js' });
  await site;
  return path;
}

/**
 * Puts a module on the site as a page's own bundler would make it: the package with all that it needs, unless `source`
 * says else. @returns Its address; its parts lie beside it.
 */
export async function publishBundle(source = `export * from 'xmpp-elements'`): Promise<string> {
  const outdir = `/bundle-${++pages}/`;
  const { outputFiles, warnings } = await build({
    stdin: { contents: source, resolveDir: ROOT },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  if (warnings.length) throw new Error(`the package makes a bundler warn: ${warnings[0]?.text}`);
  for (const { path, text } of outputFiles) answers[path] = () => ({ body: text, type: '.js' });
  return `${outdir}stdin.js`;
}

/** An `<xmpp-room>` as a site's owner would write it; true stands for a bare attribute. */
export function roomTag(attributes: Record<string, string | true | undefined>): string {
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeAttribute(value ?? '')}"`));
  return `<xmpp-room${text.join('')}></xmpp-room>`;
}

const escapeAttribute = (text: string) =>
  text.replace(/[&"<]/g, (character) => `&#${character.charCodeAt(0)};`);
