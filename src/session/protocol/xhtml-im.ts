/**
 * XEP-0071 XHTML-IM: reads a message's rich version and builds one. Whatever comes in, only what rich-text.ts has a
 * word for comes out (security.md §2, steps 1 and 2; §8). Nothing is ever parsed as HTML.
 */
import { bestLanguage } from '../language.js';
import { MAX_LINKS, readLink } from '../link.js';
import { buildBody } from '../markup.js';
import { plainText } from '../plain-text.js';
import type { RichName, RichNode, RichStyle, RichText } from '../rich-text.js';
import { child, children, namespaceOf, parseFrame, xml, XmlError, type Element, type Node } from '../xml.js';
import { readStyle } from './rich-style.js';
import { openBlock, openInline, RichTree, type Frame, type Made, type Place } from './rich-tree.js';
import { isReadable, realHost, saysElse } from './rich-words.js';

export const NS_XHTML_IM = 'http://jabber.org/protocol/xhtml-im';
const NS_XHTML = 'http://www.w3.org/1999/xhtml';

/** UTF-16 units of names, values and text; elements; levels below the body (security.md §8). */
const MAX_LENGTH = 64 * 1024;
const MAX_ELEMENTS = 2000;
const MAX_DEPTH = 32;
const MAX_IMAGES = 50;
/** CSS pixels. */
const MAX_SIDE = 1000;

const CODE: RichStyle = { 'font-family': 'monospace' };
const STRUCK: RichStyle = { 'text-decoration': 'line-through' };
const UNDERLINED: RichStyle = { 'text-decoration': 'underline' };
const INDENTED: RichStyle = { 'margin-left': '2em' };

/** What an element is shown as; those that XEP-0071 lacks by the like of it (XHT-21). */
interface Shown {
  readonly block?: RichName;
  readonly inline?: RichName;
  readonly style?: RichStyle;
  readonly preserved?: boolean;
}

const listed = (names: string, shown: Shown) => names.split(' ').map((name) => [name, shown] as const);

const SHOWN: ReadonlyMap<string, Shown> = new Map([
  ...['p', 'blockquote', 'ul', 'ol', 'li'].flatMap((name) => listed(name, { block: name as RichName })),
  ...['a', 'cite', 'em', 'span', 'strong'].flatMap((name) => listed(name, { inline: name as RichName })),
  ...listed('code kbd samp tt var', { inline: 'span', style: CODE }),
  ...listed('b', { inline: 'strong' }),
  ...listed('i dfn', { inline: 'em' }),
  ...listed('del s strike', { inline: 'span', style: STRUCK }),
  ...listed('ins u', { inline: 'span', style: UNDERLINED }),
  ...listed('pre', { block: 'p', style: CODE, preserved: true }),
  ...listed('h1 h2 h3 h4 h5 h6 dt', { block: 'p', inline: 'strong' }),
  ...listed('dd', { block: 'p', style: INDENTED }),
  ...listed(
    'address article aside caption center details div dl fieldset figcaption figure footer form header hgroup main ' +
      'nav section summary table tr',
    { block: 'p' },
  ),
]);

/** Those go with what is in them (XHT-4, XHT-6). */
const DROPPED = new Set(
  'applet embed head iframe noembed noframes noscript object plaintext script style template textarea title xmp'.split(
    ' ',
  ),
);

/**
 * The rich version of `message`, whose plain one, in the language `lang`, is `body`.
 * @returns `too-much`: over the limits, so that the plain one is shown, marked. undefined: there is none, none that can
 * be read, or none that has more to it than the plain one.
 */
export function readXhtml(message: Element, body: string, lang?: string): RichText | 'too-much' | undefined {
  if (message.name !== 'message' || message.attrs.type === 'error' || !body) return undefined;
  const html = child(message, 'html', NS_XHTML_IM);
  const best = html && bestLanguage(children(html, 'body', NS_XHTML), lang);
  if (!best) return undefined;
  const content = readBody(best);
  if (content === 'too-much') return content;
  const text = plainText(content);
  if (!isReadable(text)) return undefined;
  const differs = saysElse(content, body);
  return differs || isFormatted(content) ? { content, text, differs } : undefined;
}

/**
 * Well-formed XHTML as an application has it, without what XHTML-IM lacks.
 * @throws {XmlError} It is not well-formed. @throws {RangeError} It is too much.
 */
export function readMarkup(html: string): readonly RichNode[] {
  // the reader's own limits are on what it shows
  const limits = { length: 4 * MAX_LENGTH, depth: 2 * MAX_DEPTH, elements: 2 * MAX_ELEMENTS };
  let body: Element | undefined;
  try {
    body = parseFrame(`<body xmlns="${NS_XHTML}">${html}</body>`, limits);
  } catch (error) {
    if (!(error instanceof XmlError) || error.condition !== 'too-large') throw error;
    throw new RangeError('too much markup', { cause: error });
  }
  const content = body ? readBody(body) : [];
  if (content === 'too-much') throw new RangeError('too much markup');
  return content;
}

/**
 * The rich version of a message of ours, through the filter that the recipient's copy goes through (XHT-20).
 * @returns undefined where nothing is formatted, so that the plain body says it all.
 * @throws As {@link readMarkup}.
 */
export function readOwn(html: string): RichText | undefined {
  const content = readMarkup(html);
  const text = plainText(content);
  return isReadable(text) && isFormatted(content) ? { content, text, differs: false } : undefined;
}

/** The `html` element to send beside the plain body. @param content - As {@link readOwn} has it. */
export const buildXhtml = (content: readonly RichNode[]): Element =>
  xml('html', { xmlns: NS_XHTML_IM }, buildBody(content));

/** Whether it has more to it than lines of text. */
const isFormatted = (content: readonly RichNode[]): boolean =>
  content.some(
    (node) =>
      typeof node !== 'string' &&
      (node.name === 'p' ? node.style !== undefined || isFormatted(node.children) : node.name !== 'br'),
  );

/** An element that is being read. */
interface Reading {
  readonly nodes: readonly Node[];
  next: number;
  readonly place: Place;
  /** A link, which has to have words. */
  readonly link?: Frame;
  readonly quoted?: boolean;
  readonly block: boolean;
}

function readBody(body: Element): readonly RichNode[] | 'too-much' {
  return new BodyReader().read(body);
}

class BodyReader {
  readonly #tree = new RichTree();
  readonly #stack: Reading[] = [];
  readonly #links: Frame[] = [];
  #length = 0;
  #elements = 0;
  #images = 0;

  read(body: Element): readonly RichNode[] | 'too-much' {
    const style = readStyle(body.attrs.style);
    const root: Place = { blocks: [], path: [] };
    const place = style ? openInline(root, { name: 'span', style }) : root;
    this.#stack.push({ nodes: body.children, next: 0, place, block: false });
    for (let at = this.#stack.at(-1); at; at = this.#stack.at(-1)) {
      const node = at.nodes[at.next++];
      if (node === undefined) this.#leave(at);
      else if (typeof node === 'string') this.#text(node, at.place);
      else this.#enter(node, at.place);
      if (this.#isTooMuch()) return 'too-much';
    }
    for (const { href = '', made } of this.#links) made.forEach((link) => completeLink(href, link));
    return this.#tree.content;
  }

  #isTooMuch(): boolean {
    return this.#length > MAX_LENGTH || this.#elements > MAX_ELEMENTS || this.#stack.length > MAX_DEPTH + 1;
  }

  #text(text: string, place: Place): void {
    this.#length += text.length;
    this.#tree.text(text, place);
  }

  #enter(element: Element, place: Place): void {
    this.#count(element);
    const { name, attrs } = element;
    if (namespaceOf(element) !== NS_XHTML || DROPPED.has(name)) return;
    switch (name) {
      case 'br':
        this.#tree.break(place);
        return;
      case 'hr':
        this.#tree.edge();
        return;
      case 'img':
        this.#image(attrs, place);
        return;
      case 'td':
      case 'th':
        this.#tree.space(place);
        break;
      case 'q':
        this.#tree.text('“', place);
    }
    this.#open(element, place);
  }

  #count({ name, attrs }: Element): void {
    this.#elements += 1;
    this.#length += 2 * name.length + 5; // `<p></p>`
    for (const key in attrs) {
      if (key !== 'xmlns') this.#length += key.length + (attrs[key]?.length ?? 0) + 4;
    }
  }

  #open({ name, attrs, children: nodes }: Element, outer: Place): void {
    const { block, inline, style: own, preserved = false } = SHOWN.get(name) ?? {};
    const given = SHOWN.has(name) ? readStyle(attrs.style) : undefined;
    const style = own || given ? { ...own, ...given } : undefined;
    let place = outer;
    if (block) {
      this.#tree.edge();
      place = openBlock(place, { name: block, style, ...(preserved && { preserved }) });
    }
    const href = name === 'a' ? this.#href(attrs.href, place) : undefined;
    if (inline && (name !== 'a' || href !== undefined)) {
      place = openInline(place, { name: inline, style: block ? undefined : style, href });
    } else if (inline) place = openInline(place, { name: 'span', style });
    const link = href === undefined ? undefined : place.path.at(-1);
    if (link) this.#links.push(link);
    const quoted = name === 'q';
    const shown = preserved ? withoutFirstBreak(nodes) : nodes;
    this.#stack.push({
      nodes: shown,
      next: 0,
      place,
      block: block !== undefined,
      quoted,
      ...(link && { link }),
    });
  }

  #leave({ place, link, quoted, block }: Reading): void {
    if (quoted) this.#tree.text('”', place);
    if (link?.made.length === 0) this.#tree.text(hostOf(link.href ?? ''), place);
    if (block) this.#tree.edge();
    this.#stack.pop();
  }

  /** XHT-8. Links don't nest. */
  #href(text: string | undefined, { path }: Place): string | undefined {
    if (this.#links.length >= MAX_LINKS || path.some(({ href }) => href !== undefined)) return undefined;
    return readLink(text?.trim() ?? '')?.href;
  }

  /** XHT-9. In a link, where it would be a second thing to press, its words are what is pressed. */
  #image({ src, alt = '', width, height }: Element['attrs'], place: Place): void {
    const href = readLink(src?.trim() ?? '')?.href;
    const linked = place.path.some((frame) => frame.href !== undefined);
    if (!href?.startsWith('http') || linked || this.#images >= MAX_IMAGES) {
      this.#tree.text(alt, place);
      return;
    }
    this.#images += 1;
    const sizes = { width: sideOf(width), height: sideOf(height) };
    const words = alt.replace(/[ \t\r\n]+/g, ' ').trim();
    this.#tree.image({ src: href, alt: words, ...definedOf(sizes) }, place);
  }
}

/** As of HTML's `pre`: what is in it may begin on a line of its own. */
function withoutFirstBreak([first, ...others]: readonly Node[]): readonly Node[] {
  if (first === undefined) return [];
  return [typeof first === 'string' ? first.replace(/^\r?\n/, '') : first, ...others];
}

/** Words for what has none, and the host where the words could make one think of another. */
function completeLink(href: string, { element, words }: Made): void {
  if (!isReadable(words)) {
    const { children: nodes } = element;
    const before = typeof nodes.at(-1) === 'string' ? nodes.pop() : '';
    nodes.push(`${before as string}${hostOf(href)}`);
  }
  const host = realHost(href, words);
  if (host !== undefined) element.host = host;
}

function hostOf(href: string): string {
  const { host, pathname } = new URL(href);
  return host || pathname;
}

const sideOf = (text: string | undefined) =>
  text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Math.min(Number(text), MAX_SIDE) : undefined;

const definedOf = (sizes: { readonly width: number | undefined; readonly height: number | undefined }) => ({
  ...(sizes.width !== undefined && { width: sizes.width }),
  ...(sizes.height !== undefined && { height: sizes.height }),
});
