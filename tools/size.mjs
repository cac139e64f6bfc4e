/**
 * `npm run size`: what pages load of the script-tag build, what each of its parts that loads on demand weighs, and what
 * each entry of the package weighs without its dependencies; in bytes after gzip -9, each beside its budget in
 * size-budgets.json. Fails when one is passed, and when something has none.
 *
 * A page counts the file that starts at the source `from`, all that it imports, and those of its lazy parts whose
 * source begins with one of `follow`. A part counts its file alone, `shared` those files that
 * several parts import, an entry all that it imports.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './setup.mjs';

/** @typedef {{ source: string, entry: boolean, imports: string[], dynamicImports: string[] }} Chunk */
/** @typedef {{ name: string, from: string, follow: string[], budget: number }} Page */
/** @typedef {{ pages: Page[], parts: Record<string, number>, entries: Record<string, number> }} Budgets */

const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path));
/** @returns {Record<string, Chunk>} */
const chunksIn = (/** @type {string} */ manifest) => JSON.parse(String(read(`dist/${manifest}`)));

/** @type {Budgets} */
const budgets = JSON.parse(String(read('tools/size-budgets.json')));
const scriptTag = chunksIn('chunks/manifest.json');
const modules = chunksIn('parts/manifest.json');
/** All that pages can load; the launcher's lazy part, its twin aside, is one of those of the script tag. */
const onPages = { ...chunksIn('chunks/launcher.json'), ...scriptTag };

const weigh = (/** @type {string} */ file) => gzipSync(read(join('dist', file)), { level: 9 }).length;

/** @param {Iterable<string>} files */
const weighAll = (files) => [...files].reduce((sum, file) => sum + weigh(file), 0);

/** Those files with all that they import. @param {Record<string, Chunk>} chunks @param {string[]} files @param {string[]} follow */
function withImports(chunks, files, follow = []) {
  const all = new Set(files);
  for (const file of all) {
    const { imports = [], dynamicImports = [] } = chunks[file] ?? {};
    const wanted = dynamicImports.filter((lazy) =>
      follow.some((path) => chunks[lazy]?.source.startsWith(path)),
    );
    for (const next of [...imports, ...wanted]) if (next in chunks) all.add(next);
  }
  return all;
}

/** @type {string[]} */
const faults = [];

/** @param {string} name @param {number} bytes @param {number | undefined} budget */
function report(name, bytes, budget) {
  const limit = budget?.toLocaleString('en').padStart(7) ?? '      ?';
  console.log(`${bytes.toLocaleString('en').padStart(9)} of ${limit}  ${name}`);
  if (budget === undefined) faults.push(`${name} has no budget in tools/size-budgets.json`);
  else if (bytes > budget) faults.push(`${name} passes its budget by ${bytes - budget} bytes`);
}

console.log('Pages');
for (const { name, from, follow, budget } of budgets.pages) {
  const start = Object.keys(onPages).filter((file) => onPages[file]?.source === from);
  if (start.length === 0) faults.push(`no file starts at ${from}`);
  const bytes = weighAll(withImports(onPages, start, follow));
  report(name, bytes, budget);
  if (bytes <= budget) console.log(`${(budget - bytes).toLocaleString('en').padStart(30)} left`);
}

console.log('\nParts of the script-tag build, by where they start');
/** @type {Map<string, number>} */
const parts = new Map();
for (const [file, { source }] of Object.entries(scriptTag))
  parts.set(source, (parts.get(source) ?? 0) + weigh(file));
for (const [source, bytes] of [...parts].sort(([, one], [, other]) => other - one))
  report(source, bytes, budgets.parts[source]);

console.log('\nEntries of the package, without its dependencies');
for (const [file] of Object.entries(modules).filter(([, { entry }]) => entry))
  report(file, weighAll(withImports(modules, [file])), budgets.entries[file]);

const known = new Set([...parts.keys(), ...Object.keys(modules)]);
for (const name of [...Object.keys(budgets.parts), ...Object.keys(budgets.entries)])
  if (!known.has(name)) faults.push(`${name} of tools/size-budgets.json is not in the build`);

for (const fault of faults) console.error(`size: ${fault}`);
if (faults.length) process.exitCode = 1;
