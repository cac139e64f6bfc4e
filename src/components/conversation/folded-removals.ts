/** Runs of messages that are not shown, as they were removed or their author is muted, are told in one row (ux.md §3). Pure. */
import type { Row } from '../../session/message.js';

/**
 * For each row of a run, by its key: how many they are on the first, 0 on the others. A day ends a run, and what is muted
 * is told by its author, be it one message alone.
 */
export function runsOf(rows: readonly Row[]): ReadonlyMap<string, number> {
  const runs = new Map<string, number>();
  for (let first = 0; first < rows.length; first++) {
    const kind = kindOf(rows[first]);
    let end = first + 1;
    while (kind && kindOf(rows[end]) === kind) end++;
    if (!kind || (end - first < 2 && !isMuted(rows[first]))) continue;
    rows.slice(first, end).forEach(({ key }, i) => runs.set(key, i ? 0 : end - first));
    first = end - 1;
  }
  return runs;
}

/** What may stand in one run; undefined: nothing. */
function kindOf(row: Row | undefined): string | undefined {
  if (row?.kind !== 'message' || !row.removed) return undefined;
  return `${row.time.toDateString()} ${row.removed.muted ? (row.occupantId ?? row.nick) : ''}`;
}

const isMuted = (row: Row | undefined) => row?.kind === 'message' && row.removed?.muted === true;
