/**
 * A language for tests: the kit's English with accents, two fifths longer and in brackets. A word without brackets was
 * never translated; one that is cut off, or glued to another, shows.
 */
import type { Catalogue } from '../../src/components/shared/catalogue.js';
import { entryEnglish } from '../../src/components/shared/entry-strings.js';
import { menuEnglish } from '../../src/components/shared/menu-strings.js';
import { rowMenuEnglish } from '../../src/components/shared/row-menu-strings.js';
import { english } from '../../src/components/shared/strings.js';

/** `X` is reserved for private use as a region, and `A` for accents. */
export const PSEUDO = 'en-XA';

/** Around what a phrase is given, such as a name, which is not to be translated. */
const [GIVEN, ENDS] = ['\ue000', '\ue001'];
const PIECES = new RegExp(`${GIVEN}([^${ENDS}]*)${ENDS}`);

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'áƀçđéƒğħíĵķłɱñóþǫŕšŧúṽŵẋýžÁƁÇĐÉƑĞĦÍĴĶŁṀÑÓÞǪŔŠŦÚṼŴẊÝŽ'];

const accented = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);

export function pseudoText(text: string): string {
  const said = text
    .split(PIECES)
    .map((piece, i) => (i % 2 === 0 ? accented(piece) : piece))
    .join('');
  return `⟦${said}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}

/** Marks all texts in what a phrase is given. */
function marked(given: unknown): unknown {
  if (typeof given === 'string') return given && `${GIVEN}${given}${ENDS}`;
  if (Array.isArray(given)) return given.map(marked);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, marked(value)]));
}

type Phrase = (...given: unknown[]) => string;

function translated(words: unknown): unknown {
  if (typeof words === 'string') return words && pseudoText(words);
  if (typeof words === 'function')
    return (...given: unknown[]) => translated((words as Phrase)(...given.map(marked)));
  if (Array.isArray(words)) return words.map(translated);
  return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, translated(value)]));
}

const all: Catalogue = { ...english, ...entryEnglish, ...menuEnglish, ...rowMenuEnglish };

export const pseudo = translated(all) as Catalogue;
