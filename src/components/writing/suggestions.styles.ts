/** The list of suggestions; adopted when somebody is about to write. */
import { css } from '../shared/sheet.js';

export const suggestionStyles = css`
  .suggestions {
    position: fixed;
    inset: auto;
    min-inline-size: min(var(--_size) * 15, 100vw - 16px);
    margin: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: calc(var(--_space) * 0.5);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    list-style: none;
  }

  .suggestions li {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: var(--_tap);
    padding: 0.15em calc(var(--_space) * 0.75);
    border-radius: calc(var(--_round) * 0.75);
    white-space: nowrap;
    user-select: none;
    cursor: pointer;
  }

  .suggestions li:hover {
    background: color-mix(in oklab, currentcolor 7%, transparent);
  }

  .suggestions li[aria-selected='true'] {
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
  }

  .suggestions .avatar {
    inline-size: 2em;
    block-size: 2em;
    font-size: var(--_tiny);
  }

  .suggestions .glyph {
    inline-size: 1.5em;
    font-size: calc(var(--_size) * 1.3);
    line-height: 1;
    text-align: center;
  }

  .suggestions :is(bdi, .label) {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .suggestions .code {
    color: var(--_muted);
    font-size: var(--_small);
  }

  @media (forced-colors: active) {
    .suggestions li[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
