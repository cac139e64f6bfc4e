/**
 * Elements: building, looking into and, in {@link parseFrame}, reading them.
 *
 * What is read is normalised: `name` is the local name, whatever prefix stood on the wire, and `attrs.xmlns` is the
 * element's own namespace on every element ('' for none). Declarations (`xmlns:p`) and attributes of foreign
 * namespaces are gone once checked: nothing reads them; `xml:lang` and the other `xml:` ones stay. What is built by
 * {@link xml} has `xmlns` only where it is given, children inherit it. {@link namespaceOf} and those resting on it
 * understand both; prefer them to the methods of `Element`, which take any namespace when none is named, and the
 * parent's for `xmlns=''`.
 */
import { Element as BaseElement } from '@xmpp/xml';
import { cleanText } from './text.js';

/** An element as all of @xmpp/* use it, with types that know that attributes may be missing. */
export interface Element extends BaseElement {
  parent: Element | null;
  children: Node[];
  attrs: Record<string, string | undefined>;
  getChild(name: string, xmlns?: string): Element | undefined;
  getChildren(name: string, xmlns?: string): Element[];
  getChildElements(): Element[];
}

export type Node = Element | string;
export type Child = Element | string | number | null | undefined | false | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * Builds an element, leaving out empty attributes (undefined, null) and children (those, false and '').
 * Characters illegal in XML are taken out of all values and text; names are the caller's own words.
 */
export function xml(name: string, attrs?: Attributes, ...nodes: Child[]): Element {
  const element: Element = new BaseElement(name);
  for (const key in attrs) {
    const value = attrs[key];
    if (value !== undefined && value !== null) element.attrs[key] = cleanText(String(value));
  }
  appendAll(element, nodes);
  return element;
}

function appendAll(element: Element, nodes: readonly Child[]): void {
  for (const node of nodes) {
    if (typeof node === 'string' || typeof node === 'number') {
      const text = cleanText(String(node));
      if (text) element.children.push(text);
    } else if (Array.isArray(node)) appendAll(element, node);
    else if (node) element.append(node as Element);
  }
}

/** The namespace, inherited where the element does not say it itself; '' for none. */
export function namespaceOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parent) {
    if (at.attrs.xmlns !== undefined) return at.attrs.xmlns;
  }
  return '';
}

/** Whether it is that element of that namespace. */
export function is(element: Element, name: string, ns: string): boolean {
  return element.name === name && namespaceOf(element) === ns;
}

/** The first direct child of that name and namespace. */
export function child(element: Element, name: string, ns: string): Element | undefined {
  for (const node of element.children) {
    if (typeof node !== 'string' && is(node, name, ns)) return node;
  }
  return undefined;
}

/** Direct child elements; all, or those of a name, or those of a name and a namespace. */
export function children(element: Element, name?: string, ns?: string): Element[] {
  const found: Element[] = [];
  for (const node of element.children) {
    if (typeof node === 'string' || (name !== undefined && node.name !== name)) continue;
    if (ns === undefined || namespaceOf(node) === ns) found.push(node);
  }
  return found;
}

/** Its own text, without that of its children; undefined only without an element. */
export function textOf(element: Element): string;
export function textOf(element: Element | undefined): string | undefined;
export function textOf(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  let text = '';
  for (const node of element.children) if (typeof node === 'string') text += node;
  return text;
}

/** Its language, inherited like {@link namespaceOf} (CORE-37); undefined where none was said. */
export function langOf(element: Element): string | undefined {
  for (let at: Element | null = element; at; at = at.parent) {
    const lang = at.attrs['xml:lang'];
    if (lang !== undefined) return lang || undefined;
  }
  return undefined;
}

export { parseFrame, XmlError, type XmlCondition, type XmlLimits } from './parse-frame.js';
