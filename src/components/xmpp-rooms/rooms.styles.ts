/** The look of a list of rooms, besides what it shares with that of contacts. */
import { css } from '../shared/sheet.js';

export const roomsStyles = css`
  .rooms .avatar {
    border-radius: var(--_round);
  }

  /* sentences run as their language does, and stand where the page begins */
  :is(.hint, .failure, .settle, .middle .title, .make .more) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .middle .title {
    text-wrap: balance;
  }

  .filter:placeholder-shown {
    text-overflow: ellipsis;
  }

  .tabs {
    display: flex;
    gap: calc(var(--_space) * 0.5);
    padding: var(--_space) var(--_edge) 0;
  }

  .tab {
    flex: 1 1 0;
    min-inline-size: 0;
    padding-inline: 0.3em;
    border-radius: var(--_round);
    color: var(--_muted);
  }

  .tab[aria-selected='true'] {
    background: color-mix(in oklab, var(--_accent) 14%, var(--_surface));
    color: var(--_text);
  }

  .place,
  .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space);
    padding: calc(var(--_space) * 0.5) var(--_edge);
    overflow-wrap: anywhere;
  }

  .place {
    flex-wrap: wrap;
    padding-block-end: 0;
  }

  .place .hint {
    flex: 1 1 9em;
  }

  .place button {
    flex: none;
    margin-inline: -0.8em;
  }

  .foot {
    border-block-start: 1px solid var(--_line);
    background: var(--_raised);
  }

  .foot button {
    flex: none;
  }

  .line .who bdi.new {
    font-weight: 700;
  }

  .line .who bdi.out {
    color: var(--_muted);
    font-weight: 500;
  }

  .side.facts {
    display: flex;
    align-items: center;
    gap: 0.3em;
    color: var(--_muted);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  .facts svg {
    inline-size: 1.1em;
    block-size: 1.1em;
  }

  /* Making a room */

  .make .buttons {
    flex-wrap: wrap;
  }

  .make fieldset {
    display: grid;
    gap: var(--_space);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .make legend {
    margin-block-end: 0.3em;
    padding: 0;
    font-size: var(--_small);
    font-weight: 600;
  }

  .make .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0 calc(var(--_space) * 1.25);
    padding: var(--_space) calc(var(--_space) * 1.25);
    border: 1px solid var(--_line);
    border-radius: var(--_round);
    font-size: inherit;
    font-weight: inherit;
    cursor: pointer;
  }

  .make .choice:has(:checked) {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 8%, var(--_surface));
  }

  .make .choice .hint {
    grid-column: 2;
  }

  .make [type='radio'] {
    inline-size: 1.2em;
    block-size: 1.2em;
    min-block-size: 0;
    margin: 0;
    accent-color: var(--_accent);
  }

  .make .joined {
    display: flex;
    align-items: center;
    gap: 0.3em;
  }

  .make .joined input {
    flex: 1 1 6em;
    min-inline-size: 0;
  }

  .make .suffix {
    flex: 0 1 auto;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .make > button {
    justify-self: start;
  }

  .make > .more {
    margin-inline-start: -0.8em;
    margin-block: calc(var(--_space) * -1);
  }

  .settle {
    margin: 0;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2.5) 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  @media (forced-colors: active) {
    .tab[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
