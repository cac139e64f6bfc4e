/** A header's menu of what can be done with a conversation: its code loads when it is first opened. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { moreIcon } from '../shared/icons.js';
import type { Strings } from '../shared/strings.js';

/** What opens. */
export interface HeaderMenu<T> {
  /** To stand beside the button. */
  readonly elements: readonly Element[];
  toggle(of: T, strings: Strings): void;
  close(): void;
}

export class MenuButton<T> {
  /** Holds the button, and what opens from it. */
  readonly #element = document.createElement('div');
  #menu: HeaderMenu<T> | undefined;
  #of: T | undefined;
  #strings: Strings | undefined;

  /** @param failed - It could not be loaded. */
  constructor(
    readonly load: (button: HTMLElement) => Promise<HeaderMenu<T>>,
    readonly failed: (error: unknown) => void,
  ) {
    this.#element.className = 'menu-place';
  }

  /** @param of - Unset: there is nothing to be done. */
  render(of: T | undefined, strings: Strings): HTMLElement | typeof nothing {
    if (of !== this.#of || strings !== this.#strings) this.close();
    this.#of = of;
    if (strings !== this.#strings) render(this.#button(strings), this.#element);
    this.#strings = strings;
    return of ? this.#element : nothing;
  }

  close(): void {
    this.#menu?.close();
  }

  #button(strings: Strings): TemplateResult {
    return html`<button
      type="button"
      class="plain more"
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${strings.menu}
      @click=${this.#pressed}
    >
      ${moreIcon}
    </button>`;
  }

  readonly #pressed = ({ currentTarget: button }: Event) => {
    if (!(button instanceof HTMLElement)) return;
    button.focus(); // Safari does not by itself
    this.#open(button).catch(this.failed);
  };

  async #open(button: HTMLElement): Promise<void> {
    const menu = this.#menu ?? (await this.#load(button));
    // not by :focus, which WebKit has in windows only that are in front
    const { activeElement } = button.getRootNode() as ShadowRoot;
    if (!this.#of || !this.#strings || activeElement !== button) return; // went on while it was loading
    menu.toggle(this.#of, this.#strings);
  }

  async #load(button: HTMLElement): Promise<HeaderMenu<T>> {
    // WebKit says once more that a part did not come before it asks for it again
    const menu = await this.load(button).catch(() => this.load(button));
    if (this.#menu) return this.#menu;
    this.#element.append(...menu.elements);
    return (this.#menu = menu);
  }
}
