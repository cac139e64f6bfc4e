/** Whether somebody may be looking at `element`: the tab is shown, and it is neither hidden nor inert. */
export function isShown(element: Element): boolean {
  if (document.visibilityState !== 'visible' || !element.checkVisibility()) return false;
  for (let at: Element | null = element; at; at = above(at))
    if (at instanceof HTMLElement && at.inert) return false;
  return true;
}

function above(element: Element): Element | null {
  const root = element.parentNode;
  return element.assignedSlot ?? (root instanceof ShadowRoot ? root.host : element.parentElement);
}
