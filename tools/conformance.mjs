/**
 * `npm run conformance`: each rule of docs/conformance.md with the tests that say in their title that they check it
 * (`MUC-33`, `XHT-4 to XHT-9`), or why the kit does not follow it; last, how many there are of each. Always succeeds:
 * it tells, and judges nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './setup.mjs';

/** @typedef {{ id: string, text: string, out: string | undefined }} Rule */

/** Those of the list, in order: `- MUC-33: what it says`, `- MUC-33 (out: why not): what it says`. @param {string} list @returns {Rule[]} */
export function readRules(list) {
  const lines = list.matchAll(/^- ([A-Z][A-Z0-9]*-\d+)(?: \(out: (.+?)\))?: (.+)$/gm);
  return [...lines].map(([, id = '', out, text = '']) => ({ id, text, out }));
}

/** The ids in a title, each once; what merely looks like one is among them. @param {string} title @returns {string[]} */
export function citedIn(title) {
  const cited = title.matchAll(/\b([A-Z][A-Z0-9]*)-(\d+)(?: to (?:\1-)?(\d+))?\b/g);
  const ids = [...cited].flatMap(([, area = '', first = '', last = first]) =>
    Array.from(
      { length: Math.max(1, Number(last) - Number(first) + 1) },
      (_, i) => `${area}-${Number(first) + i}`,
    ),
  );
  return [...new Set(ids)];
}

/** Every string of a test: a title may be told to a function of any name, or stand in a table. @param {string} source @returns {string[]} */
export function titlesIn(source) {
  /** @type {string[]} */
  const titles = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isStringLiteralLike(node)) titles.push(node.text);
    else if (ts.isTemplateExpression(node)) titles.push(node.getText().slice(1, -1));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.test.ts', source, ts.ScriptTarget.Latest, true));
  return titles;
}

/** @returns {Map<string, Set<string>>} Tests by the ids that they cite: a file, and a title. */
function readTests() {
  /** @type {Map<string, Set<string>>} */
  const tests = new Map();
  const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path), 'utf8');
  const take = (/** @type {string} */ path, /** @type {string} */ title) => {
    for (const id of citedIn(title)) tests.set(id, (tests.get(id) ?? new Set()).add(`${path}: ${title}`));
  };
  for (const name of readdirSync(join(ROOT, 'test'), { recursive: true }).map(String).sort()) {
    const path = `test/${name}`;
    if (path.endsWith('.test.ts')) for (const title of titlesIn(read(path))) take(path, title);
    // a golden pair's is that of a test
    else if (/^test\/cases\/.+\.json$/.test(path)) take(path, JSON.parse(read(path)).title);
  }
  return tests;
}

function report() {
  const rules = readRules(readFileSync(join(ROOT, 'docs/conformance.md'), 'utf8'));
  const tests = readTests();
  const followed = rules.filter(({ out }) => out === undefined);
  for (const { id, text, out } of rules) {
    const cited = [...(tests.get(id) ?? [])];
    console.log(`${id}: ${text}`);
    if (out !== undefined) console.log(`    declared out: ${out}`);
    else if (cited.length === 0) console.log('    no test');
    for (const test of cited) console.log(`    ${test}`);
  }
  const tested = followed.filter(({ id }) => tests.has(id)).length;
  console.log(
    `\n${rules.length} rules, ${tested} with tests, ${followed.length - tested} without, ${rules.length - followed.length} declared out`,
  );
}

if (process.argv[1] === import.meta.filename) report();
