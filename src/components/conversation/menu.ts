/** A menu that opens from something focusable (WAI-ARIA's menu pattern): the focus goes in, and back where it was. */
import { html, nothing, render } from 'lit/html.js';
import type { MenuItem } from './menu-event.js';

export type Point = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

const MARGIN_PX = 8;
const GAP_PX = 4;

/** A popover below what it belongs to, above where there is no room, and never outside the window. */
export function placeBeside(element: HTMLElement, { left, right, top, bottom }: Point): void {
  const { width, height } = element.getBoundingClientRect();
  const below = bottom + height + GAP_PX + MARGIN_PX <= innerHeight;
  const wanted = element.matches(':dir(rtl)') ? left : right - width;
  element.style.left = `${within(wanted, innerWidth - width)}px`;
  element.style.top = `${within(below ? bottom + GAP_PX : top - height - GAP_PX, innerHeight - height)}px`;
}

const within = (px: number, max: number) => Math.max(MARGIN_PX, Math.min(px, max - MARGIN_PX));

export class Menu {
  readonly element = document.createElement('div');
  #opener: HTMLElement | undefined;

  constructor(id: string) {
    this.element.className = 'menu';
    this.element.id = id;
    this.element.hidden = true;
    this.element.setAttribute('role', 'menu');
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('contextmenu', (event) => event.preventDefault()); // the key that opened it
    this.element.addEventListener('focusout', this.#focusLeft);
  }

  get open(): boolean {
    return this.#opener !== undefined;
  }

  /** Opens with the first item focused. @param opener - Gets the focus back. */
  show(opener: HTMLElement, label: string, items: readonly MenuItem[]): void {
    this.hide();
    this.#opener = opener;
    this.element.setAttribute('aria-label', label);
    render(
      items.map(
        ({ text, glyph, checked, act }) =>
          html`<button
            type="button"
            class=${glyph === undefined ? 'plain' : 'plain glyph'}
            role=${checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked=${checked === undefined ? nothing : String(checked)}
            aria-label=${glyph === undefined ? nothing : text}
            title=${glyph === undefined ? nothing : text}
            tabindex="-1"
            aria-disabled=${act ? nothing : 'true'}
            @click=${() => act && this.#choose(act)}
          >
            ${glyph ?? text}
          </button>`,
      ),
      this.element,
    );
    this.element.hidden = false;
    if (this.element.popover) this.element.showPopover();
    if (opener.ariaHasPopup) opener.setAttribute('aria-expanded', 'true');
    opener.addEventListener('focusout', this.#focusLeft);
    this.#items[0]?.focus();
  }

  /** The focus stays where it is. */
  hide(): void {
    const opener = this.#opener;
    if (!opener) return;
    this.#opener = undefined;
    opener.removeEventListener('focusout', this.#focusLeft);
    if (opener.ariaHasPopup) opener.setAttribute('aria-expanded', 'false');
    this.element.hidden = true;
    if (this.element.popover) this.element.hidePopover();
    render(nothing, this.element);
  }

  get #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  }

  /** Elsewhere than into the menu or to what opened it, which closes it by itself. */
  readonly #focusLeft = ({ relatedTarget }: FocusEvent) => {
    const within = relatedTarget instanceof Node && this.element.contains(relatedTarget);
    if (!within && relatedTarget !== this.#opener) this.hide();
  };

  #choose(act: () => void): void {
    this.#dismiss();
    act();
  }

  #dismiss(): void {
    this.#opener?.focus({ preventScroll: true });
    this.hide();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') this.#dismiss();
    else {
      const target = this.#targetOf(event.key);
      if (!target) return;
      target.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  get #forward(): string {
    return this.element.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
  }

  get #back(): string {
    return this.element.matches(':dir(rtl)') ? 'ArrowRight' : 'ArrowLeft';
  }

  #targetOf(key: string): HTMLElement | undefined {
    const items = this.#items;
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    const at = items.findIndex((item) => item === activeElement);
    switch (key) {
      case 'ArrowDown':
      case this.#forward:
        return items[(at + 1) % items.length];
      case 'ArrowUp':
      case this.#back:
        return items.at(at - 1);
      case 'Home':
        return items[0];
      case 'End':
        return items.at(-1);
      default:
        return undefined;
    }
  }
}
