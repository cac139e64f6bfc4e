/**
 * The rows that are mounted: each an element of its own, rendered when its record or what stands before it changed, so
 * that a live message costs one row however long the list is.
 */
import { render } from 'lit/html.js';
import type { Row } from '../../session/message.js';
import { changedRange } from '../shared/changed-range.js';
import { placeOf, renderRow, samePlace, type RowContext, type RowPlace } from './message-row.js';
import { parts, wordsFor } from './telling.js';

export interface Mounted {
  readonly element: HTMLLIElement;
  readonly id: string;
  row: Row;
  place: RowPlace;
}

export interface MountingHost {
  /** Rows stand before this one. */
  readonly end: Element;
  /** `element` is about to go. */
  leaving(element: Element): void;
  /** Makes a change that comes by itself, without moving the reader. */
  hold(change: () => void): void;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
  /** Where all of it stands. */
  root(): ShadowRoot;
}

let ids = 0;

export class MountedRows {
  readonly #byKey = new Map<string, Mounted>();
  readonly #expanded = new Set<string>();
  #rows: readonly Row[] = [];
  /** What stands before the first of them, mounted no more. */
  #before: Row | undefined;
  #runs: ReadonlyMap<string, number> = new Map();
  #divided: string | undefined;
  #context: RowContext | undefined;

  /** @param first - The first row's element, or where it would stand. */
  constructor(
    readonly host: MountingHost,
    readonly first: () => Element,
  ) {}

  get(key: string | undefined): Mounted | undefined {
    return this.#byKey.get(key ?? '');
  }

  clear(): void {
    for (const { element } of this.#byKey.values()) element.remove();
    this.#byKey.clear();
    this.#expanded.clear();
    this.#rows = [];
  }

  /** Renders all anew. */
  render(context: RowContext): void {
    this.#context = context;
    for (const mounted of this.#byKey.values()) this.#render(mounted);
  }

  /** Makes the mounted rows these. @param before - What stands before the first. */
  show(rows: readonly Row[], before: Row | undefined): void {
    const { start, removed, added } = changedRange(this.#rows, rows);
    const runs = this.#runs;
    this.#runs = parts?.runsOf(rows) ?? runs;
    this.#rows = rows;
    this.#before = before;
    const staying = new Set(added.map(({ key }) => key));
    for (const { key } of removed) {
      if (!staying.has(key)) this.#unmount(key);
    }
    let at = this.get(rows[start - 1]?.key)?.element.nextElementSibling ?? this.first();
    for (const [i, row] of added.entries()) {
      const element = this.#mount(row, start + i);
      if (element === at) at = element.nextElementSibling ?? this.host.end;
      else at.before(element);
    }
    const end = start + added.length;
    const next = rows[end];
    if (next && (removed.length || added.length)) this.#mount(next, end); // may begin or continue a group now
    for (const key of new Set([...runs.keys(), ...this.#runs.keys()])) {
      if (runs.get(key) === this.#runs.get(key)) continue;
      this.#remount(key);
      this.#remount(rows[this.#indexOf(key) + 1]?.key); // may have to say whose it is
    }
  }

  /** Puts the “New” divider before the row `key`. */
  divide(key: string | undefined): void {
    const before = this.#divided;
    if (key === before) return;
    this.#divided = key;
    this.#remount(before);
    this.#remount(key);
  }

  /** Shows all of a very long row. */
  expand(key: string): void {
    this.#expanded.add(key);
    this.#remount(key);
  }

  #indexOf(key: string): number {
    return this.#rows.findIndex((row) => row.key === key);
  }

  /** The element of `row`, rendered if it is new or changed. */
  #mount(row: Row, index: number): HTMLLIElement {
    const known = this.#byKey.get(row.key);
    const previous = index > 0 ? this.#rows[index - 1] : this.#before;
    const { newDay, continued } = placeOf(row, previous);
    // a row that once began a group goes on doing so: its name must not vanish from above what is being read
    const isFirstNew = row.key === this.#divided;
    const place = {
      newDay,
      isFirstNew,
      continued:
        continued && !isFirstNew && !this.#runs.has(previous?.key ?? '') && known?.place.continued !== false,
      run: this.#runs.get(row.key),
      expanded: this.#expanded.has(row.key),
    };
    if (known && known.row === row && samePlace(known.place, place)) return known.element;
    const mounted = known ?? { element: document.createElement('li'), id: `body-${(ids += 1)}`, row, place };
    mounted.row = row;
    mounted.place = place;
    this.#byKey.set(row.key, mounted);
    this.#render(mounted);
    return mounted.element;
  }

  /** Renders the row `key` anew if its place is another now. */
  #remount(key: string | undefined): void {
    const mounted = this.get(key);
    if (mounted) this.#mount(mounted.row, this.#indexOf(mounted.row.key));
  }

  #render(mounted: Mounted): void {
    const { row, place, id, element } = mounted;
    if (!this.#context) return;
    parts?.wear(this.host.root());
    element.classList.toggle('apart', !place.continued);
    element.dataset.key = row.key;
    element.hidden = place.run === 0;
    render(renderRow(row, place, id, this.#context), element);
    // its words are on their way
    wordsFor(row)?.then(() => this.host.hold(() => this.#worded(mounted)), this.host.failed);
  }

  #worded(mounted: Mounted): void {
    this.#render(mounted);
    this.show(this.#rows, this.#before); // some may stand for others
  }

  #unmount(key: string): void {
    const mounted = this.#byKey.get(key);
    if (!mounted) return;
    this.host.leaving(mounted.element);
    mounted.element.remove();
    this.#byKey.delete(key);
  }
}
