/** Commands in the list of suggestions. */
import { css } from '../shared/sheet.js';

export const commandStyles = css`
  .suggestions .command {
    flex: none;
  }

  .suggestions .does {
    min-inline-size: 0;
    margin-inline-start: auto;
    overflow: hidden;
    color: var(--_muted);
    font-size: var(--_small);
    text-overflow: ellipsis;
  }
`;
