/** The table that is printed: medians side by side, ratios, and whether each goal is met. */

/**
 * @typedef {object} Line
 * @property {import('./rows.mjs').Figure} figure
 * @property {readonly (readonly number[])[]} samples By side, in the order of SIDES: Converse.js, floor, ours.
 */

const HEADERS = ['work', 'Converse.js 14', 'floor', 'xmpp-elements', '÷ Converse.js', '÷ floor', 'goal', ''];

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {Line} line @returns {boolean | undefined} undefined where it has no goal. */
export function reaches({ figure: { goal }, samples }) {
  const [, floor, ours] = samples.map(median);
  if (goal.max !== undefined) return ours <= goal.max;
  if (goal.min !== undefined) return ours >= goal.min;
  if (goal.ofFloor !== undefined) return ours >= goal.ofFloor * floor;
  return goal.timesFloor === undefined ? undefined : ours <= goal.timesFloor * floor;
}

/** @param {import('./rows.mjs').Figure['goal']} goal @param {string} unit */
function wish({ max, min, timesFloor, ofFloor }, unit) {
  if (max !== undefined) return `≤ ${max} ${unit}`;
  if (min !== undefined) return `≥ ${min} ${unit}`;
  if (ofFloor !== undefined) return `≥ ${ofFloor} × floor`;
  return timesFloor ? `≤ ${timesFloor} × floor` : '';
}

/** @param {Line} line */
function cells(line) {
  const { figure, samples } = line;
  const { title, unit, digits = 0, goal } = figure;
  const most = Math.max(...samples.map(({ length }) => length));
  const [incumbent, floor, ours] = samples.map(median);
  const show = (/** @type {number} */ value, /** @type {readonly number[]} */ { length }) =>
    length === 0 ? '-' : `${value.toFixed(digits)} ${unit}${length < most ? ` (${length} run)` : ''}`;
  const ratio = (/** @type {number} */ to) => (to ? `${(ours / to).toFixed(2)} ×` : '-');
  const wanted = wish(goal, unit);
  const reached = reaches(line);
  return [
    title,
    show(incumbent, samples[0]),
    show(floor, samples[1]),
    show(ours, samples[2]),
    ratio(incumbent),
    ratio(floor),
    wanted,
    reached === undefined ? '' : reached ? 'pass' : 'MISS',
  ];
}

/** @param {readonly Line[]} lines @returns {string} Markdown. */
export function table(lines) {
  const rows = [HEADERS, ...lines.map(cells)];
  const widths = HEADERS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => '-'.repeat(width - 1) + (column ? ':' : '-')).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}
