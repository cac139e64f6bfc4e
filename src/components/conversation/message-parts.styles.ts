/** What stands around a message's words: what it answers, its reactions, what it was before. */
import { css } from '../shared/sheet.js';

export const messagePartStyles = css`
  .whole {
    grid-column: 2;
    min-inline-size: 0;
  }

  .continued .whole {
    grid-row: 1;
  }

  .going {
    position: relative;
  }

  .going .words {
    color: var(--_muted);
  }

  .whole .answered {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 0.75);
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: 24px;
    margin-inline-start: -2px;
    padding: 1px calc(var(--_space) * 0.75);
    border: 0;
    border-inline-start: 3px solid var(--_control);
    border-radius: 2px var(--_round) var(--_round) 2px;
    background: color-mix(in oklab, var(--_text) 4%, transparent);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 400;
    text-align: start;
  }

  .answered svg {
    flex: none;
    inline-size: 1.1em;
    block-size: 1.1em;
  }

  .answered svg:dir(rtl) {
    scale: -1 1;
  }

  .answered-text {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .answered-nick {
    font-weight: 600;
    color: var(--_text);
  }

  .reactions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    padding-block: 3px;
  }

  .whole .reaction {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-block-size: max(24px, var(--_size) * 1.6);
    padding: 0 0.6em;
    border: 1px solid var(--_line);
    border-radius: 99px;
    background: var(--_raised);
    color: var(--_text);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    font-weight: 500;
  }

  .whole .reaction[aria-pressed='true'] {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 14%, var(--_surface));
    font-weight: 650;
  }

  .aside,
  .earlier {
    margin: 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .earlier summary {
    inline-size: fit-content;
    min-block-size: 24px;
    cursor: pointer;
  }

  .earlier ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .earlier li {
    display: block;
    padding: 0 0 2px;
    text-align: match-parent;
    text-align: -webkit-match-parent;
    overflow-wrap: anywhere;
  }

  .earlier time {
    display: block;
  }

  .earlier li > span {
    white-space: pre-wrap;
    unicode-bidi: isolate;
  }

  @media (pointer: coarse) {
    .whole .reaction,
    .whole .answered {
      min-block-size: 44px;
    }
  }
`;
