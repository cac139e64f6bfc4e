/**
 * `npm run size`: what each file of the script-tag build weighs on the wire, and what pages load of them, beside
 * the budgets of size-budgets.json. Fails when one is passed.
 *
 * A budget counts the file that starts at the source `from`, all that it imports, and those of its lazy parts whose
 * source begins with one of `follow`; in bytes after gzip -9.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './setup.mjs';

/** @typedef {{ source: string, imports: string[], dynamicImports: string[] }} Chunk */
/** @typedef {{ name: string, from: string, follow: string[], budget: number }} Budget */

const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path));

/** @type {Record<string, Chunk>} */
const chunks = JSON.parse(String(read('dist/chunks/manifest.json')));
/** @type {Budget[]} */
const budgets = JSON.parse(String(read('tools/size-budgets.json')));

const sizes = new Map(
  Object.keys(chunks).map((file) => [file, gzipSync(read(join('dist', file)), { level: 9 }).length]),
);

/** @param {Budget} budget @returns {ReadonlySet<string>} The files that it counts. */
function filesOf({ from, follow }) {
  const files = new Set(Object.keys(chunks).filter((file) => chunks[file]?.source === from));
  if (files.size === 0) throw new Error(`size: no file starts at ${from}`);
  for (const file of files) {
    const { imports = [], dynamicImports = [] } = chunks[file] ?? {};
    const wanted = dynamicImports.filter((lazy) =>
      follow.some((path) => chunks[lazy]?.source.startsWith(path)),
    );
    for (const next of [...imports, ...wanted]) files.add(next);
  }
  return files;
}

const row = (/** @type {number} */ bytes, /** @type {string} */ text) =>
  console.log(`${bytes.toLocaleString('en').padStart(9)}  ${text}`);

console.log('gzip bytes');
for (const [file, bytes] of [...sizes].sort(([, a], [, b]) => b - a)) row(bytes, file);
console.log();

let passed = true;
for (const budget of budgets) {
  const bytes = [...filesOf(budget)].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
  const fits = bytes <= budget.budget;
  passed &&= fits;
  row(bytes, `${budget.name}: budget ${budget.budget.toLocaleString('en')}${fits ? '' : ' PASSED'}`);
}
if (!passed) {
  console.error('size: a budget is passed');
  process.exitCode = 1;
}
