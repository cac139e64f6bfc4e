/** Notices above the list; adopted with the first. Their box is that of requests. */
import { css } from '../shared/sheet.js';

export const headlineStyles = css`
  .notice {
    display: grid;
    grid-template-columns: 1fr auto auto;
    align-items: start;
    gap: 0 var(--_space);
    padding: calc(var(--_space) * 0.5) var(--_edge);
  }

  .notice + .notice {
    border-block-start: 1px solid var(--_line);
  }

  .notice .who {
    min-block-size: var(--_least);
  }

  .notice .who > * {
    white-space: normal;
  }

  .notice .who > bdi:first-child {
    font-weight: 600;
  }

  .notice time {
    line-height: var(--_least);
  }

  .notice .said {
    grid-column: 1 / -1;
  }

  .notice .about {
    font-weight: 600;
  }

  .notice .text {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .notice .said .small {
    margin-block: calc(var(--_space) * 0.5);
  }

  .dismiss {
    min-block-size: var(--_least);
    inline-size: var(--_least);
    margin-inline-end: calc(var(--_space) * -0.5);
    padding: 0;
    color: var(--_muted);
  }

  .notices > .plain {
    min-block-size: var(--_least);
  }
`;
