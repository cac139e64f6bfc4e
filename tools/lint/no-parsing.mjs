/**
 * Bans what turns a stranger's string into markup or code, what needs `unsafe-inline` (security.md §3), and ids
 * that can be guessed: each by the syntax that it is written in.
 */

import { LITERAL_TEXT } from './no-literal-text.mjs';

const matches = (/** @type {readonly string[]} */ names) => `/^(${names.join('|')})$/`;

const SINKS = ['innerHTML', 'outerHTML', 'srcdoc'];
const PARSERS = ['insertAdjacentHTML', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'createContextualFragment'];
const DIRECTIVES = ['unsafeHTML', 'unsafeSVG', 'unsafeMathML', 'unsafeCSS', 'unsafeStatic', 'styleMap'];

const PARSED = 'Build nodes; never parse a string as HTML.';
const STYLED = 'A style attribute needs unsafe-inline: use a class or style.setProperty.';

/** @type {readonly { selector: string, message: string }[]} */
const BANNED = [
  {
    selector: `AssignmentExpression > MemberExpression.left[property.name=${matches(SINKS)}]`,
    message: PARSED,
  },
  {
    selector: `CallExpression > MemberExpression.callee[property.name=${matches(PARSERS)}]`,
    message: PARSED,
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: PARSED,
  },
  { selector: 'NewExpression[callee.name="DOMParser"]', message: PARSED },
  { selector: String.raw`TemplateElement[value.raw=/\.(${SINKS.join('|')})=/]`, message: PARSED },
  {
    selector: `ImportSpecifier[imported.name=${matches(DIRECTIVES)}]`,
    message: 'It trusts strings or needs unsafe-inline.',
  },
  { selector: String.raw`TemplateElement[value.raw=/<[^>]*\sstyle=/]`, message: STYLED },
  {
    selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value="style"]',
    message: STYLED,
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Take it from crypto.',
  },
];

const NAMED = { selector: 'ExportDefaultDeclaration', message: 'Exports are named.' };

const rulesOf = (/** @type {readonly object[]} */ banned) => ({
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-syntax': ['error', ...banned],
});

/** Stories and declarations of other people's modules have to export a default. */
export const noParsing = [
  {
    files: ['stories/**/*.ts', 'test/**/*.ts', 'demo/**/*.{js,mjs}', 'src/**/*.d.ts'],
    rules: rulesOf(BANNED),
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.d.ts'],
    rules: { ...rulesOf([...BANNED, NAMED]), 'no-script-url': 'error' },
  },
  {
    files: ['src/components/**/*.ts'],
    rules: rulesOf([...BANNED, NAMED, ...LITERAL_TEXT]),
  },
];
