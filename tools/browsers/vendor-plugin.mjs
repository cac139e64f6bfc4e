/**
 * Serves to test pages the npm packages that a browser cannot load as they lie there: CommonJS, replaced by the
 * `browser` field, or hundreds of files. All are one esbuild run with shared chunks, so that none exists twice.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../setup.mjs';

const PREFIX = '/__vendor__/';
const VENDORED = /(?:from|import\()\s*'((?:@xmpp\/|events$|fast-check|chai|saxes|axe-core|ws$)[^']*)'/g;

/** @xmpp/resolve empties its `dns` for browsers by a path that esbuild does not match, and meets node:dns. */
export const emptyNodeModules = {
  name: 'empty-node-modules',
  setup(/** @type {import('esbuild').PluginBuild} */ { onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
  },
};

/** What src and test import of such packages, deep paths too. @returns {string[]} */
function importedPackages() {
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(ROOT, folder, file)),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(VENDORED)].map(([, name]) => name),
  );
  return [...new Set(names)];
}

/** CommonJS bundles export a default alone: this names what Node finds in the package. @param {string} name */
async function reexport(name) {
  const names = Object.keys(await import(name)).filter((key) => /^[\w$]+$/.test(key));
  return `export { ${names.join(', ')} } from '${name}';`;
}

const ENTRY = 'entry:';

/** @param {ReadonlyMap<string, string>} sources @returns {import('esbuild').Plugin} */
const virtualEntries = (sources) => ({
  name: 'virtual-entries',
  setup({ onResolve, onLoad }) {
    // .mjs: a default import of CommonJS is what it is in Node
    onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: `${path}.mjs`, namespace: 'entry' }));
    onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({
      contents: sources.get(path.slice(ENTRY.length, -'.mjs'.length)),
      resolveDir: ROOT,
    }));
  },
});

const fileName = (/** @type {string} */ source) => source.replace(/[^\w.-]/g, '_');

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function vendorPlugin() {
  const packages = importedPackages();
  /** @type {Promise<Map<string, string>> | undefined} */
  let files;

  async function bundle() {
    const entries = await Promise.all(packages.map(async (name) => [name, await reexport(name)]));
    const sources = new Map(entries);
    const { outputFiles } = await build({
      entryPoints: Object.fromEntries(packages.map((name) => [fileName(name), `${ENTRY}${name}`])),
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      mainFields: ['browser', 'module', 'main'],
      outdir: '/out',
      write: false,
      sourcemap: 'inline',
      logLevel: 'error',
      plugins: [virtualEntries(sources), emptyNodeModules],
      absWorkingDir: ROOT,
    });
    return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  }

  return {
    name: 'vendor',
    resolveImport: ({ source }) =>
      packages.includes(source) ? `${PREFIX}${fileName(source)}.js` : undefined,
    async serve({ path }) {
      if (!path.startsWith(PREFIX)) return undefined;
      const body = (await (files ??= bundle())).get(path.slice(PREFIX.length));
      return body === undefined ? undefined : { body, type: 'js' };
    },
    resolveMimeType: ({ path }) => (path.startsWith(PREFIX) ? 'js' : undefined),
  };
}
