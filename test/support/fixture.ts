/** Elements on the test page, gone after the test. */
import axe from 'axe-core';
import { stillness } from '../../tools/browsers/stillness.mjs';
import { cleanUpAfterTest } from './clean-up.js';
import { until } from './until.js';

export { button, find, findAll, painted, part, parts, press, textOf, type } from './elements.js';

/** Puts a `tag` with these properties into the page and waits until it shows something. */
export async function fixture<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): Promise<HTMLElementTagNameMap[K]> {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  document.body.append(element);
  cleanUpAfterTest(() => {
    element.remove();
    sessionStorage.clear(); // else the next one comes back to the room
  });
  await until(() => element.shadowRoot?.querySelector('section'), `<${tag}> shows something`);
  return element;
}

/** What axe finds wrong with `element`, one line each. */
export async function violations(element: Element): Promise<string[]> {
  await stillness();
  const { violations: found } = await axe.run(element, {
    rules: { region: { enabled: false } }, // it is a piece of a page
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Collects the events `type` of `target`. */
export function eventsOf<K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  name: K,
): HTMLElementEventMap[K][] {
  const seen: HTMLElementEventMap[K][] = [];
  target.addEventListener(name, (event) => seen.push(event));
  return seen;
}
