/**
 * In a page: settles once every animation and transition that has an end has come to it. Half faded in, even a good
 * colour has too little contrast, and a box is elsewhere. Stands alone, so that it can be sent into a page.
 * @returns {Promise<void>}
 */
export async function stillness() {
  /** @type {(Document | ShadowRoot)[]} */
  const trees = [document];
  for (const tree of trees)
    for (const { shadowRoot } of tree.querySelectorAll('*')) if (shadowRoot) trees.push(shadowRoot);
  const ending = trees
    .flatMap((tree) => tree.getAnimations())
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
