/**
 * `npm run test:crash`: kills and faults from seeds, and what came of them in figures; the verdict matrix.
 *
 * Runs `test/crash`, the random sends and the verdict table. `--seeds N` for so many seeds (else a few);
 * `--seed N` for the first one (else a new one), which repeats a run. Ends with 1 where a test fails.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { SeedTally, SeenVerdict } from '../helpers/tally.ts';

const { values: args } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' } },
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const FILES = ['test/crash', 'test/flow/sendRandom.test.ts', 'test/contract/verdictTable.test.ts'];

/** vitest's report, as far as it is read here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly meta: { readonly tally?: SeedTally; readonly seenVerdict?: SeenVerdict };
    }[];
  }[];
}

/** A whole number of an option, or a refusal of it. */
function wholeNumber(name: 'seeds' | 'seed'): string | undefined {
  const value = args[name];
  if (value === undefined || /^\d{1,9}$/.test(value)) return value;
  process.stderr.write(`--${name} takes a whole number\n`);
  process.exit(2);
}

async function run(output: string): Promise<number> {
  const [seeds, seed] = [wholeNumber('seeds'), wholeNumber('seed')];
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--config', 'build/vitest.config.ts', ...reporters, ...FILES],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(seeds === undefined ? null : { POSTBAG_SEEDS: seeds }),
        ...(seed === undefined ? null : { POSTBAG_SEED: seed }),
      },
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** The figures of one file, in words. */
function summary(file: string, tallies: readonly SeedTally[]): string {
  const seeds = tallies.map(({ seed }) => seed);
  const first = seeds.reduce((a, b) => Math.min(a, b), Infinity);
  const last = seeds.reduce((a, b) => Math.max(a, b), 0);
  const sum = (name: Exclude<keyof SeedTally, 'seed'>): number =>
    tallies.reduce((total, tally) => total + tally[name], 0);
  return [
    `${basename(file)}: ${seeds.length} seeds, ${first} to ${last}`,
    `  ${sum('messages')} messages, ${sum('kills')} kills, ${sum('decisions')} decisions to send again`,
    `  the gateway took ${sum('taken')}; accepted ${sum('accepted')}, in doubt ${sum('inDoubt')}, ` +
      `rejected ${sum('rejected')}, not sent ${sum('notSent')}`,
    `  breaches of the promise: ${sum('breaches')}`,
  ].join('\n');
}

/** One line for everything that a gateway may do, and what was made of it. */
function matrix(seen: readonly SeenVerdict[]): readonly string[] {
  const rows = Map.groupBy(seen, ({ fault, verdict, sent, taken }) =>
    [fault.padEnd(30), `${taken} of ${sent} taken`, verdict].join('  '),
  );
  return [...rows].map(([row, of]) => {
    const over = [...new Set(of.map((one) => one.over))].join(' and ');
    return `  ${row}${over === '' ? '' : `, over ${over}`}`;
  });
}

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'postbag-crash-'));
  try {
    const output = join(dir, 'report.json');
    process.exitCode = await run(output);
    const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as Report;
    const seen = testResults.flatMap(({ assertionResults }) =>
      assertionResults.flatMap(({ meta }) => meta.seenVerdict ?? []),
    );
    process.stdout.write(['verdict matrix', ...matrix(seen), ''].join('\n'));
    for (const { name, assertionResults } of testResults) {
      const tallies = assertionResults.flatMap(({ meta }) => meta.tally ?? []);
      if (tallies.length > 0) process.stdout.write(`${summary(name, tallies)}\n`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();
