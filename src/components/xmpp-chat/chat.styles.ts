/** What chats look like where rooms look otherwise. */
import { css } from '../shared/sheet.js';

export const chatStyles = css`
  header .picture {
    position: relative;
    flex: none;
    margin-inline-end: calc(var(--_space) * 0.5);
  }

  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    border-radius: 50%;
    object-fit: cover;
  }

  .presence {
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 0.8em;
    block-size: 0.8em;
    border: 2px solid var(--_surface);
    border-radius: 50%;
    background: var(--_muted);
    forced-color-adjust: none;
  }

  .presence.is-here {
    background: var(--_good);
  }

  .presence.is-away {
    background: var(--_warn);
  }

  .presence.is-busy {
    background: var(--_danger);
  }

  .presence.is-gone {
    background: var(--_surface);
    box-shadow: inset 0 0 0 2px var(--_muted);
  }

  .letter {
    grid-column: 2;
    min-inline-size: 0;
  }

  .continued .letter {
    grid-row: 1;
  }

  .about {
    max-inline-size: 46em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(var(--_space) * 2);
    margin: 0 calc(var(--_side) - var(--_space) * 0.5) var(--_space);
    padding: var(--_space) calc(var(--_space) * 1.5);
    border-radius: var(--_round);
    background: var(--_raised);
    font-size: var(--_small);
  }

  .standing p {
    flex: 1 1 14em;
  }

  .standing .buttons {
    justify-content: start;
  }
`;
