/** Runs of removed messages are told in one row (ux.md §3). Pure. */
import type { Row } from '../../session/message.js';

/** For each row of a run of two or more, by its key: how many they are on the first, 0 on the others. A day ends a run. */
export function runsOf(rows: readonly Row[]): ReadonlyMap<string, number> {
  const runs = new Map<string, number>();
  for (let first = 0; first < rows.length; first++) {
    let end = first;
    while (isRemoved(rows[end]) && rows[end]?.time.toDateString() === rows[first]?.time.toDateString()) end++;
    if (end - first < 2) continue;
    rows.slice(first, end).forEach(({ key }, i) => runs.set(key, i ? 0 : end - first));
    first = end - 1;
  }
  return runs;
}

const isRemoved = (row: Row | undefined) => row?.kind === 'message' && row.removed !== undefined;
