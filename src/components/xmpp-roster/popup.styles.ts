/** The menu and dialogs over the list; adopted with them. */
import { css } from '../shared/sheet.js';

export const popupStyles = css`
  .popups {
    position: absolute;
  }

  .popups .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    min-inline-size: calc(var(--_size) * 12);
    max-inline-size: min(var(--_size) * 24, 100vw - 16px);
    max-block-size: calc(100vb - 16px);
    color: inherit;
  }

  .failure {
    color: var(--_danger);
    font-size: var(--_small);
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .menu:not(:popover-open) {
    display: none;
  }
`;
