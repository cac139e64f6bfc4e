/**
 * Reads one WebSocket message (RFC 7395 §3.3) as what XMPP allows of XML 1.0 with namespaces: no comments,
 * processing instructions, declarations or own entities (RFC 6120 §11.1), nothing before the element and nothing
 * after it. Strict, iterative, and bounded before it builds. What comes out is described in xml.ts.
 */
import { Element as BaseElement } from '@xmpp/xml';
import { isLegalText } from './text.js';
import type { Element } from './xml.js';

/**
 * All but `too-large`, which concerns the stanza alone, are stream errors (RFC 6120 §4.9.3) that end the stream.
 * `invalid-namespace` is for those who know which namespace is due; the parser doesn't.
 */
export type XmlCondition =
  'not-well-formed' | 'restricted-xml' | 'bad-format' | 'invalid-namespace' | 'too-large';

export class XmlError extends Error {
  override readonly name = 'XmlError';
  constructor(
    readonly condition: XmlCondition,
    message: string = condition,
    /** With `too-large`: the stanza's own tag, without what was in it, for counting and answering. */
    readonly root?: Element,
  ) {
    super(message);
  }
}

export interface XmlLimits {
  /** UTF-16 units of the whole message. */
  readonly length: number;
  /** Levels, the stanza being the first. */
  readonly depth: number;
  readonly elements: number;
}

const LIMITS: XmlLimits = { length: 512 * 1024, depth: 64, elements: 20_000 };
/** So much more may an answer hold: a roster of thousands is one. Strangers' are held back by what servers let through. */
const ANSWERS = 4;

const XML_NS = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NS = 'http://www.w3.org/2000/xmlns/';

/**
 * @returns The element, or undefined for a blank message, which is ignored (WS-4).
 * @throws {XmlError}
 */
export function parseFrame(text: string, limits: XmlLimits = LIMITS): Element | undefined {
  if (text[0] !== '<') {
    if (/^[ \t\r\n]*$/.test(text)) return undefined;
    throw new XmlError('bad-format', 'a message starts with its element');
  }
  // Line ends are normalised before anything else is looked at (XML 1.0 §2.11).
  const reader = new FrameReader(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, limits);
  try {
    return reader.read();
  } catch (error) {
    if (error instanceof XmlError) error.message += `, at ${reader.at}`;
    throw error;
  }
}

/** An element whose end tag is awaited. */
interface OpenElement {
  readonly element: Element;
  /** The name as written. */
  readonly tag: string;
  /** What an unprefixed child belongs to. */
  readonly defaultNs: string;
  /** What its declarations hid, to be put back at its end. */
  readonly hidden: Bindings | undefined;
}

/** By prefix. */
type Bindings = ReadonlyMap<string, string | undefined>;

/** An attribute as written. */
interface RawAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

class FrameReader {
  readonly #text: string;
  readonly #limits: XmlLimits;
  readonly #open: OpenElement[] = [];
  readonly #prefixes = new Map([['xml', XML_NS]]);
  #at = 0;
  #elements = 0;
  #times = 1;
  #root: Element | undefined;

  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  /** How far it came. */
  get at(): number {
    return this.#at;
  }

  read(): Element {
    const root = this.#markup();
    if (root?.name === 'iq' && root.attrs.type === 'result') this.#times = ANSWERS;
    if (this.#text.length > this.#limits.length * this.#times) this.#tooLarge('characters');
    if (!root || !isLegalText(this.#text)) throw malformed();
    while (this.#open.length > 0) {
      this.#words();
      this.#markup();
    }
    if (/[^ \t\n]/.test(this.#text.slice(this.#at))) throw malformed();
    return root;
  }

  /** From a `<` on: a start tag (which is returned), an end tag or a CDATA section. */
  #markup(): Element | undefined {
    const second = this.#text.charCodeAt(this.#at + 1);
    if (second === SLASH) this.#endTag();
    else if (second === BANG || second === QUESTION) this.#special();
    else return this.#startTag();
    return undefined;
  }

  /** Text up to the next `<`. */
  #words(): void {
    const end = this.#find('<', this.#at);
    if (end === this.#at) return;
    const words = this.#text.slice(this.#at, end);
    if (words.includes(']]>')) throw malformed();
    this.#append(decode(words));
    this.#at = end;
  }

  #special(): void {
    if (!this.#text.startsWith('<![CDATA[', this.#at) || this.#open.length === 0) {
      throw new XmlError('restricted-xml', 'not an element');
    }
    const start = this.#at + '<![CDATA['.length;
    const end = this.#find(']]>', start);
    this.#append(this.#text.slice(start, end));
    this.#at = end + ']]>'.length;
  }

  /** Text beside text is one node, however it was written. */
  #append(words: string): void {
    const nodes = this.#open.at(-1)!.element.children;
    const last = nodes.length - 1;
    if (typeof nodes[last] === 'string') nodes[last] += words;
    else if (words) nodes.push(words);
  }

  #startTag(): Element {
    this.#at++;
    const tag = this.#token();
    const [prefix, local] = readName(tag);
    const element: Element = new BaseElement(local);
    const parent = this.#open.at(-1);
    let defaultNs = parent?.defaultNs ?? '';
    let foreign: RawAttribute[] | undefined;
    let hidden: Map<string, string | undefined> | undefined;
    while (this.#attributeFollows()) {
      const attribute = this.#attribute();
      if (attribute.prefix !== '') {
        if (attribute.prefix === 'xmlns')
          this.#bind(attribute, (hidden ??= new Map<string, string | undefined>()));
        else if (attribute.prefix === 'xml') put(element.attrs, `xml:${attribute.local}`, attribute.value);
        else (foreign ??= []).push(attribute);
      } else put(element.attrs, attribute.local, attribute.value);
    }
    if (Object.hasOwn(element.attrs, 'xmlns')) defaultNs = checkDefault(element.attrs.xmlns!);
    element.attrs.xmlns = prefix === '' ? defaultNs : this.#resolve(prefix);
    if (foreign) this.#checkForeign(foreign);
    this.#enter(element, parent);
    if (this.#endOfStart()) this.#restore(hidden);
    else this.#open.push({ element, tag, defaultNs, hidden });
    return element;
  }

  #enter(element: Element, parent: OpenElement | undefined): void {
    if (parent) parent.element.append(element);
    else this.#root = element;
    if (++this.#elements > this.#limits.elements * this.#times) this.#tooLarge('elements');
    if (this.#open.length >= this.#limits.depth) this.#tooLarge('levels');
  }

  #endTag(): void {
    const open = this.#open.pop();
    const start = this.#at + 2;
    if (!open || !this.#text.startsWith(open.tag, start)) throw malformed();
    this.#at = start + open.tag.length;
    this.#skipBlanks();
    this.#expect('>');
    this.#restore(open.hidden);
  }

  /** At the end of a start tag. @returns Whether the element is empty. */
  #endOfStart(): boolean {
    const empty = this.#text.charCodeAt(this.#at) === SLASH;
    if (empty) this.#at++;
    this.#expect('>');
    return empty;
  }

  /** Skips blanks; one at least is due before an attribute. */
  #attributeFollows(): boolean {
    const before = this.#at;
    this.#skipBlanks();
    const code = this.#text.charCodeAt(this.#at);
    if (code === GREATER || code === SLASH) return false;
    if (before === this.#at) throw malformed();
    return true;
  }

  #attribute(): RawAttribute {
    const [prefix, local] = readName(this.#token());
    this.#skipBlanks();
    this.#expect('=');
    this.#skipBlanks();
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") throw malformed();
    const end = this.#find(quote, this.#at + 1);
    const raw = this.#text.slice(this.#at + 1, end);
    if (raw.includes('<')) throw malformed();
    this.#at = end + 1;
    return { prefix, local, value: decode(BLANK.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw) };
  }

  /** Declares a prefix, noting in `hidden` what it meant before. */
  #bind({ local, value }: RawAttribute, hidden: Map<string, string | undefined>): void {
    const reserved = local === 'xmlns' || value === XMLNS_NS || (local === 'xml') !== (value === XML_NS);
    if (reserved || value === '') throw malformed();
    if (hidden.has(local)) throw malformed();
    hidden.set(local, this.#prefixes.get(local));
    this.#prefixes.set(local, value);
  }

  #restore(hidden: Bindings | undefined): void {
    for (const [prefix, uri] of hidden ?? []) {
      if (uri === undefined) this.#prefixes.delete(prefix);
      else this.#prefixes.set(prefix, uri);
    }
  }

  #resolve(prefix: string): string {
    const uri = this.#prefixes.get(prefix);
    if (uri === undefined) throw malformed();
    return uri;
  }

  /** Attributes are equal by namespace and local name (Namespaces in XML §6.3). */
  #checkForeign(foreign: readonly RawAttribute[]): void {
    const seen = new Set<string>();
    for (const { prefix, local } of foreign) {
      const expanded = `${this.#resolve(prefix)} ${local}`;
      if (seen.has(expanded)) throw malformed();
      seen.add(expanded);
    }
  }

  /** What stands up to a blank, `/`, `>` or `=`. */
  #token(): string {
    const start = this.#at;
    let code = this.#text.charCodeAt(this.#at);
    while (code > SPACE && code !== SLASH && code !== GREATER && code !== EQUALS) {
      code = this.#text.charCodeAt(++this.#at);
    }
    return this.#text.slice(start, this.#at);
  }

  #skipBlanks(): void {
    let code = this.#text.charCodeAt(this.#at);
    while (code === SPACE || code === NEWLINE || code === TAB) code = this.#text.charCodeAt(++this.#at);
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) throw malformed();
    this.#at++;
  }

  #find(what: string, from: number): number {
    const found = this.#text.indexOf(what, from);
    if (found < 0) throw malformed();
    return found;
  }

  #tooLarge(what: string): never {
    const root = this.#root && new BaseElement(this.#root.name, this.#root.attrs);
    throw new XmlError('too-large', `too many ${what}`, root);
  }
}

const [TAB, NEWLINE, SPACE] = [0x09, 0x0a, 0x20];
const [BANG, SLASH, EQUALS, GREATER, QUESTION] = [0x21, 0x2f, 0x3d, 0x3e, 0x3f];

const BLANK = /[\t\n]/;

const malformed = () => new XmlError('not-well-formed');

/** Plain objects have inherited names; a remote one may repeat them, but not itself. */
function put(attrs: Element['attrs'], name: string, value: string): void {
  if (name in attrs && Object.hasOwn(attrs, name)) throw malformed();
  if (name !== '__proto__') attrs[name] = value;
  else Object.defineProperty(attrs, name, { value, enumerable: true, writable: true, configurable: true });
}

function checkDefault(uri: string): string {
  if (uri === XML_NS || uri === XMLNS_NS) throw malformed();
  return uri;
}

// XML 1.0 fifth edition §2.3, without the colon, which belongs to namespaces.
const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NC_NAME = `[${START}][${START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`;
const QUALIFIED_NAME = new RegExp(`^(?:(${NC_NAME}):)?(${NC_NAME})$`, 'u');

type QualifiedName = readonly [prefix: string, local: string];

/** The same few names come again and again; long and odd ones are not worth keeping. */
const names = new Map<string, QualifiedName>();

function readName(token: string): QualifiedName {
  const known = names.get(token);
  if (known) return known;
  const match = QUALIFIED_NAME.exec(token);
  if (!match) throw malformed();
  const name: QualifiedName = [match[1] ?? '', match[2]!];
  if (names.size < 1000 && token.length < 64) names.set(token, name);
  return name;
}

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** Replaces the five entities and character references. */
function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d+);|#x([\dA-Fa-f]+);|([^&;\s]+);)?/g,
    (_, decimal?: string, hex?: string, entity?: string) => {
      if (entity) return ENTITIES.get(entity) ?? unknownEntity(entity);
      const code = decimal ? parseInt(decimal, 10) : hex ? parseInt(hex, 16) : 0;
      const character = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
      if (!isLegalText(character)) throw malformed();
      return character;
    },
  );
}

function unknownEntity(entity: string): never {
  if (!QUALIFIED_NAME.test(entity)) throw malformed();
  throw new XmlError('restricted-xml', `entity ${entity}`);
}
