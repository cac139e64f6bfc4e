/** Hats (XEP-0317): words of the room's at somebody, beside their name. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Hat } from '../../session/occupant.js';
import { nickText } from '../shared/nick-text.js';
import { css } from '../shared/sheet.js';

export const hatStyles = css`
  .hat {
    display: inline-block;
    max-inline-size: 12em;
    overflow: hidden;
    padding: 0.05em 0.5em;
    border-radius: 1em;
    background: var(--_raised);
    color: var(--_muted);
    font-size: var(--_tiny);
    font-weight: 600;
    line-height: 1.5;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: isolate;
    vertical-align: middle;
  }

  .hat[class*='hue-'] {
    background: light-dark(oklch(0.92 0.045 var(--_hue)), oklch(0.36 0.06 var(--_hue)));
    color: light-dark(oklch(0.42 0.1 var(--_hue)), oklch(0.92 0.05 var(--_hue)));
  }

  .who > bdi {
    justify-self: start; /* however wide the hats below are */
    max-inline-size: 100%;
  }

  @media (forced-colors: active) {
    .hat {
      border: 1px solid;
    }
  }
`;

/** A hue is one of the 24 of tokens.ts. */
export const renderHats = (hats: readonly Hat[] | undefined): readonly TemplateResult[] | typeof nothing =>
  hats
    ? hats.map(({ title, lang, hue }) => {
        const text = nickText(title);
        const color = hue === undefined ? '' : `hue-${Math.round(hue / 15) % 24}`;
        return html` <span part="hat" class="hat ${color}" dir="auto" lang=${lang ?? ''} title=${text}
          >${text}</span
        >`;
      })
    : nothing;
