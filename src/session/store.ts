/**
 * A store: plain state that changes, and one `change` event for all that changed within a frame.
 * Everything the session shows to the outside is one.
 */

/** Runs `task` before the next paint; where nothing paints (Node, a hidden tab) on a timer. */
export function nextFrame(task: () => void): void {
  const visible = globalThis.document?.visibilityState === 'visible';
  if (visible && typeof requestAnimationFrame === 'function') requestAnimationFrame(task);
  else setTimeout(task, 16);
}

/** Fires `change` at most once a frame, after any number of {@link Store.changed} calls. */
export class Store extends EventTarget {
  #scheduled = false;

  /** Tells that something changed; cheap enough to call for each stanza. */
  protected changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    nextFrame(() => {
      this.#scheduled = false;
      this.dispatchEvent(new Event('change'));
    });
  }
}
