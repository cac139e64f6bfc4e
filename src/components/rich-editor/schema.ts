/**
 * What a message can be made of: as much of XHTML-IM as the kit writes (XEP-0071 §8). A paragraph is one line, so that
 * typing shortcuts and commands go by lines, as people who write messages expect. What is drawn needs no style attribute.
 */
import { Schema, type MarkSpec, type NodeSpec } from 'prosemirror-model';
import { inkOf } from '../conversation/rich-color.js';

/** Custom property with which colours are copied: those of other programs are left behind. */
export const COPIED_COLOR = '--xmpp-copied-color';

const nodes = {
  doc: { content: 'block+' },
  paragraph: {
    content: 'text*',
    group: 'block',
    selectable: false,
    parseDOM: [{ tag: 'p' }, { tag: 'div' }],
    toDOM: () => ['p', { dir: 'auto' }, 0],
  },
  blockquote: {
    content: 'block+',
    group: 'block',
    selectable: false,
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  bullet_list: {
    content: 'list_item+',
    group: 'block',
    selectable: false,
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item+',
    group: 'block',
    selectable: false,
    parseDOM: [{ tag: 'ol' }],
    toDOM: () => ['ol', 0],
  },
  list_item: {
    content: 'paragraph block*',
    selectable: false,
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  code_block: {
    content: 'text*',
    marks: '',
    group: 'block',
    selectable: false,
    code: true,
    defining: true,
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', { dir: 'ltr' }, ['code', 0]],
  },
  text: {},
} as const satisfies Record<string, NodeSpec>;

/** From the outermost to the innermost. */
const marks = {
  link: {
    attrs: { href: { validate: 'string' } },
    inclusive: false,
    parseDOM: [
      { tag: 'a[href]', getAttrs: (element: HTMLElement) => ({ href: element.getAttribute('href') }) },
    ],
    toDOM: ({ attrs: { href } }) => ['a', { href: String(href) }, 0],
  },
  color: {
    attrs: { color: { validate: 'string' } },
    // of what the browser has changed by itself: pasted HTML comes another way (clipboard.ts)
    parseDOM: [
      {
        tag: 'span',
        getAttrs: ({ style }: HTMLElement) => {
          const color = style.getPropertyValue(COPIED_COLOR);
          return color ? { color } : false;
        },
      },
    ],
    toDOM: ({ attrs: { color } }) => colored(String(color)),
  },
  strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  underline: { parseDOM: [{ tag: 'u' }], toDOM: () => ['u', 0] },
  strike: { parseDOM: [{ tag: 's' }], toDOM: () => ['s', 0] },
  code: {
    code: true,
    excludes: 'strong em underline strike code',
    parseDOM: [{ tag: 'code' }],
    toDOM: () => ['code', 0],
  },
} as const satisfies Record<string, MarkSpec>;

/** As it is read (rich-color.ts); what is copied says besides which one that is. */
function colored(color: string): HTMLElement {
  const span = document.createElement('span');
  span.style.setProperty('color', inkOf(color));
  span.style.setProperty(COPIED_COLOR, color);
  return span;
}

export type NodeName = keyof typeof nodes;
export type MarkName = keyof typeof marks;

export const MARKS = Object.keys(marks) as readonly MarkName[];

export const schema = new Schema<NodeName, MarkName>({ nodes, marks });
