/** Elements on the test page, gone after the test. */
import axe from 'axe-core';
import { cleanUpAfterTest } from './clean-up.js';
import { until } from './until.js';

/** Puts a `tag` with these properties into the page and waits until it shows something. */
export async function fixture<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): Promise<HTMLElementTagNameMap[K]> {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  document.body.append(element);
  cleanUpAfterTest(() => element.remove());
  await until(() => element.shadowRoot?.querySelector('section'), `<${tag}> shows something`);
  return element;
}

/** The first element in the shadow root that `selector` finds. @throws {Error} There is none. */
export function find<T extends Element = HTMLElement>(host: Element, selector: string): T {
  const found = host.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in <${host.localName}>`);
  return found;
}

export const findAll = (host: Element, selector: string): HTMLElement[] => [
  ...(host.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

export const part = (host: Element, name: string): HTMLElement => find(host, `[part~="${name}"]`);

export const parts = (host: Element, name: string): HTMLElement[] => findAll(host, `[part~="${name}"]`);

/** What is to be read on the page, in one line. */
export const textOf = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The button that is called `name`. */
export function button(host: Element, name: string): HTMLButtonElement {
  const named = findAll(host, 'button').find(
    (each) => (each.getAttribute('aria-label') ?? textOf(each)) === name && each.checkVisibility(),
  );
  if (!(named instanceof HTMLButtonElement)) throw new Error(`no button “${name}” in <${host.localName}>`);
  return named;
}

/** Types as a person does, with the event that the browser would fire. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** @returns Whether the key was left to the browser. */
export function press(target: EventTarget, key: string, more: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );
}

/** What axe finds wrong with `element`, one line each. */
export async function violations(element: Element): Promise<string[]> {
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
