/** Nodes that DOMPurify has been through, as rich text: by an allow-list, and by what they mean rather than by their style. */
import type { RichElement, RichName, RichNode, RichStyle } from '../../session/rich-text.js';
import { readLink } from '../../session/link.js';
import { COPIED_COLOR } from './schema.js';

/** security.md §8. */
const MAX_DEPTH = 32;

const ELEMENTS = new Map<string, RichName>([
  ['a', 'a'],
  ['b', 'strong'],
  ['blockquote', 'blockquote'],
  ['br', 'br'],
  ['cite', 'cite'],
  ['dfn', 'em'],
  ['em', 'em'],
  ['i', 'em'],
  ['li', 'li'],
  ['ol', 'ol'],
  ['p', 'p'],
  ['strong', 'strong'],
  ['ul', 'ul'],
]);
const MONOSPACE: RichStyle = { 'font-family': 'monospace' };
const STYLES = new Map<string, RichStyle>([
  ['code', MONOSPACE],
  ['kbd', MONOSPACE],
  ['samp', MONOSPACE],
  ['tt', MONOSPACE],
  ['u', { 'text-decoration': 'underline' }],
  ['ins', { 'text-decoration': 'underline' }],
  ['s', { 'text-decoration': 'line-through' }],
  ['del', { 'text-decoration': 'line-through' }],
  ['strike', { 'text-decoration': 'line-through' }],
]);
/** Each stands on lines of its own, which nothing sets apart. */
const LINES = /^(address|article|aside|div|dd|dt|figure|footer|h[1-6]|header|main|section|tr)$/;
const HEADING = /^h[1-6]$/;

export const readDom = (root: Node): RichNode[] => tidy(childrenOf(root, 0));

function childrenOf(parent: Node, depth: number): RichNode[] {
  const nodes: RichNode[] = [];
  const edge = () => {
    const last = nodes.at(-1);
    if (last !== undefined && !isBlock(last) && !isBreak(last)) nodes.push(BREAK);
  };
  for (const node of parent.childNodes) {
    const line = node instanceof HTMLElement && LINES.test(node.localName);
    if (line) edge();
    nodes.push(...read(node, depth + 1));
    if (line) edge();
  }
  return nodes;
}

function read(node: Node, depth: number): RichNode[] {
  if (node instanceof Text) return [node.data.replace(/[ \t\r\n\f]+/g, ' ')];
  if (!(node instanceof HTMLElement) || depth > MAX_DEPTH) return node.textContent ? [node.textContent] : [];
  const name = node.localName;
  if (name === 'pre') return [element('p', lines(node.textContent), MONOSPACE)];
  const children = childrenOf(node, depth);
  const style = STYLES.get(name) ?? styleOf(node);
  const inner = style ? [element('span', children, style)] : children;
  if (name === 'td' || name === 'th') return node.previousElementSibling ? [' ', ...inner] : inner;
  if (HEADING.test(name)) return [element('strong', inner)];
  if (isPlain(node)) return children;
  const known = ELEMENTS.get(name);
  if (known === 'a') {
    const href = readLink(node.getAttribute('href') ?? '')?.href;
    return href === undefined ? inner : [{ ...element('a', inner), href }];
  }
  return known ? [element(known, inner)] : inner;
}

/** Google's editor puts all into one such. */
const isPlain = ({ localName, style }: HTMLElement) =>
  /^(b|strong)$/.test(localName) && /^(normal|400)$/.test(style.fontWeight);

/** What Google's and Apple's editors write instead of elements. DOMPurify leaves the attribute, the page's policy not its effect. */
function styleOf({ style, localName }: HTMLElement): RichStyle | undefined {
  if (localName !== 'span') return undefined;
  const { fontWeight, fontStyle, textDecorationLine } = style;
  const color = style.getPropertyValue(COPIED_COLOR);
  const bold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  const found: RichStyle = {
    ...(bold && { 'font-weight': 'bold' }),
    ...(fontStyle === 'italic' && { 'font-style': 'italic' }),
    ...(color && { color }),
    ...(/underline|line-through/.test(textDecorationLine) && { 'text-decoration': textDecorationLine }),
  };
  return Object.keys(found).length ? found : undefined;
}

const isBlock = (node: RichNode) =>
  typeof node === 'object' && ['p', 'blockquote', 'ul', 'ol', 'li'].includes(node.name);
const isBreak = (node: RichNode) => typeof node === 'object' && node.name === 'br';

/** Without the blanks that stand between blocks in the source of a page. */
function tidy(nodes: readonly RichNode[]): RichNode[] {
  const kept = nodes.filter((node, i) => {
    if (typeof node !== 'string' || node.trim()) return true;
    const [before, after] = [nodes[i - 1], nodes[i + 1]];
    return before !== undefined && after !== undefined && !isBlock(before) && !isBlock(after);
  });
  return kept.map((node) => (typeof node === 'string' ? node : { ...node, children: tidy(node.children) }));
}

const lines = (text: string): RichNode[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line, i) => [...(i ? [element('br', [])] : []), ...(line ? [line] : [])]);

const element = (name: RichName, children: RichNode[], style?: RichStyle): RichElement => ({
  name,
  children,
  ...(style && { style }),
});

const BREAK = element('br', []);
