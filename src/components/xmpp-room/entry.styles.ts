/** What those see who are not in the room. */
import { css } from '../shared/sheet.js';

export const entryStyles = css`
  .entry {
    display: grid;
    gap: calc(var(--_space) * 1.25);
    justify-items: center;
    text-align: center;
  }

  .entry.large {
    inline-size: min(var(--_size) * 21, 100cqi - var(--_space) * 7);
  }

  .entry.large > .avatar {
    font-size: calc(var(--_size) * 1.6);
  }

  .entry.large > .title {
    font-size: calc(var(--_size) * 1.25);
  }

  .entry .field {
    display: grid;
    gap: 0.3em;
    inline-size: 100%;
    max-inline-size: 21em;
    text-align: start;
  }

  .entry label {
    font-size: var(--_small);
    font-weight: 600;
  }

  .entry.large .buttons {
    inline-size: 100%;
    margin-block-start: var(--_space);
  }

  .entry.large .buttons button {
    flex: 1 1 auto;
    min-block-size: calc(var(--_tap) * 1.1);
  }

  .foot > .entry {
    max-block-size: 60cqb;
    overflow-y: auto;
    padding: calc(var(--_space) * 2) var(--_edge);
    border-block-start: 1px solid var(--_line);
    background: var(--_raised);
  }
`;
