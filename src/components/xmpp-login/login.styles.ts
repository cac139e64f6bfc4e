/** The look of `<xmpp-login>`. */
import { css } from '../shared/sheet.js';

export const loginStyles = css`
  .login {
    container: login / inline-size;
    display: grid;
    gap: calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 2.5);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  .login.in {
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 1.5);
  }

  p {
    margin: 0;
  }

  .head {
    display: grid;
    gap: 0.15em;
  }

  .title {
    font-size: calc(var(--_size) * 1.25);
    font-weight: 650;
    line-height: 1.3;
  }

  .title:focus-visible {
    position: relative;
    z-index: 1; /* above the form that follows */
    border-radius: var(--_round);
  }

  /* At the side where the rest starts, whichever way its script runs. */
  .text,
  .names > * {
    text-align: match-parent;
    text-align: -webkit-match-parent;
  }

  .hint {
    color: var(--_muted);
  }

  .hint,
  .failure,
  label {
    font-size: var(--_small);
  }

  .text {
    white-space: pre-line;
  }

  .fields {
    display: grid;
    gap: calc(var(--_space) * 2);
  }

  .field {
    display: grid;
    gap: 0.3em;
  }

  .field label {
    font-weight: 600;
  }

  .failure {
    color: var(--_danger);
    font-weight: 550;
  }

  .notice {
    padding: var(--_space) calc(var(--_space) * 1.5);
    border-radius: var(--_round);
    background: var(--_raised);
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  [readonly] {
    border-color: var(--_line);
    background: var(--_raised);
  }

  .secret {
    display: flex;
    gap: var(--_space);
  }

  .secret button {
    flex: none;
  }

  .switch {
    display: flex;
    gap: 0.6em;
    align-items: center;
    min-block-size: var(--_least);
    font-size: inherit;
  }

  [type='checkbox'] {
    inline-size: 1.25em;
    block-size: 1.25em;
    min-block-size: 0;
    flex: none;
    accent-color: var(--_accent);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }

  .buttons button {
    flex: 1 1 auto;
    min-block-size: calc(var(--_tap) * 1.1);
  }

  button.danger {
    border-color: var(--_danger);
    color: var(--_danger);
  }

  .others {
    display: grid;
    gap: calc(var(--_space) * 0.5);
    justify-items: center;
    padding-block-start: calc(var(--_space) * 1.5);
    border-block-start: 1px solid var(--_line);
  }

  .others button,
  .actions button {
    color: var(--_accent);
  }

  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 1.25);
  }

  .who:focus-visible {
    border-radius: var(--_round);
  }

  .names {
    display: grid;
    flex: 1 1 5em;
    min-inline-size: 0;
    line-height: 1.3;
  }

  .name {
    font-weight: 650;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space);
    margin-inline: -0.8em;
  }

  .actions button {
    font-size: var(--_small);
  }

  xmpp-data-form::part(frame) {
    border: 0;
    margin: calc(var(--_space) * -2.5);
  }

  /* the title above it says the same */
  .new-account::part(title) {
    display: none;
  }

  xmpp-data-form + button {
    justify-self: start;
    color: var(--_accent);
  }
`;
