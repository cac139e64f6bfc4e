/** A conversation's menus and dialogs; adopted when one is first opened. */
import { css } from '../shared/sheet.js';

export const menuStyles = css`
  .menu,
  .dialog {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  .menu {
    position: absolute;
    z-index: 1;
    /* Of the header: the button may stand far from its end, where others follow. */
    inset-block-start: calc(100% - var(--_space));
    inset-inline-end: var(--_space);
    display: grid;
    inline-size: max-content;
    max-inline-size: calc(100cqi - 4 * var(--_space));
    max-block-size: calc(100cqb - var(--_size) * 4.5);
    overflow-y: auto;
    padding: calc(var(--_space) * 0.5);
  }

  /* Beside what it belongs to, wherever that is. */
  .menu[popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    min-inline-size: calc(var(--_size) * 10);
    max-inline-size: min(var(--_size) * 21, 100vw - 16px);
    max-block-size: calc(100vb - 16px);
    color: inherit;
  }

  .menu[popover]:not(:popover-open) {
    display: none;
  }

  .menu button {
    justify-content: start;
    font-weight: inherit;
    text-align: start;
  }

  .menu [aria-checked]::before {
    content: '✓';
    inline-size: 1em;
  }

  .menu [aria-checked='false']::before {
    visibility: hidden;
  }

  .menu:has(.glyph) {
    grid-template-columns: repeat(7, auto);
  }

  .menu:has(.glyph) button:not(.glyph) {
    grid-column: 1 / -1;
  }

  .menu .glyph {
    justify-content: center;
    min-inline-size: max(24px, var(--_size) * 2.25);
    padding-inline: 0;
    font-size: calc(var(--_size) * 1.25);
  }

  .menu button:focus-visible {
    outline-offset: -2px;
  }

  .dialog {
    inline-size: min(var(--_size) * 28, 100vw - 32px);
    max-inline-size: none;
    max-block-size: calc(100dvb - 32px);
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0;
  }

  .dialog::backdrop {
    background: rgb(10 14 24 / 0.5);
  }

  .sheet {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2.5);
  }

  .sheet .title {
    margin: 0;
    font-size: calc(var(--_size) * 1.25);
  }

  .sheet p {
    margin: 0;
  }

  .sheet :is(p, #dialog-text) {
    text-wrap: pretty;
  }

  .sheet .danger {
    border-color: transparent;
    background: var(--_danger);
    color: var(--_surface);
    forced-color-adjust: none;
  }

  .sheet .field {
    display: grid;
    gap: 0.3em;
  }

  .sheet label {
    font-size: var(--_small);
    font-weight: 600;
  }

  .sheet textarea {
    field-sizing: content;
    min-block-size: 4.5em;
    max-block-size: 40dvb;
    resize: none;
  }

  .sheet .buttons {
    justify-content: end;
  }

  .keys {
    display: grid;
    gap: calc(var(--_space) * 1.25);
    margin: 0;
  }

  .keys > div {
    display: grid;
    grid-template-columns: 10.4em 1fr;
    gap: calc(var(--_space) * 1.5);
    align-items: baseline;
  }

  .keys dd {
    margin: 0;
    font-size: var(--_small);
  }

  kbd {
    display: inline-block;
    padding: 0 0.45em;
    border: 1px solid var(--_line);
    border-radius: 0.3em;
    background: var(--_raised);
    font: inherit;
    font-size: var(--_small);
    white-space: nowrap;
  }

  .switch {
    display: grid;
    gap: 0.2em;
    padding-block-start: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_line);
  }

  .switch label {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: var(--_least);
    font-size: inherit;
  }

  .switch input {
    flex: none;
    inline-size: 1.35em;
    block-size: 1.35em;
    min-block-size: 0;
    margin: 0;
    padding: 0;
    accent-color: var(--_accent);
  }

  @media (width < 26em) {
    .keys > div {
      grid-template-columns: 1fr;
      gap: 0;
    }
  }
`;
