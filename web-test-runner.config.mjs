/** Unit tests in real browsers: `BROWSERS=chromium,firefox,webkit`, Chromium alone unless set. */
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { countReporter } from './tools/browsers/count-reporter.mjs';
import { BROWSERS } from './tools/browsers/launch.mjs';
import { vendorPlugin } from './tools/browsers/vendor-plugin.mjs';
import { launchers } from './tools/browsers/wtr.mjs';

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: ['test/unit/**/*.test.ts'],
  nodeResolve: { browser: true, preferBuiltins: false },
  concurrency: 1, // a page behind another one paints once a second
  testFramework: { config: { timeout: '30000' } },
  plugins: [vendorPlugin(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' })],
  browsers: BROWSERS.map((name) => launchers[name]?.()),
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter()],
  filterBrowserLogs: ({ args: [first] }) => !String(first).includes('Lit is in dev mode'),
};
