/** Buttons that format: one tab stop, in which arrows go round (ux.md §4). */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { icon } from '../shared/icons.js';
import type { FormatName } from './commands.js';
import { isApple } from './keyboard.js';
import { keepFocus } from './place.js';
import type { Words } from './words.js';

interface Button {
  readonly name: FormatName;
  readonly icon: TemplateResult;
  /** Besides Ctrl or ⌘. */
  readonly key?: string;
}

const GROUPS: readonly (readonly Button[])[] = [
  [
    { name: 'strong', key: 'B', icon: icon('M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z') },
    { name: 'em', key: 'I', icon: icon('M10 5h8M6 19h8M14.5 5l-5 14') },
    { name: 'underline', key: 'U', icon: icon('M7 4v7a5 5 0 0 0 10 0V4M6 20h12') },
    {
      name: 'strike',
      key: 'Shift+X',
      icon: icon(
        'M4 12h16M16.5 7.5C16 5.5 14.300 4.500 12 4.500c-2.600 0-4.500 1.300-4.500 3.500 0 1.300.6 2.100 1.500 2.700M7.300 16c.5 2.200 2.300 3.500 4.900 3.500 2.700 0 4.600-1.300 4.600-3.600 0-.6-.1-1-.3-1.400',
      ),
    },
    { name: 'color', icon: icon('M6.500 15.500 12 4l5.500 11.500M8.400 11.500h7.200M4.500 20h15') },
    { name: 'code', key: 'E', icon: icon('m8.500 7-5 5 5 5M15.500 7l5 5-5 5') },
    {
      name: 'link',
      key: 'K',
      icon: icon(
        'M10 14a4 4 0 0 0 5.700 0l3.100-3.100a4 4 0 0 0-5.700-5.700L12 6.300M14 10a4 4 0 0 0-5.700 0l-3.100 3.100a4 4 0 0 0 5.700 5.700L12 17.700',
      ),
    },
  ],
  [
    { name: 'bullet_list', icon: icon('M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01') },
    {
      name: 'ordered_list',
      icon: icon(
        'M10 6h10M10 12h10M10 18h10M3.500 5 5 4v5M3.500 15.500c.3-1 2.700-1.200 2.700.4 0 1.100-1.700 1.700-2.700 3.100h2.900',
      ),
    },
    { name: 'blockquote', icon: icon('M5 5v14M10 8h9M10 12h9M10 16h6') },
    {
      name: 'code_block',
      icon: icon('M4 5h16v14H4zM9.500 9.500 7 12l2.500 2.500M14.500 9.500 17 12l-2.500 2.500'),
    },
  ],
];

export interface ToolbarHost {
  toggle(name: FormatName): void;
  isOn(name: FormatName): boolean;
  /** Whether it would do anything. */
  can(name: FormatName): boolean;
  /** Whether colours are offered. */
  colors(): boolean;
  toEditor(): void;
}

/** Where arrows, Home and End go to from `at`: round, and by the direction in which one reads. */
export function placeAfter(
  { key }: KeyboardEvent,
  element: Element,
  at: number,
  count: number,
): number | undefined {
  const step = (key === 'ArrowRight') === (getComputedStyle(element).direction === 'rtl') ? -1 : 1;
  const to = { ArrowLeft: at + step, ArrowRight: at + step, Home: 0, End: count - 1 }[key];
  return to === undefined ? undefined : (to + count) % count;
}

export class Toolbar {
  readonly element = document.createElement('div');
  /** What Tab goes to. */
  #stop = 0;
  #words: Words | undefined;
  #shown = '';

  constructor(readonly host: ToolbarHost) {
    this.element.className = 'toolbar';
    this.element.role = 'toolbar';
    this.element.part.add('toolbar');
    this.element.addEventListener('keydown', this.#pressed);
    keepFocus(this.element);
  }

  get #groups(): readonly (readonly Button[])[] {
    const colors = this.host.colors();
    return GROUPS.map((group) => group.filter(({ name }) => name !== 'color' || colors));
  }

  get #buttons(): readonly Button[] {
    return this.#groups.flat();
  }

  update(words: Words | undefined = this.#words): void {
    if (!words) return;
    this.#stop = Math.min(this.#stop, this.#buttons.length - 1);
    const states = [
      this.#stop,
      ...this.#buttons.map(({ name }) => `${this.host.isOn(name)}${this.host.can(name)}`),
    ].join();
    if (words === this.#words && states === this.#shown) return;
    this.#words = words;
    this.#shown = states;
    this.element.ariaLabel = words.formatting;
    render(
      this.#groups.map(
        (group) => html`<div class="group">${group.map((button) => this.#button(button, words))}</div>`,
      ),
      this.element,
    );
  }

  #button({ name, icon: picture, key }: Button, words: Words): TemplateResult {
    const stop = this.#buttons[this.#stop]?.name === name;
    const keys = key && (isApple ? `⌘${key.replace('Shift+', '⇧')}` : `Ctrl+${key}`);
    return html`<button
      type="button"
      class="plain"
      data-format=${name}
      tabindex=${stop ? 0 : -1}
      aria-label=${words[name]}
      aria-pressed=${String(this.host.isOn(name))}
      aria-disabled=${this.host.can(name) ? nothing : 'true'}
      aria-keyshortcuts=${key ? `${isApple ? 'Meta' : 'Control'}+${key}` : nothing}
      title=${keys ? words.shortcut(words[name], keys) : words[name]}
      @click=${() => this.host.can(name) && this.host.toggle(name)}
    >
      ${picture}
    </button>`;
  }

  readonly #pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.host.toEditor();
      return;
    }
    const to = placeAfter(event, this.element, this.#stop, this.#buttons.length);
    if (to === undefined) return;
    event.preventDefault();
    this.#stop = to;
    this.update();
    this.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
}
