/** Waiting for what moves on a page: half faded in, even a good colour has too little contrast, and a box is elsewhere. */
import type { Frame, Page } from 'puppeteer-core';

/** Settles once every animation and transition that has an end has come to it. */
export const still = (page: Page | Frame): Promise<void> => page.evaluate(stillness);

/** In the page. */
async function stillness(): Promise<void> {
  const trees: (Document | ShadowRoot)[] = [document];
  for (const tree of trees)
    for (const { shadowRoot } of tree.querySelectorAll('*')) if (shadowRoot) trees.push(shadowRoot);
  const ending = trees
    .flatMap((tree) => tree.getAnimations())
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
