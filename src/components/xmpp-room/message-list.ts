/**
 * The list of messages. Each row is an element of its own that is rendered when its record changed, so a live message
 * costs one row however long the list is. At most 500 rows are mounted; the rest waits in the store.
 */
import { nothing, render } from 'lit/html.js';
import type { HistoryState, Row } from '../../session/message.js';
import type { Room } from '../../session/room.js';
import { changedRange } from '../shared/changed-range.js';
import type { Locale } from '../shared/locale.js';
import { selectionIn } from '../shared/selection.js';
import { isShown } from '../shared/shown.js';
import type { Place } from '../shared/storage.js';
import { runsOf } from './folded-removals.js';
import { renderEarlier, renderHistory, renderLater } from './list-edges.js';
import { ListKeys } from './list-keys.js';
import { placeOf, renderRow, samePlace, type RowContext, type RowPlace } from './message-row.js';
import type { RowMenu, RowMenuHost } from './row-menu.js';
import { PAGE, endWindow, moveWindow, trimWindow, windowAt, type RowWindow } from './row-window.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { wordsFor } from './telling.js';

/** How far ahead of the reader rows are fetched, in heights of the list. */
const AHEAD = 1.5;

interface Mounted {
  readonly element: HTMLLIElement;
  readonly id: string;
  row: Row;
  place: RowPlace;
}

/** What the list asks of the view. */
export interface ListHost extends Omit<RowMenuHost, 'rowOf'> {
  /** Puts the text of a failed message back into the composer. */
  edit(text: string): void;
  toComposer(): void;
  /** The reader moved, or what is mounted changed. */
  moved(): void;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

let ids = 0;

export class MessageList {
  readonly element = document.createElement('div');
  readonly #list = document.createElement('ol');
  /** Rows stand between these two. */
  readonly #top = document.createElement('li');
  readonly #bottom = document.createElement('li');
  readonly #mounted = new Map<string, Mounted>();
  readonly #expanded = new Set<string>();
  readonly #scroll: ScrollKeeper;
  readonly #keys: ListKeys;
  #menu: RowMenu | undefined;

  #room: Room | undefined;
  #rows: readonly Row[] = [];
  #window: RowWindow = { first: 0, last: 0 };
  #context: RowContext | undefined;
  #history: HistoryState | undefined;
  #runs: ReadonlyMap<string, number> = new Map();
  /** Key of the row that stands behind the “New” divider. */
  #divided: string | undefined;
  /** The reader has been given a place. */
  #opened = false;

  constructor(readonly host: ListHost) {
    this.element.className = 'log';
    this.element.part.add('log');
    this.element.setAttribute('role', 'log');
    this.element.setAttribute('aria-live', 'off'); // the announcer speaks
    this.#list.setAttribute('role', 'list'); // Safari takes it away with the bullets
    this.#top.className = this.#bottom.className = 'edge';
    this.#list.append(this.#top, this.#bottom);
    this.element.append(this.#list);
    this.#scroll = new ScrollKeeper(
      this.element,
      this.#list,
      () => this.#mayFollow,
      () => this.#moved(),
      () => this.#openAtDivider(),
    );
    this.#keys = new ListKeys(this.element, this.#list, {
      leave: () => this.host.toComposer(),
      home: () => this.#window.first > 0 && this.#show(this.#rows, windowAt(0, this.#rows.length)),
      end: () => this.#complete || this.#show(this.#rows, endWindow(this.#rows.length)),
    });
    this.#list.addEventListener('click', (event) => this.#clicked(event));
    for (const name of ['pointerover', 'focusin'])
      this.#list.addEventListener(name, () => void this.#loadMenu().catch(host.failed), { once: true });
  }

  /** The reader sees the last message. */
  get atEnd(): boolean {
    return this.#complete && this.#scroll.atEnd;
  }

  /** What is said next will be in view. */
  get following(): boolean {
    return this.#opened && this.atEnd && this.#mayFollow;
  }

  get #mayFollow(): boolean {
    return this.#complete && isShown(this.element) && !selectionIn(this.#list) && !this.#menu?.open;
  }

  connected(): void {
    this.#scroll.connected();
  }

  disconnected(): void {
    this.#menu?.close();
    this.#scroll.disconnected();
    this.#opened = false;
  }

  /** Shows `room` as it is now. @param divided - Key of the row that stands behind the “New” divider. */
  update(room: Room | undefined, locale: Locale, headingLevel: number, divided: string | undefined): void {
    if (room !== this.#room) this.#clear(room);
    if (this.#context?.locale !== locale || this.#context.headingLevel !== headingLevel) {
      this.#context = { locale, headingLevel, jidOf: (nick) => this.#room?.occupants.get(nick)?.jid };
      this.element.setAttribute('aria-label', locale.strings.messages);
      this.#menu?.close();
      for (const mounted of this.#mounted.values()) this.#renderRow(mounted);
      this.#history = undefined;
    }
    const rows = room?.messages ?? [];
    const history = room?.history;
    const empty = history === 'start' || history === 'unavailable'; // and so without rows, the reader is at the end
    const opens = !this.#opened && (rows.length > 0 || empty);
    if (history === 'loading' && !rows.length) setTimeout(() => locale.time(new Date())); // which takes its time at first
    if (!opens && rows === this.#rows && history === this.#history && divided === this.#divided) return;
    const changed = divided === this.#divided ? [] : [this.#divided, divided];
    this.#divided = divided;
    const follow = this.atEnd;
    this.#scroll.hold(() => {
      const window = moveWindow(this.#window, this.#rows, rows, follow);
      this.#show(rows, this.#trim(window, follow));
      for (const key of changed) this.#remount(key);
    });
    this.#opened ||= opens;
    if (opens) this.#openAtDivider();
    this.#moved();
  }

  /** Goes to where the row `key` is near the top. @returns Whether there is one. */
  openAt(key: string): boolean {
    const at = this.#rows.findIndex((row) => row.key === key);
    if (at >= 0 && !this.#mounted.has(key)) this.#show(this.#rows, windowAt(at, this.#rows.length));
    const mounted = this.#mounted.get(key);
    if (mounted) this.#scroll.showAt(mounted.element);
    return mounted !== undefined;
  }

  #openAtDivider(): boolean {
    return this.#divided !== undefined && this.openAt(this.#divided);
  }

  /** Something of the row `key` is to be seen. */
  inView(key: string): boolean {
    const mounted = this.#mounted.get(key);
    return mounted !== undefined && this.#scroll.inView(mounted.element);
  }

  /** To the last message, wherever the reader was. */
  toEnd(): void {
    if (!this.#complete) this.#show(this.#rows, endWindow(this.#rows.length));
    this.#scroll.toEnd();
    this.#moved();
  }

  /** Where the reader is, for coming back; undefined at the end. */
  get place(): Place | undefined {
    return this.#scroll.place;
  }

  /** @returns Whether that row is mounted. */
  goTo(place: Place): boolean {
    return this.#scroll.goTo(place);
  }

  /** Focuses the row `key` where it is mounted, else the last one. */
  focusRow(key: string | undefined): void {
    const mounted = key === undefined ? undefined : this.#mounted.get(key);
    this.#keys.focus(mounted?.element ?? this.#mounted.get(this.#rows.at(-1)?.key ?? '')?.element);
  }

  scrollByPage(direction: 1 | -1): void {
    this.element.scrollBy(0, direction * this.element.clientHeight * 0.9);
  }

  async #loadMenu(): Promise<void> {
    const { RowMenu } = await import('./row-menu.js');
    const rowOf = (item: Element | null) =>
      this.#mounted.get((item as HTMLElement | null)?.dataset.key ?? '')?.row;
    this.#menu ??= new RowMenu(this.element, { ...this.host, rowOf });
  }

  get #complete(): boolean {
    return this.#window.last === this.#rows.length;
  }

  #clear(room: Room | undefined): void {
    this.#room = room;
    for (const { element } of this.#mounted.values()) element.remove();
    this.#mounted.clear();
    this.#expanded.clear();
    this.#rows = [];
    this.#window = { first: 0, last: 0 };
    this.#opened = false;
    this.#scroll.startOver();
  }

  /** Makes the mounted rows those of `window`. */
  #show(rows: readonly Row[], window: RowWindow): void {
    const before = this.#rows.slice(this.#window.first, this.#window.last);
    const after = rows.slice(window.first, window.last);
    const { start, removed, added } = changedRange(before, after);
    const runs = this.#runs;
    this.#runs = runsOf(after);
    const staying = new Set(added.map(({ key }) => key));
    for (const { key } of removed) {
      if (!staying.has(key)) this.#unmount(key);
    }
    let previous = rows[window.first + start - 1];
    let at: Element = (start > 0 && this.#elementOf(after[start - 1])?.nextElementSibling) || this.#first;
    for (const row of added) {
      const element = this.#mount(row, previous);
      if (element === at) at = element.nextElementSibling ?? this.#bottom;
      else at.before(element);
      previous = row;
    }
    const next = after[start + added.length];
    if (next && (removed.length || added.length)) this.#mount(next, previous); // may begin or continue a group now
    this.#rows = rows;
    this.#window = window;
    for (const key of new Set([...runs.keys(), ...this.#runs.keys()])) {
      if (runs.get(key) === this.#runs.get(key)) continue;
      this.#remount(key);
      this.#remount(rows[rows.findIndex((row) => row.key === key) + 1]?.key); // may have to say whose it is
    }
    this.#history = this.#room?.history;
    this.#renderEdges();
    this.#keys.rowsChanged();
    this.#menu?.rowsChanged();
  }

  get #first(): Element {
    return this.#top.nextElementSibling ?? this.#bottom;
  }

  #elementOf(row: Row | undefined): HTMLLIElement | undefined {
    return row && this.#mounted.get(row.key)?.element;
  }

  /** The element of `row`, rendered if it is new or changed. */
  #mount(row: Row, previous: Row | undefined): HTMLLIElement {
    const known = this.#mounted.get(row.key);
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
    this.#mounted.set(row.key, mounted);
    this.#renderRow(mounted);
    return mounted.element;
  }

  /** Renders the row `key` anew if its place is another now. */
  #remount(key: string | undefined): void {
    const mounted = this.#mounted.get(key ?? '');
    if (mounted) this.#mount(mounted.row, this.#rows[this.#indexOf(mounted.element) - 1]);
  }

  #renderRow(mounted: Mounted): void {
    const { row, place, id, element } = mounted;
    if (!this.#context) return;
    element.classList.toggle('apart', !place.continued);
    element.dataset.key = row.key;
    element.hidden = place.run === 0;
    render(renderRow(row, place, id, this.#context), element);
    // its words are on their way
    wordsFor(row)?.then(() => this.#scroll.hold(() => this.#renderRow(mounted)), this.host.failed);
  }

  #unmount(key: string): void {
    const mounted = this.#mounted.get(key);
    if (!mounted) return;
    this.#keys.leaving(mounted.element);
    mounted.element.remove();
    this.#mounted.delete(key);
  }

  #renderEdges(): void {
    if (!this.#context) return;
    const { strings } = this.#context.locale;
    const above = this.#window.first > 0;
    const { focused } = this.#keys;
    const edge = focused?.closest('.edge');
    const top = above ? renderEarlier(strings) : renderHistory(this.#history, this.#rows.length, strings);
    render(top, this.#top);
    render(this.#complete ? nothing : renderLater(strings), this.#bottom);
    if (edge && !focused?.isConnected)
      // there is no more to load
      this.#keys.focus((edge === this.#top ? edge.nextElementSibling : edge.previousElementSibling) ?? edge);
    this.element.setAttribute('aria-busy', String(this.#history === 'loading'));
  }

  /** Bounds the window, away from what the reader has in view, in focus or selected. */
  #trim(window: RowWindow, follow: boolean): RowWindow {
    if (follow) return trimWindow(window, { first: window.last, last: window.last });
    const keep = [
      this.#scroll.firstVisible(),
      this.#scroll.lastVisible(),
      this.#keys.focused,
      selectionIn(this.#list),
    ]
      .map((node) => this.#indexOf(node))
      .filter((index) => index >= 0);
    return trimWindow(window, {
      first: Math.min(...keep, window.last),
      last: Math.max(...keep, window.first - 1) + 1,
    });
  }

  #indexOf(node: Node | undefined): number {
    const element = node instanceof Element ? node : node?.parentElement;
    const key = element?.closest<HTMLElement>('li[data-key]')?.dataset.key;
    return key === undefined ? -1 : this.#rows.findIndex((row) => row.key === key);
  }

  #moved(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    if (clientHeight > 0) {
      if (scrollTop < AHEAD * clientHeight) this.#loadEarlier(false);
      if (!this.#complete && scrollHeight - scrollTop - clientHeight < AHEAD * clientHeight)
        this.#loadLater();
    }
    this.host.moved();
  }

  /** @param asked - By the reader: then also again after a failure. */
  #loadEarlier(asked: boolean): void {
    if (this.#window.first > 0) {
      this.#extend({ ...this.#window, first: Math.max(0, this.#window.first - PAGE) });
      return;
    }
    const { history } = this.#room ?? {};
    if (history === 'more' || (asked && history === 'failed')) {
      this.#room?.loadEarlier().catch(() => undefined); // its `history` tells, and the first row says so
    }
  }

  #loadLater(): void {
    this.#extend({ ...this.#window, last: Math.min(this.#rows.length, this.#window.last + PAGE) });
  }

  #extend(window: RowWindow): void {
    this.#scroll.hold(() => this.#show(this.#rows, this.#trim(window, false)));
  }

  #clicked(event: Event): void {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-action]') : null;
    const action = button?.dataset.action;
    if (!action) return;
    if (action === 'earlier') this.#loadEarlier(true);
    if (action === 'later') this.#loadLater();
    const mounted = this.#mounted.get(button.closest<HTMLElement>('li')?.dataset.key ?? '');
    if (mounted) this.#act(action, mounted);
  }

  #act(action: string, { row, element }: Mounted): void {
    if (action === 'gap') this.#room?.loadGap(row.key).catch(() => undefined); // the row tells
    if (action === 'retry') this.#room?.retry(row.key);
    if (action === 'expand') {
      this.#expanded.add(row.key);
      this.#scroll.hold(() => this.#remount(row.key));
      this.#keys.focus(element);
    }
    if (action === 'edit' || action === 'discard') {
      const text = this.#room?.discard(row.key);
      if (action === 'edit' && text !== undefined) this.host.edit(text);
    }
  }
}
