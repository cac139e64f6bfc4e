/** Files in messages. */
import { css } from '../shared/sheet.js';

export const fileCardStyles = css`
  .files {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: calc(var(--_space) * 0.5);
    padding-block: 3px;
    font-style: normal;
    white-space: normal;
  }

  /* It runs as the page does, whatever its name or the words before it. */
  .message:dir(ltr) .files {
    direction: ltr;
  }

  .message:dir(rtl) .files {
    direction: rtl;
  }

  .words .file {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.25);
    box-sizing: border-box;
    max-inline-size: min(100%, 24em);
    min-block-size: 44px;
    padding-block: calc(var(--_space) * 0.75);
    padding-inline: calc(var(--_space) * 0.75) calc(var(--_space) * 1.75);
    border: 1px solid var(--_line);
    border-radius: var(--_round);
    background: var(--_raised);
    color: var(--_text);
    text-align: start;
    text-decoration: none;
  }

  .words .file:hover {
    border-color: var(--_control);
  }

  .words .file:hover .file-name {
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  .file-icon {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.4em;
    block-size: 2.4em;
    border-radius: calc(var(--_round) * 0.75);
    background: color-mix(in oklab, var(--_accent) 14%, var(--_surface));
    color: var(--_accent);
  }

  .file-icon svg {
    inline-size: 1.4em;
    block-size: 1.4em;
  }

  .file-text {
    display: grid;
    grid-template-columns: minmax(0, auto);
    min-inline-size: 0;
    overflow: clip;
    line-height: 1.35;
  }

  .file-name {
    display: flex;
    justify-self: start;
    max-inline-size: 100%;
    font-weight: 600;
    white-space: pre;
  }

  .file-stem {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  /* Each fact has a dot before it; those that begin a line are out of sight. */
  .file-facts {
    display: flex;
    flex-wrap: wrap;
    margin-inline-start: -1.2em;
    overflow-wrap: anywhere;
    color: var(--_muted);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  .file-facts > span {
    position: relative;
    min-inline-size: 0;
    padding-inline-start: 1.2em;
  }

  .file-facts > span::before {
    position: absolute;
    inset-inline-start: 0.45em;
    content: '·';
  }

  .file-words {
    overflow-wrap: anywhere;
  }

  @media (forced-colors: active) {
    .file-icon {
      border: 1px solid;
    }
  }
`;
