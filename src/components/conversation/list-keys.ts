/** The focus in the message list (ux.md §3): one tab stop. What keys do there loads when it is first in it. */
import { loadOnce } from '../shared/shell.js';
import type * as RowKeys from './row-keys.js';

let keys: typeof RowKeys | undefined;
const loadKeys = loadOnce(async () => (keys = await import('./row-keys.js')));

export const CONTROLS = 'a[href], button, summary';

export interface ListKeysHost {
  /** Escape on a row: back to the composer. */
  leave(): void;
  /** The first, or the last, rows are wanted. */
  home(): void;
  end(): void;
  readonly failed: (error: unknown) => void;
}

export class ListKeys {
  /** The row that Tab comes to. */
  #active: HTMLElement | undefined;

  constructor(
    readonly scroller: HTMLElement,
    readonly list: HTMLElement,
    readonly host: ListKeysHost,
  ) {
    list.addEventListener('keydown', (event) => {
      const { target } = event; // which nobody is told of later
      if (!keys && event.key === 'Escape') event.stopPropagation(); // it closes nothing around the list
      if (keys) keys.pressed(this, event, target);
      else loadKeys().then(({ pressed }) => pressed(this, event, target), host.failed);
    });
    list.addEventListener('focusin', (event) => {
      loadKeys().catch(() => undefined); // tried again when it is needed
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
      if (row) this.#activate(row);
    });
    list.addEventListener('focusout', (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
      if (row && !(event.relatedTarget instanceof Node && row.contains(event.relatedTarget)))
        this.#close(row);
    });
  }

  /** The focused element inside the list. */
  get focused(): Element | undefined {
    const root = this.list.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    return focused && this.list.contains(focused) ? focused : undefined;
  }

  /** Focuses the row of a list item. */
  focus(item: Element | undefined): void {
    const row = item?.querySelector<HTMLElement>('[data-row]');
    if (row) this.go(row);
  }

  /** The tab stop is the last row, until somebody goes elsewhere. */
  rowsChanged(): void {
    if (this.focused?.closest('[data-row]')) return;
    const last = this.list.lastElementChild?.previousElementSibling?.querySelector<HTMLElement>('[data-row]');
    if (last) this.#activate(last);
  }

  /** `item` is about to be removed: its focus goes on to a neighbour. */
  leaving(item: Element): void {
    if (!item.contains(this.focused ?? null)) return;
    const next = rowOf(item.nextElementSibling) ?? rowOf(item.previousElementSibling);
    if (next) this.go(next);
    else this.host.leave();
  }

  #activate(row: HTMLElement): void {
    if (this.#active === row) return;
    if (this.#active) this.#active.tabIndex = -1;
    this.#active = row;
    row.tabIndex = 0;
  }

  go(row: HTMLElement): void {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }

  #close(row: HTMLElement): void {
    for (const control of row.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = -1;
  }
}

const rowOf = (item: Element | null) => item?.querySelector<HTMLElement>('[data-row]') ?? undefined;
