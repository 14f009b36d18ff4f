/**
 * `npm run test:mutants`: takes each safeguard out of the program in turn, and must see the tests fail.
 *
 * `npm run test:mutants -- NAME…` for some mutants; `--list` only shows them and checks their texts;
 * `--jobs N` (2) at a time; `--timeout N` (120) seconds for each. Works in copies of the source tree.
 * Ends with 1 where a mutant survives, with 2 where the list is out of date or the tests cannot tell.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MUTANTS } from './list/all.ts';
import type { Mutant } from './mutant.ts';
import { makeSandbox, mutated } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { endRuns, runTests } from './vitestRun.ts';
import type { TestRun } from './vitestRun.ts';

const { values: args, positionals: names } = parseArgs({
  options: {
    jobs: { type: 'string', default: '2' },
    timeout: { type: 'string', default: '120' },
    list: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const timeoutMs = Number(args.timeout) * 1000;

/** What came of a mutant. */
interface Verdict {
  readonly mutant: Mutant;
  readonly result: 'caught' | 'survived' | 'equivalent' | 'no verdict';
  readonly detail: string;
  readonly seconds: number;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ends with an error that is not about the program under test. */
function giveUp(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(2);
}

function chosen(): readonly Mutant[] {
  const unknown = names.filter((name) => MUTANTS.every((mutant) => mutant.name !== name));
  if (unknown.length > 0) giveUp(`no mutant is called ${unknown.join(', ')}`);
  return names.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => names.includes(name));
}

/** What is wrong with an entry of the list, or `null`. */
function problemOf(mutant: Mutant, names: ReadonlySet<string>): string | null {
  if (names.has(mutant.name)) return `two mutants are called ${mutant.name}`;
  const missing = mutant.tests.find((file) => !existsSync(join(root, file)));
  if (missing !== undefined) return `${mutant.name} asks for ${missing}, which is not there`;
  try {
    mutated(readFileSync(join(root, mutant.file), 'utf8'), mutant);
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Before anything runs: every text must be found, every test be there, no name be given twice. */
function checkList(mutants: readonly Mutant[]): void {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const mutant of mutants) {
    const problem = problemOf(mutant, seen);
    if (problem !== null) problems.push(problem);
    seen.add(mutant.name);
  }
  if (problems.length > 0) giveUp(['the list is out of date:', ...problems].join('\n'));
}

/** A failure says something only if there is none without the mutant. */
async function checkTests({ dir }: Sandbox, mutants: readonly Mutant[]): Promise<void> {
  const files = [...new Set(mutants.flatMap(({ tests }) => tests))];
  say(`${mutants.length} mutants; first their ${files.length} test files without any change`);
  const workers = Number(args.jobs);
  const run = await runTests({ dir, files, workers, timeoutMs: 10 * timeoutMs, bail: false });
  if (run.kind === 'passed') return;
  giveUp(`the tests fail without any change: ${run.failedFiles.join(', ')} ${run.detail}`);
}

async function judge(sandbox: Sandbox, mutant: Mutant): Promise<Verdict> {
  const { tests: files } = mutant;
  const started = performance.now();
  const bail = files.length === 1;
  const run = await sandbox.with(mutant, () =>
    runTests({ dir: sandbox.dir, files, workers: 1, timeoutMs, bail }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { mutant, seconds, ...verdictOn(mutant, run) };
}

function verdictOn(mutant: Mutant, run: TestRun): Pick<Verdict, 'result' | 'detail'> {
  if (run.kind === 'stuck' || run.kind === 'broken') {
    return { result: 'no verdict', detail: run.detail };
  }
  const missed = mutant.tests.filter((file) => !run.failedFiles.includes(file));
  const expected = mutant.equivalent !== undefined;
  if (missed.length === 0) {
    if (!expected) return { result: 'caught', detail: run.detail };
    return { result: 'no verdict', detail: 'is listed as equivalent, but was caught' };
  }
  if (expected) return { result: 'equivalent', detail: mutant.equivalent ?? '' };
  return { result: 'survived', detail: `not noticed by ${missed.join(', ')}` };
}

function line({ mutant, result, detail, seconds }: Verdict): string {
  const time = `${seconds.toFixed(1)} s`.padStart(7);
  const head = `${result.padEnd(10)}  ${mutant.name.padEnd(34)}  ${time}  ${mutant.safeguard}`;
  return `${head}\n${' '.repeat(12)}${detail}`;
}

/** Walks through the mutants in several copies at a time. */
async function judgeAll(sandboxes: readonly Sandbox[], mutants: readonly Mutant[]) {
  const verdicts: Verdict[] = [];
  const next = mutants.values();
  const walk = async (sandbox: Sandbox): Promise<void> => {
    for (const mutant of next) {
      const verdict = await judge(sandbox, mutant);
      say(line(verdict));
      verdicts.push(verdict);
    }
  };
  await Promise.all(sandboxes.map(walk));
  return verdicts;
}

function count(verdicts: readonly Verdict[], result: Verdict['result']): number {
  return verdicts.filter((verdict) => verdict.result === result).length;
}

function sumUp(verdicts: readonly Verdict[]): void {
  const [caught, survived, equivalent, unknown] = (
    ['caught', 'survived', 'equivalent', 'no verdict'] as const
  ).map((result) => count(verdicts, result));
  const others = [
    ...(equivalent === 0 ? [] : [`${equivalent} equivalent`]),
    ...(unknown === 0 ? [] : [`${unknown} without verdict`]),
  ];
  say(['', [`${caught} caught, ${survived} survived`, ...others].join(', ')].join('\n'));
  if (survived !== 0) process.exitCode = 1;
  else if (unknown !== 0) process.exitCode = 2;
}

async function main(): Promise<void> {
  const mutants = chosen();
  checkList(mutants);
  if (args.list) {
    for (const { name, safeguard } of mutants) say(`${name.padEnd(34)}  ${safeguard}`);
    return;
  }
  const sandboxes: Sandbox[] = [];
  // Also where the run is broken off, or gives up.
  process.once('exit', () => {
    endRuns();
    for (const sandbox of sandboxes) sandbox.remove();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(130));
  const jobs = Math.max(1, Math.min(Number(args.jobs), mutants.length));
  for (let job = 0; job < jobs; job += 1) sandboxes.push(makeSandbox(root));
  const [first] = sandboxes;
  if (first !== undefined) await checkTests(first, mutants);
  sumUp(await judgeAll(sandboxes, mutants));
}

await main();
