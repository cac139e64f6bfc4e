/** Keys of the message list (ux.md §3): one tab stop, arrows between rows, Enter into a row, Escape out of it. */

const CONTROLS = 'a[href], button, summary';

export interface ListKeysHost {
  /** Escape on a row: back to the composer. */
  leave(): void;
  /** The first, or the last, rows are wanted. */
  home(): void;
  end(): void;
}

export class ListKeys {
  /** The row that Tab comes to. */
  #active: HTMLElement | undefined;

  constructor(
    readonly scroller: HTMLElement,
    readonly list: HTMLElement,
    readonly host: ListKeysHost,
  ) {
    list.addEventListener('keydown', (event) => this.#pressed(event));
    list.addEventListener('focusin', (event) => {
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
    if (row) this.#go(row);
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
    if (next) this.#go(next);
    else this.host.leave();
  }

  #activate(row: HTMLElement): void {
    if (this.#active === row) return;
    if (this.#active) this.#active.tabIndex = -1;
    this.#active = row;
    row.tabIndex = 0;
  }

  #go(row: HTMLElement): void {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof Element)) return;
    const row = event.target.closest<HTMLElement>('[data-row]');
    if (!row) return;
    const inside = event.target !== row;
    const done = event.key === 'Escape' ? this.#escape(row, inside) : !inside && this.#move(row, event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #escape(row: HTMLElement, inside: boolean): boolean {
    if (inside) this.#go(row);
    else this.host.leave();
    return true;
  }

  #move(row: HTMLElement, { key, shiftKey }: KeyboardEvent): boolean {
    if (shiftKey) return false; // selects text
    if (key === 'Enter') return this.#open(row);
    const target = this.#targetOf(key, row);
    if (target) this.#go(target);
    return target !== undefined;
  }

  #targetOf(key: string, row: HTMLElement): HTMLElement | undefined {
    if (key === 'Home') this.host.home();
    if (key === 'End') this.host.end();
    const rows = [...this.list.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.indexOf(row);
    switch (key) {
      case 'ArrowUp':
        return rows[Math.max(0, at - 1)];
      case 'ArrowDown':
        return rows[Math.min(rows.length - 1, at + 1)];
      case 'Home':
        return rows[0];
      case 'End':
        return rows.at(-1);
      case 'PageUp':
      case 'PageDown':
        return this.#pageFrom(rows, at, key === 'PageUp' ? -1 : 1);
      default:
        return undefined;
    }
  }

  /** The farthest row that is no more than a screen away. */
  #pageFrom(rows: readonly HTMLElement[], at: number, step: 1 | -1): HTMLElement | undefined {
    const start = rows[at]?.getBoundingClientRect().top ?? 0;
    let target = at + step;
    for (let next = target; rows[next]; next += step) {
      if (Math.abs((rows[next]?.getBoundingClientRect().top ?? 0) - start) > this.scroller.clientHeight)
        break;
      target = next;
    }
    return rows[Math.min(rows.length - 1, Math.max(0, target))];
  }

  /** Enter: the row's own controls can be reached by Tab until focus leaves it. */
  #open(row: HTMLElement): boolean {
    const controls = row.querySelectorAll<HTMLElement>(CONTROLS);
    for (const control of controls) control.tabIndex = 0;
    controls[0]?.focus();
    return controls.length > 0;
  }

  #close(row: HTMLElement): void {
    for (const control of row.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = -1;
  }
}

const rowOf = (item: Element | null) => item?.querySelector<HTMLElement>('[data-row]') ?? undefined;
