#!/usr/bin/env node
/**
 * The command line's entry: the second composition root, without a window.
 *
 * Checks Node before anything loads better-sqlite3 (its binary crashes a Node older than 22 instead
 * of failing), then loads the program. Paths beside the program are resolved here and nowhere else:
 * bundled chunks lie in another folder.
 */
import { readFileSync } from 'node:fs';

const OLDEST_NODE = 22;

const isSource = import.meta.url.endsWith('.ts');
const beside = (path: string): URL => new URL(path, import.meta.url);

async function start(): Promise<void> {
  const found = process.versions.node;
  if (Number.parseInt(found, 10) < OLDEST_NODE) {
    refuseNode(`Postbag needs Node ${OLDEST_NODE} or newer; this is Node ${found}.`);
    return;
  }
  const { main } = await import('./cli/main.ts');
  await main(
    {
      importWorker: beside(isSource ? './import/worker.ts' : './import-worker.js'),
      exportWorker: beside(isSource ? './history/worker.ts' : './export-worker.js'),
      sampleList: beside('../docs/sample-list.csv'),
    },
    version(),
  );
}

function version(): string {
  const { version } = JSON.parse(readFileSync(beside('../package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

function refuseNode(problem: string): void {
  const message = `${problem} In the repository, "npm run -s postbag -- ..." brings its own.`;
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { kind: 'node_too_old', message } })}\n`);
  } else {
    process.stderr.write(`${message}\n`);
  }
  process.exitCode = 2;
}

await start();
