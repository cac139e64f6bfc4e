/**
 * Rich text as nodes (security.md §2, steps 3 and 4): made one by one, purified, and only then given what is the kit's
 * own: buttons for pictures, real hosts, classes. Nothing is ever parsed.
 */
import { guard } from 'lit/directives/guard.js';
import type { RichElement, RichNode, RichProperty, RichStyle } from '../../session/rich-text.js';
import { partStrings } from '../shared/catalogue.js';
import { linkify } from '../shared/linkify.js';
import type { Locale } from '../shared/locale.js';
import { isFetchable } from '../shared/remote-image.js';
import { messagePartEnglish } from '../shared/message-part-strings.js';
import { inertDocument, purify } from '../shared/sanitize.js';
import { inkOf, tintOf } from './rich-color.js';
import { pictureOf } from './rich-picture.js';

export { richStyles } from './rich.styles.js';

/** As of plain text (rich-text.ts): UTF-16 units, lines. A picture is as high as some of them. */
const MAX_LENGTH = 20_000;
const MAX_LINES = 100;
const PICTURE_LINES = 8;

export interface RichOptions {
  readonly locale: Locale;
  /** Shown in full although very long. */
  readonly expanded: boolean;
  /** Addresses in its words can be clicked: not where the sender said what is a link (XHT-15). */
  readonly linkify?: boolean;
  /** UTF-16 units of its words that are left out at the start, such as `/me `. */
  readonly skip?: number;
}

/** For a template: {@link richNodes}, made again only when something of it changed. */
export const renderRich = (content: readonly RichNode[], options: RichOptions): unknown =>
  guard([content, options.locale, options.expanded], () => richNodes(content, options));

/** `content` as nodes; the end of a very long one behind a button. What cannot be shown safely is empty. */
export function richNodes(content: readonly RichNode[], options: RichOptions): readonly Node[] {
  return new RichBuilder(options).build(content);
}

class RichBuilder {
  readonly #document = inertDocument();
  readonly #root = this.#document.createElement('span');
  /** What is done with an element once it is known to be harmless. */
  readonly #own = new Map<Element, () => void>();
  #left = MAX_LENGTH;
  #lines = MAX_LINES;
  #skip: number;
  #cut = false;

  constructor(readonly options: RichOptions) {
    this.#skip = options.skip ?? 0;
    if (options.expanded) this.#left = this.#lines = Infinity;
  }

  build(content: readonly RichNode[]): readonly Node[] {
    this.#append(this.#root, content, false);
    purify(this.#root);
    for (const [element, own] of this.#own) if (this.#root.contains(element)) own();
    const nodes: Node[] = [...this.#root.childNodes];
    if (this.#cut) nodes.push(new Text('… '), this.#more());
    return nodes;
  }

  #append(parent: Element, content: readonly RichNode[], tinted: boolean): void {
    for (const node of content) {
      if (this.#left <= 0 || this.#lines <= 0) {
        this.#cut = true;
        return;
      }
      if (typeof node === 'string') this.#text(parent, node);
      else if (node.name === 'img') this.#image(parent, node);
      else this.#element(parent, node, tinted);
    }
  }

  #text(parent: Element, words: string): void {
    const text = words.slice(this.#skip);
    this.#skip -= words.length - text.length;
    let shown = text;
    if (text.length > this.#left) {
      // no half characters
      const end = /[\ud800-\udbff]/.test(text.charAt(this.#left - 1)) ? this.#left - 1 : this.#left;
      shown = text.slice(0, end);
      this.#cut = true;
    }
    this.#left -= text.length;
    if (!this.options.linkify || parent.closest('a')) parent.append(shown);
    else
      for (const piece of linkify(shown)) {
        if (typeof piece === 'string') parent.append(piece);
        else parent.append(this.#link(piece.href, piece.host, [piece.text]));
      }
  }

  #element(parent: Element, { name, children, style, href, host }: RichElement, tinted: boolean): void {
    if (name === 'br' || name === 'p' || name === 'li') this.#lines -= 1;
    const element = name === 'a' && href ? this.#link(href, host, []) : this.#document.createElement(name);
    const tint = !tinted && style?.['background-color'] ? tintOf(style['background-color']) : undefined;
    if (style) this.#style(element, style, tint);
    this.#append(element, children, tinted || tint !== undefined);
    parent.append(element);
  }

  #style(element: HTMLElement, style: RichStyle, tint: string | undefined): void {
    for (const [property, value] of Object.entries(style) as [RichProperty, string][]) {
      if (property === 'background-color') {
        if (tint) element.style.setProperty(property, tint);
      } else if (property === 'font-family' && value === 'monospace') {
        this.#own.set(element, () => element.classList.add('code'));
      } else if (property === 'font-size') {
        element.style.setProperty(property, sizeOf(value));
        element.style.setProperty('line-height', '1.35');
      } else
        element.style.setProperty(
          OURS.get(property) ?? property,
          property === 'color' ? inkOf(value) : value,
        );
    }
  }

  #link(href: string, host: string | undefined, words: readonly string[]): HTMLAnchorElement {
    const link = this.#document.createElement('a');
    link.href = href;
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow ugc';
    link.referrerPolicy = 'no-referrer';
    link.append(...words);
    this.#own.set(link, () => {
      link.tabIndex = -1; // Enter goes into a row
      if (words.length) link.dir = 'ltr';
      if (host !== undefined) link.after(' ', kit(this.options.locale.strings.linkHost(host)));
    });
    return link;
  }

  /** Until it is asked for, a picture is an empty `img`; where it may not be, its words. */
  #image(parent: Element, { image }: RichElement): void {
    if (!image) return;
    const { src, alt } = image;
    if (src === undefined || !isFetchable(src, true)) {
      this.#text(parent, alt);
      return;
    }
    this.#lines -= PICTURE_LINES;
    const place = this.#document.createElement('img');
    place.alt = alt;
    this.#own.set(place, () => {
      const strings = partStrings(messagePartEnglish, this.options.locale.strings);
      place.replaceWith(pictureOf(image, src, strings, this.options.locale.tag));
    });
    parent.append(place);
  }

  #more(): HTMLElement {
    const { strings, tag } = this.options.locale;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'small';
    button.part.add('kit');
    button.lang = tag;
    button.dataset.action = 'expand';
    button.tabIndex = -1;
    button.append(strings.showMore);
    return button;
  }
}

/** What the kit adds is told from what was sent. */
function kit(words: string): HTMLElement {
  const span = document.createElement('span');
  span.part.add('kit');
  span.append(words);
  return span;
}

/** So that text that runs the other way is set off where it starts. */
const OURS: ReadonlyMap<RichProperty, string> = new Map([
  ['margin-left', 'margin-inline-start'],
  ['text-decoration', 'text-decoration-line'],
]);

/** Pixels go by the kit's own size, so that all grows with what the reader likes. */
const sizeOf = (value: string) =>
  `clamp(8px, ${value.endsWith('px') ? `calc(var(--_size) * ${Number.parseFloat(value) / 16})` : value}, 48px)`;
