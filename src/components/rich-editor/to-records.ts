/** A document of the editor as rich text, and as the plain text that goes with it. */
import type { Mark, Node } from 'prosemirror-model';
import type { RichElement, RichName, RichNode, RichStyle } from '../../session/rich-text.js';
import { MARKS, type NodeName } from './schema.js';

/** XHT-21. */
const MONOSPACE: RichStyle = { 'font-family': 'monospace' };

/** Whether there is more to it than lines of words. */
export function isFormatted(doc: Node): boolean {
  let formatted = false;
  doc.descendants((node) => {
    formatted ||= node.isText ? node.marks.length > 0 : node.type.name !== 'paragraph';
    return !formatted;
  });
  return formatted;
}

/**
 * Lines follow each other in one `p`; an empty one between ends it, more of them are kept as breaks. Other blocks with
 * nothing in them are left out, as whoever reads them would.
 */
export function toRecords(parent: Node): RichNode[] {
  const records: RichNode[] = [];
  let lines: RichNode[] | undefined;
  let blank = 0;
  parent.forEach((node) => {
    if (node.type.name !== 'paragraph') {
      lines = undefined;
      blank = 0;
      const block = blockOf(node);
      if (block.children.length) records.push(block);
    } else if (!node.childCount) {
      lines = undefined;
      blank += 1;
    } else {
      if (lines) lines.push(element('br', []));
      else {
        lines = Array.from({ length: blank - (isLines(records.at(-1)) ? 1 : 0) }, () => element('br', []));
        records.push(element('p', lines));
      }
      blank = 0;
      lines.push(...inline(node));
    }
  });
  return records;
}

const isLines = (node: RichNode | undefined): node is RichElement =>
  typeof node === 'object' && node.name === 'p' && !node.style;

function blockOf(node: Node): RichElement {
  switch (node.type.name as NodeName) {
    case 'blockquote':
      return element('blockquote', toRecords(node));
    case 'bullet_list':
      return element('ul', itemsOf(node));
    case 'ordered_list':
      return element('ol', itemsOf(node));
    default:
      return element('p', broken(node.textContent), MONOSPACE);
  }
}

const itemsOf = ({ children }: Node) => children.map(item).filter((each) => each.children.length > 0);

/** Its first line stands in the item itself, and so do those that follow. */
function item(node: Node): RichElement {
  const children = toRecords(node);
  const [first] = children;
  return element('li', isLines(first) ? [...first.children, ...children.slice(1)] : children);
}

/** Its lines, with breaks between them. */
export const broken = (text: string): RichNode[] =>
  text.split('\n').flatMap((line, i) => [...(i ? [element('br', [])] : []), ...(line ? [line] : [])]);

const inline = (paragraph: Node): RichNode[] => marked(paragraph.children, 0);

/** What has the same mark of those from `depth` on stands in one element of it. */
function marked(texts: readonly Node[], depth: number): RichNode[] {
  const name = MARKS[depth];
  if (name === undefined) return [texts.map(({ text }) => text).join('')];
  const nodes: RichNode[] = [];
  for (let i = 0; i < texts.length;) {
    const mark = markOf(texts[i], name);
    const start = i;
    while (i < texts.length && same(markOf(texts[i], name), mark)) i += 1;
    const children = marked(texts.slice(start, i), depth + 1);
    nodes.push(...(mark ? [marking(mark, children)] : children));
  }
  return nodes;
}

const markOf = (node: Node | undefined, name: string) => node?.marks.find(({ type }) => type.name === name);
const same = (one: Mark | undefined, other: Mark | undefined) =>
  one === other || Boolean(one && other?.eq(one));

function marking({ type, attrs }: Mark, children: RichNode[]): RichElement {
  switch (type.name) {
    case 'link':
      return { ...element('a', children), href: String(attrs.href) };
    case 'color':
      return element('span', children, { color: String(attrs.color) });
    case 'underline':
      return element('span', children, { 'text-decoration': 'underline' });
    case 'strike':
      return element('span', children, { 'text-decoration': 'line-through' });
    case 'code':
      return element('span', children, MONOSPACE);
    default:
      return element(type.name as RichName, children);
  }
}

const element = (name: RichName, children: RichNode[], style?: RichStyle): RichElement => ({
  name,
  children,
  ...(style && { style }),
});
