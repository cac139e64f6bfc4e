/** Keys of the list (ux.md §5): one tab stop, arrows between lines and into groups, letters to whoever is called so. */
import type { LineList, LineListHost } from './line-list.js';
import { plain, type ListLine } from './lines.js';

/** Letters that come sooner belong to one name. */
const TYPED_MS = 700;

export class LineKeys<L extends ListLine> {
  /** Key of the line that Tab comes to. */
  #active: string | undefined;
  #typed = '';
  #typedAt = 0;

  constructor(
    readonly lines: LineList<L>,
    readonly host: LineListHost<L>,
  ) {
    lines.list.addEventListener('keydown', (event) => this.#pressed(event));
    lines.list.addEventListener('focusin', ({ target }) => {
      const line = lines.lineOf(target);
      if (line) this.activate(lines.indexOf(line.key));
    });
  }

  /** Of the line that Tab comes to; -1: there is none. */
  get index(): number {
    return this.lines.indexOf(this.#active);
  }

  /** @param focused - Where the focus was in the list; -1: elsewhere. */
  linesChanged(focused: number): void {
    if (this.index >= 0) return;
    const { length } = this.lines.lines;
    const at = Math.min(Math.max(focused, 0), length - 1);
    this.#active = this.lines.lines[at]?.key;
    if (focused < 0) return;
    if (length) queueMicrotask(() => this.#go(this.index));
    else this.host.leave();
  }

  activate(index: number): void {
    const before = this.lines.rowOf(this.#active);
    this.#active = this.lines.lines[index]?.key;
    if (before) before.tabIndex = -1;
    const row = this.lines.rowOf(this.#active);
    if (row) row.tabIndex = 0;
  }

  focus(options?: FocusOptions): void {
    this.#go(this.index, options);
  }

  #go(index: number, options?: FocusOptions): void {
    if (index < 0) return;
    this.activate(index);
    this.lines.reveal(index);
    this.lines.rowOf(this.#active)?.focus({ preventScroll: true, ...options });
  }

  #pressed(event: KeyboardEvent): void {
    const line = this.lines.lineOf(event.target);
    if (!line || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (!this.#act(line, event) && !this.#move(line, event.key) && !this.#type(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #act(line: L, { key, shiftKey }: KeyboardEvent): boolean {
    const row = this.lines.rowOf(line.key);
    const isGroup = line.kind === 'group';
    if (key === 'Enter' || (key === ' ' && !this.#typed)) {
      if (!isGroup) this.host.choose(line);
      else this.host.fold?.(line, !line.folded);
      return true;
    }
    if (isGroup || !row) return false;
    if (key === 'ContextMenu' || (key === 'F10' && shiftKey))
      this.host.menu(line, row, () => row.getBoundingClientRect());
    else if (key === 'F2') this.host.rename(line);
    else if (key === 'Delete') this.host.remove(line);
    else return false;
    return true;
  }

  #move(line: L, key: string): boolean {
    const { length } = this.lines.lines;
    const at = this.lines.indexOf(line.key);
    const rtl = this.lines.list.matches(':dir(rtl)');
    switch (key) {
      case 'ArrowDown':
        this.#go(Math.min(at + 1, length - 1));
        return true;
      case 'ArrowUp':
        this.#go(Math.max(at - 1, 0));
        return true;
      case 'Home':
        this.#go(0);
        return true;
      case 'End':
        this.#go(length - 1);
        return true;
      case 'PageDown':
      case 'PageUp':
        this.#go(this.lines.pageFrom(at, key === 'PageUp' ? -1 : 1));
        return true;
      case rtl ? 'ArrowLeft' : 'ArrowRight':
        return this.#in(line, at);
      case rtl ? 'ArrowRight' : 'ArrowLeft':
        return this.#out(line);
      default:
        return false;
    }
  }

  #in(line: L, at: number): boolean {
    if (line.kind !== 'group') return false;
    if (line.folded) this.host.fold?.(line, false);
    else this.#go(at + 1);
    return true;
  }

  #out(line: L): boolean {
    if (line.kind === 'group') {
      if (!line.folded) this.host.fold?.(line, true);
      return true;
    }
    if (line.group === undefined) return false;
    this.#go(this.lines.lines.findIndex(({ kind, key }) => kind === 'group' && key === line.group));
    return true;
  }

  /** To the next one whose name begins with what was typed; the same letter again goes on to another. */
  #type({ key, timeStamp }: KeyboardEvent): boolean {
    if (key.length !== 1) return false;
    if (timeStamp - this.#typedAt > TYPED_MS) this.#typed = '';
    this.#typedAt = timeStamp;
    this.#typed += plain(key);
    const again = [...this.#typed].every((sign) => sign === this.#typed[0]);
    const sought = again ? this.#typed[0]! : this.#typed;
    const { lines } = this.lines;
    const from = Math.max(0, this.index) + (again ? 1 : 0);
    const fits = (line: L | undefined) => line && plain(this.host.nameOf(line)).startsWith(sought);
    for (let i = 0; i < lines.length; i += 1) {
      const index = (from + i) % lines.length;
      if (!fits(lines[index])) continue;
      this.#go(index);
      break;
    }
    return true;
  }
}
