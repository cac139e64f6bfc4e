/** The list of messages: which rows are mounted, at most 500, where the reader is, and what is done in them. */
import { nothing, render } from 'lit/html.js';
import type { Conversation } from '../../session/conversation.js';
import type { ChatMessage, HistoryState, Row } from '../../session/message.js';
import type { Locale } from '../shared/locale.js';
import { selectionIn } from '../shared/selection.js';
import { isShown } from '../shared/shown.js';
import type { Place } from '../shared/storage.js';
import { whenWanted } from '../shared/when-wanted.js';
import { renderEarlier, renderHistory, renderLater } from './list-edges.js';
import { ListKeys } from './list-keys.js';
import type { RowContext, RowExtras } from './message-row.js';
import { MountedRows, type Mounted } from './mounted-rows.js';
import type { RowMenu, RowMenuHost } from './row-menu.js';
import { PAGE, endWindow, moveWindow, trimWindow, windowAt, type RowWindow } from './row-window.js';
import { ScrollKeeper } from './scroll-keeper.js';

/** How far ahead of the reader rows are fetched, in heights of the list. */
const AHEAD = 1.5;

/** What the list asks of the view. */
export interface ListHost extends Omit<RowMenuHost, 'rowOf'> {
  /** The sender's address, as far as all who see the message know it. */
  jidOf(message: ChatMessage): string | undefined;
  readonly extras: RowExtras | undefined;
  toComposer(): void;
  /** Loads what else can be done with messages. */
  prepare(): Promise<unknown>;
  /** A button of the row of `message` was pressed. */
  pressed(button: HTMLElement, message: ChatMessage): void;
  /** The reader moved, or what is mounted changed. */
  moved(): void;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

export class MessageList {
  readonly element = document.createElement('div');
  readonly #list = document.createElement('ol');
  /** Rows stand between these two. */
  readonly #top = document.createElement('li');
  readonly #bottom = document.createElement('li');
  readonly #mounted: MountedRows;
  readonly #scroll: ScrollKeeper;
  readonly #keys: ListKeys;
  #menu: RowMenu | undefined;

  #conversation: Conversation | undefined;
  #rows: readonly Row[] = [];
  #window: RowWindow = { first: 0, last: 0 };
  #context: RowContext | undefined;
  #history: HistoryState | undefined;
  /** What the edges show goes by. */
  #edges: readonly unknown[] = [];
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
      failed: host.failed,
    });
    this.#mounted = new MountedRows(
      {
        end: this.#bottom,
        leaving: (element) => this.#keys.leaving(element),
        hold: (change) => this.#scroll.hold(change),
        failed: host.failed,
        root: () => this.element.getRootNode() as ShadowRoot,
      },
      () => this.#top.nextElementSibling ?? this.#bottom,
    );
    this.#list.addEventListener('click', (event) => this.#clicked(event));
    const wantMenu = whenWanted(() => this.#loadMenu(), host.failed);
    for (const name of ['pointerover', 'focusin']) this.#list.addEventListener(name, wantMenu);
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

  /** Shows `conversation` as it is now. @param divided - Key of the row that stands behind the “New” divider. */
  update(
    conversation: Conversation | undefined,
    locale: Locale,
    headingLevel: number,
    divided: string | undefined,
  ): void {
    if (conversation !== this.#conversation) this.#clear(conversation);
    if (this.#context?.locale !== locale || this.#context.headingLevel !== headingLevel) {
      this.#context = { ...this.host, locale, headingLevel };
      this.element.setAttribute('aria-label', locale.strings.messages);
      this.#menu?.close();
      this.#mounted.render(this.#context);
      this.#history = undefined;
    }
    const rows = conversation?.messages ?? [];
    const history = conversation?.history;
    const empty = history === 'start' || history === 'unavailable'; // and so without rows, the reader is at the end
    const opens = !this.#opened && (rows.length > 0 || empty);
    if (history === 'loading' && !rows.length) setTimeout(() => locale.time(new Date())); // which takes its time at first
    if (!opens && rows === this.#rows && history === this.#history && divided === this.#divided) return;
    const follow = this.atEnd;
    this.#scroll.hold(() => {
      const window = moveWindow(this.#window, this.#rows, rows, follow);
      this.#mounted.divide(divided);
      this.#show(rows, this.#trim(window, follow));
    });
    this.#divided = divided;
    this.#opened ||= opens;
    if (opens) this.#openAtDivider();
    this.#moved();
  }

  /** Goes to where the row `key` is near the top. @returns Whether there is one. */
  openAt(key: string): boolean {
    const at = this.#rows.findIndex((row) => row.key === key);
    if (at >= 0 && !this.#mounted.get(key)) this.#show(this.#rows, windowAt(at, this.#rows.length));
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
    const mounted = this.#mounted.get(key) ?? this.#mounted.get(this.#rows.at(-1)?.key);
    this.#keys.focus(mounted?.element);
  }

  scrollByPage(direction: 1 | -1): void {
    this.element.scrollBy(0, direction * this.element.clientHeight * 0.9);
  }

  async #loadMenu(): Promise<void> {
    const [{ RowMenu }] = await Promise.all([import('./row-menu.js'), this.host.prepare()]);
    const rowOf = (item: Element | null) => this.#mounted.get((item as HTMLElement | null)?.dataset.key)?.row;
    this.#menu = new RowMenu(this.element, { ...this.host, rowOf });
  }

  get #complete(): boolean {
    return this.#window.last === this.#rows.length;
  }

  #clear(conversation: Conversation | undefined): void {
    this.#conversation = conversation;
    this.#mounted.clear();
    this.#rows = [];
    this.#window = { first: 0, last: 0 };
    this.#opened = false;
    this.#scroll.startOver();
  }

  /** Makes the mounted rows those of `window`. */
  #show(rows: readonly Row[], window: RowWindow): void {
    this.#mounted.show(rows.slice(window.first, window.last), rows[window.first - 1]);
    this.#rows = rows;
    this.#window = window;
    this.#history = this.#conversation?.history;
    this.#renderEdges();
    this.#keys.rowsChanged();
    this.#menu?.rowsChanged();
  }

  #renderEdges(): void {
    if (!this.#context) return;
    const { strings } = this.#context.locale;
    const above = this.#window.first > 0;
    const edges = [strings, this.#history, above, this.#rows.length > 0, this.#complete];
    if (edges.every((value, i) => value === this.#edges[i])) return;
    this.#edges = edges;
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
    const { history } = this.#conversation ?? {};
    if (history === 'more' || (asked && history === 'failed')) {
      this.#conversation?.loadEarlier().catch(() => undefined); // its `history` tells, and the first row says so
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
    const mounted = this.#mounted.get(button.closest<HTMLElement>('li')?.dataset.key);
    if (mounted && button) this.#act(action, mounted, button);
  }

  #act(action: string, { row, element }: Mounted, button: HTMLElement): void {
    if (action === 'gap')
      this.#conversation?.loadGap(row.key, button.hasAttribute('value')).catch(() => undefined); // the row tells
    if (action === 'expand') {
      this.#scroll.hold(() => this.#mounted.expand(row.key));
      this.#keys.focus(element);
    }
    if (row.kind !== 'message') return;
    const { key, correction = key } = row;
    if (action === 'retry') this.#conversation?.retry(correction);
    else if (action === 'discard') this.#conversation?.discard(correction);
    else if (action === 'edit') this.takeBack(row);
    else this.host.pressed(button, row);
  }

  /** Has a message that has not gone out written on. */
  takeBack(row: ChatMessage): void {
    const text = this.#conversation?.discard(row.correction ?? row.key);
    if (text !== undefined) this.host.write(text, true, row);
  }
}
