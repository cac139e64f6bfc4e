/** What goes out of the editor: plain text, and the same as XHTML where something is formatted. */
import type { Node } from 'prosemirror-model';
import type { Outgoing } from '../../session/conversation.js';
import type { RichElement, RichNode } from '../../session/rich-text.js';
import { isFormatted, toRecords } from './to-records.js';

/** A document in all the ways in which it goes on. */
export interface Written {
  readonly text: string;
  /** Where something is formatted. */
  readonly content?: readonly RichNode[];
  readonly outgoing: Outgoing;
}

export function writtenIn(doc: Node): Written {
  if (!isFormatted(doc)) {
    const text = linesOf(doc);
    return { text, outgoing: text };
  }
  const content = toRecords(doc);
  const text = plainText(content);
  return { text, content, outgoing: { body: text, html: new Markup().add(content).text } };
}

const linesOf = (doc: Node) => doc.children.map(({ textContent }) => textContent).join('\n');

/** The words of `content`, with signs where it would not be read otherwise. */
export function plainText(content: readonly RichNode[]): string {
  const lines: string[] = [];
  let open = false;
  let paragraph = false;
  for (const node of content) {
    const block = isBlock(node);
    const apart = paragraph && isParagraph(node); // by an empty line, as they are written
    if (block || !open) lines.push((apart ? '\n' : '') + (block ? blockText(node) : words(node)));
    else lines.push((lines.pop() ?? '') + words(node));
    open = !block;
    paragraph = isParagraph(node);
  }
  return lines.join('\n');
}

const isBlock = (node: RichNode): node is RichElement =>
  typeof node === 'object' && /^(p|blockquote|ul|ol|li)$/.test(node.name);
const isParagraph = (node: RichNode) => isBlock(node) && node.name === 'p' && !node.style;

function blockText({ name, children, style }: RichElement): string {
  switch (name) {
    case 'blockquote':
      return plainText(children).replace(/^/gm, '> ');
    case 'ul':
    case 'ol':
      return children
        .map((item, i) => {
          const sign = name === 'ul' ? '- ' : `${i + 1}. `;
          return (sign + wordsOf(item)).replace(/\n/g, `\n${' '.repeat(sign.length)}`);
        })
        .join('\n');
    default:
      return style
        ? ['```', ...children.map(words).join('').split('\n'), '```'].join('\n')
        : plainText(children);
  }
}

const wordsOf = (item: RichNode) => (typeof item === 'string' ? item : plainText(item.children));

function words(node: RichNode): string {
  if (typeof node === 'string') return node;
  if (node.name === 'br') return '\n';
  const text = node.children.map(words).join('');
  if (node.style?.['font-family']) return `\`${text}\``;
  return node.href === undefined || node.href.replace(/^mailto:|\/$/g, '') === text.replace(/\/$/, '')
    ? text
    : `${text} (${node.href})`;
}

/** Well-formed XHTML, with U+00A0 for spaces that would be lost (XHT-14). */
class Markup {
  text = '';
  /** A space that comes now begins a line, or follows another one. */
  #loses = true;

  add(nodes: readonly RichNode[]): this {
    for (const node of nodes) {
      if (typeof node === 'string') this.#words(node);
      else this.#element(node);
    }
    return this;
  }

  #words(text: string): void {
    for (const sign of text) {
      this.text += sign === ' ' && this.#loses ? '\u00a0' : (ENTITIES.get(sign) ?? sign);
      this.#loses = sign === ' ';
    }
  }

  #element(node: RichElement): void {
    const { name, children, href, style } = node;
    const css = Object.entries(style ?? {}).map(([property, value]) => `${property}: ${value}`);
    const attributes =
      (href === undefined ? '' : ` href='${escaped(href)}'`) +
      (style ? ` style='${escaped(css.join('; '))}'` : '');
    const line = name === 'br' || isBlock(node);
    this.#loses ||= line;
    this.text += `<${name}${attributes}`;
    if (children.length) {
      this.text += '>';
      this.add(children);
      this.text += `</${name}>`;
    } else this.text += '/>';
    this.#loses ||= line;
  }
}

const ENTITIES = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ["'", '&apos;'],
  ['"', '&quot;'],
]);
const escaped = (text: string) => text.replace(/[<>&'"]/g, (sign) => ENTITIES.get(sign) ?? sign);
