/** The buttons over the list. */
import { css } from '../shared/sheet.js';

export const listButtonStyles = css`
  .banner button,
  .jump button {
    border: 1px solid var(--_line);
    border-radius: var(--_tap);
    background-color: var(--_surface);
    box-shadow: var(--_shadow);
  }

  .jump {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: var(--_side);
  }

  .banner {
    position: absolute;
    inset-block-start: var(--_space);
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
  }

  .strip:not([hidden]) + .banner {
    inset-block-start: calc(var(--_tap) + var(--_space) * 2);
  }

  .banner button {
    padding-inline: 1em;
    font-size: var(--_small);
  }

  .jump button {
    gap: 0.35em;
    min-inline-size: var(--_tap);
    padding-inline: 0.55em;
    font-variant-numeric: tabular-nums;
  }

  :is(.banner, .jump) .primary {
    background-color: var(--_accent);
  }
`;
