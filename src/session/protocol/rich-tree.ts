/**
 * Puts rich text together from its words, breaks and images as they come, each with the elements that it stands in:
 * well nested, without empty elements, white space as it is seen (XHTML 1.0: runs are one, none at the ends of lines).
 * Paragraphs hold no blocks, lists nothing but items, and what gives words their look stands inside of what gives the
 * text its shape (XHT-14).
 */
import type { RichElement, RichImage, RichName, RichNode, RichStyle } from '../rich-text.js';

/** An element as it was met. It becomes several where blocks cut it, and none where nothing is in it. */
export interface Frame {
  readonly name: RichName;
  readonly style?: RichStyle | undefined;
  readonly href?: string | undefined;
  /** White space counts: each character and each line. */
  readonly preserved?: boolean;
  /** What it became. */
  readonly made: Made[];
}

export interface Made {
  readonly element: {
    readonly name: RichName;
    readonly children: RichNode[];
    style?: RichStyle;
    href?: string;
    host?: string;
  };
  /** Of a link: all that is said in it. */
  words: string;
}

/** Where something stands. */
export interface Place {
  /** The outermost first. The same array wherever the block is the same. */
  readonly blocks: readonly Frame[];
  /** Those and the inline ones in them. */
  readonly path: readonly Frame[];
}

type Shape = Pick<Frame, 'name' | 'style' | 'href' | 'preserved'>;

const frameOf = (shape: Shape): Frame => ({ ...shape, made: [] });

/** Where `shape`, a block, opens in `place`. */
export function openBlock(place: Place, { name: wanted, style, preserved }: Shape): Place {
  const { blocks, path } = place;
  const last = blocks.at(-1);
  const closed = last?.name === 'p' ? last : undefined;
  const outer = closed ? blocks.slice(0, -1) : blocks;
  const inList = isList(outer.at(-1));
  const name = wanted === 'li' && !inList ? 'p' : wanted;
  const shape = {
    name,
    style: blockStyle(outer, { ...closed?.style, ...style }),
    preserved: preserved ?? closed?.preserved ?? false,
  };
  const item = inList && name !== 'li' ? [frameOf({ name: 'li' })] : [];
  const inner = [...outer, ...item, frameOf(shape)];
  return { blocks: inner, path: [...inner, ...path.slice(blocks.length)] };
}

/** Where `shape`, which is no block, opens in `place`. */
export function openInline({ blocks, path }: Place, shape: Shape): Place {
  const { 'margin-left': _, 'text-align': __, ...style } = shape.style ?? {};
  const bare = Object.keys(style).length === 0;
  if (bare && shape.name === 'span') return { blocks, path };
  if (!bare && UNSTYLED.test(shape.name))
    return { blocks, path: [...path, frameOf({ name: shape.name }), frameOf({ name: 'span', style })] };
  return { blocks, path: [...path, frameOf({ ...shape, style: bare ? undefined : style })] };
}

/** Those that XEP-0071 §7.8 wants without a style of their own. */
const UNSTYLED = /^(em|strong)$/;

/** Margins don't add up, or some would push the words out of sight. */
function blockStyle(outer: readonly Frame[], style: RichStyle): RichStyle | undefined {
  const { 'margin-left': margin, ...rest } = style;
  const kept = margin !== undefined && !outer.some((frame) => frame.style?.['margin-left']) ? style : rest;
  return Object.keys(kept).length ? kept : undefined;
}

const isList = (frame: Frame | undefined) => frame?.name === 'ul' || frame?.name === 'ol';

const BREAK: RichElement = { name: 'br', children: [] };

export class RichTree {
  readonly content: RichNode[] = [];
  /** Elements not yet closed, and what they were met as. */
  readonly #open: { readonly frame: Frame; readonly made: Made }[] = [];
  #blocks: readonly Frame[] | undefined;
  #atLineStart = true;
  /** A space that shows if something follows in its line. */
  #space: Place | undefined;
  #edge = false;
  /** Items that nobody opened, by where their lists stand. */
  readonly #items = new WeakMap<Place['blocks'], Place>();

  /** A block began or ended: what follows is on another line, even if that block was empty. */
  edge(): void {
    this.#edge = true;
  }

  /** Words, with white space that is to be read as XHTML's. */
  text(text: string, place: Place): void {
    if (place.blocks.at(-1)?.preserved) {
      this.#preservedText(text, place);
      return;
    }
    const words = text.replace(/[ \t\r\n]+/g, ' ');
    if (words.startsWith(' ')) this.space(place);
    const trimmed = words.replace(/^ | $/g, ''); // not the spaces that are to stay
    if (trimmed) this.#add(trimmed, place);
    if (words.endsWith(' ')) this.space(place);
  }

  /** White space of any kind. */
  space(within: Place): void {
    const place = this.#inside(within);
    const starts = this.#atLineStart || this.#edge || place.blocks !== this.#blocks;
    if (!starts) this.#space ??= place;
  }

  break(place: Place): void {
    this.#space = undefined;
    this.#add(BREAK, place);
    this.#atLineStart = true;
  }

  image(image: RichImage, place: Place): void {
    this.#add({ name: 'img', children: [], image }, place);
  }

  #preservedText(text: string, place: Place): void {
    const lines = text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n');
    lines.forEach((line, i) => {
      if (i > 0) this.break(place);
      // each second space of a run could break the line without being lost
      if (line) this.#add(line.replace(/^ | (?= )| $/g, '\u00a0'), place);
    });
  }

  #add(node: RichNode, within: Place): void {
    const place = this.#inside(within);
    if (place.blocks !== this.#blocks) {
      this.#space = undefined;
      this.#atLineStart = true;
    } else if (this.#edge && !this.#atLineStart) {
      this.#space = undefined;
      this.#push(BREAK, place);
    }
    if (this.#space) this.#push(' ', this.#space);
    this.#space = undefined;
    this.#edge = false;
    this.#blocks = place.blocks;
    this.#atLineStart = false;
    this.#push(node, place);
  }

  /** What stands in a list, stands in an item of it. */
  #inside(place: Place): Place {
    const { blocks, path } = place;
    if (!isList(blocks.at(-1))) return place;
    let item = this.#edge ? undefined : this.#items.get(blocks);
    item ??= openBlock({ blocks, path: blocks }, { name: 'li' });
    this.#items.set(blocks, item);
    return { blocks: item.blocks, path: [...item.path, ...path.slice(blocks.length)] };
  }

  #push(node: RichNode, { path }: Place): void {
    let depth = 0;
    while (depth < path.length && this.#open[depth]?.frame === path[depth]) depth += 1;
    this.#open.length = depth;
    for (const frame of path.slice(depth)) this.#enter(frame);
    const children = this.#children();
    const before = children.at(-1);
    if (typeof node === 'string' && typeof before === 'string') children[children.length - 1] = before + node;
    else children.push(node);
    const words = typeof node === 'string' ? node : (node.image?.alt ?? '');
    for (const { frame, made } of this.#open) if (frame.href !== undefined) made.words += words;
  }

  #enter(frame: Frame): void {
    const { name, style, href } = frame;
    const element = { name, children: [], ...(style && { style }), ...(href !== undefined && { href }) };
    const made: Made = { element, words: '' };
    frame.made.push(made);
    this.#children().push(element);
    this.#open.push({ frame, made });
  }

  /** Of the innermost open element. */
  #children(): RichNode[] {
    return this.#open.at(-1)?.made.element.children ?? this.content;
  }
}
