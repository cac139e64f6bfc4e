/** The dialogs of those who run a room: its lists, its settings. */
import { css } from '../shared/sheet.js';

export const dialogStyles = css`
  .dialog xmpp-data-form::part(frame) {
    border: 0; /* the dialog has one */
  }

  .sheet progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }

  .lists-bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }

  .lists-bar input {
    flex: 1 1 10em;
    min-inline-size: 0;
  }

  .lists-bar select {
    min-block-size: var(--_tap);
    padding: 0.4em 0.75em;
    border: 1px solid var(--_control);
    border-radius: var(--_round);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  .lists-people {
    overflow-y: auto;
    max-block-size: min(40dvb, var(--_size) * 22);
    margin: 0;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    list-style: none;
  }

  .lists-people li {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 0.75) var(--_space);
  }

  .lists-people li + li {
    border-block-start: 1px solid var(--_line);
  }

  .lists-who {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .lists .small {
    flex: none;
  }
`;
