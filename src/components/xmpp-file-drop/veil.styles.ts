/** What covers the place where files are dropped, while they are held over it. */
import { css } from '../shared/sheet.js';

export const veilStyles = css`
  .veil {
    position: absolute;
    z-index: 3;
    inset: 0;
    display: grid;
    place-content: center;
    padding: var(--_space);
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(
      in oklab,
      color-mix(in oklab, var(--_accent) 12%, var(--_surface)) 92%,
      transparent
    );
    font-size: var(--_large);
    font-weight: 600;
    text-align: center;
  }

  .veil[hidden] {
    display: none;
  }
`;
