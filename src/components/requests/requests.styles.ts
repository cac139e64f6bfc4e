/** Asking to speak, in the composer's place; who asks, above it. */
import { css } from '../shared/sheet.js';

export const requestStyles = css`
  .composer.mute:not(.drafted) > .field:not(.voice),
  .composer.mute > #composer-note {
    display: none;
  }

  .composer .voice {
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5) var(--_space);
    border-color: var(--_line);
    background: var(--_raised);
  }

  /* Under what was being written, which stays to be seen. */
  .composer.drafted > .voice {
    padding: 0;
    border: 0;
    background: none;
  }

  .composer .voice p:not(.unseen) {
    flex: 1 1 12em;
    padding: 0.3em calc(var(--_size) * 0.75);
    color: var(--_muted);
  }

  .composer .voice button,
  .composer .request button {
    flex: none;
    inline-size: auto;
    padding-inline: 0.9em;
    white-space: nowrap;
  }

  .composer .voice button[aria-disabled='true'] {
    border-color: var(--_line);
    color: var(--_muted);
  }

  .requests {
    max-block-size: 45cqb;
    margin-block-end: var(--_space);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .requests ul {
    display: grid;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    list-style: none;
  }

  .requests li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.75) var(--_space);
    padding: calc(var(--_space) * 0.75) var(--_space);
  }

  .requests li + li {
    border-block-start: 1px solid var(--_line);
  }

  .requests .avatar {
    inline-size: calc(var(--_size) * 2.1);
    block-size: calc(var(--_size) * 2.1);
    font-size: var(--_tiny);
  }

  .request-who {
    display: grid;
    flex: 1 1 10em;
    min-inline-size: 0;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .request-who summary {
    font-size: var(--_small);
    cursor: pointer;
  }

  .request-who dl {
    margin: 0.3em 0 0;
    font-size: var(--_small);
  }

  .request-who dt {
    color: var(--_muted);
  }

  .request-who dd {
    margin: 0;
  }

  .request-deeds {
    display: flex;
    gap: var(--_space);
  }
`;
