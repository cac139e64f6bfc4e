/** Which rows of a conversation are mounted: a stretch of at most 500, moved in whole pages. Pure. */
import type { Row } from '../../session/message.js';

export const PAGE = 50;
export const MAX_ROWS = 500;
/** Of a sudden flood only the end is mounted. */
const FLOOD = 2 * PAGE;

/** Indexes into the conversation's rows: from `first`, up to and without `last`. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

/** The end of a conversation of `total` rows. */
export const endWindow = (total: number): RowWindow => ({ first: Math.max(0, total - FLOOD), last: total });

/** What stands around the row at `index`; up to the end, where that is not too far. */
export function windowAt(index: number, total: number): RowWindow {
  const first = Math.max(0, index - PAGE);
  return { first, last: total - first > MAX_ROWS ? first + FLOOD : total };
}

/**
 * The window after the rows changed: it keeps its rows, and takes in new ones at an end that it reached to.
 * @param follow - The reader is at the end and stays there.
 */
export function moveWindow(
  window: RowWindow,
  before: readonly Row[],
  after: readonly Row[],
  follow: boolean,
): RowWindow {
  if (window.first === window.last) return endWindow(after.length);
  const first = window.first === 0 ? 0 : indexOf(after, before[window.first], window.first);
  const last =
    window.last === before.length
      ? after.length
      : indexOf(after, before[window.last - 1], window.last - 1) + 1;
  if (first < 0 || last <= first) return endWindow(after.length);
  const flood = last - first - (window.last - window.first) > FLOOD;
  return follow && flood ? endWindow(after.length) : { first, last };
}

/**
 * Drops whole pages at the end farther from the reader until the window is within bounds.
 * @param keep - Rows that have to stay: in view, focused or selected.
 */
export function trimWindow({ first, last }: RowWindow, keep: RowWindow): RowWindow {
  let from = first;
  let to = last;
  while (to - from > MAX_ROWS) {
    const above = keep.first - from;
    const below = to - keep.last;
    if (Math.max(above, below) < PAGE) break;
    if (above >= below) from += PAGE;
    else to -= PAGE;
  }
  return { first: from, last: to };
}

function indexOf(rows: readonly Row[], row: Row | undefined, hint: number): number {
  if (!row) return -1;
  if (rows[hint]?.key === row.key) return hint;
  return rows.findIndex(({ key }) => key === row.key);
}
