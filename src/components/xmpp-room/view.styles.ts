/** The room's own look: how its areas lie beside each other, and its list of messages. */
import { css } from '../shared/sheet.js';

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

  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  /* Header */

  header {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: 3.5rem;
    padding: var(--_space) calc(var(--_space) * 2);
    border-block-end: 1px solid var(--_line);
  }

  .titles {
    flex: 1;
    min-inline-size: 0;
  }

  .name {
    font-weight: 650;
    font-size: calc(var(--_size) * 1.1);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .subject {
    color: var(--_muted);
    font-size: var(--_small);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .people {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
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

  .log > ol {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-block-size: 100%;
    padding-block-end: calc(var(--_space) * 1.5);
  }

  .middle {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
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

  .hint,
  .quote {
    color: var(--_muted);
    font-size: var(--_small);
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
    min-block-size: 1.5rem;
    padding: 0 0.6em;
    font-size: var(--_small);
  }

  .strip {
    position: absolute;
    inset-block-start: var(--_space);
    inset-inline: var(--_space);
    display: flex;
    align-items: center;
    gap: var(--_space);
    inline-size: fit-content;
    max-inline-size: calc(100% - 2 * var(--_space));
    margin-inline: auto;
    padding-block: 0.3em;
    padding-inline: 1em 0.5em;
    min-block-size: 2.25rem;
    border: 1px solid var(--_line);
    border-radius: 1.25rem;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    font-size: var(--_small);
    font-weight: 550;
  }

  .strip::before {
    content: '';
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--_danger);
  }

  .strip:not(:has(button)) {
    padding-inline-end: 1em;
  }

  .jump {
    position: absolute;
    inset-block-end: var(--_space);
    inset-inline-end: calc(var(--_space) * 2);
  }

  .jump button {
    gap: 0.35em;
    min-inline-size: 2.25rem;
    min-block-size: 2.25rem;
    padding-inline: 0.55em;
    border-radius: 1.25rem;
    box-shadow: var(--_shadow);
    font-variant-numeric: tabular-nums;
  }

  .typing {
    block-size: 1.5em;
    padding-inline: calc(var(--_space) * 2.5);
    color: var(--_muted);
    font-size: var(--_small);
    line-height: 1.5;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .room:not(:has(.composer)) .typing {
    display: none;
  }

  /* Rows */

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

  /* Waiting */

  .skeleton {
    position: absolute;
    inset: auto 0 0;
    display: grid;
    gap: calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 2);
  }

  .skeleton i {
    block-size: 2.25rem;
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_raised);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .skeleton i:nth-child(1) {
    inline-size: 55%;
  }

  .skeleton i:nth-child(2) {
    inline-size: 78%;
  }

  .skeleton i:nth-child(3) {
    inline-size: 40%;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  /* Entering */

  .entry {
    display: grid;
    gap: calc(var(--_space) * 1.25);
    justify-items: center;
    text-align: center;
  }

  .entry.large {
    inline-size: min(20rem, 100cqi - 4rem);
  }

  .entry.large > .avatar {
    inline-size: 4rem;
    block-size: 4rem;
    font-size: 1.5rem;
  }

  .entry.large > .title {
    font-size: calc(var(--_size) * 1.2);
  }

  .entry .field {
    display: grid;
    gap: 0.3em;
    inline-size: 100%;
    max-inline-size: 20rem;
    text-align: start;
  }

  .entry label {
    font-size: var(--_small);
    font-weight: 600;
  }

  .entry.large .buttons {
    inline-size: 100%;
  }

  .entry.large .buttons button {
    flex: 1 1 auto;
    min-block-size: 2.5rem;
  }

  .foot > .entry {
    padding: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_line);
    background: var(--_raised);
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  /* Composer */

  .composer {
    padding: 0 calc(var(--_space) * 1.5) calc(var(--_space) * 1.5);
  }

  .composer .field {
    display: flex;
    align-items: flex-end;
    gap: calc(var(--_space) * 0.5);
    padding: calc(var(--_space) * 0.5);
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 1.4);
    background: var(--_surface);
  }

  .composer .field:has(textarea:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }

  .composer textarea {
    field-sizing: content;
    flex: 1;
    inline-size: 0;
    min-block-size: 2.25rem;
    max-block-size: 40cqb;
    padding: calc((2.25rem - 1.45em) / 2) 0.6em;
    border: 0;
    outline: 0;
    background: transparent;
    resize: none;
    overscroll-behavior: contain;
  }

  .composer button {
    inline-size: 2.25rem;
    min-block-size: 2.25rem;
    padding: 0;
    border-radius: calc(var(--_radius) * 1.1);
  }

  .composer .failure {
    padding: 0.4em 0.75em 0;
  }

  .composer:has([readonly]) .field {
    border-color: var(--_line);
    background: var(--_raised);
  }

  /* People */

  aside {
    display: flex;
    flex-direction: column;
    inline-size: 15rem;
    border-inline-start: 1px solid var(--_line);
    background: var(--_surface);
  }

  aside .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: calc(var(--_space) * 0.75);
    padding-inline: calc(var(--_space) * 2) var(--_space);
  }

  aside strong {
    font-size: var(--_small);
    font-weight: 650;
  }

  .people-list {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    outline-offset: -2px;
  }

  aside li {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.25);
    block-size: 2.75rem;
  }

  aside li .avatar {
    position: relative;
    inline-size: 2rem;
    block-size: 2rem;
  }

  aside li .avatar::after {
    content: '';
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 0.6rem;
    block-size: 0.6rem;
    border: 2px solid var(--_surface);
    border-radius: 50%;
    background: var(--_good);
  }

  aside li :is(.away, .xa)::after {
    background: light-dark(#b57800, #e0b13a);
  }

  aside li .dnd::after {
    background: var(--_danger);
    border-radius: 1px;
  }

  .who {
    display: grid;
    min-inline-size: 0;
    line-height: 1.25;
  }

  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .who .note {
    display: block;
    padding: 0;
    text-align: start;
    font-size: calc(var(--_size) * 0.78);
  }

  @container room (inline-size < 40rem) {
    aside {
      position: absolute;
      inset: 0;
      inline-size: auto;
      border: 0;
    }
  }

  @container room (inline-size < 24rem) {
    header,
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

  @media (prefers-reduced-motion: reduce) {
    .skeleton i {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .strip,
    .jump button {
      box-shadow: none;
    }

    .message.mention {
      border-inline-start: 3px solid Highlight;
    }
  }
`;
