/** The emoji there are to choose from, what they are called, and looking for them. */
import { fold } from '../writing/fold.js';
import { CODES, COUNTRIES, GLYPHS, LABELS } from './emoji-data.js';

/** What asks for a picture where text could be meant, which emoji-data.ts leaves out. */
const TEXTUAL = /(?!\p{Emoji_Presentation})\p{Extended_Pictographic}/gu;

export interface Emoji {
  readonly glyph: string;
  readonly name: string;
  /** What may stand between colons. */
  readonly codes: readonly string[];
  /** There are skin tones of it. */
  readonly toned: boolean;
  /** All that it is found by, folded, with a blank before each word. */
  readonly words: string;
}

/** Of emoji-data.ts. */
const TONED = /(\p{Emoji_Modifier_Base})\ufe0f?/gu;
const LETTER_A = 0x1f1e6;

/**
 * By groups, in the order in which they are shown.
 * @param tag - For the names of countries. @param names - One a line, as in emoji-data.ts.
 */
export function emojiCalled(tag: string, names = LABELS): readonly (readonly Emoji[])[] {
  const [own, english, codes] = [names, LABELS, CODES].map((text) => text.split('\n'));
  let at = 0;
  const groups = GLYPHS.split('\n\n').map((group) =>
    group.split('\n').map((sign) => {
      const [name = '', label = '', others = ''] = [own?.[at], english?.[at], codes?.[at]];
      at += 1;
      return emoji(
        sign.replace('+', '').replace(TEXTUAL, '$&\ufe0f'),
        name,
        label,
        others.split(' ').filter(Boolean),
        sign.endsWith('+'),
      );
    }),
  );
  groups.at(-1)?.push(...flags(tag));
  return groups;
}

function emoji(glyph: string, name: string, label: string, codes: readonly string[], toned = false): Emoji {
  const all = [...codes, codeOf(label)];
  return { glyph, name, codes: all, toned, words: ` ${fold([name, label, ...codes].join(' '))}` };
}

function flags(tag: string): Emoji[] {
  const [own, english] = [tag, 'en'].map((each) => new Intl.DisplayNames([each], { type: 'region' }));
  return (COUNTRIES.match(/../g) ?? []).map((code) => {
    const glyph = [...code]
      .map((letter) => String.fromCodePoint(letter.charCodeAt(0) - 65 + LETTER_A))
      .join('');
    const label = english?.of(code) ?? code;
    return emoji(glyph, own?.of(code) ?? label, label, [`flag_${code.toLowerCase()}`]);
  });
}

const codeOf = (label: string) => fold(label).replace(/ /g, '_');

/** Those that `query` may mean, those that are called so first. */
export function findEmoji(all: readonly (readonly Emoji[])[], query: string): Emoji[] {
  const words = fold(query.replaceAll('_', ' ')).split(' ').filter(Boolean);
  if (!words.length) return [];
  const found = all.flat().filter((each) => words.every((word) => each.words.includes(` ${word}`)));
  const code = words.join('_');
  const rank = ({ codes, words: own }: Emoji) =>
    codes.includes(code)
      ? 0
      : codes.some((each) => each.startsWith(code)) || own.startsWith(` ${words.join(' ')}`)
        ? 1
        : 2;
  return found.sort((one, other) => rank(one) - rank(other));
}

/** @param tone - A modifier, or ''. */
export const withTone = ({ glyph, toned }: Emoji, tone: string): string =>
  toned && tone ? glyph.replace(TONED, `$1${tone}`) : glyph;
