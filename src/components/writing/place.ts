/** Where a popover stands beside what it belongs to: never outside of what is seen of the page. */

export type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

const MARGIN_PX = 8;
const GAP_PX = 6;
/** In less height than this nothing can be chosen: it rather covers what it belongs to. */
const LEAST_PX = 200;

/**
 * Above `box`, or below where there is more room, beginning where `box` begins. A keyboard on the screen takes its part
 * of the window.
 */
export function placeBy(element: HTMLElement, { left, right, top, bottom }: Box): void {
  const { offsetLeft = 0, offsetTop = 0, width = innerWidth, height = innerHeight } = visualViewport ?? {};
  const edges = {
    left: offsetLeft + MARGIN_PX,
    right: offsetLeft + width - MARGIN_PX,
    top: offsetTop + MARGIN_PX,
    bottom: offsetTop + height - MARGIN_PX,
  };
  element.style.maxBlockSize = '';
  element.style.maxInlineSize = `${edges.right - edges.left}px`;
  const size = element.getBoundingClientRect();
  const room = { above: top - GAP_PX - edges.top, below: edges.bottom - bottom - GAP_PX };
  const above = size.height <= room.above || room.above >= room.below;
  const free = Math.max(above ? room.above : room.below, LEAST_PX);
  const tall = Math.min(size.height, free, edges.bottom - edges.top);
  if (tall < size.height) element.style.maxBlockSize = `${tall}px`;
  const start = element.matches(':dir(rtl)') ? right - size.width : left;
  element.style.left = `${Math.max(edges.left, Math.min(start, edges.right - size.width))}px`;
  const wanted = above ? top - GAP_PX - tall : bottom + GAP_PX;
  element.style.top = `${Math.max(edges.top, Math.min(wanted, edges.bottom - tall))}px`;
}
