/**
 * The look that all elements share. A page sets the `--xmpp-*` properties on the element, any ancestor, or a part;
 * `--_*` are their resolved values inside. What a page does not set follows from what it sets: lines and lesser text
 * are mixed of text and surface, sizes follow the font's. Text keeps 4.5:1 and controls 3:1 on their surfaces in every
 * scheme; test/unit/components/shared/tokens.test.ts holds it.
 */
import { css } from './sheet.js';

export const tokens = css`
  :host([hidden]) {
    display: none;
  }

  .kit {
    /* Whatever the page gave its elements ends here; direction is kept by "all". */
    all: initial;
    color-scheme: inherit;
    visibility: inherit;
    user-select: text;
  }

  .kit,
  .area {
    --_surface: var(--xmpp-surface, light-dark(#fff, #16191f));
    --_text: var(--xmpp-text, light-dark(#1a1e27, #e8ebf1));
    --_accent: var(--xmpp-accent, light-dark(#3454d1, #93abff));
    --_on-accent: var(--xmpp-on-accent, light-dark(#fff, #10162e));
    --_danger: var(--xmpp-danger, light-dark(#b3261e, #ff9d94));
    --_warn: light-dark(#a86f00, #e0b13a);
    --_good: light-dark(#1b7f4b, #5fd39a);
    --_muted: var(--xmpp-muted, color-mix(in oklab, var(--_text) 72%, var(--_surface)));
    --_control: var(--xmpp-control, color-mix(in oklab, var(--_text) 52%, var(--_surface)));
    --_line: var(--xmpp-line, color-mix(in oklab, var(--_text) 12%, var(--_surface)));
    --_raised: var(--xmpp-raised, color-mix(in oklab, var(--_accent) 6%, var(--_surface)));
    --_mention: var(--xmpp-mention, color-mix(in oklab, #ffc42e 16%, var(--_surface)));

    --_font: var(--xmpp-font, system-ui, sans-serif);
    /* As large as the reader wants it, whatever the page makes of its rem. */
    --_size: var(--xmpp-font-size, clamp(15px, 0.9375rem, 30px));
    --_large: calc(var(--_size) * 1.13);
    --_small: calc(var(--_size) * 0.87);
    --_tiny: calc(var(--_size) * 0.8);
    --_space: var(--xmpp-space, round(var(--_size) * 0.53, 1px));
    --_radius: var(--xmpp-radius, 12px);
    --_round: calc(var(--_radius) * 0.7);
    --_tap: max(24px, round(var(--_size) * 2.4, 1px));
    --_least: 24px;
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
    margin: 0;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    min-inline-size: var(--_least);
    max-inline-size: 100%;
    min-block-size: var(--_tap);
    padding: 0.25em 0.8em;
    border: 1px solid var(--_line);
    border-radius: var(--_round);
    background: var(--_surface);
    font-weight: 550;
    user-select: none;
    cursor: pointer;
  }

  button.plain {
    border-color: transparent;
    background: transparent;
  }

  button:hover {
    background: color-mix(in oklab, currentcolor 7%, transparent);
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    forced-color-adjust: none; /* else a box of its own is put behind its words */
  }

  button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  button[aria-disabled='true']:is(*, :hover) {
    border-color: var(--_line);
    background: var(--_raised);
    color: var(--_muted);
    cursor: default;
  }

  input,
  textarea {
    inline-size: 100%;
    min-block-size: var(--_tap);
    padding: 0.4em 0.75em;
    border: 1px solid var(--_control);
    border-radius: var(--_round);
    background: var(--_surface);
  }

  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  :placeholder-shown {
    direction: inherit; /* what an empty field says runs as the page does */
  }

  a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  :is(input, textarea, .subject a):focus-visible {
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
    inline-size: 2.8em;
    block-size: 2.8em;
    border-radius: 50%;
    background: light-dark(oklch(0.92 0.045 var(--_hue)), oklch(0.36 0.06 var(--_hue)));
    color: light-dark(oklch(0.42 0.1 var(--_hue)), oklch(0.92 0.05 var(--_hue)));
    font-size: var(--_small);
    font-weight: 650;
    line-height: 1;
    user-select: none;
  }

  @media (pointer: coarse) {
    .kit,
    .area {
      --_tap: max(44px, round(var(--_size) * 2.4, 1px));
      --_least: 44px;
    }

    input,
    textarea {
      font-size: max(16px, var(--_size)); /* or phones zoom in on them */
    }
  }

  @media (prefers-contrast: more) {
    .kit,
    .area {
      --_muted: var(--_text);
      --_control: var(--_text);
      --_line: var(--_text);
      --_accent: light-dark(#1c3399, #c2cfff);
      --_danger: light-dark(#8c1a14, #ffc4be);
    }
  }

  @media (forced-colors: active) {
    .kit,
    .area {
      --_surface: Canvas;
      --_text: CanvasText;
      --_muted: CanvasText;
      --_control: CanvasText;
      --_line: CanvasText;
      --_accent: Highlight;
      --_on-accent: HighlightText;
      --_danger: CanvasText;
      --_warn: CanvasText;
      --_good: CanvasText;
    }

    .avatar {
      border: 1px solid;
    }

    button[aria-disabled='true'] {
      --_muted: GrayText;
    }
  }
`;

/** Hues of OKLCH that HSLuv has at every 15 degrees: the palette onto which XEP-0392 §5.3 lets its angles fall. */
const HUES = [
  7, 27, 45, 64, 82, 98, 112, 125, 138, 150, 163, 174, 186, 198, 212, 227, 245, 264, 288, 308, 322, 332, 342,
  353,
];
HUES.forEach((hue, i) => tokens.insertRule(`.hue-${i} { --_hue: ${hue} }`));
