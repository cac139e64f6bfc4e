/** The rich editor and its buttons. */
import { css } from '../shared/sheet.js';

export const richStyles = css`
  .composer.rich .field {
    flex-wrap: wrap;
  }

  .composer .field:has(.rich-field > :focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }

  .rich-field {
    flex: 1 0 100%;
    min-inline-size: 0;
  }

  .rich-field > [role='textbox'] {
    min-block-size: var(--_tap);
    max-block-size: 40cqb;
    overflow: auto;
    overscroll-behavior: contain;
    padding: calc((var(--_tap) - 1.45em) / 2) 0.75em;
    outline: 0;
    white-space: pre-wrap;
    white-space: break-spaces;
    overflow-wrap: anywhere;
    font-variant-ligatures: none;
    font-feature-settings: 'liga' 0;
  }

  @media (pointer: coarse) {
    .rich-field > [role='textbox'] {
      font-size: max(16px, var(--_size));
    }
  }

  .composer .field:has([aria-disabled='true'][contenteditable]) {
    border-color: var(--_line);
    background: var(--_raised);
  }

  .composer .field:has([aria-disabled='true'][contenteditable]) .toolbar {
    visibility: hidden;
  }

  .rich-field [data-empty]::before {
    content: attr(data-placeholder);
    float: inline-start;
    block-size: 0;
    color: var(--_muted);
    pointer-events: none;
  }

  .composer .rich-field :is(p, ul, ol, pre, blockquote):not(.unseen) {
    margin: 0;
    padding: 0;
  }

  .composer .rich-field :is(ul, ol):not(.unseen) {
    list-style: disc;
    padding-inline-start: 1.6em;
  }

  .composer .rich-field ol:not(.unseen) {
    list-style: decimal;
  }

  /* Those of the conversation are its rows. */
  .rich-field li {
    display: list-item;
    padding-inline: 0;
  }

  /* Beside its mark, whichever way it runs. */
  .rich-field :is(li, blockquote) > p {
    text-align: match-parent;
    text-align: -webkit-match-parent;
  }

  .composer .rich-field blockquote:not(.unseen) {
    margin-block: 0.15em;
    padding-inline-start: 0.75em;
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
  }

  .rich-field :is(code, pre) {
    font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
    font-size: 0.92em;
  }

  .rich-field :is(:not(pre) > code, pre) {
    border-radius: 0.3em;
    background: var(--_raised);
    box-shadow: 0 0 0 1px var(--_line);
  }

  .rich-field :not(pre) > code {
    padding-inline: 0.2em;
  }

  .composer .rich-field pre:not(.unseen) {
    margin: 0.25em 1px;
    padding: 0.4em 0.6em;
    white-space: pre-wrap;
  }

  .toolbar,
  .link-bar {
    display: flex;
    align-items: center;
    min-inline-size: 0;
  }

  .toolbar {
    flex: 1 1 2em; /* with nothing it would stand in the editor's row */
    gap: var(--_space);
    overflow-x: auto;
    scrollbar-width: none;
    /* a shade at an end beyond which there are more, which the surface covers where there are none */
    background:
      linear-gradient(to right, var(--_surface) 50%, transparent) local left / 1.5em calc(100% + 2px)
        no-repeat,
      linear-gradient(to left, var(--_surface) 50%, transparent) local right / 1.5em calc(100% + 2px)
        no-repeat,
      linear-gradient(to right, var(--_line), transparent) left / 0.75em 100% no-repeat,
      linear-gradient(to left, var(--_line), transparent) right / 0.75em 100% no-repeat;
  }

  .toolbar .group {
    display: flex;
  }

  .toolbar .group + .group {
    padding-inline-start: var(--_space);
    border-inline-start: 1px solid var(--_line);
  }

  .composer .toolbar button,
  .composer .format {
    flex: none;
    color: var(--_muted);
  }

  .composer .toolbar button {
    inline-size: max(var(--_least), round(var(--_size) * 2.1, 1px));
    min-block-size: max(var(--_least), round(var(--_size) * 2.1, 1px));
  }

  .composer .toolbar svg {
    inline-size: 1.15em;
    block-size: 1.15em;
  }

  .composer .toolbar button[aria-pressed='true'] {
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
    color: var(--_accent);
  }

  .composer .toolbar button[aria-disabled='true'] {
    background: transparent;
    opacity: 0.45;
  }

  .composer .toolbar button:focus-visible {
    outline-offset: -2px;
  }

  .composer .colors button {
    color: var(--_text);
  }

  .colors {
    flex-wrap: wrap; /* all are to be seen at once */
    gap: 0;
    background: none;
  }

  .swatch {
    inline-size: 1.15em;
    block-size: 1.15em;
    border-radius: 50%;
    background: currentcolor;
    forced-color-adjust: none;
  }

  .colors [aria-pressed='true'] .swatch {
    box-shadow:
      0 0 0 2px var(--_surface),
      0 0 0 4px currentcolor;
  }

  .link-bar {
    flex: 1 1 22em; /* in a narrow composer a row of its own */
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    padding-inline-end: calc(var(--_space) * 0.5);
  }

  .link-bar ~ [part='send'] {
    margin-inline-start: auto;
  }

  .link-bar input {
    flex: 1 1 8em;
    inline-size: 8em;
    min-inline-size: 0;
    min-block-size: max(var(--_least), 2.1em);
    padding-block: 0.2em;
  }

  .composer .link-bar button {
    inline-size: auto;
    padding-inline: 0.7em;
  }

  .composer .link-bar p:not(.unseen) {
    flex: 1 0 100%;
    margin: 0;
    padding-inline: 0.75em;
  }

  @media (forced-colors: active) {
    .composer .toolbar button[aria-pressed='true'] {
      outline: 1px solid;
      outline-offset: -2px;
    }
  }
`;
