/**
 * Rich text in plain words, with signs where it would not be read otherwise: what goes out beside it, and what is
 * announced, quoted, searched and copied of it.
 */
import type { RichElement, RichNode } from './rich-text.js';

/**
 * Lists with their bullets and numbers, quotes behind `> `, code in backticks (XEP-0393 §5), paragraphs set apart,
 * addresses behind words that don't show them.
 */
export function plainText(content: readonly RichNode[]): string {
  return textOf(content).replaceAll('\u00a0', ' ').replace(/\n+$/, '');
}

function textOf(content: readonly RichNode[]): string {
  const text = new Lines();
  content.forEach((node) => {
    if (typeof node === 'string') text.words(node);
    else addElement(text, node);
  });
  return text.text;
}

function addElement(text: Lines, element: RichElement): void {
  const { name, children, image } = element;
  switch (name) {
    case 'br':
      text.words('\n');
      break;
    case 'img':
      text.words(image?.alt || (image?.src ?? ''));
      break;
    case 'p':
      if (isCode(element)) text.block(['```', rawText(children).replace(/\n+$/, ''), '```'].join('\n'));
      else text.block(textOf(children), true);
      break;
    case 'li':
      text.block(textOf(children));
      break;
    case 'blockquote':
      text.block(indent(textOf(children), '> ', '> '));
      break;
    case 'ul':
    case 'ol':
      text.block(listText(name, children));
      break;
    case 'a':
      text.words(linkText(element));
      break;
    default:
      if (isCode(element)) text.words(`\`${rawText(children)}\``);
      else text.inline(textOf(children), children);
  }
}

const isCode = ({ style }: RichElement) => style?.['font-family'] === 'monospace';

/** Where signs mean what they say. */
const rawText = (content: readonly RichNode[]): string =>
  content
    .map((node) => {
      if (typeof node === 'string') return node;
      return node.name === 'br' ? '\n' : (node.image?.alt ?? rawText(node.children));
    })
    .join('');

function listText(name: 'ul' | 'ol', items: readonly RichNode[]): string {
  return items
    .map((item, i) => {
      const mark = name === 'ul' ? '- ' : `${i + 1}. `;
      return indent(textOf([item]), mark, ' '.repeat(mark.length));
    })
    .join('\n');
}

const indent = (text: string, first: string, others: string) =>
  text
    .replace(/\n+$/, '')
    .split('\n')
    .map((line, i) => (i === 0 ? first : others) + line)
    .join('\n');

function linkText({ href, children }: RichElement): string {
  const words = textOf(children);
  if (href === undefined || bare(words) === bare(href)) return words;
  return `${words} (${href})`;
}

/** An address without what people leave out. */
const bare = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(https?:\/\/|mailto:|xmpp:)(www\.)?|^www\./, '')
    .replace(/\/$/, '');

/** Text with blocks on lines of their own. */
class Lines {
  text = '';
  /** What follows stands behind a block. */
  #ended = false;
  /** Which was a paragraph: another one is set apart by an empty line. */
  #paragraph = false;

  words(words: string): void {
    if (this.#ended && words) this.#end('\n');
    this.text += words;
  }

  block(words: string, paragraph = false): void {
    if (this.text || this.#ended) this.#end(this.#paragraph && paragraph ? '\n\n' : '\n');
    this.text += words;
    this.#ended = true;
    this.#paragraph = paragraph;
  }

  /** What is inside of no block of its own, but may hold some. */
  inline(words: string, children: readonly RichNode[]): void {
    if (children.some(isBlock)) this.block(words);
    else this.words(words);
  }

  #end(gap: string): void {
    while (!this.text.endsWith(gap)) this.text += '\n';
    this.#ended = this.#paragraph = false;
  }
}

export const isBlock = (node: RichNode): node is RichElement =>
  typeof node !== 'string' && /^(p|li|ul|ol|blockquote)$/.test(node.name);
