/** The dialog for one's own picture. */
import { css } from '../shared/sheet.js';

export const pictureStyles = css`
  .own-picture .place {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 2);
    border: 1px dashed var(--_control);
    border-radius: var(--_radius);
    text-align: center;
  }

  .own-picture .place.over {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 10%, transparent);
  }

  .own-picture .portrait {
    position: relative;
    inline-size: calc(var(--_size) * 9);
    block-size: calc(var(--_size) * 9);
    font-size: calc(var(--_size) * 2.75);
    overflow: clip;
  }

  .portrait :is(img, canvas) {
    grid-area: 1 / 1;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .own-picture .portrait.new {
    border-radius: var(--_round);
    background: none;
  }

  /* What the circle leaves out. */
  .portrait.new::after {
    content: '';
    position: absolute;
    inset: 0;
    background: radial-gradient(
      closest-side,
      transparent calc(100% - 1px),
      color-mix(in srgb, var(--_surface) 65%, transparent)
    );
  }

  .own-picture .hint {
    max-inline-size: 24em;
    color: var(--_muted);
    font-size: var(--_small);
    text-wrap: balance;
  }

  .own-picture .remove {
    color: var(--_danger);
  }

  .own-picture .remove[aria-disabled='true'] {
    color: var(--_muted);
  }
`;
