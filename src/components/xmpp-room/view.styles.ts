/** The room's own look: how its areas lie beside each other. */
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

  .menu-place {
    position: relative;
    margin-inline-start: calc(var(--_space) * -0.5);
  }

  .more {
    inline-size: 2.25rem;
    padding: 0;
    color: var(--_muted);
  }

  .more svg {
    stroke-width: 3;
  }

  @media (pointer: coarse) {
    .more {
      inline-size: 2.75rem;
    }
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

  @container room (inline-size < 24rem) {
    header {
      padding-inline: calc(var(--_space) * 1.5);
    }
  }

  @media (forced-colors: active) {
    .strip,
    .jump button {
      box-shadow: none;
    }
  }
`;
