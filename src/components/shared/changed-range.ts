/** Where two versions of a list differ. Rows keep their identity, so this compares pointers only. */

export interface ChangedRange<T> {
  /** Rows before this index are the same in both. */
  readonly start: number;
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** The middle that is left when the equal beginning and end are taken off. */
export function changedRange<T>(before: readonly T[], after: readonly T[]): ChangedRange<T> {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return {
    start,
    removed: before.slice(start, before.length - end),
    added: after.slice(start, after.length - end),
  };
}
