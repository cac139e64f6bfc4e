/** Waiting for what has to be asked for, as in another page; until.ts is for what can be seen at once. */

const POLL_MS = 20;
/** Of a machine that is ten times as busy as usual. */
const PATIENCE_MS = 30_000;

/**
 * Settles once what `read` gives fits, with that.
 * @throws {Error} Not within `ms`; tells what it gave last.
 */
export async function eventually<T>(
  read: () => Promise<T>,
  fits: (value: T) => unknown,
  label: string,
  ms = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + ms;
  for (;;) {
    const value = await read();
    if (fits(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(`waited ${ms} ms in vain: ${label}; last seen: ${JSON.stringify(value, null, 1)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
