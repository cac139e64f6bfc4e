/** Rich text as a document of the editor; what the editor has no name for becomes its words. */
import { Fragment, type Mark, type Node } from 'prosemirror-model';
import type { RichElement, RichNode } from '../../session/rich-text.js';
import { schema } from './schema.js';

const { nodes, marks } = schema;

export const linesOf = (text: string): Node[] =>
  text.split(/\r\n?|\n/).map((line) => nodes.paragraph.create(null, line ? schema.text(line) : null));

export const docOfText = (text: string): Node => nodes.doc.create(null, linesOf(text));

export const docOfRecords = (content: readonly RichNode[]): Node =>
  nodes.doc.create(null, blocksOf(content, []));

/** At least one. */
export function blocksOf(content: readonly RichNode[], outer: readonly Mark[]): Node[] {
  const blocks = new Blocks();
  for (const node of content) blocks.add(node, outer);
  return blocks.end();
}

/** Blocks as they come; what stands between them goes into lines. */
class Blocks {
  readonly #blocks: Node[] = [];
  #line: Node[] | undefined;
  /** What ended last was a paragraph, whose neighbour is set off by an empty line. */
  #paragraph = false;

  add(node: RichNode, outer: readonly Mark[]): void {
    if (typeof node === 'string') return this.#text(node, outer);
    const inner = withMarks(node, outer);
    switch (node.name) {
      case 'br':
        this.#line ??= [];
        return this.#break();
      case 'img':
        return this.#text(node.image?.alt ?? '', outer);
      case 'p':
        return this.#addParagraph(node, inner);
      case 'blockquote':
        return this.#push(nodes.blockquote.create(null, blocksOf(node.children, outer)));
      case 'ul':
      case 'ol': {
        const items = node.children.flatMap((child) => itemOf(child, outer));
        if (items.length)
          this.#push(nodes[node.name === 'ul' ? 'bullet_list' : 'ordered_list'].create(null, items));
        return;
      }
      default:
        for (const child of node.children) this.add(child, inner);
    }
  }

  end(): Node[] {
    this.#break();
    return this.#blocks.length ? this.#blocks : [nodes.paragraph.create()];
  }

  #text(text: string, outer: readonly Mark[]): void {
    const clean = text.replace(/[\n\r\t\u00a0]/g, ' ');
    if (clean) (this.#line ??= []).push(schema.text(clean, outer));
  }

  #addParagraph(node: RichElement, inner: readonly Mark[]): void {
    this.#break();
    if (isCode(node)) {
      const text = plain(node);
      return this.#push(nodes.code_block.create(null, text ? schema.text(text) : null));
    }
    if (this.#paragraph) this.#blocks.push(nodes.paragraph.create());
    this.#line = [];
    for (const child of node.children) this.add(child, inner);
    this.#break();
    this.#paragraph = true;
  }

  #push(block: Node): void {
    this.#break();
    this.#blocks.push(block);
    this.#paragraph = false;
  }

  #break(): void {
    if (!this.#line) return;
    this.#blocks.push(nodes.paragraph.create(null, Fragment.fromArray(this.#line)));
    this.#line = undefined;
    this.#paragraph = false;
  }
}

function itemOf(node: RichNode, outer: readonly Mark[]): Node[] {
  if (typeof node === 'string') return [];
  const blocks = blocksOf(node.children, withMarks(node, outer));
  if (blocks[0]?.type !== nodes.paragraph) blocks.unshift(nodes.paragraph.create());
  return [nodes.list_item.create(null, blocks)];
}

function withMarks({ name, href, style = {} }: RichElement, outer: readonly Mark[]): readonly Mark[] {
  let all = outer;
  const add = (mark: Mark) => (all = mark.addToSet(all));
  if (name === 'a' && href !== undefined) add(marks.link.create({ href }));
  if (style.color !== undefined && COLOR.test(style.color)) add(marks.color.create({ color: style.color }));
  if (name === 'strong' || isBold(style['font-weight'])) add(marks.strong.create());
  if (name === 'em' || name === 'cite' || style['font-style'] === 'italic') add(marks.em.create());
  if (style['text-decoration']?.includes('underline')) add(marks.underline.create());
  if (style['text-decoration']?.includes('line-through')) add(marks.strike.create());
  if (name === 'span' && isMonospace(style['font-family'])) add(marks.code.create());
  return all;
}

/** As records have it. */
const COLOR = /^#[\da-f]{6}$/;
const isBold = (weight = '') => weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
const isMonospace = (family = '') => /\bmonospace\b/.test(family);
const isCode = ({ style }: RichElement) => isMonospace(style?.['font-family']);

const plain = (node: RichNode): string => {
  if (typeof node === 'string') return node.replace(/\u00a0/g, ' ');
  return node.name === 'br' ? '\n' : node.children.map(plain).join('');
};
