/** Finding and using what an element shows, for tests and for stories. */

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

/** Settles when sizes are known and what goes by them, such as a list's place, is as it will be. */
export const painted = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
