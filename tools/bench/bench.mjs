/**
 * `npm run bench`: the room beside Converse.js 14 and beside the floor, in one run on one server (docs/bench.md).
 * `--rows live,history` measures those rows only, `--runs 9` takes the median of so many. Fails where a goal is missed.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { setUp } from '../setup.mjs';

const { values } = parseArgs({
  options: { rows: { type: 'string' }, runs: { type: 'string', default: '5' } },
});
const runs = Number(values.runs);

setUp('bench');
const { buildIfStale } = await import('../fresh-build.mjs');
buildIfStale();
const { openLab } = await import('./lab.mjs');
const { ROWS } = await import('./rows.mjs');
const { SIDES } = await import('./sides.mjs');
const { reaches, table } = await import('./table.mjs');

const names = values.rows?.split(',') ?? ROWS.map(({ name }) => name);
const rows = ROWS.filter(({ name }) => names.includes(name));
if (rows.length < names.length || !(runs > 0)) {
  console.error(`--rows takes some of ${ROWS.map(({ name }) => name).join(', ')}; --runs takes a number.`);
  process.exit(2);
}

const load = loadavg()[0];
const lab = await openLab();
/** @type {import('./table.mjs').Line[]} */
const lines = [];
try {
  for (const row of rows) lines.push(...(await measure(row)));
} finally {
  await lab.close();
}
console.log(`\n${table(lines)}\n`);
console.log(`Median of ${runs}; Prosody without Nagle; load ${load.toFixed(1)} at the start.`);
process.exit(lines.every((line) => reaches(line) !== false) ? 0 : 1);

/** In turns, so that whatever else the machine does is shared. @param {import('./rows.mjs').Row} row */
async function measure({ name, figures, once = [], without = [], prepare, measure }) {
  const lines = figures.map((figure) => ({ figure, samples: SIDES.map(() => /** @type {number[]} */ ([])) }));
  const room = await prepare(lab);
  for (let run = 0; run < runs; run++) {
    for (const [i, side] of SIDES.entries()) {
      if (without.includes(side.name) || (run > 0 && once.includes(side.name))) continue;
      const results = await measure(lab, side, room);
      results.forEach((value, at) => lines[at]?.samples[i]?.push(value));
      console.log(
        `${name} ${run + 1}/${runs} ${side.name}: ${results.map((value) => value.toFixed(2)).join('  ')}`,
      );
    }
  }
  await room.close();
  return lines;
}
