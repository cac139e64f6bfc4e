/** The look of what comes with the button later: the badge and the teaser. */
import { css } from '../shared/sheet.js';

export const styles = css`
  .kit {
    --_danger: var(--xmpp-danger, light-dark(#b3261e, #ff9d94));
    --_muted: var(--xmpp-muted, color-mix(in oklab, var(--_text) 72%, var(--_surface)));
    --_line: var(--xmpp-line, color-mix(in oklab, var(--_text) 12%, var(--_surface)));
    --_raised: var(--xmpp-raised, color-mix(in oklab, var(--_accent) 6%, var(--_surface)));
    --_radius: var(--xmpp-radius, 12px);
  }

  [part='launcher'] {
    position: relative;
  }

  [part='badge'] {
    position: absolute;
    inset-block-start: -0.35em;
    inset-inline-end: -0.35em;
    box-sizing: border-box;
    direction: ltr;
    min-inline-size: calc(1.35em + 4px);
    padding-inline: 0.3em;
    border: 2px solid var(--_surface);
    border-radius: 99px;
    background: var(--_danger);
    color: var(--_surface);
    font-size: calc(var(--_size) * 0.87);
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

  [part='teaser']:not([hidden]) {
    display: flex;
    align-items: start;
    max-inline-size: min(19em, 100vw - 2 * var(--_inline));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  [part^='teaser-'] {
    border: 0;
    border-radius: inherit;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  [part='teaser-text'] {
    flex: 1;
    padding-block: 0.8em;
    padding-inline: 1em 0;
    text-align: start;
    overflow-wrap: anywhere;
  }

  [part='teaser-dismiss'] {
    display: grid;
    place-content: center;
    flex: none;
    inline-size: max(24px, 2.4em);
    block-size: max(24px, 2.4em);
    margin: 0.35em;
    padding: 0;
    color: var(--_muted);
  }

  [part='teaser-dismiss'] svg {
    inline-size: 1.1em;
    block-size: 1.1em;
  }

  [part='teaser-dismiss']:hover {
    background: var(--_raised);
    color: var(--_text);
  }

  [part='teaser'] :focus-visible {
    outline-width: 2px;
    outline-offset: -2px;
  }

  :host([mode='inline']) [part='teaser'] {
    display: none;
  }

  @media (pointer: coarse) {
    [part='teaser-dismiss'] {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @media (prefers-contrast: more) {
    .kit {
      --_danger: light-dark(#8c1a14, #ffc4be);
      --_muted: var(--_text);
      --_line: var(--_text);
    }
  }
`;
