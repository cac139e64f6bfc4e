/** The button of the row that is pointed at or focused, and its menu; adopted with them. */
import { css } from '../shared/sheet.js';

export const rowMenuStyles = css`
  .message:has(> .row-more) {
    position: relative;
  }

  /* Takes no place, so that nothing moves when it comes and goes. */
  .row-more {
    position: absolute;
    z-index: 1;
    inset-block-start: 0;
    inset-inline-end: calc(var(--_space) * 0.5);
    inline-size: max(var(--_least), var(--_size) * 1.9);
    min-block-size: var(--_least);
    padding: 0;
    border-color: var(--_line);
    border-radius: calc(var(--_radius) * 0.5);
    background: var(--_surface);
    color: var(--_muted);
    box-shadow: var(--_shadow);
  }

  .row-more:is(:hover, :focus-visible, [aria-expanded='true']) {
    background: var(--_raised);
    color: var(--_text);
  }

  .row-more svg {
    stroke-width: 3;
  }
`;
