/** The list's rows: messages in groups, days, what happened. */
import { css } from '../shared/sheet.js';

export const rowStyles = css`
  .log {
    --_avatar: round(var(--_size) * 2.4, 1px);
  }

  li {
    display: flow-root;
    padding-inline: var(--_side);
  }

  .edge,
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0 var(--_space);
    padding-block: calc(var(--_space) * 0.75);
    text-align: center;
  }

  /* As far from the talk above as from the group below, which keeps a distance of its own. */
  .note:not(.gap, .notice) {
    padding-block: calc(var(--_space) * 1.5) calc(var(--_space) * 0.25);
  }

  .edge {
    min-block-size: calc(var(--_space) * 5);
  }

  /* What the strip covers holds nothing; nor does it before it is known what to say there, so that no row moves then. */
  .edge:first-child {
    padding-block-start: calc(var(--_tap) + var(--_space) * 2);
  }

  .edge:last-child {
    min-block-size: 0;
    padding-block: 0;
  }

  .day,
  .new {
    display: flex;
    align-items: center;
    gap: var(--_edge);
    margin-block: calc(var(--_space) * 2) var(--_space);
    font-weight: 600;
  }

  .day::before,
  .new::before,
  .day::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_line);
  }

  .new {
    margin-block-end: 0;
    color: var(--_accent);
  }

  .new::before {
    border-color: currentcolor;
  }

  .message {
    display: grid;
    grid-template-columns: var(--_avatar) minmax(0, 1fr);
    column-gap: calc(var(--_space) * 1.5);
    margin-inline: calc(var(--_space) * -0.5);
    padding: 1px calc(var(--_space) * 0.5);
    border-radius: var(--_round);
  }

  .message:hover {
    background: color-mix(in oklab, var(--_text) 3.5%, transparent);
  }

  .message:focus-visible,
  .note:focus-visible,
  .words :focus-visible {
    outline-offset: -2px;
  }

  li.apart .message {
    margin-block-start: calc(var(--_space) * 1.25);
    padding-block-start: 3px;
  }

  .message.mention {
    margin-inline-start: calc(var(--_space) * -1);
    padding-block: 3px;
    padding-inline-start: calc(var(--_space) - 3px);
    border-inline-start: 3px solid var(--_warn);
    border-start-start-radius: 2px;
    border-end-start-radius: 2px;
    background: var(--_mention);
  }

  .message > .avatar {
    grid-row: 1 / span 2;
    inline-size: var(--_avatar);
    block-size: var(--_avatar);
    margin-block-start: 2px;
  }

  .head {
    display: flex;
    align-items: baseline;
    gap: var(--_space);
    min-inline-size: 0;
  }

  .author {
    min-inline-size: 0;
    font-weight: 650;
    color: light-dark(oklch(0.45 0.11 var(--_hue)), oklch(0.82 0.09 var(--_hue)));
  }

  time {
    font-size: var(--_tiny);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .message .words {
    grid-column: 2;
    max-inline-size: 46em;
    contain: content;
    overflow: clip;
    unicode-bidi: isolate;
    white-space: pre-wrap;
    margin-inline: -2px;
    padding-inline: 2px;
  }

  .continued > time {
    grid-row: 1;
    grid-column: 1;
    justify-self: end;
    visibility: hidden;
    font-size: calc(var(--_size) * 0.7);
    line-height: inherit;
  }

  .continued:is(:hover, :focus-within) > time {
    visibility: visible;
  }

  .continued .words {
    grid-row: 1;
  }

  .emoji .words {
    font-size: calc(var(--_size) * 2);
    line-height: 1.3;
  }

  .action .words {
    font-style: italic;
  }

  .actor {
    font-weight: 600;
  }

  [part='kit'] {
    white-space: normal;
    font-style: normal;
  }

  :is(.is-sending, .is-waiting, .is-failed) .words {
    color: var(--_muted);
  }

  .state {
    grid-column: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.75);
    padding-block: 2px;
  }

  .state button {
    color: var(--_text);
  }

  .is-sending {
    position: relative;
  }

  .state.soon {
    /* Takes no place, so that the usual quick echo moves nothing. */
    position: absolute;
    inset-block-end: 1px;
    inset-inline-end: var(--_space);
    visibility: hidden;
    animation: appear 0s 2s forwards;
  }

  @keyframes appear {
    to {
      visibility: visible;
    }
  }

  .notice {
    display: block;
    margin-block: var(--_space);
    padding: var(--_space) calc(var(--_space) * 2);
    border-radius: var(--_round);
    background: var(--_raised);
    color: var(--_text);
    text-align: start;
  }

  .notice > span {
    white-space: pre-wrap;
    unicode-bidi: isolate;
  }

  .gap {
    margin-block: var(--_space);
    border: 1px dashed var(--_control);
    border-radius: var(--_round);
  }

  @container room (inline-size < 26em) {
    .log {
      --_avatar: round(var(--_size) * 1.9, 1px);
    }

    .message {
      column-gap: var(--_space);
    }

    .message > .avatar {
      font-size: calc(var(--_size) * 0.7);
    }

    .continued > time {
      display: none;
    }
  }
`;
