/**
 * `node tools/emoji-data.mjs`: writes src/components/emoji/emoji-data.ts and names-de.ts from `emojibase-data`, as much
 * of it as a picker needs. test/house/emoji-data.test.ts fails where they are not what this makes.
 *
 * Left out: what many devices cannot draw yet (newer than {@link NEWEST}), women and men where there is a person who does
 * the same, families beyond their shape, people who face right, signs of Japanese shops, half hours, skin tones, which are
 * made of what they change, and flags of countries, whose names browsers know in all languages.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

/** Version of Emoji, of the year before last. */
const NEWEST = 16;
/** Groups of emojibase in the order in which they are shown; 2 are skin tones and hair. */
const GROUPS = [0, 1, 3, 4, 6, 5, 7, 8, 9];
const TONE = '\u{1f3fd}';
/** All that `u` regular expressions know of emoji that can have a skin tone. */
const TONED = /(\p{Emoji_Modifier_Base})\ufe0f?/gu;
const COUNTRY = /^\p{RI}{2}$/u;

/** @typedef {{ emoji: string, hexcode: string, label: string, group?: number, order?: number, version: number, skins?: { emoji: string }[] }} Emoji */

const require = createRequire(import.meta.url);
/** @param {string} path */
const data = (path) => JSON.parse(readFileSync(require.resolve(`emojibase-data/${path}.json`), 'utf8'));

/** @type {Emoji[]} */
const all = data('en/data');
/** @type {Record<string, string | string[]>} */
const codes = data('en/shortcodes/github');
/** @type {Map<string, string>} */
const german = new Map(data('de/data').map((/** @type {Emoji} */ { hexcode, label }) => [hexcode, label]));

/** Each has an emoji for any person beside it, or for any family. */
const GENDERED = /\u200d[♀♂]|[👨👩]\u200d/u;
/** Signs in shops and forms of Japan. */
const SHOPS = /^Japanese “/;
/** Names that nobody types. */
const ODD_CODES = /^clock\d+$|^.{22}/;

const kept = all
  .filter(({ version, label }) => version <= NEWEST && !label.endsWith('facing right'))
  .filter(({ emoji, label }) => !GENDERED.test(emoji) && !SHOPS.test(label) && !label.endsWith('-thirty'))
  .sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
const groups = GROUPS.map((group) => kept.filter((emoji) => emoji.group === group));
const named = groups.map((group) => group.filter(({ emoji }) => !COUNTRY.test(emoji)));
const countries = groups.flat().filter(({ emoji }) => COUNTRY.test(emoji));

/** As it is sent by others: without a sign that its picture is meant where nothing else could be. @param {string} emoji */
const glyph = (emoji) => emoji.replace(/^(\p{Emoji_Presentation})\ufe0f$/u, '$1');

/** Without those signs that emoji.ts puts back. @param {string} emoji */
function bare(emoji) {
  const without = emoji.replace(/(\p{Extended_Pictographic})\ufe0f/gu, '$1');
  if (withSigns(without) !== emoji) throw new Error(`${emoji} cannot be made of ${without}`);
  return without;
}
const withSigns = (/** @type {string} */ text) =>
  text.replace(/(?!\p{Emoji_Presentation})\p{Extended_Pictographic}/gu, '$&\ufe0f');

/** Whether skin tones are made of it by {@link TONED}. @param {Emoji} emoji */
const toned = ({ emoji, skins = [] }) =>
  skins.some((skin) => skin.emoji === emoji.replace(TONED, `$1${TONE}`));

/** What `:name:` is made of a label, unless it has others. @param {string} label */
const codeOf = (label) =>
  label
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

/** @param {Emoji} emoji */
const codesOf = ({ hexcode, label }) =>
  [codes[hexcode] ?? []].flat().filter((code) => code !== codeOf(label) && !ODD_CODES.test(code));

/** One line for each. @param {(emoji: Emoji) => string} what */
const lines = (what) => named.flatMap((group) => group.map(what)).join('\n');
const letters = (/** @type {string} */ flag) =>
  [...flag].map((sign) => String.fromCharCode((sign.codePointAt(0) ?? 0) - 0x1f1e6 + 65)).join('');

const HEAD = `Made by tools/emoji-data.mjs of emojibase-data ${data('package').version} (MIT, Miles Johnson)`;
const module_ = (/** @type {string} */ what, /** @type {[string, string, string][]} */ parts) =>
  `/** ${what} ${HEAD}; not to be edited. */\n` +
  parts.map(([name, doc, value]) => `\n/** ${doc} */\nexport const ${name} = \`${value}\`;\n`).join('');

/** What the files are to hold, by their paths. @type {Record<string, string>} */
export const files = {
  'src/components/emoji/emoji-data.ts': module_('Emoji, one a line.', [
    [
      'GLYPHS',
      'An empty line between groups; with a `+` where there are skin tones.',
      named
        .map((group) => group.map((emoji) => bare(glyph(emoji.emoji)) + (toned(emoji) ? '+' : '')).join('\n'))
        .join('\n\n'),
    ],
    ['LABELS', 'In English, in the same order.', lines(({ label }) => label)],
    [
      'CODES',
      'What may stand between colons, besides the label with underscores.',
      lines((emoji) => codesOf(emoji).join(' ')),
    ],
    ['COUNTRIES', 'Whose flags come last.', countries.map(({ emoji }) => letters(emoji)).join('')],
  ]),
  'src/components/emoji/names-de.ts': module_('What emoji are called in German.', [
    ['LABELS', 'In the order of emoji-data.ts.', lines(({ hexcode }) => german.get(hexcode) ?? '')],
  ]),
};

if (process.argv[1] === import.meta.filename)
  for (const [path, content] of Object.entries(files)) writeFileSync(join(ROOT, path), content);
