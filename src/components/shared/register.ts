/** Registers an element, unless another copy of the script has. A server has no registry. */
export function register(tag: string, element: CustomElementConstructor): void {
  if (globalThis.customElements && !customElements.get(tag)) customElements.define(tag, element);
}
