/**
 * The button's look. It has few of the kit's tokens, since those that are for the room load with the room; a test holds
 * those that it has equal to tokens.ts.
 */
import { css } from '../shared/sheet.js';

export const styles = css`
  .kit {
    all: initial;
    color-scheme: inherit;
    visibility: inherit;
    --_accent: var(--xmpp-accent, light-dark(#3454d1, #93abff));
    --_surface: var(--xmpp-surface, light-dark(#fff, #16191f));
    --_text: var(--xmpp-text, light-dark(#1a1e27, #e8ebf1));
    --_size: var(--xmpp-font-size, clamp(15px, 0.9375rem, 30px));
    --_shadow: 0 4px 20px rgb(10 20 50 / 0.25);
    --_tall: max(44px, round(var(--_size) * 3.74, 1px));
    --_inline: calc(
      var(--xmpp-launcher-inline, 20px) + max(env(safe-area-inset-left), env(safe-area-inset-right))
    );
    --_block: calc(var(--xmpp-launcher-block, 20px) + env(safe-area-inset-bottom));
    position: fixed;
    z-index: var(--xmpp-launcher-layer, 9999);
    inset-block-end: var(--_block);
    inset-inline-end: var(--_inline);
    display: flex;
    flex-direction: column-reverse;
    align-items: end;
    gap: 12px;
    color: var(--_text);
    font: var(--_size) / 1.4 var(--xmpp-font, system-ui, sans-serif);
  }

  [part='launcher'],
  [part='problem'] {
    border: 1px solid transparent; /* to be seen in forced colours */
    box-shadow: var(--_shadow);
    font: inherit;
  }

  [part='launcher'] {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-inline-size: var(--_tall);
    block-size: var(--_tall);
    padding: 0 1.25em;
    border-radius: 99px;
    background: var(--_accent);
    color: var(--xmpp-on-accent, light-dark(#fff, #10162e));
    font-size: 1.07em;
    font-weight: 600;
    cursor: pointer;
  }

  [part='launcher']:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 3px;
  }

  svg {
    inline-size: 1.6em;
    block-size: 1.6em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  [aria-busy='true'] svg {
    opacity: 0.4;
  }

  [part='problem'] {
    max-inline-size: min(20em, 100vw - 2 * var(--_inline));
    margin: 0;
    padding: 0.75em 1em;
    border-radius: var(--xmpp-radius, 12px);
    background: var(--_surface);
  }

  [hidden],
  [part='problem']:empty {
    display: none;
  }

  :host([corner$='start']) .kit {
    inset-inline: var(--_inline) auto;
    align-items: start;
  }

  :host([corner^='top']) .kit {
    inset-block: var(--_block) auto;
    flex-direction: column;
  }

  :host([mode='inline']) .kit {
    position: static;
    align-items: start;
  }

  @media (max-width: 639.98px) {
    [part='launcher'] {
      justify-content: center;
      padding: 0;
    }

    [part='label'] {
      display: none;
    }
  }

  @media (prefers-contrast: more) {
    .kit {
      --_accent: light-dark(#1c3399, #c2cfff);
    }
  }

  @media print {
    .kit {
      display: none;
    }
  }
`;
