/** F6 goes round the room's areas: header, list, composer, people (ux.md §3). */

const AREAS = 'header, .log, .entry, .composer, aside';
const TARGETS =
  'textarea, input, [data-row][tabindex="0"], button:not([tabindex="-1"], [aria-disabled="true"]), .people-list';

/** What to focus in the next area that has something to focus. */
export function nextArea(root: ShadowRoot, backwards: boolean): HTMLElement | undefined {
  const areas = [...root.querySelectorAll(AREAS)].filter((area) => area.querySelector(TARGETS));
  const at = areas.findIndex((area) => area.contains(root.activeElement));
  const step = backwards ? -1 : 1;
  const next = areas.at((Math.max(at, 0) + step) % areas.length);
  return next?.querySelector<HTMLElement>(TARGETS) ?? undefined;
}
