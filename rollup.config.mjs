/**
 * Three builds: ES modules for npm, whose dependencies stay imports; the one for a script tag, which holds all it
 * needs and loads its parts from `chunks/` beside it; and the launcher's button alone, which loads that one when it is
 * used.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { minifyHTMLLiterals } from 'minify-literals';
import esbuild from 'rollup-plugin-esbuild';
import { ELEMENTS } from './tools/elements.mjs';
import { ROOT } from './tools/setup.mjs';
import { standIns } from './tools/stand-ins/plugin.mjs';

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const external = Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`));

const typescript = (/** @type {boolean} */ minify) =>
  esbuild({ target: 'es2022', tsconfig: 'tsconfig.json', minify });

const elementEntries = ELEMENTS.flatMap((tag) => [
  [tag, `src/components/${tag}/${tag}.ts`],
  [`${tag}/define`, `src/components/${tag}/define.ts`],
]);

/** Comments and blanks in html`` and css``, while the templates are still as written. */
const minifyTemplates = () => ({
  name: 'minify-templates',
  transform: (/** @type {string} */ code, /** @type {string} */ id) =>
    id.endsWith('.ts') ? minifyHTMLLiterals(code, { fileName: id }) : null,
});

/** Where a chunk begins. One that others share things with has no facade; what it was made for comes last in it. */
function sourceOf(/** @type {import('rollup').OutputChunk} */ { facadeModuleId, moduleIds, isDynamicEntry }) {
  const source = relative(ROOT, facadeModuleId ?? moduleIds.at(-1) ?? '');
  return facadeModuleId || isDynamicEntry || source === 'src/index.ts' ? source : 'shared';
}

/** Tells tools/size.mjs which file loads which, by the source each begins at; `shared`: by none alone. */
const chunkManifest = (/** @type {string} */ path) => ({
  name: 'chunk-manifest',
  generateBundle(/** @type {unknown} */ _, /** @type {import('rollup').OutputBundle} */ bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const rows = chunks.map((chunk) => {
      const { fileName, isEntry: entry, imports, dynamicImports } = chunk;
      return [fileName, { source: sourceOf(chunk), entry, imports, dynamicImports }];
    });
    const source = JSON.stringify(Object.fromEntries(rows), null, 1);
    this.emitFile({ type: 'asset', fileName: path, source });
  },
});

const INDEX = `${ROOT}src/index.ts`;
const VIEW = `${ROOT}src/components/xmpp-room/view.ts`;
const LAUNCHER = `${ROOT}src/launcher.ts`;
const EXTRAS = `${ROOT}src/components/xmpp-launcher/extras.ts`;

/** Modules that come with `entry`. @param {string} entry @param {import('rollup').GetModuleInfo} info */
function closure(entry, info) {
  const found = new Set([entry]);
  for (const id of found) for (const next of info(id)?.importedIds ?? []) found.add(next);
  return found;
}

/**
 * What `part` shares with others that only come with it is one file with it: a file of its own would be fetched after
 * the part has come. @returns {import('rollup').GetManualChunk}
 * @param {string} part @param {string} base What is there before. @param {string} name
 */
const together =
  (part, base, name) =>
  (id, { getModuleInfo }) =>
    closure(part, getModuleInfo).has(id) && !closure(base, getModuleInfo).has(id) ? name : undefined;

/**
 * Fetches what an element's view needs along with it rather than after it. What cannot be had is told by the view's own
 * import.
 * @returns {import('rollup').Plugin}
 */
const fetchTogether = () => ({
  name: 'fetch-together',
  renderDynamicImport({ chunk, targetModuleId, getTargetChunkImports }) {
    if (!targetModuleId?.endsWith('/view.ts')) return null;
    const needed = (getTargetChunkImports() ?? []).filter(({ fileName }) => fileName !== chunk.fileName);
    const ahead = needed
      .map(({ resolvedImportPath }) => `import(${resolvedImportPath}).catch(()=>{}),`)
      .join('');
    return ahead ? { left: `(${ahead}import(`, right: '))' } : null;
  },
});

/** Where the launcher asks for an element, the whole kit's script beside it comes. */
const kitBeside = () => ({
  name: 'kit-beside',
  resolveId: (/** @type {string} */ id) =>
    id.endsWith('/xmpp-room/define.js') ? { id: './xmpp-elements.min.js', external: true } : null,
});

/** @type {import('rollup').RollupOptions} */
const modules = {
  input: { index: 'src/index.ts', session: 'src/session/headless.ts', ...Object.fromEntries(elementEntries) },
  external,
  output: {
    dir: 'dist',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'parts/[name]-[hash].js',
    hoistTransitiveImports: false, // of which bundlers warn, as parts have no side effects
  },
  plugins: [nodeResolve(), typescript(false), chunkManifest('parts/manifest.json')],
};

const scriptTagOutput = {
  dir: 'dist',
  format: 'es',
  sourcemap: true,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
};

/**
 * Terser makes arrows of function expressions without `this`, and one of them is a constructor: a declaration is left
 * alone. An upgrade that changes it fails the build. @returns {import('rollup').Plugin}
 */
const keepConstructor = () => ({
  name: 'keep-constructor',
  transform(code, id) {
    if (!id.endsWith('/rope-sequence/dist/index.js')) return null;
    const kept = code.replace(
      'var RopeSequence = function RopeSequence () {};',
      'function RopeSequence () {}',
    );
    if (kept === code) this.error('its constructor is another one');
    return { code: kept, map: null }; // no line has moved
  },
});

/**
 * What the first file holds anyway is no part to be waited for: who asks for it later in the package has it here after the
 * same moment. @returns {import('rollup').Plugin}
 */
const alreadyThere = () => ({
  name: 'already-there',
  transform(code, id) {
    if (!id.startsWith(`${ROOT}src/`)) return null;
    const defined = code.replace(/import\("\.\.\/xmpp-[\w-]+\/define\.js"\)/g, 'Promise.resolve()');
    const asks = /async\s*\(?(\w+)\)?\s*=>\s*\(await import\("(\.\.\/shared\/page-session\.js)"\)\)([^;]*);/;
    const [, element, path] = asks.exec(defined) ?? [];
    if (path === undefined) return defined === code ? null : { code: defined, map: null }; // no line has moved
    const found = defined.replace(asks, `async ${element} => { await 0; return pageSession$3; };`);
    return { code: `import * as pageSession from '${path}';${found}`, map: null };
  },
});

const shrink = () => [
  minifyTemplates(),
  // each shortens what the other leaves: 2 % together
  typescript(true),
  terser({ ecma: 2022, module: true, compress: { passes: 5, unsafe_arrows: true, unsafe_methods: true } }),
];

/** @type {import('rollup').RollupOptions} */
const scriptTag = {
  input: { 'xmpp-elements.min': 'src/index.ts' },
  output: {
    ...scriptTagOutput,
    freeze: false,
    manualChunks: together(VIEW, INDEX, 'view'),
    onlyExplicitManualChunks: true,
  },
  plugins: [
    standIns(),
    keepConstructor(),
    // `events` is npm's module, not Node's
    nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ['production'] }),
    ...shrink(),
    alreadyThere(),
    fetchTogether(),
    chunkManifest('chunks/manifest.json'),
  ],
};

/** @type {import('rollup').RollupOptions} */
const launcher = {
  input: { 'xmpp-launcher.min': 'src/launcher.ts' },
  preserveEntrySignatures: 'allow-extension', // one file, though the panel imports from it
  output: {
    ...scriptTagOutput,
    freeze: false,
    manualChunks: together(EXTRAS, LAUNCHER, 'extras'),
    onlyExplicitManualChunks: true,
  },
  plugins: [kitBeside(), ...shrink(), chunkManifest('chunks/launcher.json')],
};

export default [modules, scriptTag, launcher];
