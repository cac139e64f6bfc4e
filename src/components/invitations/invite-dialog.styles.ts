/** The dialogs that invite people; adopted with the first. Their lists look like those of whoever runs a room. */
import { css } from '../shared/sheet.js';

export const inviteStyles = css`
  .inviting .addresses {
    min-block-size: var(--_tap);
  }

  .inviting .people {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .inviting legend {
    padding: 0;
    margin-block-end: 0.3em;
    font-size: var(--_small);
    font-weight: 600;
  }

  .inviting legend .hint {
    font-weight: normal;
  }

  .inviting .lists-people {
    max-block-size: min(30dvb, var(--_size) * 16);
  }

  .inviting .lists-people li:has(.person) {
    padding: 0;
  }

  .inviting .person {
    display: flex;
    flex: 1;
    align-items: center;
    gap: calc(var(--_space) * 1.25);
    min-inline-size: 0;
    min-block-size: var(--_tap);
    padding: calc(var(--_space) * 0.5) var(--_space);
    font-size: inherit;
    font-weight: inherit;
    cursor: pointer;
  }

  .inviting .person:hover {
    background: color-mix(in oklab, currentcolor 7%, transparent);
  }

  .inviting input[type='checkbox'] {
    flex: none;
    inline-size: 1.35em;
    block-size: 1.35em;
    min-block-size: 0;
    margin: 0;
    padding: 0;
    accent-color: var(--_accent);
  }

  .inviting .results {
    max-block-size: none; /* nothing in it has the focus, to scroll it by */
  }

  .inviting .results li {
    display: block;
  }

  .inviting .results .hint,
  .inviting .results .failure {
    display: block;
    inline-size: fit-content; /* at the start, whichever way its words run */
  }

  .inviting .lists-who > * {
    justify-self: start;
  }
`;
