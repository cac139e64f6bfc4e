/** `npm run build`: writes dist/ anew. A warning of rollup's fails it. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

const ELEMENTS_AND_BASES = ['src/components/xmpp-*/xmpp-*.ts', 'src/components/shared/*shell.ts'];

const STEPS = [
  ['rollup', '--config', 'rollup.config.mjs', '--failAfterWarnings', '--silent'],
  ['tsc', '--project', 'tsconfig.build.json'],
  ['cem', 'analyze', '--globs', ...ELEMENTS_AND_BASES, '--outdir', 'dist', '--quiet'],
];

rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
for (const [name, ...args] of STEPS) {
  const { status } = spawnSync(join(ROOT, 'node_modules/.bin', name ?? ''), args, {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`build: ${name} failed`);
    process.exit(1);
  }
}
