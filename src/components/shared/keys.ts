/** Rows of the list of keys. */
type Keys = readonly (readonly [keys: readonly string[], does: string])[];

/** Keys apart by blanks, and what they do. */
export const keys = (...rows: readonly (readonly [keys: string, does: string])[]): Keys =>
  rows.map(([names, does]) => [names.split(' '), does]);
