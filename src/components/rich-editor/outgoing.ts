/** What goes out of the editor: plain text, and the same as XHTML where something is formatted. */
import type { Node } from 'prosemirror-model';
import type { Outgoing } from '../../session/conversation.js';
import type { RichElement, RichNode } from '../../session/rich-text.js';
import { isFormatted, toRecords } from './to-records.js';

export function outgoingOf(doc: Node): Outgoing {
  if (!isFormatted(doc)) return linesOf(doc);
  const content = toRecords(doc);
  return { body: plainText(content), html: buildXhtml(content) };
}

export const textOf = (doc: Node): string => (isFormatted(doc) ? plainText(toRecords(doc)) : linesOf(doc));

const linesOf = (doc: Node) => doc.children.map(({ textContent }) => textContent).join('\n');

/** The words of `content`, with signs where it would not be read otherwise. */
export function plainText(content: readonly RichNode[]): string {
  const blocks: string[] = [];
  let line = '';
  let open = false;
  const close = () => {
    if (open) blocks.push(line);
    line = '';
    open = false;
  };
  for (const node of content) {
    if (typeof node === 'string' || !BLOCKS.includes(node.name)) {
      line += words(node);
      open = true;
      continue;
    }
    close();
    const after = blocks.length && node.name === 'p' && !node.style ? '\n' : '';
    blocks.push(after + blockText(node));
  }
  close();
  return blocks.join('\n');
}

const BLOCKS: readonly string[] = ['p', 'blockquote', 'ul', 'ol', 'li'];

function blockText(node: RichElement): string {
  switch (node.name) {
    case 'blockquote':
      return plainText(node.children).replace(/^/gm, '> ');
    case 'ul':
    case 'ol':
      return node.children
        .map((child, i) => {
          const sign = node.name === 'ul' ? '- ' : `${i + 1}. `;
          const text = typeof child === 'string' ? child : plainText(child.children);
          return sign + text.replace(/\n/g, `\n${' '.repeat(sign.length)}`);
        })
        .join('\n');
    default:
      return node.style ? `\`\`\`\n${words(node)}\n\`\`\`` : words(node);
  }
}

function words(node: RichNode): string {
  if (typeof node === 'string') return node;
  if (node.name === 'br') return '\n';
  const text = node.children.map(words).join('');
  if (node.name === 'span' && node.style?.['font-family']) return `\`${text}\``;
  return node.href === undefined || node.href === text ? text : `${text} (${node.href})`;
}

const buildXhtml = (content: readonly RichNode[]): string => content.map(markup).join('');

function markup(node: RichNode): string {
  if (typeof node === 'string') return escaped(node).replace(/ (?= )/g, '\u00a0');
  const { name, children, href, style } = node;
  const attributes =
    (href === undefined ? '' : ` href='${escaped(href)}'`) + (style ? ` style='${escaped(css(style))}'` : '');
  return children.length
    ? `<${name}${attributes}>${buildXhtml(children)}</${name}>`
    : `<${name}${attributes}/>`;
}

const css = (style: RichStyle) =>
  Object.entries(style)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');

const ENTITIES = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ["'", '&apos;'],
  ['"', '&quot;'],
]);
const escaped = (text: string) => text.replace(/[<>&'"]/g, (sign) => ENTITIES.get(sign) ?? sign);
