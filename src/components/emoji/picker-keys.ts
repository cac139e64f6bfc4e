/** Keys of the emoji picker: from the field into the grid, through it by arrows, Home and End, and through the bar of groups. */

export const CELL = '[role="gridcell"]';
export const GROUP = '.emoji-groups button';

export interface PickerKeysHost {
  /** What the grid holds was looked for. */
  searched(): boolean;
  choose(cell: HTMLElement): void;
  /** The cell that Tab comes to. */
  setStop(cell: HTMLElement): void;
  /** Escape. */
  close(): void;
}

export class PickerKeys {
  constructor(
    readonly element: HTMLElement,
    readonly host: PickerKeysHost,
  ) {
    element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  get #field(): HTMLInputElement {
    return this.element.querySelector('input')!;
  }

  get #cells(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(CELL)];
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    event.stopPropagation(); // the page's and the conversation's keys mean something else here
    if (event.key === 'Escape') this.host.close();
    else if (!this.#moved(event)) return;
    event.preventDefault();
  }

  /** @returns Whether the key was one of these. */
  #moved(event: KeyboardEvent): boolean {
    const { target, key } = event;
    if (event.altKey || event.metaKey) return false;
    if (target === this.#field) {
      if (key === 'ArrowDown') this.#focus(this.#cells[0]);
      else if (key === 'Enter') this.#chooseFirst();
      else return false;
      return true;
    }
    const button = target instanceof HTMLElement && target.closest('button');
    if (!button) return this.#typesOn(event);
    const buttons = [...this.element.querySelectorAll<HTMLElement>(GROUP)];
    if (buttons.includes(button)) return this.#movedIn(buttons, button, key);
    return this.#movedFrom(button, event) || this.#typesOn(event);
  }

  #chooseFirst(): void {
    const [cell] = this.#cells;
    if (this.host.searched() && cell) this.host.choose(cell);
  }

  /** In the bar of groups. */
  #movedIn(buttons: readonly HTMLElement[], button: HTMLElement, key: string): boolean {
    if (key === 'ArrowDown')
      this.#focus(this.element.querySelector<HTMLElement>(`${CELL}[tabindex="0"]`) ?? undefined);
    else {
      const at = buttons.indexOf(button);
      const to = buttons.at(
        { [this.#forward]: (at + 1) % buttons.length, [this.#back]: at - 1, Home: 0, End: -1 }[key] ?? NaN,
      );
      if (!(key === this.#forward || key === this.#back || key === 'Home' || key === 'End') || !to)
        return false;
      button.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    }
    return true;
  }

  /** In the grid. */
  #movedFrom(cell: HTMLElement, { key, ctrlKey }: KeyboardEvent): boolean {
    const cells = this.#cells;
    const at = cells.indexOf(cell);
    const row = [...(cell.parentElement?.children ?? [])] as HTMLElement[];
    switch (key) {
      case this.#forward:
        this.#focus(cells[at + 1]);
        return true;
      case this.#back:
        this.#focus(cells[at - 1]);
        return true;
      case 'ArrowDown':
      case 'ArrowUp':
        this.#toRow(cell, row.indexOf(cell), key === 'ArrowDown' ? 1 : -1);
        return true;
      case 'Home':
        this.#focus(ctrlKey ? cells[0] : row[0]);
        return true;
      case 'End':
        this.#focus(ctrlKey ? cells.at(-1) : row.at(-1));
        return true;
      default:
        return false;
    }
  }

  #toRow(cell: HTMLElement, column: number, step: 1 | -1): void {
    const rows = [...this.element.querySelectorAll('[role="row"]')];
    const at = rows.findIndex((row) => row.contains(cell));
    if (at + step < 0) return this.#field.focus();
    const cells = rows[at + step]?.children;
    if (cells) this.#focus(cells[Math.min(column, cells.length - 1)] as HTMLElement);
  }

  /** What is typed anywhere is looked for. */
  #typesOn({ key, ctrlKey }: KeyboardEvent): boolean {
    if (key.length === 1 && key !== ' ' && !ctrlKey) this.#field.focus();
    return false;
  }

  #focus(cell: HTMLElement | undefined): void {
    if (!cell) return;
    this.host.setStop(cell);
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest' });
  }

  get #forward(): string {
    return this.element.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
  }

  get #back(): string {
    return this.element.matches(':dir(rtl)') ? 'ArrowRight' : 'ArrowLeft';
  }
}
