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

/** @returns {import('rollup').Plugin} */
export function standIns() {
  const left = new Set(Object.keys(STAND_INS));
  return {
    name: 'stand-ins',
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
