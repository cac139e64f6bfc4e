/** Formatted text inside of a message's body. */
import { css } from '../shared/sheet.js';

export const richStyles = css`
  .words :is(p, ul, ol, blockquote) {
    margin: 0;
  }

  .words :is(p, li) {
    unicode-bidi: plaintext; /* each runs as its own words do */
  }

  .words :is(p, ul, ol, blockquote) + :is(p, ul, ol, blockquote) {
    margin-block-start: 0.35em;
  }

  /* Rows are items of a list, whose words stand where the page's begin; what has marks at its side goes by its own. */
  .words:has(> :is(ul, ol, blockquote)) {
    text-align: start;
  }

  .words :is(ul, ol) {
    padding-inline-start: 1.7em;
    list-style: disc;
  }

  .words ol {
    list-style: decimal;
  }

  .words ul ul {
    list-style: circle;
  }

  .words li {
    display: list-item;
    padding-inline: 0;
  }

  .words li::marker {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .words blockquote {
    padding-inline-start: 0.8em;
    border-inline-start: 3px solid var(--_control);
    border-start-start-radius: 2px;
    border-end-start-radius: 2px;
  }

  /* There is always some room left for words. */
  .words :is(ul, ol, blockquote) :is(ul, ol, blockquote) :is(ul, ol, blockquote) :is(ul, ol, blockquote) {
    padding-inline-start: 2px;
    list-style-position: inside;
  }

  .words strong {
    font-weight: 700;
  }

  .words .code {
    padding: 0.1em 0.3em;
    border-radius: calc(var(--_round) * 0.5);
    background: color-mix(in oklab, currentcolor 8%, transparent);
    font-family: ui-monospace, 'Cascadia Mono', 'Segoe UI Mono', Menlo, 'Liberation Mono', monospace;
    font-size: 0.92em;
    font-variant-ligatures: none;
    direction: ltr;
    unicode-bidi: isolate;
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
    tab-size: 4;
  }

  .words p.code {
    inline-size: fit-content;
    max-inline-size: 100%;
    min-inline-size: min(100%, 12em);
    padding: 0.5em 0.75em;
    border-radius: calc(var(--_round) * 0.7);
    text-align: start;
  }

  .words .code .code {
    padding: 0;
    background: none;
    font-size: inherit;
  }

  .picture {
    display: inline-flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.25em;
    max-inline-size: 100%;
    margin-block: 0.2em;
    border-radius: var(--_round);
    background: color-mix(in oklab, var(--_text) 6%, transparent);
    color: var(--_text);
    font-size: var(--_small);
    line-height: 1.3;
    text-align: center;
    vertical-align: middle;
    overflow: clip;
  }

  .picture button {
    flex-direction: column;
    gap: 0.15em;
    inline-size: 100%;
    block-size: 100%;
    padding: 0.5em 0.75em;
    border-radius: inherit;
    background: transparent;
    overflow: clip;
  }

  .picture .size {
    color: var(--_muted);
    font-size: var(--_tiny);
    font-weight: 400;
  }

  .picture img {
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
    object-fit: contain;
  }
`;
