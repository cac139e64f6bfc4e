/** Long work in pieces between which the page breathes; hidden ones are not waited for, whose timers are slow. */
import { isShown } from './page.js';

/** Leaves a frame time for the rest. */
const SLICE_MS = 8;

/**
 * Does `task` with each of `all`, in order.
 * @param goOn Asked after each pause. @returns Whether all was done.
 */
export async function inSlices<T>(
  all: Iterable<T>,
  task: (each: T) => void,
  goOn: () => boolean = () => true,
): Promise<boolean> {
  let start = performance.now();
  for (const each of all) {
    if (performance.now() - start > SLICE_MS && isShown()) {
      await breath();
      if (!goOn()) return false;
      start = performance.now();
    }
    task(each);
  }
  return true;
}

/** Ends a task, so that the page can paint and answer before the next one. */
export async function breath(): Promise<void> {
  if (isShown()) await new Promise((resolve) => setTimeout(resolve));
}
