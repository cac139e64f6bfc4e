/** The panel of people; adopted when it is first opened. */
import { css } from '../shared/sheet.js';

export const occupantStyles = css`
  aside {
    display: flex;
    flex-direction: column;
    inline-size: calc(var(--_size) * 16);
    border-inline-start: 1px solid var(--_line);
  }

  aside .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: calc(var(--_space) * 0.75);
    padding-inline: var(--_edge) var(--_space);
  }

  aside strong {
    font-size: var(--_small);
    font-weight: 650;
    unicode-bidi: plaintext;
  }

  .people-list {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    outline-offset: -2px;
  }

  .people-search {
    flex: none;
    inline-size: calc(100% - 2 * var(--_edge));
    margin: 0 var(--_edge) var(--_space);
  }

  .people-list .hint {
    padding: var(--_space) var(--_edge);
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }

  .people-group {
    display: flex;
    align-items: end;
    gap: 0.5em;
    block-size: calc(var(--_tap) + var(--_space));
    padding: var(--_space) var(--_edge) calc(var(--_space) * 0.75);
    color: var(--_muted);
    font-size: var(--_tiny);
    font-weight: 650;
  }

  aside li {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.25);
    block-size: calc(var(--_tap) + var(--_space));
    padding-inline: var(--_edge);
  }

  aside li .avatar {
    inline-size: calc(var(--_size) * 2.1);
    block-size: calc(var(--_size) * 2.1);
    font-size: var(--_tiny);
  }

  aside li .more {
    flex: none;
    margin-inline-start: auto;
    color: var(--_muted);
  }

  aside li:focus-visible {
    outline-offset: -2px;
  }

  .office {
    flex: none;
    margin-inline-start: auto;
    padding: 0.1em 0.55em;
    border: 1px solid var(--_line);
    border-radius: 1em;
    color: var(--_muted);
    font-size: var(--_tiny);
  }

  .office ~ .more {
    margin-inline-start: 0;
  }

  /* Beside those of others. */
  .office:not(:has(~ .more)) {
    margin-inline-end: calc(var(--_tap) + var(--_space) * 1.25);
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
    font-size: var(--_tiny);
  }

  @container room (inline-size < 40em) {
    aside {
      position: absolute;
      inset: 0;
      inline-size: auto;
      border: 0;
    }
  }
`;
