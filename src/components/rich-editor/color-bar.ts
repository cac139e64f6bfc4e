/** Asks for a colour, in the toolbar's place. */
import { html, render } from 'lit/html.js';
import { inkOf } from '../conversation/rich-color.js';
import { icon } from '../shared/icons.js';
import { COLORS, type ColorName } from './colors.js';
import { placeAfter } from './toolbar.js';
import type { Words } from './words.js';

const noneIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M5.600 18.400 18.400 5.600');
const NAMES: readonly (ColorName | undefined)[] = [undefined, ...(Object.keys(COLORS) as ColorName[])];
const hexOf = (name: ColorName | undefined) => name && COLORS[name];

export interface ColorBarHost {
  /** undefined: no colour. */
  set(color: string | undefined): void;
  /** Gone: the toolbar is back. */
  closed(): void;
}

export class ColorBar {
  readonly element = document.createElement('div');
  /** What Tab goes to. */
  #stop = 0;
  #color: string | undefined;

  constructor(readonly host: ColorBarHost) {
    this.element.className = 'toolbar colors';
    this.element.role = 'toolbar';
    this.element.addEventListener('keydown', this.#pressed);
  }

  /** @param color - Of what is selected. */
  open(color: string | undefined, words: Words): void {
    this.#color = color;
    this.#stop = Math.max(
      0,
      NAMES.findIndex((name) => hexOf(name) === color),
    );
    this.update(words);
    this.#focus();
  }

  update(words: Words): void {
    if (!this.element.isConnected) return;
    this.element.ariaLabel = words.color;
    render(
      NAMES.map((name, i) => {
        const label = name ? words.colors[name] : words.noColor;
        return html`<button
          type="button"
          class="plain"
          tabindex=${i === this.#stop ? 0 : -1}
          aria-label=${label}
          aria-pressed=${String(hexOf(name) === this.#color)}
          title=${label}
          @click=${() => this.#choose(hexOf(name))}
        >
          ${name ? html`<i class="swatch"></i>` : noneIcon}
        </button>`;
      }),
      this.element,
    );
    // as it will be read here
    this.element.querySelectorAll<HTMLElement>('.swatch').forEach((swatch, i) => {
      swatch.style.setProperty('color', inkOf(Object.values(COLORS)[i] ?? ''));
    });
  }

  #choose(color: string | undefined): void {
    this.host.closed();
    this.host.set(color);
  }

  #focus(): void {
    this.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  readonly #pressed = (event: KeyboardEvent) => {
    const to = placeAfter(event, this.element, this.#stop, NAMES.length);
    if (event.key === 'Escape') this.host.closed();
    else if (to === undefined) return;
    else {
      this.#stop = to;
      this.element.querySelectorAll('button').forEach((button, i) => (button.tabIndex = i === to ? 0 : -1));
      this.#focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
