/** Says at the end how many tests passed and failed, over all browsers, for tools/test.mjs to add up. */

/** @param {import('@web/test-runner').TestSuiteResult | undefined} suite @returns {boolean[]} Whether each passed. */
function results(suite) {
  if (!suite) return [];
  return [...suite.tests.map(({ passed }) => passed), ...suite.suites.flatMap(results)];
}

/** @returns {import('@web/test-runner').Reporter} */
export const countReporter = () => ({
  onTestRunFinished({ sessions }) {
    const all = sessions.flatMap(({ testResults }) => results(testResults));
    const passed = all.filter(Boolean).length;
    console.log(`in browsers: ${passed} passed, ${all.length - passed} failed`);
  },
});
