/** Where a message is written, and what waits in the place of messages. */
import { css } from '../shared/sheet.js';

export const composerStyles = css`
  .skeleton {
    position: absolute;
    inset: auto 0 0;
    display: grid;
    gap: calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 2);
  }

  .skeleton i {
    block-size: 2.25rem;
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_raised);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .skeleton i:nth-child(1) {
    inline-size: 55%;
  }

  .skeleton i:nth-child(2) {
    inline-size: 78%;
  }

  .skeleton i:nth-child(3) {
    inline-size: 40%;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton i {
      animation: none;
    }
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  /* Composer */

  .composer {
    padding: 0 calc(var(--_space) * 1.5) calc(var(--_space) * 1.5);
  }

  .composer .field {
    display: flex;
    align-items: flex-end;
    gap: calc(var(--_space) * 0.5);
    padding: calc(var(--_space) * 0.5);
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 1.4);
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
    min-block-size: 2.25rem;
    max-block-size: 40cqb;
    padding: calc((2.25rem - 1.45em) / 2) 0.6em;
    border: 0;
    outline: 0;
    background: transparent;
    resize: none;
    overscroll-behavior: contain;
  }

  .composer button {
    inline-size: 2.25rem;
    min-block-size: 2.25rem;
    padding: 0;
    border-radius: calc(var(--_radius) * 1.1);
  }

  .composer .failure {
    padding: 0.4em 0.75em 0;
  }

  .composer:has([readonly]) .field {
    border-color: var(--_line);
    background: var(--_raised);
  }
`;
