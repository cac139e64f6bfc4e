/** The look of `<xmpp-file-drop>`. */
import { css } from '../shared/sheet.js';

export const fileStyles = css`
  .files {
    display: grid;
    gap: var(--_space);
    min-inline-size: 0;
    background: none;
    container: files / inline-size;
  }

  .hold {
    gap: 0;
  }

  .hold > :is(p, .refused, .offers, .list) {
    overflow-y: auto;
    max-block-size: 30cqb;
    margin-block-end: var(--_space);
    overscroll-behavior: contain;
  }

  .around {
    margin-block-start: var(--_space);
  }

  .around:has(> .box:only-child) {
    gap: 0;
  }

  p,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .hint,
  .note {
    color: var(--_muted);
    font-size: var(--_small);
  }

  button.small {
    min-block-size: max(var(--_least), var(--_size) * 2);
    padding-block: 0;
    font-size: var(--_small);
  }

  /* Where files are chosen */

  .box {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--_space);
    min-block-size: 8.5rem;
    padding: calc(var(--_space) * 2);
    border: 2px dashed var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    text-align: center;
    transition:
      background 0.15s,
      border-color 0.15s;
  }

  .box.over {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
  }

  .sign {
    display: grid;
    color: var(--_accent);
    font-size: calc(var(--_size) * 1.4);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 0.75) var(--_space);
    max-inline-size: 100%;
  }

  .camera {
    display: none;
  }

  @media (any-pointer: coarse) {
    .camera {
      display: inline-flex;
    }
  }

  /* nobody drags with a finger alone */
  @media (pointer: coarse) and (not (any-pointer: fine)) {
    .drop-hint {
      display: none;
    }
  }

  .describe {
    display: grid;
    justify-items: start;
    inline-size: min(28em, 100cqi - 6 * var(--_space));
    text-align: start;
  }

  .around .box {
    grid-auto-flow: column;
    place-content: center start;
    justify-items: start;
    align-items: center;
    min-block-size: 0;
    padding: calc(var(--_space) * 0.75) var(--_space);
    border: 1px solid var(--_line);
    text-align: start;
  }

  .around .sign {
    display: none;
  }

  /* over all that it is put around */
  /* What was not taken, trouble, summary */

  .failure,
  .warning {
    display: flex;
    align-items: start;
    gap: 0.4em;
    font-size: var(--_small);
  }

  .failure,
  .refused > svg,
  .warning svg {
    color: var(--_danger);
  }

  .failure svg,
  .warning svg,
  .refused > svg {
    margin-block-start: 0.1em;
  }

  .refused,
  .strip,
  .summary {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 0.75) var(--_space);
    border-radius: var(--_round);
    background: var(--_surface);
    font-size: var(--_small);
  }

  .refused {
    align-items: start;
    border: 1px solid var(--_danger);
  }

  .files > .failure,
  .more {
    padding: calc(var(--_space) * 0.75) var(--_space);
    border-radius: var(--_round);
    background: var(--_surface);
  }

  .refused > svg {
    margin-block-start: 0.25em;
  }

  .refused ul {
    display: grid;
    flex: 1;
    gap: 0.3em;
    min-inline-size: 0;
    padding-block: 0.2em;
  }

  .refused button {
    flex: none;
    min-block-size: var(--_least);
    padding: 0;
    color: var(--_muted);
  }

  .strip button {
    flex: none;
  }

  .strip {
    justify-content: space-between;
    border: 1px solid var(--_line);
    background: var(--_raised);
  }

  .summary {
    flex-wrap: wrap;
    border-block-end: 1px solid var(--_line);
    border-radius: 0;
    background: none;
    padding-inline: calc(var(--_space) * 1.25);
  }

  .summary > .note {
    flex: 1 0 auto;
    max-inline-size: 100%;
  }

  /* Offers and rows */

  .list {
    min-inline-size: 0;
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .transfers {
    display: grid;
    justify-items: center;
    max-block-size: max(22rem, 50vh);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: color-mix(in srgb, var(--_control) 60%, transparent) transparent;
  }

  .transfers > ul {
    inline-size: 100%;
  }

  .offers {
    display: grid;
    gap: var(--_space);
  }

  .row,
  .offer {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: start;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 1.25);
    padding: var(--_space) calc(var(--_space) * 1.25);
  }

  .offer {
    border: 1px solid color-mix(in oklab, var(--_accent) 45%, var(--_line));
    border-radius: var(--_radius);
    background: var(--_raised);
    padding-block: calc(var(--_space) * 1.25);
  }

  .row + .row {
    border-block-start: 1px solid var(--_line);
  }

  .tile {
    inline-size: 3.6em;
    block-size: 3.6em;
    border-radius: var(--_round);
    overflow: hidden;
    font-size: calc(var(--_tiny) * 0.85);
    font-weight: 700;
    text-transform: uppercase;
  }

  .tile:empty::before {
    content: '';
    inline-size: 1em;
    block-size: 1.25em;
    border: 2px solid;
    border-radius: 2px;
  }

  .tile.picture {
    display: grid;
  }

  .tile canvas {
    inline-size: 100%;
    block-size: 100%;
  }

  .about {
    display: grid;
    align-content: center;
    gap: 0.2em;
    min-block-size: calc(var(--_tiny) * 3);
    min-inline-size: 0;
    line-height: 1.35;
  }

  .name {
    display: flex;
    min-inline-size: 0;
    max-inline-size: 100%;
    justify-self: start;
    font-weight: 550;
    white-space: pre;
  }

  .name .stem {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .name span:last-child {
    flex: none;
  }

  .offer .name {
    align-items: end;
    white-space: pre-wrap;
  }

  .offer .stem {
    max-block-size: 4lh;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1.1em;
    clip-path: inset(-4px); /* hides the dot before what begins a line */
    font-variant-numeric: tabular-nums;
  }

  .fact {
    position: relative;
    min-inline-size: 0;
  }

  .fact + .fact::before {
    content: '·';
    position: absolute;
    inset-inline-start: -0.7em;
  }

  summary {
    cursor: pointer;
    text-decoration: underline dotted;
    text-underline-offset: 0.2em;
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  .how[open] {
    flex-basis: 100%;
  }

  .how[open]::before {
    content: none !important;
  }

  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 6px;
    margin-block: 0.2em;
    overflow: hidden;
    border: 0;
    border-radius: 3px;
    background: var(--_line);
    color: var(--_accent);
  }

  progress::-webkit-progress-bar {
    border-radius: 3px;
    background: var(--_line);
  }

  progress::-webkit-progress-value {
    border-radius: 3px;
    background: var(--_accent);
    transition: inline-size 0.25s linear;
  }

  progress::-moz-progress-bar {
    border-radius: 3px;
    background: var(--_accent);
  }

  .paused progress::-webkit-progress-value {
    background: var(--_control);
  }

  .paused progress::-moz-progress-bar {
    background: var(--_control);
  }

  progress:indeterminate {
    animation: pulse 1.4s ease-in-out infinite alternate;
    background: color-mix(in oklab, var(--_accent) 45%, var(--_line));
  }

  progress:indeterminate::-webkit-progress-bar {
    background: none;
  }

  progress:indeterminate::-moz-progress-bar {
    background: none;
  }

  @keyframes pulse {
    from {
      opacity: 0.35;
    }
  }

  .buttons {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 0.25);
  }

  .buttons .plain {
    inline-size: max(var(--_least), var(--_size) * 2);
    min-block-size: max(var(--_least), var(--_size) * 2);
    padding: 0;
    color: var(--_muted);
  }

  .always {
    align-items: center;
  }

  .always button {
    padding-inline: 0.5em;
    color: var(--_accent);
  }

  label.always {
    display: flex;
    gap: 0.6em;
    align-items: start;
    min-block-size: var(--_least);
    cursor: pointer;
  }

  label.always input {
    flex: none;
    inline-size: 1.15em;
    min-block-size: 1.15em;
    block-size: 1.15em;
    margin-block-start: 0.1em;
    accent-color: var(--_accent);
  }

  .offer .about {
    gap: calc(var(--_space) * 0.6);
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }

  .words {
    padding-inline-start: 0.7em;
    border-inline-start: 3px solid var(--_line);
    white-space: pre-wrap;
    max-block-size: 8.5em;
    overflow-y: auto;
  }

  q {
    color: var(--_muted);
  }

  .preview {
    grid-column: 1 / -1;
    inline-size: auto;
    block-size: auto;
    max-inline-size: 100%;
    max-block-size: 16rem;
    border-radius: var(--_round);
    background: var(--_raised);
  }

  .none {
    display: grid;
    place-content: center;
    min-block-size: 8.5rem;
    padding: calc(var(--_space) * 2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    text-align: center;
  }

  .none p:first-child {
    font-weight: 600;
  }

  @container files (max-width: 26rem) {
    /* those with words stand below */
    .row:has(.buttons > .small) .buttons {
      grid-column: 2 / -1;
    }

    .offer .about {
      grid-column: 1 / -1;
    }

    .offer .tile {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .box,
    progress::-webkit-progress-value {
      transition: none;
    }

    progress:indeterminate {
      animation: none;
      opacity: 0.7;
    }
  }

  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
    }

    progress::-webkit-progress-bar {
      background: Canvas;
    }

    progress::-webkit-progress-value {
      background: Highlight;
      forced-color-adjust: none;
    }

    progress::-moz-progress-bar {
      background: Highlight;
      forced-color-adjust: none;
    }

    .tile {
      border: 1px solid;
    }
  }
`;
