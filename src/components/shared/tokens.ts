/**
 * The look that all elements share. A page sets the `--xmpp-*` properties on the element or any ancestor; `--_*` are
 * their resolved values inside. Text keeps 4.5:1 and controls 3:1 on their surfaces, light and dark.
 */
import { css } from './sheet.js';

export const tokens = css`
  :host([hidden]) {
    display: none;
  }

  .kit {
    /* Whatever the page gave its elements ends here; direction is kept by "all", the colour scheme below. */
    all: initial;
    color-scheme: inherit;

    --_surface: var(--xmpp-surface, light-dark(#ffffff, #16191f));
    --_raised: var(--xmpp-raised, light-dark(#f4f5f8, #20242d));
    --_hover: light-dark(rgb(20 30 60 / 0.035), rgb(220 230 255 / 0.045));
    --_line: var(--xmpp-line, light-dark(#e4e7ed, #2c323d));
    --_control: var(--xmpp-control, light-dark(#858d9d, #737c8e));
    --_text: var(--xmpp-text, light-dark(#1a1e27, #e8ebf1));
    --_muted: var(--xmpp-muted, light-dark(#596273, #a3abbb));
    --_accent: var(--xmpp-accent, light-dark(#3454d1, #93abff));
    --_on-accent: var(--xmpp-on-accent, light-dark(#ffffff, #10162e));
    --_danger: var(--xmpp-danger, light-dark(#b3261e, #ff9d94));
    --_mention: var(--xmpp-mention, light-dark(#fff6dc, #322b17));
    --_good: light-dark(#1b7f4b, #5fd39a);
    --_radius: var(--xmpp-radius, 0.75rem);
    --_space: var(--xmpp-space, 0.5rem);
    --_font: var(--xmpp-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif);
    --_size: var(--xmpp-font-size, 0.9375rem);
    --_small: calc(var(--_size) * 0.85);
    --_shadow: 0 1px 2px rgb(10 20 50 / 0.12), 0 4px 16px rgb(10 20 50 / 0.1);

    box-sizing: border-box;
    color: var(--_text);
    background: var(--_surface);
    font-family: var(--_font);
    font-size: var(--_size);
    line-height: 1.45;
    line-height: round(1.45em, 1px); /* whole pixels: rows put above the reader move nothing by a fraction */
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: none;
    text-size-adjust: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  [hidden] {
    display: none !important;
  }

  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    min-block-size: 2rem;
    padding: 0.25em 0.8em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_surface);
    font-weight: 550;
    cursor: pointer;
  }

  button:hover {
    background: var(--_raised);
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  button.plain {
    border-color: transparent;
    background: transparent;
  }

  button.plain:hover {
    background: var(--_raised);
  }

  button[aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }

  input,
  textarea {
    inline-size: 100%;
    padding: 0.5em 0.75em;
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_surface);
  }

  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  :is(input, textarea):focus-visible {
    outline-offset: -1px;
  }

  svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .avatar {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    border-radius: 50%;
    background: light-dark(oklch(0.92 0.045 var(--_hue)), oklch(0.36 0.06 var(--_hue)));
    color: light-dark(oklch(0.42 0.1 var(--_hue)), oklch(0.92 0.05 var(--_hue)));
    font-size: var(--_small);
    font-weight: 650;
    user-select: none;
  }

  .hue-0 {
    --_hue: 10;
  }
  .hue-1 {
    --_hue: 32;
  }
  .hue-2 {
    --_hue: 55;
  }
  .hue-3 {
    --_hue: 78;
  }
  .hue-4 {
    --_hue: 100;
  }
  .hue-5 {
    --_hue: 122;
  }
  .hue-6 {
    --_hue: 145;
  }
  .hue-7 {
    --_hue: 168;
  }
  .hue-8 {
    --_hue: 190;
  }
  .hue-9 {
    --_hue: 212;
  }
  .hue-10 {
    --_hue: 235;
  }
  .hue-11 {
    --_hue: 257;
  }
  .hue-12 {
    --_hue: 280;
  }
  .hue-13 {
    --_hue: 302;
  }
  .hue-14 {
    --_hue: 325;
  }
  .hue-15 {
    --_hue: 348;
  }

  @media (pointer: coarse) {
    button {
      min-block-size: 2.75rem;
    }

    input,
    textarea {
      font-size: max(1rem, var(--_size)); /* or phones zoom in on them */
    }
  }

  @media (forced-colors: active) {
    button,
    .avatar {
      border: 1px solid ButtonBorder;
    }
  }
`;
