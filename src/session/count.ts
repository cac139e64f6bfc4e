/** Numbers of bytes, pixels and the like, as they stand in stanzas. */

/** @returns undefined for all but plain decimal digits, and for what is too large to be exact. */
export function readCount(text: string | undefined): number | undefined {
  const count = /^\d{1,16}$/.test(text ?? '') ? Number(text) : undefined;
  return Number.isSafeInteger(count) ? count : undefined;
}
