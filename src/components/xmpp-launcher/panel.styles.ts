/** The panel's look: beside the page, or over all of it. */
import { css } from '../shared/sheet.js';

export const styles = css`
  dialog {
    all: initial;
    color-scheme: inherit;
    --_below: max(calc(var(--_block) + var(--_tall) + 12px), calc(var(--_keyboard, 0px) + 8px));
    display: none;
    position: fixed;
    inset: auto;
    inset-block-end: var(--_below);
    inset-inline-end: var(--_inline);
    box-sizing: border-box;
    inline-size: min(var(--xmpp-launcher-width, max(25rem, 400px)), 100vw - 2 * var(--_inline));
    block-size: min(var(--xmpp-launcher-height, max(40rem, 640px)), 100dvh - var(--_below) - 12px);
    overflow: clip;
    overscroll-behavior: contain;
    color: inherit;
    font: inherit;
    border: 1px solid var(--_line);
    border-radius: calc(var(--xmpp-radius, 12px) * 1.25);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  dialog:popover-open,
  dialog:modal {
    display: block;
  }

  :host([corner$='start']) dialog {
    inset-inline: var(--_inline) auto;
  }

  :host([corner^='top']) dialog {
    inset-block: calc(var(--_block) + var(--_tall) + 12px) auto;
  }

  /* Too low for a panel above the button */
  @media (max-height: 29.98rem) {
    dialog {
      --_below: calc(var(--_keyboard, 0px) + 8px);
    }

    :host([corner^='top']) dialog {
      inset-block-start: 8px;
    }
  }

  :host dialog:modal {
    inset: var(--_above, 0) 0 auto;
    inline-size: 100%;
    max-inline-size: none;
    block-size: var(--_seen, 100dvh);
    max-block-size: none;
    padding: env(safe-area-inset-top) env(safe-area-inset-right)
      max(0px, calc(env(safe-area-inset-bottom) - var(--_keyboard, 0px))) env(safe-area-inset-left);
    border: 0;
    border-radius: 0;
  }

  xmpp-room {
    block-size: 100%;
  }

  xmpp-room::part(frame) {
    border: 0;
    border-radius: 0;
  }

  xmpp-room::part(header) {
    padding-inline-end: 4em;
  }

  dialog:has(h2:focus-visible) xmpp-room::part(header) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  [part='close'] {
    position: absolute;
    z-index: 1;
    inset-block-start: 0.85em;
    inset-inline-end: 0.8em;
    display: grid;
    place-content: center;
    inline-size: 2.4em;
    block-size: 2.4em;
    padding: 0;
    border: 1px solid transparent;
    border-radius: var(--xmpp-radius, 12px);
    background: none;
    font: inherit;
    color: var(--xmpp-muted, light-dark(#596273, #a3abbb));
    cursor: pointer;
  }

  dialog:modal [part='close'] {
    inset-block-start: calc(env(safe-area-inset-top) + 0.59em);
    inset-inline-end: calc(max(env(safe-area-inset-left), env(safe-area-inset-right)) + 0.4em);
    inline-size: max(44px, 2.9em);
    block-size: max(44px, 2.9em);
  }

  [part='close']:hover {
    background: var(--xmpp-raised, light-dark(#f4f5f8, #20242d));
  }

  [part='close']:focus-visible {
    outline: 2px solid var(--_accent);
  }

  [part='close'] svg {
    inline-size: 1.33em;
    block-size: 1.33em;
  }

  .note:not([hidden]) {
    display: grid;
    place-content: center;
    block-size: 100%;
    margin: 0;
    padding: 3em;
    box-sizing: border-box;
    text-align: center;
    text-wrap: balance;
  }

  @media (prefers-reduced-motion: no-preference) {
    .moving {
      animation: enter 0.18s cubic-bezier(0.2, 0.8, 0.3, 1);
    }

    @keyframes enter {
      from {
        opacity: 0;
        transform: translateY(12px);
      }
    }
  }
`;
