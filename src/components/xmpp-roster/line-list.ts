/**
 * The list itself: of thousands of lines only those in view are mounted, and the one that has the focus. Lines have
 * places of their own, so that scrolling moves none of them.
 */
import { render, type TemplateResult } from 'lit/html.js';
import { inOrderOf, number, type Line, type ListLine } from './lines.js';
import { LineKeys } from './line-keys.js';
import type { Point } from '../conversation/menu.js';

/** Lines mounted beyond each edge, so that scrolling shows no gap. */
const SPARE = 8;
/** Guessed. */
const LINE_PX = 56;

export interface LineListHost<L extends ListLine = Line> {
  /** What stands in a line. */
  render(line: L): TemplateResult;
  /** What a line is to screen readers, besides its place. */
  describe(line: L): ReadonlyMap<string, string | undefined>;
  /** Enter, or a click. */
  choose(line: L): void;
  /** For lists with groups. */
  fold?(line: L, folded: boolean): void;
  /** The menu of what can be done, at the line or where the pointer is. */
  menu(line: L, opener: HTMLElement, at: () => Point): void;
  rename(line: L): void;
  remove(line: L): void;
  /** A name for type-ahead. */
  nameOf(line: L): string;
  /** Nobody looks at the order any more. */
  settle(): void;
  /** The focus has nowhere to be in the list. */
  leave(): void;
}

export class LineList<L extends ListLine = Line> {
  /** Scrolls. */
  readonly element = document.createElement('div');
  readonly list = document.createElement('div');
  readonly #keys: LineKeys<L>;
  readonly #mounted = new Map<string, HTMLElement>();
  #lines: readonly L[] = [];
  #indexes = new Map<string, number>();
  /** Where each line begins, and where the last one ends, px. */
  #tops: number[] = [0];
  /** Heights, px: guessed until one of the kind could be measured. */
  readonly #px = new Map<string, number>([['group', 34]]);
  readonly #kinds = new Set<string>();
  #pointed = false;

  constructor(readonly host: LineListHost<L>) {
    const { element, list } = this;
    element.className = 'lines';
    element.append(list);
    this.#keys = new LineKeys(this, host);
    element.addEventListener('scroll', () => this.#render(), { passive: true });
    element.addEventListener('pointerenter', () => (this.#pointed = true));
    element.addEventListener('pointerleave', () => this.#let(() => (this.#pointed = false)));
    element.addEventListener('focusout', () => queueMicrotask(() => this.#let(() => undefined)));
    list.addEventListener('click', (event) => this.#clicked(event));
    list.addEventListener('contextmenu', (event) => this.#asked(event));
    new ResizeObserver(() => this.#render()).observe(element);
  }

  get lines(): readonly L[] {
    return this.#lines;
  }

  /** Somebody is looking at the order: it stays. */
  get held(): boolean {
    return this.#pointed || this.focused;
  }

  get focused(): boolean {
    return this.element.matches(':focus-within');
  }

  lineOf(target: EventTarget | null): L | undefined {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
    return this.#lines[this.indexOf(row?.dataset.key)];
  }

  indexOf(key: string | undefined): number {
    return this.#indexes.get(key ?? '') ?? -1;
  }

  rowOf(key: string | undefined): HTMLElement | undefined {
    return this.#mounted.get(key ?? '');
  }

  /** @param anew - In another order, by somebody's own wish. */
  update(wanted: readonly L[], label: string, anew: boolean): void {
    this.list.setAttribute('aria-label', label);
    if (wanted === this.#lines) return this.#render();
    const before = this.#anchor();
    const focused = this.focused ? this.#keys.index : -1;
    this.#lines = this.held && !anew ? inOrderOf(this.#lines, wanted) : wanted;
    number(this.#lines);
    this.#indexes = new Map(this.#lines.map(({ key }, i) => [key, i]));
    const tree = this.#lines.some(({ kind }) => kind === 'group');
    this.list.setAttribute('role', tree ? 'tree' : 'listbox');
    this.#measure();
    this.#keys.linesChanged(focused);
    if (before) this.element.scrollTop += (this.#tops[this.indexOf(before.key)] ?? before.top) - before.top;
    this.#render();
  }

  /** To the line where Tab comes to. */
  focus(options?: FocusOptions): void {
    this.#keys.focus(options);
  }

  /** Makes a line be in view. */
  reveal(index: number): void {
    const { element } = this;
    const [top = 0, bottom = 0] = [this.#tops[index], this.#tops[index + 1]];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
    this.#render();
  }

  /** The last line that is no more than a screen away. */
  pageFrom(index: number, step: 1 | -1): number {
    const wanted = (this.#tops[index] ?? 0) + step * this.element.clientHeight;
    return Math.max(0, Math.min(this.#lines.length - 1, this.#indexAt(wanted)));
  }

  /** What the reader sees first, once they have gone anywhere. */
  #anchor(): { key: string; top: number } | undefined {
    const { scrollTop } = this.element;
    const index = this.#indexAt(scrollTop);
    const line = scrollTop > 0 ? this.#lines[index] : undefined;
    return line && { key: line.key, top: this.#tops[index] ?? 0 };
  }

  /** Line at so many px from the top. */
  #indexAt(px: number): number {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tops[middle + 1] ?? Infinity) <= px) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #measure(): void {
    let top = 0;
    this.#tops = [0];
    for (const { kind } of this.#lines) {
      this.#kinds.add(kind);
      this.#tops.push((top += this.#px.get(kind) ?? LINE_PX));
    }
    this.list.style.blockSize = `${top}px`;
  }

  /** Mounts what is in view. */
  #render(): void {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, this.#indexAt(scrollTop) - SPARE);
    const last = Math.min(this.#lines.length, this.#indexAt(scrollTop + clientHeight) + 1 + SPARE);
    const active = this.#keys.index;
    const wanted = new Set(this.#lines.slice(first, last));
    if (active >= 0 && active < this.#lines.length) wanted.add(this.#lines[active]!);
    const keys = new Set([...wanted].map(({ key }) => key));
    for (const [key, row] of this.#mounted)
      if (!keys.has(key)) {
        row.remove();
        this.#mounted.delete(key);
      }
    let at = this.list.firstElementChild;
    for (const line of [...wanted].sort((one, other) => this.indexOf(one.key) - this.indexOf(other.key))) {
      const row = this.#row(line);
      if (row === at) at = at.nextElementSibling;
      else this.list.insertBefore(row, at);
    }
    this.#learn();
  }

  #row(line: L): HTMLElement {
    const row = this.#mounted.get(line.key) ?? document.createElement('div');
    this.#mounted.set(line.key, row);
    const index = this.indexOf(line.key);
    row.dataset.key = line.key;
    row.className = `line ${line.kind}`;
    row.setAttribute('part', line.kind);
    row.tabIndex = index === this.#keys.index ? 0 : -1;
    row.style.transform = `translateY(${this.#tops[index] ?? 0}px)`;
    row.setAttribute('aria-setsize', `${line.total}`);
    row.setAttribute('aria-posinset', `${line.position}`);
    for (const [name, value] of this.host.describe(line)) {
      if (value === undefined) row.removeAttribute(name);
      else if (row.getAttribute(name) !== value) row.setAttribute(name, value);
    }
    render(this.host.render(line), row);
    return row;
  }

  /** How high lines really are, which follows the page's fonts. */
  #learn(): void {
    let news = false;
    for (const kind of this.#kinds) {
      const px = this.list.querySelector<HTMLElement>(`.line.${kind}`)?.offsetHeight;
      if (!px || px === (this.#px.get(kind) ?? LINE_PX)) continue;
      this.#px.set(kind, px);
      news = true;
    }
    if (!news) return;
    this.#measure();
    this.#render();
  }

  /** Somebody may have stopped looking at the order. */
  #let(go: () => void): void {
    go();
    if (!this.held) this.host.settle();
  }

  #clicked(event: MouseEvent): void {
    const line = this.lineOf(event.target);
    const row = this.rowOf(line?.key);
    if (!line || !row) return;
    this.#keys.activate(this.indexOf(line.key));
    const dots = event.target instanceof Element && event.target.closest('.dots');
    row.focus({ preventScroll: true }); // Safari's clicks do not
    if (dots) this.host.menu(line, row, () => dots.getBoundingClientRect());
    else if (line.kind === 'group') this.host.fold?.(line, !line.folded);
    else this.host.choose(line);
  }

  #asked(event: MouseEvent): void {
    const line = this.lineOf(event.target);
    const row = this.rowOf(line?.key);
    if (!line || !row || line.kind === 'group') return;
    event.preventDefault();
    const { clientX: x, clientY: y } = event;
    const byKey = !x && !y;
    this.#keys.activate(this.indexOf(line.key));
    row.focus({ preventScroll: true });
    this.host.menu(line, row, () =>
      byKey ? row.getBoundingClientRect() : { left: x, right: x, top: y, bottom: y },
    );
  }
}
