/** The mark on somebody's picture that tells whether they are there: filled, a ring, a square, so without colour, too. */
import { css } from './sheet.js';

export const presenceStyles = css`
  .avatar.marked {
    position: relative;
  }

  .avatar.marked:not(.offline)::after {
    content: '';
    position: absolute;
    inset-block-end: -2px;
    inset-inline-end: -2px;
    inline-size: 0.95em;
    block-size: 0.95em;
    border: 2px solid var(--_surface);
    border-radius: 50%;
    background: var(--_good);
    forced-color-adjust: none;
  }

  .avatar.marked:is(.away, .xa)::after {
    background: radial-gradient(var(--_surface) 30%, var(--_warn) 40%);
  }

  .avatar.marked.dnd::after {
    background: var(--_danger);
    border-radius: 30%;
  }
`;
