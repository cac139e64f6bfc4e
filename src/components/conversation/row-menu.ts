/**
 * What can be done with one message (ux.md §3, Row): a menu, and the button that opens it. There is one button, which
 * goes to the row that is pointed at or focused: 500 would make each live message dearer. It is the row's last control,
 * so that Enter and Tab come to it as to any other, and a screen reader finds it in the message it has focused. Loaded
 * when a row is first pointed at or focused.
 */
import { render } from 'lit/html.js';
import { wordsOf, type ChatMessage, type Row } from '../../session/message.js';
import { partStrings } from '../shared/catalogue.js';
import { moreIcon } from '../shared/icons.js';
import { nickText } from '../shared/nick-text.js';
import { rowMenuEnglish, type RowMenuStrings } from '../shared/row-menu-strings.js';
import { adopt } from '../shared/sheet.js';
import type { Strings } from '../shared/strings.js';
import { Menu, placeBeside, type Point } from './menu.js';
import type { MenuItem } from './menu-event.js';
import { menuStyles } from './menu.styles.js';
import { rowMenuStyles } from './row-menu.styles.js';

const LONG_PRESS_MS = 500;
/** A finger that moves farther scrolls. */
const MOVED_PX = 10;
const ACTION = '/me ';

export interface RowMenuHost {
  strings(): Strings;
  /** What a list item shows. */
  rowOf(item: Element | null): Row | undefined;
  /** Whether Shift+F10 and the Menu key open it. */
  shortcuts(): boolean;
  /** Whether anything can be written now. */
  canWrite(): boolean;
  /** Puts it into the composer, before what stands there or behind it. @param of - The message whose text it is. */
  write(text: string, first: boolean, of?: ChatMessage): void;
  /** What can be done with it, in order, `plain` among it. */
  actionsOn(message: ChatMessage, plain: readonly MenuItem[]): readonly MenuItem[];
  /** To screen readers. */
  say(text: string, urgent?: boolean): void;
}

export class RowMenu {
  readonly #menu = new Menu('row-menu');
  readonly #button = document.createElement('button');
  /** What the menu stands beside. */
  #anchor: (() => Point) | undefined;

  constructor(
    readonly log: HTMLElement,
    readonly host: RowMenuHost,
  ) {
    const root = log.getRootNode() as Document | ShadowRoot;
    if (root instanceof ShadowRoot) adopt(root, menuStyles, rowMenuStyles);
    this.#makeButton();
    this.#menu.element.popover = 'manual';
    log.append(this.#menu.element);
    log.addEventListener('pointerover', ({ target }) => this.#show(rowAt(target)));
    log.addEventListener(
      'pointerleave',
      ({ pointerType }) => pointerType === 'mouse' && this.#show(undefined),
    );
    log.addEventListener('focusin', ({ target }) => this.#show(rowAt(target)));
    log.addEventListener('keydown', (event) => this.#pressed(event), { capture: true });
    log.addEventListener('pointerdown', (event) => this.#touched(event));
    log.addEventListener('contextmenu', (event) => this.open && event.preventDefault());
    log.addEventListener('scroll', () => this.#place(), { passive: true });
    // not by :focus, which no element is of a page that stands behind another
    this.#show(rowAt(root.activeElement) ?? rowAt(log.querySelector('[data-row]:hover')));
  }

  get #strings(): RowMenuStrings {
    return partStrings(rowMenuEnglish, this.host.strings());
  }

  get open(): boolean {
    return this.#menu.open;
  }

  /** Rows may be others now. */
  rowsChanged(): void {
    const row = rowAt(this.#button);
    if (row && !this.#itemsOf(row).length) this.#button.remove();
    this.#button.ariaLabel = this.#strings.actions;
  }

  close(): void {
    this.#menu.hide();
  }

  #makeButton(): void {
    const button = this.#button;
    button.type = 'button';
    button.className = 'row-more';
    button.tabIndex = -1;
    button.ariaHasPopup = 'menu';
    button.ariaExpanded = 'false';
    render(moreIcon, button);
    button.addEventListener('click', () => {
      const row = rowAt(button);
      if (this.open) this.#menu.hide();
      else if (row) this.#open(row, button, () => button.getBoundingClientRect());
    });
  }

  /** Puts the button where it is wanted, unless somebody is using it. */
  #show(row: HTMLElement | undefined): void {
    if (this.open || this.#button.matches(':focus')) return;
    const focused = row ?? this.log.querySelector<HTMLElement>('[data-row]:focus');
    if (!focused || !this.#itemsOf(focused).length) this.#button.remove();
    else if (this.#button.parentElement !== focused) focused.append(this.#button);
    this.#button.ariaLabel = this.#strings.actions;
  }

  #pressed(event: KeyboardEvent): void {
    const row = rowAt(event.target);
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const { key, shiftKey, target } = event;
    if (key === 'Enter' && target === row) this.#show(row); // the pointer may have taken it elsewhere
    const asked = key === 'ContextMenu' || (key === 'F10' && shiftKey);
    if (!asked || !this.host.shortcuts()) return;
    event.preventDefault();
    event.stopPropagation();
    this.#open(row, target instanceof HTMLElement ? target : row, () => row.getBoundingClientRect());
  }

  /** A long press: fingers neither hover nor have a Menu key. */
  #touched({ pointerType, target, clientX, clientY }: PointerEvent): void {
    const row = rowAt(target);
    if (pointerType === 'mouse' || !row || (target as Element).closest('a, button')) return;
    const ending = new AbortController();
    const { signal } = ending;
    const timer = setTimeout(() => {
      document.getSelection()?.removeAllRanges();
      const point = { left: clientX, right: clientX, top: clientY, bottom: clientY };
      this.#open(row, row, () => point);
      // what a browser makes of the lifted finger would take the focus out of the menu
      this.log.addEventListener('touchend', (end) => end.preventDefault(), { once: true, passive: false });
    }, LONG_PRESS_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
    const end = () => ending.abort();
    for (const name of ['pointerup', 'pointercancel']) this.log.addEventListener(name, end, { signal });
    this.log.addEventListener(
      'pointermove',
      (move) => Math.hypot(move.clientX - clientX, move.clientY - clientY) > MOVED_PX && end(),
      { signal },
    );
  }

  #open(row: HTMLElement, opener: HTMLElement, anchor: () => Point): void {
    const items = this.#itemsOf(row);
    if (!items.length) return;
    this.#anchor = anchor;
    this.#menu.show(opener, this.#strings.actions, items);
    this.#place();
  }

  /** Other actions on messages belong here. */
  #itemsOf(row: HTMLElement): readonly MenuItem[] {
    const message = this.host.rowOf(row.closest('li'));
    if (message?.kind !== 'message' || message.removed) return [];
    const strings = this.#strings;
    const copy = navigator.clipboard
      ? { text: strings.copy, act: () => this.#copy(message) }
      : { text: strings.select, act: () => select(row) };
    const quote = { text: strings.quote, act: () => this.host.write(quoted(message), false) };
    return this.host.canWrite() ? this.host.actionsOn(message, [copy, quote]) : [copy];
  }

  #copy(message: ChatMessage): void {
    const strings = this.#strings;
    navigator.clipboard.writeText(shownWords(message)).then(
      () => this.host.say(strings.copied),
      () => this.host.say(strings.notCopied, true),
    );
  }

  #place(): void {
    if (this.open && this.#anchor) placeBeside(this.#menu.element, this.#anchor());
  }
}

const rowAt = (target: EventTarget | null) =>
  (target instanceof Element && target.closest<HTMLElement>('[data-row]')) || undefined;

/** For pages over plain http, which have no clipboard. */
function select(row: HTMLElement): void {
  const body = row.querySelector('.words');
  if (body) document.getSelection()?.setBaseAndExtent(body, 0, body, body.childNodes.length);
}

/** As the message is shown (XEP-0245). */
function shownWords(message: ChatMessage): string {
  const { body, nick, files } = message;
  if (files) return body; // the address serves elsewhere
  return body.startsWith(ACTION) ? `${nickText(nick)} ${body.slice(ACTION.length)}` : wordsOf(message);
}

const quoted = (message: ChatMessage) => `${shownWords(message).replace(/^/gm, '> ')}\n`;
