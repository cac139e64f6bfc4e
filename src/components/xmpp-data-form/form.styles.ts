/** The look of forms. */
import { css } from '../shared/sheet.js';

export const formStyles = css`
  .form {
    container: form / inline-size;
    display: block;
    max-inline-size: calc(var(--_size) * 44);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  .form:has(> .wide) {
    max-inline-size: none;
  }

  .form:not(:has(*)) {
    border: 0;
  }

  .content {
    display: grid;
    gap: calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 2.5);
  }

  p,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  .title {
    font-size: calc(var(--_size) * 1.25);
    font-weight: 650;
    line-height: 1.3;
  }

  .instructions {
    display: grid;
    gap: var(--_space);
  }

  .instructions,
  .hint {
    color: var(--_muted);
  }

  .hint,
  .failure {
    font-size: var(--_small);
  }

  /* At the side where the rest starts, whichever way its script runs. */
  .title,
  .text {
    text-align: match-parent;
    text-align: -webkit-match-parent;
  }

  .text {
    white-space: pre-line;
  }

  .field {
    display: grid;
    gap: 0.3em;
  }

  label,
  .label,
  legend,
  dt {
    font-size: var(--_small);
    font-weight: 600;
  }

  legend {
    padding: 0 0 0.3em;
  }

  .mark {
    color: var(--_muted);
    font-size: var(--_tiny);
    font-weight: 400;
  }

  .failure {
    color: var(--_danger);
    font-weight: 550;
  }

  .failure:empty {
    display: none;
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  textarea {
    field-sizing: content;
    min-block-size: 4.5em;
    max-block-size: 20em;
    resize: vertical;
  }

  select {
    inline-size: 100%;
    min-block-size: var(--_tap);
    margin: 0;
    padding: 0.4em 0.75em;
    border: 1px solid var(--_control);
    border-radius: var(--_round);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  select:focus-visible {
    outline-offset: -1px;
  }

  .switch {
    display: flex;
    gap: 0.6em;
    align-items: center;
    min-block-size: var(--_tap);
    font-size: inherit;
    font-weight: inherit;
  }

  [type='checkbox'] {
    inline-size: 1.25em;
    block-size: 1.25em;
    min-block-size: 0;
    flex: none;
    accent-color: var(--_accent);
  }

  .switch + .hint,
  .switch + .hint + .failure {
    padding-inline-start: 1.85em;
  }

  .choices.many {
    max-block-size: calc(var(--_tap) * 7.5);
    overflow-y: auto;
    padding-inline: calc(var(--_space) * 1.5);
    border: 1px solid var(--_line);
    border-radius: var(--_round);
  }

  .others {
    display: block;
    padding-block: var(--_space) 0.3em;
  }

  .secret {
    display: flex;
    gap: var(--_space);
  }

  .secret button {
    flex: none;
  }

  [part='media'] {
    margin-block: 0.3em;
  }

  img {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--_round);
    background: #fff;
  }

  dl {
    display: grid;
    gap: calc(var(--_space) * 1.5);
  }

  .table {
    overflow-x: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_round);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: calc(var(--_space) * 0.75) calc(var(--_space) * 1.25);
    text-align: start;
    vertical-align: top;
    min-inline-size: 5em;
    overflow-wrap: break-word; /* words stay whole: what does not fit is scrolled to */
  }

  td > .text {
    inline-size: max-content;
    max-inline-size: 24em;
  }

  th {
    background: var(--_raised);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  tr + tr > td,
  tbody td {
    border-block-start: 1px solid var(--_line);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space);
  }

  @container form (inline-size < 28rem) {
    .buttons button {
      flex: 1 0 auto;
    }
  }

  @container form (inline-size >= 34rem) {
    .fact {
      display: grid;
      grid-template-columns: minmax(8em, 30%) 1fr;
      gap: calc(var(--_space) * 2);
    }
  }
`;
