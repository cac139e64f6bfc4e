/** The user's selection inside a shadow root, which engines tell in three ways. */

interface SelectableRoot {
  getSelection?(): Selection | null;
}

/** Where the selection starts, if something inside `element` is selected. */
export function selectionIn(element: HTMLElement): Node | undefined {
  const root = element.getRootNode();
  if (!(root instanceof ShadowRoot)) return undefined;
  const selection = (root as SelectableRoot).getSelection?.() ?? document.getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const range = selection.getComposedRanges?.({ shadowRoots: [root] })[0] ?? selection.getRangeAt(0);
  const { startContainer, startOffset, endContainer, endOffset } = range;
  if (startContainer === endContainer && startOffset === endOffset) return undefined;
  return element.contains(startContainer) ? startContainer : undefined;
}
