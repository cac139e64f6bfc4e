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
import { CELL, GROUP, PickerKeys } from './picker-keys.js';
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
/** A frame's share of the grid: some 90 emoji, which take 5 to 10 ms, and 25 where a font draws them for the first time. */
const ROWS_A_FRAME = 10;

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
    element.addEventListener('focusout', this.#focusLeft);
    element.addEventListener('toggle', this.#toggled);
    this.#frame();
    this.#listen();
    new PickerKeys(element, {
      searched: () => this.#query !== '',
      choose: (cell) => this.#choose(cell),
      setStop: (cell) => this.#setStop(cell),
      close: () => this.#close(undefined),
    });
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
      const cell = target instanceof Element && target.closest<HTMLElement>(CELL);
      if (cell) this.#choose(cell);
    });
    for (const name of ['pointerover', 'focusin'] as const)
      grid.addEventListener(name, ({ target }) => this.#tell(target as HTMLElement));
    grid.addEventListener('scroll', () => this.#mark(), { passive: true });
  }

  /** The first rows at once, the others a few a frame, so that no frame takes long. */
  #fill(): void {
    const filling = (this.#filling += 1);
    const sections = this.#sections;
    const grid = this.#grid;
    grid.replaceChildren();
    grid.scrollTop = 0;
    grid.ariaBusy = 'true';
    this.#element.querySelector('.emoji-name')!.textContent = '';
    this.#showGroups(sections);
    this.#count(sections);
    const rows = this.#appendRows(sections);
    const more = () => {
      if (filling !== this.#filling) return;
      for (let i = 0; i < ROWS_A_FRAME; i += 1) if (rows.next().done) grid.ariaBusy = 'false';
      if (grid.ariaBusy === 'true') requestAnimationFrame(more);
    };
    more();
    this.#setStop(grid.querySelector<HTMLElement>(CELL) ?? undefined);
    this.#mark();
  }

  /** Puts the next row into the grid at each step. */
  *#appendRows(sections: readonly Section[]): Generator<void, void> {
    for (const section of sections) {
      const element = this.#section(section);
      this.#grid.append(element);
      for (let i = 0; i < section.emoji.length; i += this.#columns) {
        const row = document.createElement('div');
        row.role = 'row';
        row.append(...section.emoji.slice(i, i + this.#columns).map((each) => this.#cell(each)));
        element.append(row);
        yield;
      }
    }
  }

  /** Without its rows. */
  #section({ name, emoji }: Section): HTMLElement {
    const element = document.createElement('div');
    element.role = 'rowgroup';
    element.ariaLabel = name;
    element.style.setProperty('--rows', String(Math.ceil(emoji.length / this.#columns)));
    const heading = document.createElement('div');
    heading.className = 'emoji-heading';
    heading.ariaHidden = 'true';
    heading.lang = '';
    heading.textContent = emoji.length ? name : this.words.noEmoji;
    element.append(heading);
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
    this.#setStop(section.querySelector<HTMLElement>(CELL) ?? undefined);
  }

  /** The button of the group that is seen. */
  #mark(): void {
    const top = this.#grid.scrollTop + this.#grid.offsetTop + 4;
    const sections = [...this.#grid.children] as HTMLElement[];
    const seen = Math.max(
      0,
      sections.findLastIndex(({ offsetTop }) => offsetTop <= top),
    );
    this.#element.querySelectorAll<HTMLElement>(GROUP).forEach((button, i) => {
      button.ariaPressed = String(i === seen);
    });
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
