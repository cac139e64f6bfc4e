/** The grid of emoji; adopted when it first opens. */
import { css } from '../shared/sheet.js';

export const pickerStyles = css`
  .emoji-picker {
    --_cell: max(var(--_least), round(var(--_size) * 2.4, 1px));

    position: fixed;
    inset: auto;
    box-sizing: border-box;
    inline-size: calc(var(--columns, 9) * var(--_cell) + 34px);
    block-size: calc(var(--_size) * 26);
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    outline: 0;
  }

  .emoji-picker:popover-open {
    display: flex;
    flex-direction: column;
  }

  .emoji-find {
    display: flex;
    gap: calc(var(--_space) * 0.5);
    padding: var(--_space) var(--_space) calc(var(--_space) * 0.5);
  }

  .emoji-find input {
    flex: 1;
    min-inline-size: 0;
  }

  .emoji-tone {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--_tap);
    border-radius: var(--_round);
    font-size: calc(var(--_size) * 1.3);
    line-height: 1;
  }

  .emoji-tone:hover {
    background: color-mix(in oklab, currentcolor 7%, transparent);
  }

  .emoji-tone:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }

  /* The sign below it is all that is seen. */
  .emoji-tone select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    font-size: max(16px, var(--_size));
    cursor: pointer;
  }

  .emoji-find option {
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_size);
  }

  .emoji-groups {
    display: flex;
    justify-content: space-between;
    padding-inline: var(--_space);
    border-block-end: 1px solid var(--_line);
  }

  .emoji-groups button {
    flex: 1;
    min-inline-size: 0;
    min-block-size: calc(var(--_tap) * 0.95);
    padding: 0;
    border-radius: var(--_round) var(--_round) 0 0;
    box-shadow: none;
    font-size: calc(var(--_size) * 1.05);
    filter: grayscale(1);
    opacity: 0.75;
  }

  .emoji-groups button:is([aria-pressed='true'], :hover, :focus-visible) {
    filter: none;
    opacity: 1;
  }

  .emoji-groups button[aria-pressed='true'] {
    box-shadow: inset 0 -2px var(--_accent);
  }

  .emoji-groups button:focus-visible {
    outline-offset: -2px;
  }

  .emoji-grid {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-gutter: stable;
    padding-block-end: var(--_space);
    padding-inline-start: var(--_space);
  }

  .emoji-grid > * {
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--rows) * var(--_cell) + var(--_size) * 2);
  }

  .emoji-heading {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.5) calc(var(--_space) * 0.25);
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  .emoji-grid [role='row'] {
    display: grid;
    grid-template-columns: repeat(var(--columns), 1fr);
  }

  .emoji-grid button {
    inline-size: auto;
    min-inline-size: 0;
    min-block-size: 0;
    block-size: var(--_cell);
    padding: 0;
    border: 0;
    border-radius: var(--_round);
    background: transparent;
    font-size: calc(var(--_size) * 1.5);
    font-weight: 400;
    line-height: 1;
  }

  .emoji-grid button:hover {
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
  }

  .emoji-grid button:focus-visible {
    outline-offset: -2px;
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
  }

  .emoji-name {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: calc(var(--_size) * 2.6);
    padding-inline: calc(var(--_space) * 1.5);
    border-block-start: 1px solid var(--_line);
    white-space: nowrap;
  }

  .emoji-name .glyph {
    font-size: calc(var(--_size) * 1.5);
    line-height: 1;
  }

  .emoji-name .label {
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: var(--_small);
  }

  .emoji-name .code {
    color: var(--_muted);
  }

  @media (height < 24em) {
    .emoji-name {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .emoji-groups button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
