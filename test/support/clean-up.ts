/** What a test started is ended after it, and what a run started after that, the last one first. */

type Task = () => unknown;

const afterTest: Task[] = [];
const afterRun: Task[] = [];

/** Ends something when the running test is over, however it went. */
export function cleanUpAfterTest(task: Task): void {
  afterTest.push(task);
}

/** Ends something when all tests are over. */
export function cleanUpAfterRun(task: Task): void {
  afterRun.push(task);
}

async function runAll(tasks: Task[]): Promise<void> {
  const failures: unknown[] = [];
  for (const task of tasks.splice(0).reverse()) {
    try {
      await task();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `cleaning up failed: ${failures.map(String).join('; ')}`);
}

afterEach('ends what the test started', () => runAll(afterTest));
after('ends what the run started', () => runAll(afterRun));
