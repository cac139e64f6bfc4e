/** Every entry of the built package imports where there is no page, as when a site is rendered on its server. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ROOT } from '../../tools/setup.mjs';

const run = promisify(execFile);
const { name, exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
  name: string;
  exports: Record<string, unknown>;
};
const entries = Object.keys(exports).filter((path) => !path.endsWith('.json'));

/**
 * Imports the entry in a Node of its own, which has to end by itself: no timer and no socket is left.
 * @returns What it exports, and the globals and built-in methods that are others than before.
 */
async function imported(entry: string): Promise<{ exported: string[]; patched: string[] }> {
  const script = `
    const look = () => {
      const seen = new Map();
      for (const name of [...Object.getOwnPropertyNames(globalThis), ...Object.getOwnPropertySymbols(globalThis)]) {
        const value = globalThis[name];
        seen.set(String(name), value);
        for (const [of, object] of [['', value], ['.prototype', value?.prototype]]) {
          if (object !== globalThis && /^(object|function)$/.test(typeof object) && object !== null)
            for (const [key, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(object)))
              seen.set(String(name) + of + '.' + key, value ?? get);
        }
      }
      return seen;
    };
    look(); // Node makes some when they are first looked at
    const before = look();
    const module = await import(${JSON.stringify(entry)});
    const after = look();
    const patched = [...after.keys(), ...before.keys()].filter((key) => !Object.is(before.get(key), after.get(key)));
    console.log(JSON.stringify({ exported: Object.keys(module), patched }));`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    env: { ...process.env, NODE_NO_WARNINGS: '1' }, // of globals that are only looked at
  });
  expect(stderr).to.equal('');
  return JSON.parse(stdout) as { exported: string[]; patched: string[] };
}

/** What a script of a site's server prints. */
const printed = async (script: string) =>
  (await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT })).stdout.trim();

describe('The package where there is no page', () => {
  for (const path of entries) {
    const entry = name + path.slice(1);
    it(`lets ${entry} be imported, and finds nothing patched or added`, async () => {
      const { exported, patched } = await imported(entry);
      expect(patched).to.deep.equal([]);
      if (!entry.endsWith('/define')) expect(exported).not.to.deep.equal([]);
    });
  }

  it('has contacts, chats and whom one has blocked at once in xmpp-elements/session', async () => {
    const output = await printed(`
      import { getSession } from '${name}/session';
      const { roster, chats, blocking } = getSession();
      const people = await getSession().people;
      const same = roster === people.roster && chats === people.chats && blocking === people.blocking;
      console.log(roster.contacts.length, chats.list.length, blocking.state, same);`);
    expect(output).to.equal('0 0 unknown true');
  });

  it('would find what is patched', async () => {
    const { patched } = await imported(
      'data:text/javascript,Array.prototype.map = null; globalThis.mine = 1; export {}',
    );
    expect(patched).to.include.members(['Array.prototype.map', 'mine']);
  });
});
