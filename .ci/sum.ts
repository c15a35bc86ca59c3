import { existsSync, readFileSync } from 'node:fs';

/** Counts of vitest's JSON reporter. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const [failedSteps = '0', ...paths] = process.argv.slice(2);
const counts = paths.map(countReport).reduce(add, { passed: 0, failed: 0 });
// A step that failed without a failed test, such as a build, has to show all the same.
const failed = Math.max(counts.failed, Number(failedSteps));

process.stdout.write(`${counts.passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && counts.passed > 0 ? 0 : 1;

function countReport(path: string): Counts {
  // A runner that left no report did not run: lint or types failed before it.
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  // A file that cannot be loaded has no tests to count.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
