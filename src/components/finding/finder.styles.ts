/** The search over the messages, and what it found. */
import { css } from '../shared/sheet.js';

export const finderStyles = css`
  .find {
    display: grid;
    gap: calc(var(--_space) * 0.5);
    padding: var(--_space) var(--_side);
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
  }

  .find-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: calc(var(--_space) * 0.5);
  }

  .find input {
    flex: 1 1 10em;
    min-inline-size: 0;
    min-block-size: var(--_tap);
    padding: 0.25em 0.7em;
    border: 1px solid var(--_control);
    border-radius: var(--_round);
    background: var(--_surface);
  }

  @container room (width < 24em) {
    .find input {
      flex-basis: 100%;
    }
  }

  .find input::-webkit-search-cancel-button {
    display: none;
  }

  .find output {
    min-inline-size: 5em;
    padding-inline: 0.5em;
    color: var(--_muted);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    text-align: center;
    unicode-bidi: plaintext;
  }

  .find-step {
    inline-size: var(--_tap);
    padding: 0;
  }

  .find-note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    color: var(--_muted);
    font-size: var(--_small);
    text-align: -webkit-match-parent;
    text-align: match-parent;
    text-wrap: pretty;
    unicode-bidi: plaintext;
  }

  .find-note.failure {
    color: var(--_danger);
  }

  .found .message {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    border-radius: var(--_round);
  }

  .words::highlight(xmpp-found) {
    background-color: light-dark(#ffe07a, #6b5000);
    color: light-dark(#1a1e27, #fff);
  }
`;
