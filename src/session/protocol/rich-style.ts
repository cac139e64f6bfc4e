/**
 * The styles of rich text (XEP-0071 §7.6): each value by a strict grammar of its own, so that nothing but colours, sizes
 * within bounds and a few keywords comes through (XHT-12).
 */
import type { RichProperty, RichStyle } from '../rich-text.js';
import { COLORS } from './color-names.js';

/** UTF-16 units; longer ones are dropped whole (security.md §8). */
const MAX_STYLE = 1024;
/** What a font size of 1em is taken for where both are mixed. */
const EM = 16;

/** Pixels, as browsers have them. */
const SIZES = new Map([
  ['xx-small', '9px'],
  ['x-small', '10px'],
  ['small', '13px'],
  ['medium', '16px'],
  ['large', '18px'],
  ['x-large', '24px'],
  ['xx-large', '32px'],
  ['smaller', '0.83em'],
  ['larger', '1.2em'],
]);

/** Those that people have, by what they look like: a name of its own could fetch a font that the page knows. */
const FAMILIES: readonly (readonly [family: string, names: RegExp])[] = [
  ['monospace', /^(ui-)?monospace$|\bmono\b|^courier|^consolas$|^menlo$|^monaco$|^lucida console$/],
  ['sans-serif', /sans|^arial|^helvetica|^verdana$|^tahoma$|^segoe ui$|^system-ui$|^calibri$|^trebuchet/],
  ['serif', /serif$|^times|^georgia$|^cambria$|^garamond$|^palatino/],
  ['cursive', /^cursive$|^comic sans|^fantasy$/],
];

/** The value as it is shown, or undefined: it is not. */
const READERS: Readonly<Record<RichProperty, (value: string) => string | undefined>> = {
  'background-color': readColor,
  color: readColor,
  'font-family': readFamily,
  'font-size': readFontSize,
  'font-style': (value) => (/^(italic|oblique|normal)$/.test(value) ? value : undefined),
  'font-weight': readWeight,
  'margin-left': readMargin,
  'text-align': (value) => (/^(left|right|center|justify|start|end)$/.test(value) ? value : undefined),
  'text-decoration': readDecoration,
};

/** Pidgin's; all else that could be in it is no colour. */
const ALIASES = new Map([['background', 'background-color']]);

/** @returns undefined where nothing of it is left. */
export function readStyle(text: string | undefined): RichStyle | undefined {
  if (!text || text.length > MAX_STYLE) return undefined;
  const style: Partial<Record<RichProperty, string>> = {};
  for (const declaration of text.split(';')) {
    const [, name = '', value = ''] = /^\s*([a-z-]+)\s*:\s*(\S.*?)\s*$/is.exec(declaration) ?? [];
    const property = ALIASES.get(name.toLowerCase()) ?? name.toLowerCase();
    if (!isShown(property)) continue;
    const read = READERS[property](value.toLowerCase());
    if (read !== undefined) style[property] = read;
  }
  return Object.keys(style).length ? style : undefined;
}

const isShown = (property: string): property is RichProperty => Object.hasOwn(READERS, property);

/** @returns `#rrggbb`. */
function readColor(value: string): string | undefined {
  const named = COLORS.get(value);
  if (named !== undefined) return `#${named}`;
  if (/^#[\da-f]{6}$/.test(value)) return value;
  if (/^#[\da-f]{3}$/.test(value)) return value.replace(/[\da-f]/g, '$&$&');
  const parts = /^rgb\(\s*(\d{1,3}%?)\s*,\s*(\d{1,3}%?)\s*,\s*(\d{1,3}%?)\s*\)$/.exec(value)?.slice(1);
  return parts && `#${parts.map(hexOf).join('')}`;
}

function hexOf(part: string): string {
  const number = part.endsWith('%') ? (Number.parseInt(part, 10) * 255) / 100 : Number.parseInt(part, 10);
  return Math.min(Math.round(number), 255).toString(16).padStart(2, '0');
}

function readFamily(value: string): string | undefined {
  for (const quoted of value.split(',')) {
    const name = /^\s*(["']?)([\w -]{1,64})\1\s*$/.exec(quoted)?.[2]?.trim();
    const family = name && FAMILIES.find(([, names]) => names.test(name));
    if (family) return family[0];
  }
  return undefined;
}

/** @returns Pixels, or em of the text around it. */
function readFontSize(value: string): string | undefined {
  const keyword = SIZES.get(value);
  if (keyword !== undefined) return keyword;
  const length = readLength(value);
  if (!length || length.number <= 0) return undefined;
  const { number, unit } = length;
  return unit === 'px' ? `${within(number, 8, 48)}px` : `${within(number, 0.5, 3)}em`;
}

function readMargin(value: string): string | undefined {
  const length = readLength(value);
  if (!length) return undefined;
  const em = within(length.unit === 'px' ? length.number / EM : length.number, 0, 4);
  return em ? `${em}em` : undefined;
}

/** Never negative; points are pixels, percents are em. */
function readLength(value: string): { readonly number: number; readonly unit: 'px' | 'em' } | undefined {
  const [, digits, unit] = /^\+?(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})(px|pt|em|%)$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const number = Number.parseFloat(digits);
  switch (unit) {
    case 'px':
      return { number, unit };
    case 'pt':
      return { number: (number * 4) / 3, unit: 'px' };
    case 'em':
      return { number, unit };
    default:
      return { number: number / 100, unit: 'em' };
  }
}

const within = (number: number, least: number, most: number) =>
  Math.round(Math.min(Math.max(number, least), most) * 100) / 100;

function readWeight(value: string): string | undefined {
  if (/^(bold|bolder|[6-9]00)$/.test(value)) return 'bold';
  return /^(normal|lighter|[1-5]00)$/.test(value) ? 'normal' : undefined;
}

/** Blinking is nothing to read. */
function readDecoration(value: string): string | undefined {
  if (value === 'none') return value;
  const lines = value.split(/\s+/);
  if (!lines.every((line) => /^(underline|overline|line-through)$/.test(line))) return undefined;
  return [...new Set(lines)].sort().join(' ');
}
