/**
 * Keeps the reader's place: at the end it follows what is added, elsewhere the first visible row keeps its offset
 * whatever changes above it. The browser's own anchoring is off, as engines differ in it.
 */
import type { Place } from '../shared/storage.js';

/** Within so many pixels of the end counts as at the end (ux.md §3). */
const END_PX = 50;
/** A row that is gone to stands so far down the list, in its heights, so that what led to it shows. */
const LEAD = 0.2;

interface Anchor {
  readonly element: Element;
  readonly top: number;
}

export class ScrollKeeper {
  #atEnd = true;
  /** Takes room on the page: a closed panel's list is read by nobody. */
  #shown = false;
  #anchor: Anchor | undefined;
  /** The scroller's height when it was last looked at. */
  #viewPx = 0;
  /** That of its content when the end was last gone to. */
  #contentPx = 0;
  readonly #observer = new ResizeObserver(() => this.#settle());

  /**
   * @param scroller - Scrolls.
   * @param list - Its content, the rows as children.
   * @param mayFollow - Whether new rows may move the end along now.
   * @param moved - Called after the reader or a change of size moved the list.
   * @param reopened - Called when the list shows again after it was not displayed. @returns Whether it took its place.
   */
  constructor(
    readonly scroller: HTMLElement,
    readonly list: HTMLElement,
    readonly mayFollow: () => boolean,
    readonly moved: () => void,
    readonly reopened: () => boolean,
  ) {
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
  }

  get atEnd(): boolean {
    return this.#atEnd && this.#shown;
  }

  connected(): void {
    this.#shown ||= this.scroller.checkVisibility();
    this.#viewPx = 0;
    this.#observer.observe(this.scroller);
    this.#observer.observe(this.list); // tells of them at once: being out of the document lost the place
  }

  disconnected(): void {
    this.#observer.disconnect();
  }

  /** Makes a change to the rows without moving the reader. */
  hold(change: () => void): void {
    const follow = this.#atEnd && this.mayFollow();
    const anchor = follow ? undefined : this.#findAnchor();
    change();
    if (follow) this.toEnd();
    else this.#restore(anchor);
  }

  /** The first row in view that has an id; undefined at the end. */
  get place(): Place | undefined {
    if (this.#atEnd) return undefined;
    for (let row = this.firstVisible() ?? null; row; row = row.nextElementSibling) {
      const element = row.querySelector<HTMLElement>('[data-id]');
      if (element?.dataset.id) return { id: element.dataset.id, top: this.#offset(element) };
    }
    return undefined;
  }

  /** @returns Whether the row is there. */
  goTo({ id, top }: Place): boolean {
    const element = this.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (element) this.#restore({ element, top });
    return element !== null;
  }

  /** There are no rows any more. */
  startOver(): void {
    this.#atEnd = true;
    this.#anchor = undefined;
  }

  toEnd(): void {
    this.#contentPx = this.scroller.scrollHeight;
    this.scroller.scrollTop = this.#contentPx;
    this.#atEnd = true;
    this.#anchor = undefined;
  }

  /** Shows `row` with something of what led to it, and the end where little comes after it. */
  showAt(row: Element): void {
    this.scroller.scrollTop += this.#offset(row) - this.scroller.clientHeight * LEAD;
    this.#read();
  }

  /** The beginning of what `item` says is to be seen. */
  inView(item: Element): boolean {
    const at = this.#offset(item.querySelector('[data-row]') ?? item);
    return at >= 0 && at < this.scroller.clientHeight;
  }

  /** The first row of which something is to be seen. */
  firstVisible(): Element | undefined {
    const edge = this.scroller.getBoundingClientRect().top;
    const { firstElementChild } = this.list; // tells of the history: what comes before the rows comes after it
    return this.#search((row) => row !== firstElementChild && row.getBoundingClientRect().bottom > edge);
  }

  lastVisible(): Element | undefined {
    const edge = this.scroller.getBoundingClientRect().bottom;
    return (
      this.#search((row) => row.getBoundingClientRect().bottom >= edge) ??
      this.list.lastElementChild ??
      undefined
    );
  }

  /** The first row for which `test` holds; it holds for all after it. */
  #search(test: (row: Element) => boolean): Element | undefined {
    const rows = this.list.children;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = rows[middle];
      if (row && test(row)) high = middle;
      else low = middle + 1;
    }
    return rows[low];
  }

  #findAnchor(): Anchor | undefined {
    const first = this.firstVisible();
    const row = first?.querySelector('.gap') ? first.nextElementSibling : first; // it is filled behind it
    const element = row?.querySelector('[data-row]') ?? row; // without the day above it, which comes and goes
    return element ? { element, top: this.#offset(element) } : undefined;
  }

  #offset(element: Element): number {
    return element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  #restore(anchor: Anchor | undefined): void {
    if (anchor?.element.isConnected) {
      const drift = this.#offset(anchor.element) - anchor.top;
      if (drift !== 0) this.scroller.scrollTop += drift;
    }
    this.#read();
  }

  /** Whether the reader is where {@link toEnd} put them: at the very end, in a list of the same size. */
  #stays(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const same = clientHeight > 0 && clientHeight === this.#viewPx;
    return this.atEnd && same && scrollHeight - scrollTop - clientHeight < 1;
  }

  /** By the reader; or by a change of size at the end, which is told of before the observer is. */
  #scrolled(): void {
    if (this.#stays()) return;
    const { clientHeight, scrollHeight } = this.scroller;
    const resized = clientHeight !== this.#viewPx || scrollHeight !== this.#contentPx;
    if (resized && this.#atEnd && this.mayFollow()) this.#settle();
    else this.#read();
  }

  #read(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (clientHeight === 0) return; // hidden: the place is kept
    this.#viewPx = clientHeight;
    this.#atEnd = scrollHeight - scrollTop - clientHeight <= END_PX;
    this.#anchor = this.#atEnd ? undefined : this.#findAnchor();
    this.moved();
  }

  #settle(): void {
    if (this.#stays()) return this.toEnd(); // of what may have become shorter: else the next scroll seems to be of that
    this.#viewPx = this.scroller.clientHeight;
    const shown = this.#viewPx > 0;
    const reopened = shown && !this.#shown;
    this.#shown = shown;
    if (!shown || (reopened && this.reopened())) return;
    if (this.#atEnd) {
      if (this.mayFollow()) this.toEnd();
    } else this.#restore(this.#anchor);
    this.moved();
  }
}
