/**
 * Imports point down or sideways, never up:
 *
 *   components → session (stores) → session/protocol (readers and builders) → the ground
 *
 * and a package has one door. Each folder has its list of what it may not import; ESLint's own
 * no-restricted-imports holds it. `npm run lint` names the file, the import and the reason.
 */

/** Files of src/session that everything stands on. */
const GROUND = [
  'base64',
  'count',
  'errors',
  'from-utf8',
  'id',
  'idna',
  'jid',
  'language',
  'link',
  'markup',
  'parse-frame',
  'plain-text',
  'sha1',
  'store',
  'text',
  'url',
  'xml',
];
/** Plain records that stores show and protocol modules read: types alone. */
const RECORDS = ['contact', 'conversation', 'data-form', 'message', 'occupant', 'rich-text', 'room-status'];
/** Files of src/session that speak to the link, and are the door to @xmpp/client. */
const LINK = ['connection', 'parse-frame', 'wire', 'xml', 'xmpp-websocket.d'];
/** What protocol modules may have of the link: the shape of a request, not its workings. */
const REQUESTS = ['wire'];

const names = (/** @type {readonly string[]} */ list) => `(${list.join('|')})`;

const XMPP = { regex: '^@xmpp/', message: 'src/session/wire.ts and xml.ts are the door to @xmpp/client.' };
const LIT = { regex: '^lit($|/)|^@lit/', message: 'Lit belongs to the views in src/components.' };
const PURIFY = {
  regex: '^dompurify$',
  message: 'src/components/shared/sanitize.ts is the door to DOMPurify.',
};
const PROSEMIRROR = {
  regex: '^prosemirror-',
  message: 'src/components/rich-editor/ is the door to ProseMirror, and its formatting.ts loads without it.',
};
const KEYVAL = { regex: '^idb-keyval$', message: 'src/session/database.ts is the door to idb-keyval.' };
const NOBLE = { regex: '^@noble/', message: 'src/session/files/hash.ts is the door to @noble/hashes.' };
const NODE = { regex: '^node:', message: 'src runs in browsers.' };
const COMPONENTS = { regex: '/components/', message: 'The session knows nothing of elements.' };
const PROTOCOL_UP = { regex: '/protocol/', message: 'The ground stands below src/session/protocol.' };
const STANZAS = {
  regex: String.raw`/session/(protocol/|(wire|xml|connection|parse-frame)\.js$)`,
  message: 'Elements see stores, never a stanza: import src/session/index.ts or a store.',
};
const STORES_FROM_PROTOCOL = {
  regex: String.raw`^\.\./(?!${names([...GROUND, ...RECORDS, ...REQUESTS])}\.js$)`,
  message:
    'A protocol module reads and builds stanzas; it knows no store. The ground is listed in tools/lint/layers.mjs.',
};
const STORES_FROM_GROUND = {
  regex: String.raw`^\./(?!${names([...GROUND, ...RECORDS])}\.js$)`,
  message: 'The ground stands on nothing else. It is listed in tools/lint/layers.mjs.',
};

/** @param {readonly string[]} files @param {readonly object[]} patterns @param {readonly string[]} [ignores] */
const ban = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const inSession = (/** @type {readonly string[]} */ list) => list.map((name) => `src/session/${name}.ts`);
const ground = inSession(GROUND);
const link = inSession(LINK);

/** For each file one of these holds, the last that fits it. */
export const layers = [
  ban(['src/*.ts'], [XMPP, LIT, PURIFY, PROSEMIRROR, NODE, STANZAS]),
  ban(
    ['src/session/*.ts'],
    [LIT, PURIFY, NODE, COMPONENTS, XMPP, KEYVAL, NOBLE],
    ['src/session/database.ts'],
  ),
  ban(
    ['src/session/files/*.ts'],
    [LIT, PURIFY, NODE, COMPONENTS, XMPP, KEYVAL, NOBLE],
    ['src/session/files/hash.ts'],
  ),
  ban(['src/session/files/hash.ts'], [LIT, PURIFY, NODE, COMPONENTS, XMPP, KEYVAL]),
  ban(['src/session/database.ts'], [LIT, PURIFY, NODE, COMPONENTS, XMPP, PROTOCOL_UP]),
  ban(link, [LIT, PURIFY, NODE, COMPONENTS]),
  ban(ground, [LIT, PURIFY, NODE, COMPONENTS, XMPP, PROTOCOL_UP, STORES_FROM_GROUND], link),
  ban(inSession(['parse-frame', 'xml']), [LIT, PURIFY, NODE, COMPONENTS, PROTOCOL_UP, STORES_FROM_GROUND]),
  ban(['src/session/protocol/**/*.ts'], [LIT, PURIFY, NODE, COMPONENTS, XMPP, STORES_FROM_PROTOCOL]),
  ban(['src/components/**/*.ts'], [XMPP, PURIFY, PROSEMIRROR, NODE, STANZAS]),
  // what a page loads before an element shows: the shells and their registration
  ban(
    ['src/components/*/define.ts', 'src/components/shared/shell.ts'],
    [XMPP, LIT, PURIFY, PROSEMIRROR, NODE, STANZAS],
  ),
  ban(['src/components/shared/sanitize.ts'], [XMPP, PROSEMIRROR, NODE, STANZAS]),
  ban(
    ['src/components/rich-editor/*.ts'],
    [XMPP, PURIFY, NODE, STANZAS],
    ['src/components/rich-editor/formatting*.ts'],
  ),
];
