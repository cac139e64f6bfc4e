/** The panel's look: beside the page, or over all of it. */
import { css } from '../shared/sheet.js';

export const styles = css`
  dialog {
    all: initial;
    color-scheme: inherit;
    --_gap: 12px;
    --_below: max(calc(var(--_block) + var(--_tall) + var(--_gap)), calc(var(--_keyboard, 0px) + 8px));
    display: none;
    position: fixed;
    inset: auto;
    inset-block-end: var(--_below);
    inset-inline-end: var(--_inline);
    box-sizing: border-box;
    --_width: var(--xmpp-launcher-width, calc(var(--_size) * 26.7));
    --_height: var(--xmpp-launcher-height, calc(var(--_size) * 42.7));
    inline-size: min(var(--_width), 100vw - 2 * var(--_inline));
    block-size: min(var(--_height), 100dvh - var(--_below) - var(--_gap));
    overflow: clip;
    overscroll-behavior: contain;
    color: inherit;
    font: inherit;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.25);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    --_top: 0px;
    --_end: 0px;
    --_target: 2.4em;
    --_low: 2.4em;
    --_middle: 2.05em; /* of the room's header */
    --_buttons: 1; /* beside the room's in its header */
    container: panel / size;
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

  dialog:is(:popover-open, [open]) {
    display: block;
  }

  [aria-expanded='true'] .chat,
  [aria-expanded='false'] .down {
    display: none;
  }

  :host([corner$='start']) dialog {
    inset-inline: var(--_inline) auto;
  }

  :host([corner^='top']) dialog {
    inset-block: calc(var(--_block) + var(--_tall) + var(--_gap)) auto;
  }

  /* A column at the window's side */
  :host([mode='docked']) dialog {
    inset-block: 0 auto;
    inset-inline-end: 0;
    inline-size: min(var(--_width), 100vw);
    block-size: calc(100dvh - var(--_keyboard, 0px));
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
      env(safe-area-inset-left);
    border-width: 0;
    border-inline-start-width: 1px;
    border-radius: 0;
  }

  :host([mode='docked'][corner$='start']) dialog {
    inset-inline: 0 auto;
    border-inline-width: 0 1px;
  }

  /* Where the tag stands, in the button's place */
  :host([mode='inline']) dialog {
    position: relative;
    inset: auto;
    inline-size: min(var(--_width), 100%);
    block-size: var(--_height);
    border-radius: var(--_radius);
    box-shadow: none;
  }

  /* All of a page that is there for it */
  :host([mode='window']) dialog {
    inset: var(--_above, 0) 0 auto;
    inline-size: auto;
    block-size: var(--_seen, 100dvh);
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }

  :host([mode='window']) [part='close'] {
    display: none;
  }

  :host([mode='window']) dialog {
    --_buttons: 0;
  }

  :host([mode='window'][sound]) dialog {
    --_buttons: 1;
  }

  :host([mode='docked']) [aria-expanded='true'] {
    visibility: hidden; /* it is under the panel */
  }

  :host(:is([mode='inline'], [mode='window'])) [aria-expanded='true'] {
    display: none;
  }

  /* Too low for a panel above the button */
  @media (max-height: 479.98px) {
    dialog {
      --_below: calc(var(--_keyboard, 0px) + 8px);
    }

    [aria-expanded='true'] {
      visibility: hidden;
    }

    :host([corner^='top']:not([mode])) dialog {
      inset-block-start: 8px;
    }
  }

  :host dialog:modal:modal:modal {
    inset: var(--_above, 0) 0 auto;
    inline-size: 100%;
    max-inline-size: none;
    block-size: var(--_seen, 100dvh);
    max-block-size: none;
    padding: env(safe-area-inset-top) env(safe-area-inset-right)
      max(0px, calc(env(safe-area-inset-bottom) - var(--_keyboard, 0px))) env(safe-area-inset-left);
    border: 0;
    border-radius: 0;
    --_top: env(safe-area-inset-top);
    --_end: max(env(safe-area-inset-left), env(safe-area-inset-right));
    --_target: max(44px, 2.9em);
  }

  xmpp-room {
    block-size: 100%;
  }

  xmpp-room::part(frame) {
    border: 0;
    border-radius: 0;
  }

  xmpp-room::part(header) {
    padding-inline-end: calc(2.5em + (var(--_buttons) - 0.5) * var(--_target) + (var(--_buttons) - 1) * 4px);
  }

  :host([sound]) dialog {
    --_buttons: 2;
  }

  dialog:has(h2:focus-visible) xmpp-room::part(header) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  [part='close'],
  [part='sound']:not([hidden]) {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(var(--_top) + var(--_middle) - var(--_target) / 2);
    inset-inline-end: calc(var(--_end) + 2em - var(--_target) / 2);
    display: grid;
    place-content: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    padding: 0;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    font: inherit;
    color: var(--_muted);
    cursor: pointer;
  }

  :host(:not([mode='window'])) [part='sound'] {
    margin-inline-end: calc(var(--_target) + 4px);
  }

  :is([part='close'], [part='sound']):hover {
    background: var(--_raised);
    color: var(--_text);
  }

  :is([part='close'], [part='sound']):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 0;
  }

  :is([part='close'], [part='sound']) svg {
    inline-size: 1.33em;
    block-size: 1.33em;
  }

  [aria-pressed='true'] {
    color: var(--_accent);
  }

  [aria-pressed='true'] .stroke,
  [aria-pressed='false'] .waves {
    display: none;
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

  @media (pointer: coarse) {
    dialog {
      --_target: max(44px, 2.9em);
      --_low: 44px;
    }
  }

  /*
   * At 400 % zoom a window is this low, and the room's header is no higher than its buttons. Asked of the panel: what
   * WebKit knows of a window's height in sheets that were made before it changed is as it was then.
   */
  @container panel (block-size < 20em) {
    dialog > * {
      --_target: var(--_low);
      --_middle: calc(var(--_low) / 2);
    }
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
