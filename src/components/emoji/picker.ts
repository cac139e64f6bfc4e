/**
 * A grid of emoji to choose one from (ux.md §4), for what is written and for reactions: by group, by name, those that
 * were chosen lately first. One is open at a time in a shadow root.
 */
import { html, render } from 'lit/html.js';
import { icon } from '../shared/icons.js';
import { adopt } from '../shared/sheet.js';
import { placeBy } from '../writing/place.js';
import { findWritingWords, type Words } from '../writing/words.js';
import { findEmoji, withTone, type Emoji } from './emoji.js';
import { readRecent, readTone, TONES, writeRecent, writeTone } from './kept.js';
import { loadEmoji, type EmojiSet } from './load.js';
import { pickerStyles } from './picker.styles.js';

/** Of each group, on its button. */
const SIGNS = ['😀', '👋', '🐻', '🍔', '⚽', '✈️', '💡', '❤️', '🏁'];
const RAISED_HAND = '✋';
const COUNT_MS = 500;
const COLUMNS = { least: 5, most: 9 };
/** Around and beside the columns. */
const FRAME_PX = 34;
/** Between it and the window's edges. */
const MARGINS_PX = 16;

const clockIcon = icon('M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18');

interface Section {
  readonly name: string;
  readonly emoji: readonly Emoji[];
}

/**
 * Lets somebody choose.
 * @param anchor - Stands beside it; gets the focus back. @param lang - What it speaks.
 * @returns What was chosen; undefined: nothing. Rejects where there is nothing to choose from, as it did not load.
 */
export async function pickEmoji(anchor: HTMLElement, lang: string): Promise<string | undefined> {
  const [set, words] = await Promise.all([loadEmoji(lang), findWritingWords(lang)]);
  const root = anchor.getRootNode() as ShadowRoot;
  const parent = root.querySelector('.kit') ?? root;
  adopt(root, pickerStyles);
  const open = parent.querySelector<HTMLElement>('.emoji-picker');
  return new Promise((resolve) => {
    open?.hidePopover();
    new Picker(parent, anchor, set, words, resolve);
  });
}

class Picker {
  readonly #element = document.createElement('div');
  readonly #byGlyph: ReadonlyMap<string, Emoji>;
  #tone = readTone();
  #query = '';
  #columns = 0;
  /** Raised by each filling of the grid. */
  #filling = 0;
  #countTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    parent: ParentNode,
    readonly anchor: HTMLElement,
    readonly set: EmojiSet,
    readonly words: Words,
    readonly done: (glyph: string | undefined) => void,
  ) {
    this.#byGlyph = new Map(set.groups.flat().map((emoji) => [emoji.glyph, emoji]));
    const element = this.#element;
    Object.assign(element, {
      className: 'emoji-picker',
      role: 'dialog',
      ariaLabel: words.emoji,
      popover: 'manual',
      tabIndex: -1, // a press on nothing leaves the focus within
    });
    element.part.add('emoji-picker');
    element.addEventListener('keydown', this.#pressed);
    element.addEventListener('focusout', this.#focusLeft);
    element.addEventListener('toggle', this.#toggled);
    this.#frame();
    this.#listen();
    parent.append(element);
    element.showPopover();
    const cell = (element.offsetWidth - FRAME_PX) / COLUMNS.most;
    const fitting = Math.floor((innerWidth - MARGINS_PX - FRAME_PX) / cell);
    this.#columns = Math.max(COLUMNS.least, Math.min(fitting, COLUMNS.most));
    element.style.setProperty('--columns', String(this.#columns));
    this.#fill();
    this.#place();
    visualViewport?.addEventListener('resize', this.#place);
    if (matchMedia('(pointer: coarse)').matches) element.focus();
    else this.#field.focus();
  }

  get #field(): HTMLInputElement {
    return this.#element.querySelector('input')!;
  }

  get #grid(): HTMLElement {
    return this.#element.querySelector('[role="grid"]')!;
  }

  get #sections(): Section[] {
    const { words, set } = this;
    if (this.#query) return [{ name: words.emoji, emoji: findEmoji(set.groups, this.#query) }];
    const recent = readRecent().flatMap((glyph) => this.#byGlyph.get(glyph) ?? []);
    const groups = set.groups.map((emoji, i) => ({ name: words.groups[i] ?? '', emoji }));
    return recent.length ? [{ name: words.recent, emoji: recent }, ...groups] : groups;
  }

  #frame(): void {
    const { words } = this;
    const typed = ({ target }: Event) => {
      this.#query = (target as HTMLInputElement).value.trim();
      this.#fill();
    };
    const toned = ({ target }: Event) => {
      this.#tone = TONES[(target as HTMLSelectElement).selectedIndex] ?? '';
      writeTone(this.#tone);
      this.#frame();
      this.#fill();
    };
    render(
      html`<div class="emoji-find">
          <input
            type="search"
            autocomplete="off"
            spellcheck="false"
            dir="auto"
            enterkeyhint="done"
            aria-label=${words.findEmoji}
            placeholder=${words.findEmoji}
            @input=${typed}
          />
          <span class="emoji-tone"
            ><span aria-hidden="true">${RAISED_HAND}${this.#tone}</span>
            <select aria-label=${words.tone} @change=${toned}>
              ${TONES.map(
                (tone, i) =>
                  html`<option ?selected=${tone === this.#tone}>
                    ${RAISED_HAND}${tone} ${words.tones[i]}
                  </option>`,
              )}
            </select></span
          >
        </div>
        <div class="emoji-groups" role="toolbar" aria-label=${words.emoji}></div>
        <div class="emoji-grid" role="grid" aria-label=${words.emoji} lang=${this.set.tag}></div>
        <div class="emoji-name" aria-hidden="true"></div>
        <div class="unseen" aria-live="polite"></div>`,
      this.#element,
    );
  }

  #listen(): void {
    const grid = this.#grid;
    grid.addEventListener('click', ({ target }) => {
      const cell = target instanceof Element && target.closest<HTMLElement>('[role="gridcell"]');
      if (cell) this.#choose(cell);
    });
    for (const name of ['pointerover', 'focusin'] as const)
      grid.addEventListener(name, ({ target }) => this.#tell(target as HTMLElement));
    grid.addEventListener('scroll', () => this.#mark(), { passive: true });
  }

  /** The first group at once, the others a frame each, so that no frame takes long. */
  #fill(): void {
    const filling = (this.#filling += 1);
    const sections = this.#sections;
    this.#grid.replaceChildren();
    this.#grid.scrollTop = 0;
    this.#element.querySelector('.emoji-name')!.textContent = '';
    this.#showGroups(sections);
    this.#count(sections);
    const next = (i: number) => {
      const section = sections[i];
      if (filling !== this.#filling || !section) return;
      this.#grid.append(this.#section(section));
      if (i === 0) this.#setStop(this.#cells[0]);
      requestAnimationFrame(() => next(i + 1));
    };
    next(0);
    this.#mark();
  }

  #section({ name, emoji }: Section): HTMLElement {
    const element = document.createElement('div');
    element.role = 'rowgroup';
    element.ariaLabel = name;
    const rows = Math.ceil(emoji.length / this.#columns);
    element.style.setProperty('--rows', String(rows));
    const heading = document.createElement('div');
    heading.className = 'emoji-heading';
    heading.ariaHidden = 'true';
    heading.lang = '';
    heading.textContent = name;
    element.append(heading);
    for (let i = 0; i < rows; i += 1) {
      const row = document.createElement('div');
      row.role = 'row';
      row.append(...emoji.slice(i * this.#columns, (i + 1) * this.#columns).map((each) => this.#cell(each)));
      element.append(row);
    }
    if (!emoji.length) heading.textContent = this.words.noEmoji;
    return element;
  }

  #cell(emoji: Emoji): HTMLElement {
    const cell = document.createElement('button');
    const glyph = withTone(emoji, this.#tone);
    Object.assign(cell, { type: 'button', role: 'gridcell', tabIndex: -1, ariaLabel: emoji.name });
    cell.dataset.glyph = emoji.glyph;
    cell.textContent = glyph;
    return cell;
  }

  get #cells(): HTMLElement[] {
    return [...this.#grid.querySelectorAll<HTMLElement>('[role="gridcell"]')];
  }

  #setStop(cell: HTMLElement | undefined): void {
    this.#grid.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    cell?.setAttribute('tabindex', '0');
  }

  /** What is pointed at or focused, below all. */
  #tell(cell: HTMLElement): void {
    const emoji = this.#byGlyph.get(cell.dataset.glyph ?? '');
    if (!emoji) return;
    render(
      html`<span class="glyph">${cell.textContent}</span
        ><span class="label" lang=${this.set.tag}
          >${emoji.name} <span class="code">:${emoji.codes[0]}:</span></span
        >`,
      this.#element.querySelector<HTMLElement>('.emoji-name')!,
    );
  }

  // Groups

  #showGroups(sections: readonly Section[]): void {
    const { groups } = this.words;
    const bar = this.#element.querySelector<HTMLElement>('.emoji-groups')!;
    bar.hidden = this.#query !== '';
    if (bar.hidden) return;
    render(
      sections.map(
        ({ name }, i) =>
          html`<button
            type="button"
            class="plain"
            tabindex=${i === 0 ? 0 : -1}
            aria-label=${name}
            title=${name}
            @click=${() => this.#goTo(i)}
          >
            ${SIGNS[groups.indexOf(name)] ?? clockIcon}
          </button>`,
      ),
      bar,
    );
  }

  #goTo(index: number): void {
    const section = this.#grid.children[index];
    if (!(section instanceof HTMLElement)) return;
    this.#grid.scrollTop = section.offsetTop - this.#grid.offsetTop;
    this.#setStop(section.querySelector<HTMLElement>('[role="gridcell"]') ?? undefined);
  }

  /** The button of the group that is seen. */
  #mark(): void {
    const top = this.#grid.scrollTop + this.#grid.offsetTop + 4;
    const sections = [...this.#grid.children] as HTMLElement[];
    const seen = Math.max(
      0,
      sections.findLastIndex(({ offsetTop }) => offsetTop <= top),
    );
    this.#groupButtons.forEach((button, i) => {
      button.ariaPressed = String(i === seen);
    });
  }

  get #groupButtons(): HTMLElement[] {
    return [...this.#element.querySelectorAll<HTMLElement>('.emoji-groups button')];
  }

  #count(sections: readonly Section[]): void {
    clearTimeout(this.#countTimer);
    if (!this.#query) return;
    const { length } = sections.flatMap(({ emoji }) => emoji);
    this.#countTimer = setTimeout(() => {
      this.#element.querySelector('[aria-live]')!.textContent = length
        ? this.words.foundEmoji(length)
        : this.words.noEmoji;
    }, COUNT_MS);
  }

  // Keys

  readonly #pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    event.stopPropagation(); // the page's and the conversation's keys mean something else here
    if (event.key === 'Escape') this.#close(undefined);
    else if (!this.#moved(event)) return;
    event.preventDefault();
  };

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
    const buttons = this.#groupButtons;
    if (buttons.includes(button)) return this.#movedIn(buttons, button, key);
    return this.#movedFrom(button, event) || this.#typesOn(event);
  }

  #chooseFirst(): void {
    const [cell] = this.#cells;
    if (this.#query && cell) this.#choose(cell);
  }

  /** In the bar of groups. */
  #movedIn(buttons: readonly HTMLElement[], button: HTMLElement, key: string): boolean {
    if (key === 'ArrowDown')
      this.#focus(this.#grid.querySelector<HTMLElement>('[tabindex="0"]') ?? undefined);
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
    const rows = [...this.#grid.querySelectorAll('[role="row"]')];
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
    this.#setStop(cell);
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest' });
  }

  get #forward(): string {
    return this.#element.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
  }

  get #back(): string {
    return this.#element.matches(':dir(rtl)') ? 'ArrowRight' : 'ArrowLeft';
  }

  // The end

  #choose({ dataset, textContent }: HTMLElement): void {
    writeRecent(dataset.glyph ?? '');
    this.#close(textContent ?? undefined);
  }

  readonly #place = () => placeBy(this.#element, this.anchor.getBoundingClientRect());

  /** Whoever went elsewhere stays there. */
  readonly #focusLeft = ({ relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && this.#element.contains(relatedTarget)))
      this.#element.hidePopover();
  };

  #close(glyph: string | undefined): void {
    this.#element.removeEventListener('focusout', this.#focusLeft);
    this.anchor.focus({ preventScroll: true });
    this.done(glyph);
    this.#element.hidePopover();
  }

  readonly #toggled = (event: Event) => {
    if (!(event instanceof ToggleEvent) || event.newState !== 'closed') return;
    this.#filling += 1;
    clearTimeout(this.#countTimer);
    visualViewport?.removeEventListener('resize', this.#place);
    this.#element.remove();
    this.done(undefined);
  };
}
