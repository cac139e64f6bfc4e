/** Cards of invitations; adopted with the first. */
import { css } from '../shared/sheet.js';

export const cardStyles = css`
  .invitation-dialogs {
    position: absolute;
    background: none;
  }

  .invitation-dialogs .failure {
    color: var(--_danger);
    font-size: var(--_small);
  }

  .invitation-dialogs .hint {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .invitations {
    flex: 0 1 auto; /* what else asks for an answer is to be seen, too */
    min-block-size: calc(var(--_size) * 6);
    max-block-size: 50%;
    overflow-y: auto;
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    padding-block: calc(var(--_space) * 0.5);
  }

  .invitations ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .invitation {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: calc(var(--_space) * 0.75) calc(var(--_space) * 1.25);
    padding: calc(var(--_space) * 0.75) var(--_edge, calc(var(--_space) * 1.5));
  }

  .invitation .avatar {
    border-radius: var(--_round); /* people have a circle */
  }

  .invitation .who {
    display: grid;
    min-inline-size: 0;
  }

  .invitation .who > * {
    overflow-wrap: anywhere;
    white-space: normal;
  }

  .invitation .name {
    font-weight: 600;
  }

  .invitation .note {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .invitation .text {
    display: -webkit-box;
    max-block-size: 3.9em;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .invitation .buttons {
    grid-column: 2;
  }

  .invitations .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }

  .invitation button {
    min-block-size: max(var(--_least), var(--_size) * 2.1);
    font-size: var(--_small);
  }

  .invitations > .buttons {
    padding-inline: calc(var(--_edge, calc(var(--_space) * 1.5)) - 0.8em);
    font-size: var(--_small);
  }
`;
