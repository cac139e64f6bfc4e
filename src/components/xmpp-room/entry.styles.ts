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
    inline-size: min(20rem, 100cqi - 4rem);
  }

  .entry.large > .avatar {
    inline-size: 4rem;
    block-size: 4rem;
    font-size: 1.5rem;
  }

  .entry.large > .title {
    font-size: calc(var(--_size) * 1.2);
  }

  .entry .field {
    display: grid;
    gap: 0.3em;
    inline-size: 100%;
    max-inline-size: 20rem;
    text-align: start;
  }

  .entry label {
    font-size: var(--_small);
    font-weight: 600;
  }

  .entry.large .buttons {
    inline-size: 100%;
  }

  .entry.large .buttons button {
    flex: 1 1 auto;
    min-block-size: 2.5rem;
  }

  .foot > .entry {
    padding: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_line);
    background: var(--_raised);
  }
`;
