/** What the dialog about a person looks like. */
import { css } from '../shared/sheet.js';

export const chatMenuStyles = css`
  .facts {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    margin: 0;
  }

  .facts dt {
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  .facts dd {
    margin: 0;
    text-align: match-parent;
    text-align: -webkit-match-parent;
  }

  .facts li {
    padding-inline: 0;
  }
`;
