/** Pages of the demo: files whose tags wait for the addresses of a run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

/**
 * @param {string} name Of a file in demo/.
 * @param {{ service: string, domain: string, room: string, accounts: string }} where `domain` is the guests'.
 */
export function demoPage(name, where) {
  const html = readFileSync(join(ROOT, 'demo', name), 'utf8');
  return html.replace(
    /\{\{(service|domain|room|accounts)\}\}/g,
    (_, key) => where[/** @type {keyof typeof where} */ (key)],
  );
}
