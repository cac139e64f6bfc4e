/** The list's rows: messages in groups, days, what happened. */
import { css } from '../shared/sheet.js';

export const rowStyles = css`
  li {
    flex: none;
    padding-inline: calc(var(--_space) * 2);
  }

  .edge {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    min-block-size: 2.5rem;
    margin-block-end: auto;
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
  }

  .edge:empty,
  .edge:last-child {
    min-block-size: 0;
    margin-block-end: 0;
  }

  .day {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    margin-block: calc(var(--_space) * 2) var(--_space);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  .day::before,
  .day::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_line);
  }

  .message {
    position: relative;
    display: grid;
    grid-template-columns: 2.25rem minmax(0, 1fr);
    column-gap: calc(var(--_space) * 1.5);
    margin-inline: calc(var(--_space) * -1);
    padding: 1px var(--_space);
    border-radius: calc(var(--_radius) * 0.6);
  }

  .message:hover {
    background: var(--_hover);
  }

  .message:focus-visible,
  .note:focus-visible {
    outline-offset: -2px;
  }

  li.apart .message {
    margin-block-start: calc(var(--_space) * 1.25);
    padding-block-start: 3px;
  }

  .message.mention {
    background: var(--_mention);
    box-shadow: inset 3px 0 0 light-dark(#c98a00, #e0b13a);
  }

  .message.mention:dir(rtl) {
    box-shadow: inset -3px 0 0 light-dark(#c98a00, #e0b13a);
  }

  .message > .avatar {
    grid-row: 1 / span 2;
    align-self: start;
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
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 650;
    color: light-dark(oklch(0.45 0.11 var(--_hue)), oklch(0.82 0.09 var(--_hue)));
  }

  time {
    color: var(--_muted);
    font-size: calc(var(--_size) * 0.78);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .message [part='message-body'] {
    grid-column: 2;
    max-inline-size: 46rem;
    contain: content;
    overflow: clip;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
    white-space: pre-wrap;
    margin-inline: -2px;
    padding-inline: 2px;
  }

  /* Beside the name, whichever way its script runs. */
  .message:dir(ltr) [part='message-body'] {
    text-align: left;
  }

  .message:dir(rtl) [part='message-body'] {
    text-align: right;
  }

  .message [part='message-body'] :focus-visible {
    outline-offset: -2px;
  }

  .continued > time {
    grid-row: 1;
    grid-column: 1;
    align-self: start;
    justify-self: end;
    opacity: 0;
    font-size: calc(var(--_size) * 0.7);
  }

  .continued:is(:hover, :focus-within) > time {
    opacity: 1;
  }

  .continued [part='message-body'] {
    grid-row: 1;
  }

  .action [part='message-body'] {
    font-style: italic;
  }

  .actor {
    font-weight: 600;
  }

  [part='kit'] {
    white-space: normal;
    color: var(--_muted);
    font-size: var(--_small);
    font-style: normal;
  }

  :is(.is-sending, .is-waiting, .is-failed) [part='message-body'] {
    color: var(--_muted);
  }

  .state {
    grid-column: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.75);
    color: var(--_muted);
    font-size: var(--_small);
    padding-block: 2px;
  }

  .state.failure {
    color: var(--_danger);
  }

  .state button {
    color: var(--_text);
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

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    padding-block: calc(var(--_space) * 0.75);
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
  }

  .notice {
    display: block;
    margin-block: var(--_space);
    padding: var(--_space) calc(var(--_space) * 2);
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_raised);
    color: var(--_text);
    text-align: start;
  }

  .notice > span {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  .gap {
    margin-block: var(--_space);
    border: 1px dashed var(--_control);
    border-radius: calc(var(--_radius) * 0.7);
  }

  @container room (inline-size < 24rem) {
    li {
      padding-inline: calc(var(--_space) * 1.5);
    }

    .message {
      grid-template-columns: 1.75rem minmax(0, 1fr);
      column-gap: var(--_space);
    }

    .message > .avatar {
      inline-size: 1.75rem;
      block-size: 1.75rem;
      font-size: calc(var(--_size) * 0.7);
    }

    .continued > time {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .message.mention {
      border-inline-start: 3px solid Highlight;
    }
  }
`;
