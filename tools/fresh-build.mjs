/** Builds dist/ where it is missing or older than what it is made of. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

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

/** Ends the process where the build fails. */
export function buildIfStale() {
  if (Math.max(...SOURCES.map(changedAt)) <= changedAt(BUILT)) return;
  console.log('Building …');
  const { status } = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
