/** Counts what vitest's JSON report says, so that nothing that broke is left out of the closing line. */

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/**
 * Tests passed and failed. A file that did not load counts as one failure, and so does an exit code that no failed
 * test explains (an unhandled error, a worker that died).
 */
export function countReport(report: Report, exitCode: number): Count {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}
