/** The look of what stands around contacts' list: oneself, the bar, requests. */
import { css } from '../shared/sheet.js';

export const rosterStyles = css`
  .roster {
    --_edge: calc(var(--_space) * 1.5);
    --_picture: calc(var(--_size) * 2.5);
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

  .popups {
    background: none;
  }

  p,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .avatar {
    inline-size: var(--_picture);
    block-size: var(--_picture);
    font-size: var(--_tiny);
  }

  .avatar img {
    grid-area: 1 / 1;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 50%;
    object-fit: cover;
  }

  .who {
    display: grid;
    flex: 1;
    align-content: center;
    min-inline-size: 0;
    line-height: 1.3;
  }

  .who > :is(bdi, .note, .name) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: match-parent;
    text-align: -webkit-match-parent;
  }

  .note,
  .hint,
  .tally,
  time {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .count {
    min-inline-size: 1.6em;
    padding-inline: 0.45em;
    border-radius: 1em;
    background: var(--_accent);
    color: var(--_on-accent);
    forced-color-adjust: none;
    font-size: var(--_tiny);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    line-height: 1.6;
    text-align: center;
  }

  /* Oneself */

  .self,
  .bar,
  .strip {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding: var(--_space) var(--_edge);
    border-block-end: 1px solid var(--_line);
  }

  .self {
    gap: calc(var(--_space) * 1.25);
  }

  .mine {
    position: relative;
    flex: none;
    margin: calc((var(--_picture) - max(var(--_picture), var(--_least))) / 2);
    padding: 0;
    border: 0;
    border-radius: 50%;
    min-inline-size: max(var(--_picture), var(--_least));
    min-block-size: max(var(--_picture), var(--_least));
  }

  .edit {
    position: absolute;
    display: none;
    place-items: center;
    inline-size: var(--_picture);
    block-size: var(--_picture);
    border-radius: 50%;
    background: rgb(10 14 24 / 0.55);
    color: #fff;
  }

  .mine:is(:hover, :focus-visible) .edit {
    display: grid;
  }

  .self .name {
    font-weight: 650;
  }

  .saying {
    min-block-size: var(--_least);
    margin-inline-start: -0.4em;
    padding: 0 0.35em;
    border-color: transparent;
    background: transparent;
    font-size: var(--_small);
    text-overflow: ellipsis;
  }

  .saying:hover {
    border-color: var(--_line);
  }

  select {
    flex: 0 1 auto;
    min-inline-size: 5em;
    max-inline-size: 45%;
    min-block-size: max(var(--_least), var(--_size) * 2);
    margin: 0;
    padding: 0.1em 0.4em;
    border: 1px solid var(--_line);
    border-radius: var(--_round);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: var(--_small);
    text-overflow: ellipsis;
  }

  .bar {
    justify-content: end;
    gap: calc(var(--_space) * 0.25);
  }

  .filter {
    flex: 1;
    min-inline-size: 0;
    margin-inline-end: calc(var(--_space) * 0.5);
  }

  .bar button {
    flex: none;
    inline-size: var(--_tap);
    padding: 0;
    color: var(--_muted);
  }

  .more svg {
    stroke-width: 3;
  }

  .strip {
    justify-content: space-between;
    background: var(--_raised);
    font-size: var(--_small);
  }

  button.small {
    min-block-size: max(var(--_least), var(--_size) * 2);
    padding-block: 0;
    font-size: var(--_small);
  }

  /* Requests, and notices, whose own looks come with the first */

  .requests,
  .notices {
    flex: none;
    max-block-size: 50%;
    overflow-y: auto;
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    padding-block: calc(var(--_space) * 0.5);
  }

  .request {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: calc(var(--_space) * 0.75) calc(var(--_space) * 1.25);
    padding: calc(var(--_space) * 0.75) var(--_edge);
  }

  .request .buttons {
    grid-column: 2;
  }

  /* who asks, and what for, is to be read in full */
  .request .who > * {
    overflow-wrap: anywhere;
    white-space: normal;
  }

  .request .who > .text {
    display: -webkit-box;
    max-block-size: 3.9em;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .buttons {
    display: flex;
    gap: var(--_space);
  }

  .request button {
    min-block-size: max(var(--_least), var(--_size) * 2.1);
    font-size: var(--_small);
  }

  :is(.requests, .notices) > button {
    margin-inline: calc(var(--_edge) - 0.8em);
    font-size: var(--_small);
  }
`;
