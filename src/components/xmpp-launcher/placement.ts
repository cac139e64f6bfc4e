/**
 * Where the panel stands: in the top layer, beside the page or over all of it, clear of an on-screen keyboard; or in the
 * page, where the tag stands.
 */
import { narrow } from './dom.js';
import { FullScreen } from './full-screen.js';

/** Above it, what is to be seen is a part that was zoomed in on. */
const UNZOOMED = 1.01;

export interface PlacementHost {
  /** As the attribute of {@link XmppLauncher}. */
  mode(): string | undefined;
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
  #inline = false;
  #closeOnBack = false;

  constructor(
    readonly element: HTMLDialogElement,
    readonly host: PlacementHost,
  ) {
    this.#page = new FullScreen(() => host.dismiss());
    element.inert = true;
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

  /** The mode may be another one. */
  update(): void {
    if (this.#shown && this.#inline !== this.#wantsInline) this.#replace();
  }

  get #wantsInline(): boolean {
    return /^(inline|window)$/.test(this.host.mode() ?? '');
  }

  #place(): void {
    const { element } = this;
    this.#fit();
    this.#inline = this.#wantsInline;
    this.#modal = !this.#inline && this.#narrow.matches;
    element.inert = true; // a dialog that is shown moves the focus otherwise
    element.popover = this.#inline ? null : 'manual';
    if (this.#modal) {
      element.showModal();
      this.#page.hold(this.#closeOnBack);
    } else if (this.#inline) element.open = true;
    else element.showPopover();
    element.inert = false;
    element.ariaModal = String(this.#modal);
  }

  #unplace(): void {
    const { element } = this;
    element.inert = true;
    if (this.#modal) element.close();
    else if (this.#inline) element.open = false;
    else element.hidePopover();
    this.#modal = false;
    this.#page.release();
  }

  /** What has the focus inside keeps it. */
  #replace(): void {
    const focused = this.#focused;
    this.#unplace();
    this.#place();
    focused?.focus();
  }

  get #focused(): HTMLElement | undefined {
    const root = this.element.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    return focused instanceof HTMLElement && this.element.contains(focused) ? focused : undefined;
  }

  /** The window has become narrow or wide. */
  readonly #resized = () => {
    if (this.#inline) return;
    if (this.#narrow.matches && !this.#focused) this.host.give();
    else this.#replace();
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
