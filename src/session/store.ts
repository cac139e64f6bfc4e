/**
 * A store: plain state that changes, and one `change` event for all that changed within a frame.
 * Everything the session shows to the outside is one.
 */

/** As long as a page that was shown a moment ago may take to paint: one that is hidden or covered meanwhile never does. */
const FRAME_MS = 100;

/** Runs `task` once: before the next paint, and where nothing paints (Node, a hidden tab) on a timer. */
export function nextFrame(task: () => void): void {
  const painting =
    globalThis.document?.visibilityState === 'visible' && 'requestAnimationFrame' in globalThis;
  const timer = setTimeout(run, painting ? FRAME_MS : 16);
  const frame = painting ? requestAnimationFrame(run) : 0;
  function run(): void {
    clearTimeout(timer);
    if (frame) cancelAnimationFrame(frame);
    task();
  }
}

/** Fires `change` at most once a frame, after any number of {@link Store.changed} calls. */
export class Store extends EventTarget {
  #scheduled = false;

  /** For what belongs to the store: something changed. Cheap enough to call for each stanza. */
  changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    nextFrame(() => {
      this.#scheduled = false;
      this.dispatchEvent(new Event('change'));
    });
  }
}
