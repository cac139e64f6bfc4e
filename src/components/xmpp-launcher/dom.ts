/** Plain DOM, for what has to work before Lit is loaded. */

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string>>;

/** An element with these attributes and children. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => fill(document.createElement(tag), attributes, children);

/** A line icon, hidden from screen readers: the control around it has the name. */
export function makeIcon(name: string, d: string): SVGElement {
  const path = fill(document.createElementNS(SVG, 'path'), { d }, []);
  const attributes = { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: name };
  return fill(document.createElementNS(SVG, 'svg'), attributes, [path]);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: (Node | string)[]): E {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Windows that the panel fills (ux.md §9). */
export const narrow = () => matchMedia('(width<=639.98px)');
