/** What a panel that fills the window does to the page behind it, and takes back (ux.md §9). */
import { css } from '../shared/sheet.js';

/** The page must not scroll under a finger that meant the panel. */
const lock = css`
  html {
    overflow: hidden !important;
  }
`;

export class FullScreen {
  #place: { readonly left: number; readonly top: number } | undefined;
  /** An entry of the history is ours. */
  #entry = false;

  /** @param back - Called upon the browser's Back. */
  constructor(readonly back: () => void) {}

  /** @param closeOnBack - Whether Back is to be ours. */
  hold(closeOnBack: boolean): void {
    if (this.#place) return;
    this.#place = { left: scrollX, top: scrollY };
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, lock];
    if (!closeOnBack) return;
    this.#entry = true;
    history.pushState(history.state, '');
    addEventListener('popstate', this.#popped);
  }

  release(): void {
    if (!this.#place) return;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== lock);
    scrollTo({ ...this.#place, behavior: 'instant' }); // a keyboard may have moved it
    this.#place = undefined;
    removeEventListener('popstate', this.#popped);
    if (this.#entry) history.back();
    this.#entry = false;
  }

  readonly #popped = () => {
    this.#entry = false;
    this.back();
  };
}
