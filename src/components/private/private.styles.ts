/** What private conversations look like, and the buttons that lead to them. */
import { css } from '../shared/sheet.js';

/** The buttons: above the room, and above each of the conversations. */
export const chipStyles = css`
  .chips {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 0.75);
    padding: calc(var(--_space) * 0.5) var(--_edge);
    overflow-x: auto;
    overscroll-behavior-inline: contain;
    scrollbar-width: thin;
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    font-size: var(--_small);
  }

  .chips > svg {
    color: var(--_muted);
  }

  .chips button {
    flex: none;
    max-inline-size: 14em;
    min-block-size: max(var(--_least), round(var(--_size) * 1.9, 1px));
    border-radius: var(--_tap);
  }

  .chips bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chips .gone bdi {
    color: var(--_muted);
    text-decoration: line-through;
  }

  .chips [aria-current='true'] {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .badge {
    min-inline-size: 1.6em;
    padding: 0 0.4em;
    border-radius: 1em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_tiny);
    font-variant-numeric: tabular-nums;
    line-height: 1.6;
    text-align: center;
    forced-color-adjust: none;
  }
`;

/** Within the room. */
export const paneStyles = css`
  .pane {
    position: absolute;
    z-index: 2;
    inset: 0;
    display: block;
    background: var(--_surface);
  }
`;

/** Within one of them. */
export const privateStyles = css`
  .room {
    border: 0;
    border-inline-start: 3px solid var(--_accent);
    border-radius: 0;
  }

  /* Nothing can be sent. */
  :host(.closed) [data-action='retry'] {
    display: none;
  }

  header.private {
    background: var(--_raised);
  }

  header .back {
    gap: 0.3em;
    margin-inline-start: calc(var(--_space) * -1);
    padding-inline: 0.4em;
  }

  header .back svg:dir(rtl) {
    transform: scaleX(-1);
  }

  header .close {
    inline-size: var(--_tap);
    padding: 0;
    color: var(--_muted);
  }

  header .avatar {
    inline-size: calc(var(--_size) * 2.1);
    block-size: calc(var(--_size) * 2.1);
    font-size: var(--_tiny);
  }

  .subject svg {
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.35em;
    vertical-align: -0.12em;
  }

  .composer .field {
    border-color: var(--_accent);
  }
`;
