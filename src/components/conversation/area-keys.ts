/** F6 goes round a conversation's areas: header, list, composer, people (ux.md §3). */

const AREAS = 'header, .log, .entry, .composer, aside';
const TARGETS =
  'textarea, [contenteditable], input, [data-row][tabindex="0"], button:not([tabindex="-1"], [aria-disabled="true"]), .people-list';

/** Focuses the next area that has something to focus, if `event` asks for it. */
export function toNextArea(root: ShadowRoot, event: KeyboardEvent): void {
  if (event.key !== 'F6') return;
  const areas = [...root.querySelectorAll(AREAS)].filter((area) => area.querySelector(TARGETS));
  const at = areas.findIndex((area) => area.contains(root.activeElement));
  const step = event.shiftKey ? -1 : 1;
  const target = areas.at((Math.max(at, 0) + step) % areas.length)?.querySelector<HTMLElement>(TARGETS);
  if (!target) return;
  event.preventDefault();
  target.focus();
}
