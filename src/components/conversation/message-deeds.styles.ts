/** What is being done to a message, above the composer. */
import { css } from '../shared/sheet.js';

export const deedStyles = css`
  .errand {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space);
    padding-inline: calc(var(--_side) + var(--_space)) var(--_side);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .errand-text {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .errand-quote {
    margin-inline-start: 0.4em;
    padding-inline-start: 0.6em;
    border-inline-start: 2px solid var(--_control);
    unicode-bidi: isolate;
  }

  .errand button {
    flex: none;
  }
`;
