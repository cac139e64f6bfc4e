/** The button's look. It has few of the kit's tokens, since those that are for the room load with the room. */
import { css } from '../shared/sheet.js';

export const styles = css`
  .kit {
    all: initial;
    color-scheme: inherit;
    --_accent: var(--xmpp-accent, light-dark(#3454d1, #93abff));
    --_on-accent: var(--xmpp-on-accent, light-dark(#fff, #10162e));
    --_surface: var(--xmpp-surface, light-dark(#fff, #16191f));
    --_text: var(--xmpp-text, light-dark(#1a1e27, #e8ebf1));
    --_line: var(--xmpp-line, light-dark(#e4e7ed, #2c323d));
    --_danger: var(--xmpp-danger, light-dark(#b3261e, #ff9d94));
    --_shadow: 0 1px 3px rgb(10 20 50 / 0.2), 0 8px 28px rgb(10 20 50 / 0.22);
    --_tall: max(56px, 3.5rem);
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
    font: var(--xmpp-font-size, max(15px, 0.9375rem)) / 1.4 var(--xmpp-font, system-ui, sans-serif);
  }

  [part='launcher'],
  [part='problem'] {
    box-shadow: var(--_shadow);
    font: inherit;
  }

  [part='launcher'] {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-inline-size: var(--_tall);
    block-size: var(--_tall);
    padding-inline: 1.1em 1.4em;
    border: 0;
    border-radius: 99px;
    background: var(--_accent);
    color: var(--_on-accent);
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

  [aria-expanded='true'] .chat,
  [aria-expanded='false'] .down {
    display: none;
  }

  [part='badge'] {
    position: absolute;
    inset-block-start: -0.35em;
    inset-inline-end: -0.35em;
    box-sizing: border-box;
    min-inline-size: calc(1.35em + 4px);
    padding-inline: 0.3em;
    border: 2px solid var(--_surface);
    border-radius: 99px;
    background: var(--_danger);
    color: var(--_surface);
    font-size: 0.81em;
    line-height: 1.35em;
    text-align: center;
  }

  [part='badge']:empty {
    inset-block-start: 0.1em;
    inset-inline-end: 0.1em;
    min-inline-size: 1em;
    block-size: 1em;
    padding: 0;
  }

  [part='problem'] {
    max-inline-size: min(20em, 100vw - 2 * var(--_inline));
    margin: 0;
    padding: 0.75em 1em;
    border: 1px solid var(--_line);
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

  @media (max-width: 639.98px) {
    [part='launcher'] {
      justify-content: center;
      padding: 0;
    }

    [part='label'] {
      display: none;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    [aria-busy='true'] svg {
      animation: wait 0.8s infinite alternate;
    }

    @keyframes wait {
      to {
        opacity: 0.35;
      }
    }
  }

  @media (forced-colors: active) {
    [part='launcher'],
    [part='badge'] {
      border: 1px solid ButtonBorder;
    }
  }

  @media print {
    .kit {
      display: none;
    }
  }
`;
