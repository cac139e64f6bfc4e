/** How the areas of a conversation lie beside each other. */
import { css } from '../shared/sheet.js';

/** For pages that unset whatever there is: a conversation needs a box. */
export const boxStyles = css`
  :host(:not([hidden])) {
    display: block !important;
    block-size: max(32rem, 512px) !important;
  }
`;

export const styles = css`
  .room {
    container: room / size;
    position: relative;
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    block-size: 100%;
    min-inline-size: 0;
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  .room > * {
    --_edge: calc(var(--_space) * 2);
    /* Lines stay readable in a wide room: the talk is a column in its middle. */
    --_side: max(var(--_edge), 50% - var(--_size) * 30);
  }

  p,
  ul,
  ol,
  form /* pages without a doctype give it a margin */ {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  /* Header */

  header {
    position: relative;
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: calc(var(--_size) * 4.1); /* room for the subject, which comes later */
    padding: var(--_space) var(--_edge);
    border-block-end: 1px solid var(--_line);
  }

  .titles {
    flex: 1;
    min-inline-size: 0;
  }

  .name,
  .subject,
  .typing,
  .author {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* At the side where the rest starts, whichever way its script runs. */
  .name,
  .subject,
  .words {
    text-align: match-parent;
    text-align: -webkit-match-parent;
  }

  time {
    unicode-bidi: plaintext;
  }

  .name {
    font-size: var(--_large);
    font-weight: 650;
  }

  .subject,
  .typing,
  .hint,
  .quote,
  .note,
  .edge,
  .day,
  .state,
  [part='kit'],
  time {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .people,
  .more {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .people {
    padding-inline: 0.5em;
  }

  .menu-place {
    margin-inline: calc(var(--_space) * -0.5);
  }

  .more {
    inline-size: var(--_tap);
    padding: 0;
  }

  .more svg {
    stroke-width: 3;
  }

  /* Areas */

  .body {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }

  .conversation {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-inline-size: 0;
  }

  .stage {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }

  .log {
    position: absolute;
    inset: 0;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: color-mix(in srgb, var(--_control) 60%, transparent) transparent;
  }

  /* A few rows stand at the top: none of them moves when another comes. */
  .log > ol {
    padding-block-end: var(--_space);
  }

  .middle {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: safe center;
    justify-items: center;
    gap: var(--_space);
    overflow-y: auto;
    padding: calc(var(--_space) * 3);
    text-align: center;
  }

  .title {
    font-weight: 600;
    text-wrap: balance;
  }

  .failure {
    color: var(--_danger);
    font-size: var(--_small);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    justify-content: center;
  }

  .small {
    min-block-size: var(--_least);
    padding: 0 0.6em;
    font-size: var(--_small);
  }

  .strip {
    border: 1px solid var(--_line);
    border-radius: var(--_tap);
    background-color: var(--_surface);
    box-shadow: var(--_shadow);
    position: absolute;
    inset-block-start: var(--_space);
    inset-inline: var(--_space);
    display: flex;
    align-items: center;
    gap: var(--_space);
    inline-size: fit-content;
    max-inline-size: calc(100% - 2 * var(--_space));
    margin-inline: auto;
    min-block-size: var(--_tap);
    padding-block: 0.3em;
    padding-inline: 1em;
    font-size: var(--_small);
    font-weight: 550;
  }

  .strip::before {
    content: '';
    flex: none;
    inline-size: 0.6em;
    block-size: 0.6em;
    border-radius: 50%;
    background: var(--_danger);
    forced-color-adjust: none;
  }

  .strip button {
    flex: none;
    max-inline-size: 60%;
    margin-inline-end: -0.5em;
    border-radius: var(--_tap);
  }

  .typing {
    block-size: 1.6em;
    padding-inline: calc(var(--_side) + var(--_size) * 0.75);
    line-height: 1.6;
  }

  @container room (inline-size < 26em) {
    .room > * {
      --_edge: calc(var(--_space) * 1.5);
    }
  }

  /* At 400 % zoom a window is this low: the talk comes first. */
  @container room (block-size < 20em) {
    header {
      min-block-size: 0;
      padding-block: 0;
    }

    .subject,
    .typing {
      display: none;
    }
  }
`;
