/** Nodes that DOMPurify has been through, as rich text: by an allow-list, and by what they mean rather than by their style. */
import type { RichElement, RichName, RichNode, RichStyle } from '../../session/rich-text.js';
import { readLink } from '../../session/link.js';

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
/** Each stands on lines of its own. */
const BLOCKS = /^(address|article|aside|div|dd|dt|figure|footer|h[1-6]|header|main|section|tr)$/;
const HEADING = /^h[1-6]$/;

export const readDom = (root: Node): RichNode[] => tidy(childrenOf(root, 0));

function childrenOf(parent: Node, depth: number): RichNode[] {
  return [...parent.childNodes].flatMap((node) => read(node, depth + 1));
}

function read(node: Node, depth: number): RichNode[] {
  if (node instanceof Text) return [node.data.replace(/[ \t\r\n\f]+/g, ' ')];
  if (!(node instanceof HTMLElement) || depth > MAX_DEPTH) return node.textContent ? [node.textContent] : [];
  const name = node.localName;
  if (name === 'pre') return [element('p', lines(node.textContent), MONOSPACE)];
  const children = childrenOf(node, depth);
  const style = STYLES.get(name) ?? styleOf(node);
  const inner = style ? [element('span', children, style)] : children;
  if (name === 'td' || name === 'th') return [...inner, ' '];
  if (HEADING.test(name)) return [element('p', [element('strong', inner)])];
  if (BLOCKS.test(name)) return hasBlocks(children) ? inner : [element('p', inner)];
  const known = ELEMENTS.get(name);
  if (known === 'a') {
    const href = readLink(node.getAttribute('href') ?? '')?.href;
    return href === undefined ? inner : [{ ...element('a', inner), href }];
  }
  return known ? [element(known, inner)] : inner;
}

/** What Google's and Apple's editors write instead of elements. DOMPurify leaves the attribute, the page's policy not its effect. */
function styleOf({ style, localName }: HTMLElement): RichStyle | undefined {
  if (localName !== 'span') return undefined;
  const { fontWeight, fontStyle, textDecorationLine } = style;
  const bold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  const found: RichStyle = {
    ...(bold && { 'font-weight': 'bold' }),
    ...(fontStyle === 'italic' && { 'font-style': 'italic' }),
    ...(/underline|line-through/.test(textDecorationLine) && { 'text-decoration': textDecorationLine }),
  };
  return Object.keys(found).length ? found : undefined;
}

const isBlock = (node: RichNode) =>
  typeof node === 'object' && ['p', 'blockquote', 'ul', 'ol', 'li'].includes(node.name);
const hasBlocks = (nodes: readonly RichNode[]) => nodes.some(isBlock);

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
