/** Where a message is written, and what waits in the place of messages. */
import { css } from '../shared/sheet.js';

export const composerStyles = css`
  /* Rows to come: a round avatar, a line of text. */
  .skeleton {
    position: absolute;
    inset: auto 0 0;
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 1.5) var(--_side);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .skeleton i {
    display: flex;
    gap: calc(var(--_space) * 1.5);
    inline-size: 60%;
  }

  .skeleton i:nth-child(2) {
    inline-size: 85%;
  }

  .skeleton i::before,
  .skeleton i::after {
    content: '';
    flex: 1;
    block-size: 2.4em;
    border-radius: var(--_round);
    background: var(--_raised);
  }

  .skeleton i::before {
    flex: 0 0 2.4em;
    border-radius: 50%;
  }

  .skeleton + .middle {
    inset-block-end: calc(var(--_size) * 11);
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  /* Composer */

  .composer {
    padding: 0 calc(var(--_side) - var(--_space) * 0.5) calc(var(--_space) * 1.5);
  }

  .composer .field {
    display: flex;
    align-items: flex-end;
    padding: 3px;
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
  }

  .composer .field:has(textarea:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }

  .composer textarea {
    field-sizing: content;
    flex: 1;
    inline-size: 0;
    max-block-size: 40cqb;
    padding: calc((var(--_tap) - 1.45em) / 2) 0.75em;
    border: 0;
    outline: 0;
    background: transparent;
    resize: none;
    overscroll-behavior: contain;
  }

  .composer button {
    inline-size: var(--_tap);
    padding: 0;
    border-radius: calc(var(--_radius) * 1.5 - 4px);
  }

  .composer button[aria-disabled='true'] {
    border-color: transparent; /* the field's line is enough */
  }

  .composer button:not(:has(svg)) {
    inline-size: auto;
    padding-inline: 0.5em;
    white-space: nowrap;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  .composer p:not(.unseen) {
    padding-block-start: 0.4em;
    padding-inline: calc(var(--_size) * 0.75 + 4px); /* under the words of the field */
  }

  .composer:has([readonly]) .field {
    border-color: var(--_line);
    background: var(--_raised);
  }
`;
