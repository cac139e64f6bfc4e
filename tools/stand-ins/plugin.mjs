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
  // `connection.ts` connects and writes, and tells errors by their condition
  '@xmpp/websocket/lib/Socket.js': 'socket',
};

/** What nobody uses: the session's own stands in its place, or a browser has no use for it. */
const UNUSED = {
  '@xmpp/connection/index.js': [
    ...['isSecure', 'start', 'stop', 'restart', 'sendReceive', 'isNonza', 'hook', 'unhook', '_jid', '_ready'],
    // `connection.ts` has its own
    ...['_streamError', '_onData', '_onElement', 'isStanza', '_onStreamError', '_onSeeOtherHost'],
    // the transport has
    ...['socketParameters', 'footerElement'],
    ...['#hooks', '#hook_events', '#assertHookEventName'],
  ],
  '@xmpp/websocket/lib/Connection.js': ['sendMany', 'socketParameters'],
};

/** Methods that have nothing to do without those. @type {Record<string, string[]>} */
const IDLE = { '@xmpp/connection/index.js': ['#runHooks'] };

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
      const idle = new Set(IDLE[path]);
      const without = withoutMembers(code, this.parse(code), names, idle);
      for (const name of [...names, ...idle]) left.add(`${name}() of ${path}`);
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
 * Blanks in place of the members `names` of its classes, and of what its methods `idle` do, so that all else stays where
 * source maps say. Takes from both what it met.
 * @param {string} code @param {import('rollup').ProgramNode} program @param {Set<string>} names @param {Set<string>} idle
 */
function withoutMembers(code, program, names, idle) {
  let result = code;
  const blank = (/** @type {unknown} */ node, inset = 0) => {
    const { start, end } = /** @type {import('rollup').AstNode} */ (node);
    const [from, to] = [start + inset, end - inset];
    result = result.slice(0, from) + result.slice(from, to).replace(/./g, ' ') + result.slice(to);
  };
  for (const statement of program.body) {
    const declared = statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
    for (const member of declared.type === 'ClassDeclaration' ? declared.body.body : []) {
      if (member.type === 'StaticBlock') continue;
      const { key } = member;
      const isPrivate = key.type === 'PrivateIdentifier';
      const name = isPrivate ? `#${key.name}` : key.type === 'Identifier' ? key.name : '';
      if (names.delete(name)) blank(member);
      else if (member.type === 'MethodDefinition' && idle.delete(name)) blank(member.value.body, 1);
    }
  }
  return result;
}
