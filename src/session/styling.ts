/**
 * XEP-0393 Message Styling 1.1.1: reads plain text into blocks, then spans. Directives stay where they are, so that
 * nothing is lost where they were none (§6). Whether to look at all is styled.ts.
 */
import type { RichElement, RichNode, RichStyle } from './rich-text.js';

/** UTF-16 units, lines, styled pieces: more is shown plain. */
const MAX_LENGTH = 64 * 1024;
const MAX_LINES = 2000;
const MAX_ELEMENTS = 2000;
/** Quotes inside of quotes; deeper ones are shown in the last of them. */
const MAX_QUOTES = 8;

const CODE: RichStyle = { 'font-family': 'monospace' };
const FENCE = '```';
const BREAK: RichElement = { name: 'br', children: [] };

/** A line, and how much of it are the marks of the quotes around it. */
interface Line {
  readonly text: string;
  readonly start: number;
}

/** @returns undefined where nothing is styled. */
export function readStyling(body: string): readonly RichNode[] | undefined {
  if (body.length > MAX_LENGTH) return undefined;
  const lines = body.split('\n', MAX_LINES + 1).map((text) => ({ text, start: 0 }));
  if (lines.length > MAX_LINES) return undefined;
  const reader = new StylingReader();
  const content = reader.blocks(lines, 0);
  return reader.elements > 0 && reader.elements <= MAX_ELEMENTS ? content : undefined;
}

class StylingReader {
  /** What is styled, line breaks aside. */
  elements = 0;

  blocks(lines: readonly Line[], quotes: number): RichNode[] {
    const content: RichNode[] = [];
    for (let at = 0; at < lines.length && this.elements <= MAX_ELEMENTS;) {
      const end = this.#endOfBlock(lines, at, quotes);
      const block = lines.slice(at, end);
      if (isFence(lines[at]!)) content.push(this.#element('p', unstyled(block), CODE));
      else if (quotes < MAX_QUOTES && isQuote(lines[at]!))
        content.push(this.#element('blockquote', this.blocks(block.map(inside), quotes + 1)));
      else {
        if (isInline(content.at(-1))) content.push(BREAK);
        content.push(...this.#line(lines[at]!));
      }
      at = end;
    }
    return content;
  }

  /** §5.1: a quote ends before the first line without its mark, preformatted text behind its last fence. */
  #endOfBlock(lines: readonly Line[], at: number, quotes: number): number {
    let end = at + 1;
    if (isFence(lines[at]!)) {
      while (end < lines.length && rest(lines[end]!) !== FENCE) end += 1;
      return Math.min(end + 1, lines.length);
    }
    if (quotes < MAX_QUOTES && isQuote(lines[at]!))
      while (end < lines.length && isQuote(lines[end]!)) end += 1;
    return end;
  }

  #line({ text, start }: Line): RichNode[] {
    const spans = this.#spans(text, start, text.length, closings(text, start));
    const marks = text.slice(0, start);
    if (!marks) return spans.length ? spans : [''];
    const [first = '', ...others] = spans;
    return typeof first === 'string' ? [marks + first, ...others] : [marks, first, ...others];
  }

  /** §5.2, from `start` to `end`. */
  #spans(text: string, start: number, end: number, closing: Closings): RichNode[] {
    const content: RichNode[] = [];
    let plain = start;
    for (let at = start; at < end; at += 1) {
      const directive = text.charAt(at);
      const next = closing.get(directive);
      if (!next || (at > start && !/\s/.test(text.charAt(at - 1)))) continue;
      const close = next[at + 1] ?? -1;
      if (close === at + 1) at += 1; // without text between them both are none
      if (close <= at || close >= end || /\s/.test(text.charAt(at + 1))) continue;
      if (at > plain) content.push(text.slice(plain, at));
      const inner =
        directive === '`' ? [text.slice(at + 1, close)] : this.#spans(text, at + 1, close, closing);
      content.push(this.#span(directive, inner));
      plain = close + 1;
      at = close;
    }
    if (plain < end) content.push(text.slice(plain, end));
    return content;
  }

  #span(directive: string, inner: readonly RichNode[]): RichElement {
    const content = merged([directive, ...inner, directive]);
    switch (directive) {
      case '*':
        return this.#element('strong', content);
      case '_':
        return this.#element('em', content);
      case '~':
        return this.#element('span', content, { 'text-decoration': 'line-through' });
      default:
        return this.#element('span', content, CODE);
    }
  }

  #element(name: RichElement['name'], children: readonly RichNode[], style?: RichStyle): RichElement {
    this.elements += 1;
    return { name, children, ...(style && { style }) };
  }
}

const rest = ({ text, start }: Line) => text.slice(start);
const isFence = ({ text, start }: Line) => text.startsWith(FENCE, start);
const isQuote = ({ text, start }: Line) => text.charAt(start) === '>';
/** Behind the mark and the white space after it. */
const inside = ({ text, start }: Line): Line => ({
  text,
  start: /\s/.test(text.charAt(start + 1)) ? start + 2 : start + 1,
});
const isInline = (node: RichNode | undefined) =>
  node !== undefined && (typeof node === 'string' || !/^(p|blockquote)$/.test(node.name));

/** The lines as they are. */
function unstyled(lines: readonly Line[]): RichNode[] {
  return lines.flatMap(({ text }, i) => [...(i > 0 ? [BREAK] : []), ...(text ? [text] : [])]);
}

/** By directive: for each character, where it is closed from there on at the earliest; -1: nowhere. */
type Closings = ReadonlyMap<string, Int32Array>;

/** Looked up once, as looking for each of many that are never closed would take the square of the time. */
function closings(text: string, start: number): Closings {
  const found = new Map<string, Int32Array>();
  for (const directive of '*_~`') {
    if (!text.includes(directive, start)) continue;
    const next = new Int32Array(text.length + 2).fill(-1);
    for (let at = text.length - 1; at > start; at -= 1) {
      const closes = text.charAt(at) === directive && !/\s/.test(text.charAt(at - 1));
      next[at] = closes ? at : (next[at + 1] ?? -1);
    }
    found.set(directive, next);
  }
  return found;
}

/** Words side by side are one. */
function merged(nodes: readonly RichNode[]): RichNode[] {
  const content: RichNode[] = [];
  for (const node of nodes) {
    const before = content.at(-1);
    if (typeof node === 'string' && typeof before === 'string') content[content.length - 1] = before + node;
    else content.push(node);
  }
  return content;
}
