/** Where the panel stands: in the top layer, beside the page or over all of it, clear of an on-screen keyboard. */
import { narrow } from './dom.js';
import { FullScreen } from './full-screen.js';

/** Above it, what is to be seen is a part that was zoomed in on. */
const UNZOOMED = 1.01;

export interface PlacementHost {
  /** The visitor closes it. */
  dismiss(): void;
  /** There is no place beside the page any more. */
  give(): void;
}

export class Placement {
  readonly #narrow = narrow();
  readonly #page: FullScreen;
  #shown = false;
  #modal = false;
  #closeOnBack = false;

  constructor(
    readonly element: HTMLDialogElement,
    readonly host: PlacementHost,
  ) {
    this.#page = new FullScreen(() => host.dismiss());
    element.inert = true;
    element.popover = 'manual';
    element.setAttribute('closedby', 'none'); // Escape is heard as a key, Back only where that is wanted
    element.addEventListener('cancel', (event) => {
      if (event.target === element) event.preventDefault(); // for browsers that don't know it
    });
  }

  get shown(): boolean {
    return this.#shown;
  }

  /** The page rests. */
  get modal(): boolean {
    return this.#modal;
  }

  /** Moves no focus, but that a modal panel takes it from the page. */
  show(closeOnBack: boolean): void {
    this.#shown = true;
    this.#closeOnBack = closeOnBack;
    this.#narrow.addEventListener('change', this.#resized);
    visualViewport?.addEventListener('resize', this.#fit);
    visualViewport?.addEventListener('scroll', this.#fit);
    this.#place();
  }

  hide(): void {
    this.#shown = false;
    this.#narrow.removeEventListener('change', this.#resized);
    visualViewport?.removeEventListener('resize', this.#fit);
    visualViewport?.removeEventListener('scroll', this.#fit);
    this.#unplace();
  }

  #place(): void {
    const { element } = this;
    this.#fit();
    this.#modal = this.#narrow.matches;
    element.inert = true; // a dialog that is shown moves the focus otherwise
    if (this.#modal) {
      element.showModal();
      this.#page.hold(this.#closeOnBack);
    } else element.showPopover();
    element.inert = false;
    element.ariaModal = String(this.#modal);
  }

  #unplace(): void {
    this.element.inert = true;
    if (this.#modal) this.element.close();
    else this.element.hidePopover();
    this.#modal = false;
    this.#page.release();
  }

  /** The window has become narrow or wide. */
  readonly #resized = () => {
    const root = this.element.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    const inside = focused instanceof HTMLElement && this.element.contains(focused) && focused;
    if (this.#narrow.matches && !inside) {
      this.host.give();
      return;
    }
    this.#unplace();
    this.#place();
    if (inside) inside.focus();
  };

  /** What can be seen of the window, without a keyboard that lies over it. */
  readonly #fit = () => {
    if (!visualViewport || visualViewport.scale > UNZOOMED) return;
    const { height, offsetTop } = visualViewport;
    const { style } = this.element;
    style.setProperty('--_seen', `${height}px`);
    style.setProperty('--_above', `${offsetTop}px`);
    style.setProperty('--_keyboard', `${Math.max(0, innerHeight - height - offsetTop)}px`);
  };
}
