/** The panel of people; adopted when it is first opened. */
import { css } from '../shared/sheet.js';

export const occupantStyles = css`
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
`;
