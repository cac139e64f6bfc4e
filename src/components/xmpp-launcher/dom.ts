/** Plain DOM, for what has to work before Lit is loaded. */

/** An element with these attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A line icon, hidden from screen readers: the control around it has the name. */
export function makeIcon(name: string, path: string): SVGElement {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  icon.setAttribute('class', name);
  icon.append(document.createElementNS(icon.namespaceURI, 'path'));
  icon.firstElementChild?.setAttribute('d', path);
  return icon;
}

/** Windows that the panel fills (ux.md §9). */
export const narrow = () => matchMedia('(max-width: 639.98px)');
