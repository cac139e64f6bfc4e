/** Rich text as XHTML (XEP-0071), as it is sent and as applications have it. */
import { isBlock } from './plain-text.js';
import type { RichElement, RichNode, RichStyle } from './rich-text.js';
import { cleanText } from './text.js';
import { xml, type Element } from './xml.js';

const NS_XHTML = 'http://www.w3.org/1999/xhtml';

/** A `body` with the content as it nests. Whoever reads it looks at whether it may stand there. */
export const buildBody = (content: readonly RichNode[]): Element => new Builder().build(content);

/** Well-formed XHTML without a root. */
export function markupOf(content: readonly RichNode[]): string {
  const body = buildBody(content).toString();
  return body.slice(body.indexOf('>') + 1, -'</body>'.length);
}

/** What protocol/rich-style.ts reads as that style. */
export const writeStyle = (style: RichStyle): string =>
  Object.entries(style)
    .map(([property, value]) => `${property}: ${value}`)
    .join('; ');

/** Lines by `br`, spaces that would be lost by U+00A0 (XHT-14). */
class Builder {
  /** A space that comes now begins a line, or follows another one. */
  #loses = true;
  /** The element that the last text ends, a space at the end of it. */
  #open: Element | undefined;

  build(content: readonly RichNode[]): Element {
    const body = xml('body', { xmlns: NS_XHTML });
    this.#append(body, content);
    this.#endLine();
    return body;
  }

  #append(parent: Element, content: readonly RichNode[]): void {
    for (const node of content) {
      if (typeof node === 'string') this.#text(parent, node);
      else this.#element(parent, node);
    }
  }

  #element(parent: Element, node: RichElement): void {
    const { name, children: nodes, style, href, image } = node;
    const { src, alt, width, height } = image ?? {};
    const line = name === 'br' || isBlock(node);
    if (line) this.#endLine();
    const attrs = { href, src, alt, width, height, style: style && writeStyle(style) };
    const element = xml(name, attrs);
    parent.append(element);
    this.#append(element, nodes);
    if (line) this.#endLine();
    else if (image) this.#follow(undefined);
  }

  #text(parent: Element, text: string): void {
    text
      .replaceAll('\t', '    ')
      .split(/\r\n?|\n/)
      .forEach((line, i) => {
        if (i > 0) this.#element(parent, { name: 'br', children: [] });
        const kept = cleanText(line).replace(this.#loses ? /^ | (?= )/g : / (?= )/g, '\u00a0');
        if (!kept) return;
        parent.children.push(kept);
        this.#follow(kept.endsWith(' ') ? parent : undefined);
      });
  }

  /** @param spaced - What ends in a space now. */
  #follow(spaced: Element | undefined): void {
    this.#open = spaced;
    this.#loses = spaced !== undefined;
  }

  #endLine(): void {
    const { children = [] } = this.#open ?? {};
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last.replace(/ $/, '\u00a0');
    this.#open = undefined;
    this.#loses = true;
  }
}
