/** Runs test files with vitest in a process of their own, for a limited time. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What came of a run. */
export interface TestRun {
  /** `stuck`: it was ended, as it took too long. `broken`: a file could not even be loaded. */
  readonly kind: 'passed' | 'failed' | 'stuck' | 'broken';
  /** Test files with a failed test, from the root. */
  readonly failedFiles: readonly string[];
  /** The first failed test, or what is broken. */
  readonly detail: string;
}

/** As far as it is read here. */
interface JsonReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** What to run. */
export interface TestRunOptions {
  /** The root of the source tree. */
  readonly dir: string;
  readonly files: readonly string[];
  readonly workers: number;
  readonly timeoutMs: number;
  /** Stop at the first failed test. */
  readonly bail: boolean;
}

/** Runs that have not ended. */
const running = new Set<ChildProcess>();

/** Ends a run with all that it started. */
function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGKILL');
}

/** Ends every run. */
export function endRuns(): void {
  for (const child of running) end(child);
}

/** Runs test files, and tells what failed. */
export async function runTests(options: TestRunOptions): Promise<TestRun> {
  const { dir, files, workers, timeoutMs, bail } = options;
  const output = join(dir, 'mutant-report.json');
  rmSync(output, { force: true });
  const vitest = join(dir, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--config', 'build/vitest.config.ts', '--reporter=json'];
  args.push(`--outputFile=${output}`, `--maxWorkers=${workers}`, ...(bail ? ['--bail=1'] : []));
  const child = spawn(process.execPath, [...args, ...files], {
    cwd: dir,
    stdio: 'ignore',
    // A group of its own, so that what it starts ends with it.
    detached: true,
  });
  let isStuck = false;
  const timer = setTimeout(() => {
    isStuck = true;
    end(child);
  }, timeoutMs);
  running.add(child);
  await once(child, 'exit');
  running.delete(child);
  clearTimeout(timer);
  if (isStuck) return { kind: 'stuck', failedFiles: [], detail: `no end in ${timeoutMs / 1000} s` };
  return outcomeOf(dir, output);
}

function outcomeOf(dir: string, output: string): TestRun {
  let report: JsonReport;
  try {
    report = JSON.parse(readFileSync(output, 'utf8')) as JsonReport;
  } catch {
    return { kind: 'broken', failedFiles: [], detail: 'vitest gave no report' };
  }
  const { testResults } = report;
  const unloaded = testResults.find(
    (f) => f.status === 'failed' && f.assertionResults.length === 0,
  );
  if (unloaded !== undefined) {
    return {
      kind: 'broken',
      failedFiles: [],
      detail: firstLine(unloaded.message ?? unloaded.name),
    };
  }
  const failed = testResults.filter((f) => f.assertionResults.some((t) => t.status === 'failed'));
  const first = failed[0]?.assertionResults.find((t) => t.status === 'failed');
  if (first === undefined) {
    if (report.success) return { kind: 'passed', failedFiles: [], detail: '' };
    return { kind: 'broken', failedFiles: [], detail: 'an error outside of any test' };
  }
  const failedFiles = failed.map(({ name }) => name.slice(dir.length + 1).replaceAll('\\', '/'));
  return { kind: 'failed', failedFiles, detail: firstLine(first.fullName) };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
