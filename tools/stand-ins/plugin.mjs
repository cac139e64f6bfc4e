/**
 * Modules that the script-tag build does without: @xmpp/* bring them along, and the session replaces or never reaches
 * what needs them (docs/dependencies.md). One that is no longer met fails the build, since an upgrade moved it.
 */
import { join, relative } from 'node:path';
import { ROOT } from '../setup.mjs';

const STAND_INS = {
  '@xmpp/xml/index.js': 'xml',
  // `parse-frame.ts` reads frames
  '@xmpp/websocket/lib/FramedParser.js': 'nothing',
  // `protocol/stanza-error.ts` reads errors of streams
  '@xmpp/connection/lib/StreamError.js': 'nothing',
  // `jid.ts` reads addresses; a connection's own `jid` is never set
  '@xmpp/jid/index.js': 'nothing',
  'events/events.js': 'emitter',
};

/** Methods that nobody calls: the session's own stand in their place, or a browser has no use for them. */
const UNUSED = {
  '@xmpp/connection/index.js': [
    ...['isSecure', 'start', 'stop', 'restart', 'sendReceive', 'isNonza', 'hook', 'unhook', '_jid', '_ready'],
    // `connection.ts` has its own
    ...['_streamError', '_onData', '_onStreamError', '_onSeeOtherHost'],
    // the transport has
    ...['socketParameters', 'footerElement'],
  ],
  // without a JID a header is what the connection makes of it
  '@xmpp/client-core/lib/Client.js': ['sendMany', 'header', 'footer'],
  '@xmpp/websocket/lib/Connection.js': ['sendMany'],
  '@xmpp/websocket/lib/Socket.js': ['connect'],
};

/** @returns {import('rollup').Plugin} */
export function standIns() {
  const left = new Set([...Object.keys(STAND_INS), ...Object.keys(UNUSED)]);
  return {
    name: 'stand-ins',
    transform(code, id) {
      const path = relative(join(ROOT, 'node_modules'), id);
      if (!(path in UNUSED)) return null;
      left.delete(path);
      const names = new Set(UNUSED[/** @type {keyof typeof UNUSED} */ (path)]);
      const without = withoutMethods(code, this.parse(code), names);
      for (const name of names) left.add(`${name}() of ${path}`);
      return { code: without, map: null }; // nothing has moved
    },
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, options);
      const path = found && relative(join(ROOT, 'node_modules'), found.id);
      if (!path || !(path in STAND_INS)) return found;
      left.delete(path);
      const name = STAND_INS[/** @type {keyof typeof STAND_INS} */ (path)];
      return join(ROOT, 'tools/stand-ins', `${name}.mjs`);
    },
    buildEnd(error) {
      if (!error && left.size) this.error(`not met any more: ${[...left].join(', ')}`);
    },
  };
}

/**
 * Blanks in place of the methods `names` of its classes, so that all else stays where source maps say. Takes from
 * `names` what it met.
 * @param {string} code @param {import('rollup').ProgramNode} program @param {Set<string>} names
 */
function withoutMethods(code, program, names) {
  let result = code;
  for (const statement of program.body) {
    const declared = statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
    for (const method of declared.type === 'ClassDeclaration' ? declared.body.body : []) {
      if (method.type !== 'MethodDefinition' || method.key.type !== 'Identifier') continue;
      if (!names.delete(method.key.name)) continue;
      const { start, end } = /** @type {import('rollup').AstNode} */ (/** @type {unknown} */ (method));
      result = result.slice(0, start) + result.slice(start, end).replace(/./g, ' ') + result.slice(end);
    }
  }
  return result;
}
