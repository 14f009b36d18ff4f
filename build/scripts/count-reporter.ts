/**
 * Prints `N passed, N failed` (and `, N skipped`) alone on the last line, which CI reads.
 *
 * A test file that fails to load counts as one failure, so that a broken import cannot pass unseen.
 */
import type { Reporter, TestModule } from 'vitest/node';

// vitest loads a reporter from a path by its default export.
// oxlint-disable-next-line import/no-default-export
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed') count.passed += 1;
        else if (state === 'failed') count.failed += 1;
        else count.skipped += 1;
      }
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`);
  }
}
