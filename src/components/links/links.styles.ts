/** What is asked about links, and what they lead to; adopted with the first. */
import { css } from '../shared/sheet.js';

export const linkStyles = css`
  .links {
    position: absolute;
    background: none;
  }

  .address {
    display: block;
    margin-block: calc(var(--_space) * 0.75);
    padding: var(--_space) calc(var(--_space) * 1.25);
    border: 1px solid var(--_line);
    border-radius: var(--_round);
    background: var(--_raised);
    font-weight: 600;
    overflow-wrap: anywhere;
    user-select: all;
  }

  .sheet .failure {
    color: var(--_danger);
    font-size: var(--_small);
  }

  .sheet .hint {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .sheet [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .sheet .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }

  .stage[open] {
    display: flex;
    flex-direction: column;
  }

  .stage.tall {
    inline-size: min(var(--_size) * 52, 100vw - 32px);
    block-size: min(var(--_size) * 48, 100dvb - 32px);
    overflow: hidden;
  }

  .stage-head {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 2);
    border-block-end: 1px solid var(--_line);
  }

  .stage-head h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: var(--_size);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .stage-head button {
    flex: none;
    inline-size: var(--_tap);
    margin-inline-end: calc(var(--_space) * -1);
    padding: 0;
    color: var(--_muted);
  }

  .stage.tall > :last-child {
    flex: 1;
    min-block-size: 0;
    block-size: auto;
  }

  .stage > :last-child::part(frame) {
    border: 0;
    border-radius: 0;
  }

  @media (width < 40em) {
    .stage.tall {
      inline-size: 100vw;
      max-inline-size: none;
      block-size: 100dvb;
      max-block-size: none;
      border: 0;
      border-radius: 0;
    }
  }
`;
