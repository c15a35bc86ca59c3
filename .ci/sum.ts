import { existsSync, readFileSync } from 'node:fs';

/** Counts of vitest's JSON reporter. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    /** Path of the test file. */
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What failed, one line each: whoever sees only the end of a log has to see it too. */
  readonly failures: readonly string[];
}

const [failedSteps = '0', ...paths] = process.argv.slice(2);
const counts = paths.map(countReport).reduce(add, { passed: 0, failed: 0, failures: [] });
// A step that failed without a failed test, such as a build, has to show all the same.
const failed = Math.max(counts.failed, Number(failedSteps));

for (const failure of counts.failures) process.stdout.write(`failed: ${failure}\n`);
process.stdout.write(`${counts.passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && counts.passed > 0 ? 0 : 1;

function countReport(path: string): Counts {
  // A runner that left no report did not run: lint or types failed before it.
  if (!existsSync(path)) return { passed: 0, failed: 1, failures: [`no report ${path}`] };
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  // A file that cannot be loaded has no tests to count.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    failures: [...unloaded.map(({ name }) => `${name} cannot be loaded`), ...listFailedTests(report)],
  };
}

function listFailedTests({ testResults }: Report): readonly string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${name}: ${fullName}`),
  );
}

function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    failures: [...a.failures, ...b.failures],
  };
}
