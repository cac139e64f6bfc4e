/** The look of contacts' list, and of what stands in its place. */
import { css } from '../shared/sheet.js';

export const lineStyles = css`
  .stage {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }

  .lines {
    position: absolute;
    inset: 0;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: color-mix(in srgb, var(--_control) 60%, transparent) transparent;
  }

  .lines > div {
    position: relative;
  }

  .line {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    padding-inline: var(--_edge);
    cursor: pointer;
    user-select: none;
    contain: strict;
  }

  .seen {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.25);
    block-size: 100%;
  }

  .group .seen {
    gap: var(--_space);
  }

  .line:not(.group) {
    block-size: max(44px, round(var(--_size) * 3.6, 1px));
  }

  .line.group {
    block-size: max(var(--_least), round(var(--_size) * 2.3, 1px));
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  .line:hover {
    background: color-mix(in oklab, currentcolor 5%, transparent);
  }

  .line:focus-visible {
    outline-offset: -2px;
  }

  .line[aria-selected='true'] {
    background: color-mix(in oklab, var(--_accent) 14%, var(--_surface));
    box-shadow: inset 3px 0 var(--_accent);
  }

  .line:dir(rtl)[aria-selected='true'] {
    box-shadow: inset -3px 0 var(--_accent);
  }

  :is(.line:not(.group), .request) bdi:not(.note) {
    font-weight: 550;
  }

  .group .title {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: match-parent;
    text-align: -webkit-match-parent;
  }

  .tally {
    font-variant-numeric: tabular-nums;
    font-weight: 400;
  }

  .arrow {
    display: grid;
    transition: rotate 0.15s;
  }

  .arrow svg {
    inline-size: 1em;
    block-size: 1em;
  }

  .arrow:dir(rtl) {
    scale: -1 1;
  }

  [aria-expanded='true'] .arrow {
    rotate: 90deg;
  }

  [aria-expanded='true'] .arrow:dir(rtl) {
    rotate: -90deg;
  }

  .side {
    display: grid;
    flex: none;
    gap: 0.1em;
    justify-items: end;
    align-content: center;
  }

  .side time {
    font-size: var(--_tiny);
    unicode-bidi: plaintext;
  }

  .dots {
    display: none;
    flex: none;
    place-items: center;
    inline-size: var(--_least);
    block-size: max(var(--_least), 28px);
    margin-inline-end: calc(var(--_space) * -0.5);
    border-radius: var(--_round);
    color: var(--_muted);
  }

  .dots svg {
    stroke-width: 3;
  }

  .dots:hover {
    background: color-mix(in oklab, currentcolor 12%, transparent);
  }

  .line:is(:hover, :focus-visible) .dots {
    display: grid;
  }

  /* What stands in its place */

  .middle {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: safe center;
    justify-items: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 2);
    overflow-y: auto;
    text-align: center;
  }

  .middle .title {
    font-weight: 600;
  }

  .middle button {
    margin-block-start: var(--_space);
  }

  .skeleton {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 2) var(--_edge);
  }

  .skeleton i {
    display: flex;
    gap: calc(var(--_space) * 1.25);
  }

  .skeleton i::before,
  .skeleton i::after {
    content: '';
    flex: 1;
    block-size: var(--_picture);
    border-radius: var(--_round);
    background: var(--_raised);
  }

  .skeleton i::before {
    flex: 0 0 var(--_picture);
    border-radius: 50%;
  }

  .skeleton i:nth-child(even) {
    margin-inline-end: 25%;
  }

  @media (pointer: coarse) {
    .dots {
      display: grid;
      margin-inline-end: calc(var(--_space) * -1);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .arrow {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .line[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .line[aria-selected='true']:focus-visible {
      outline-style: double;
      outline-width: 4px;
      outline-offset: -4px;
    }
  }
`;
