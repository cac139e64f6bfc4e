/** The box of elements that fill a place of their own on the page. */
import { css } from './sheet.js';

/** Made with the first of them: a server has no style sheets. */
let sheet: CSSStyleSheet | undefined;

/** As tall as a talk needs to be, before there is one, too. */
export const box = (): CSSStyleSheet =>
  (sheet ??= css`
    :host {
      display: block;
      block-size: max(32rem, 512px);
    }

    :host([hidden]) {
      display: none;
    }
  `);
