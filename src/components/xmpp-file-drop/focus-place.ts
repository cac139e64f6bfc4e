/** Where the focus goes when what had it is gone: on in the same row, else to the next one, else to the button. */

const ITEMS = '[data-id]';

export interface Place {
  readonly id: string;
  /** Of the list's items, all of them together. */
  readonly index: number;
}

/** Of the focus, where it is in a row. */
export function placeOf(root: ShadowRoot): Place | undefined {
  const item = root.activeElement?.closest<HTMLElement>(ITEMS);
  if (!item) return undefined;
  return { id: item.dataset.id ?? '', index: [...root.querySelectorAll(ITEMS)].indexOf(item) };
}

export function returnTo(root: ShadowRoot, { id, index }: Place): void {
  const items = [...root.querySelectorAll<HTMLElement>(ITEMS)];
  const item = items.find(({ dataset }) => dataset.id === id) ?? items[index] ?? items.at(-1);
  const target = item?.querySelector<HTMLElement>('.buttons button, button') ?? root.querySelector('button');
  target?.focus({ preventScroll: true });
}
