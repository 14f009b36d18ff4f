/**
 * `npm run bench`: import, send, receipts and export against baselines of the same run; the window's
 * size and its time to the first screen.
 *
 * `--rows N` (100,000), `--rounds N` (3; 0 leaves all but the window out), `--memory-rows N` (1,000,000;
 * 0 leaves the memory part out), `--starts N` (5; 0 leaves the window out), `--json` for one JSON
 * document. Ratios are taken round by round and their median is shown; absolute
 * figures depend on the machine. Everything talks to 127.0.0.1 only.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareFolder } from './ourCases.ts';
import { reportLines, type Measured, type Target } from './report.ts';
import type { CaseOptions } from './runCase.ts';
import { writeSampleList } from './sampleList.ts';
import { measureWindow, windowLines, type WindowMeasured } from './windowPart.ts';

const { values: args } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    'memory-rows': { type: 'string', default: '1000000' },
    starts: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});

/** Statuses read one by one, and messages of the naive script: slow ways need fewer for a rate. */
const SLOW_ITEMS = 20_000;
const MEMORY_LIMIT_MB = 450;

const TARGETS: readonly Target[] = [
  t('import ≥ 2 × naive import', 'import: postbag', 'import: naive', 2),
  t('send ≥ 0.25 × raw undici', 'send: postbag', 'send: raw undici', 0.25),
  t('send ≥ 40 × naive script', 'send: postbag', 'send: naive', 40),
  t('receipts by id ≥ 0.6 × raw GETs', 'receipts: postbag by id', 'receipts: raw GETs', 0.6),
  t('receipts by list ≥ 20 × by id', 'receipts: postbag by list', 'receipts: postbag by id', 20),
  t('export (csv) ≥ 2 × import', 'export: csv', 'import: postbag', 2),
  t('export (xlsx) ≥ 2 × import', 'export: xlsx', 'import: postbag', 2),
  t('export (ndjson) ≥ 2 × import', 'export: ndjson', 'import: postbag', 2),
];

function t(title: string, own: string, baseline: string, atLeast: number): Target {
  return { title, case: own, baseline, atLeast };
}

interface Gateway {
  readonly url: string;
  readonly child: ChildProcess;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Runs a script in a process of its own; resolves with its first line of output. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`bench: process ended with ${code}`)));
  });
}

async function startGateway(withList: boolean): Promise<Gateway> {
  const child = spawn(process.execPath, [here('bareGateway.ts'), withList ? 'list' : 'no-list'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { url } = JSON.parse(await firstLine(child)) as { readonly url: string };
  return { url, child };
}

async function measure(name: string, options: Partial<CaseOptions>): Promise<Measured> {
  const child = spawn(process.execPath, [here('runCase.ts'), name, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const measured = JSON.parse(await firstLine(child)) as Measured;
  const rate = Math.round(measured.items / measured.seconds).toLocaleString('en-US');
  say(
    `  ${name.padEnd(28)} ${measured.items} in ${measured.seconds.toFixed(2)} s = ${rate}/s, ${Math.round(measured.peakMb)} MB`,
  );
  return measured;
}

/** The job with all receipts by list: what a folder of `rows` goes through. */
async function wholeJob(root: string, list: string): Promise<readonly Measured[]> {
  const gateway = await startGateway(true);
  const dir = join(root, 'data');
  await prepareFolder(dir, gateway.url);
  const options = { dir, list, url: gateway.url };
  const measured = [
    await measure('import: postbag', options),
    await measure('send: postbag', options),
    await measure('receipts: postbag by list', options),
    await measure('export: csv', { ...options, out: join(root, 'out.csv') }),
    await measure('export: xlsx', { ...options, out: join(root, 'out.xlsx') }),
    await measure('export: ndjson', { ...options, out: join(root, 'out.ndjson') }),
  ];
  gateway.child.stdin?.end();
  return measured;
}

async function receiptsById(root: string, list: string): Promise<readonly Measured[]> {
  const gateway = await startGateway(false);
  const dir = join(root, 'by-id');
  await prepareFolder(dir, gateway.url);
  const options = { dir, list, url: gateway.url, limit: SLOW_ITEMS };
  await measure('import: postbag', options);
  await measure('send: postbag', options);
  const measured = [
    await measure('receipts: postbag by id', options),
    await measure('receipts: raw GETs', options),
  ];
  gateway.child.stdin?.end();
  return measured;
}

async function baselines(root: string, list: string): Promise<readonly Measured[]> {
  const gateway = await startGateway(true);
  const options = { list, url: gateway.url, limit: SLOW_ITEMS };
  const measured = [
    await measure('import: naive', { ...options, out: join(root, 'naive.db') }),
    await measure('send: raw undici', options),
    await measure('send: naive', options),
  ];
  gateway.child.stdin?.end();
  return measured;
}

async function oneRound(root: string, list: string, short: string): Promise<readonly Measured[]> {
  await mkdir(root, { recursive: true });
  const measured = [
    ...(await baselines(root, list)),
    ...(await wholeJob(root, list)),
    ...(await receiptsById(root, short)),
  ];
  await rm(root, { recursive: true, force: true });
  return measured;
}

async function main(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'postbag-bench-'));
  try {
    const [list, short] = [join(root, 'list.csv'), join(root, 'short.csv')];
    await writeSampleList(list, Number(args.rows));
    await writeSampleList(short, SLOW_ITEMS);
    const rounds: (readonly Measured[])[] = [];
    for (let round = 1; round <= Number(args.rounds); round += 1) {
      say(`round ${round} of ${args.rounds}, ${args.rows} messages`);
      rounds.push(await oneRound(join(root, `round${round}`), list, short));
    }
    const memory = await memoryPart(root, Number(args['memory-rows']));
    report(rounds, memory, await windowPart(Number(args.starts)));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function windowPart(starts: number): Promise<WindowMeasured | null> {
  if (starts === 0) return null;
  say(`window, ${starts} starts`);
  return measureWindow((script, ...options) => {
    const child = spawn(process.execPath, [here(script), ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return firstLine(child);
  }, starts);
}

async function memoryPart(root: string, rows: number): Promise<readonly Measured[]> {
  if (rows === 0) return [];
  say(`memory, ${rows} messages`);
  const list = join(root, 'million.csv');
  await writeSampleList(list, rows);
  const dir = join(root, 'memory');
  await mkdir(dir);
  return wholeJob(dir, list);
}

function report(
  rounds: readonly (readonly Measured[])[],
  memory: readonly Measured[],
  window: WindowMeasured | null,
): void {
  if (args.json) {
    process.stdout.write(`${JSON.stringify({ rounds, memory, window, targets: TARGETS })}\n`);
    return;
  }
  const lines = [
    `${cpus().length} processors, Node ${process.version}, ${args.rows} messages, ${args.rounds} rounds`,
  ];
  if (rounds.length > 0) lines.push('', ...reportLines(rounds, TARGETS));
  if (memory.length > 0) {
    lines.push(
      '',
      `peak memory at ${args['memory-rows']} messages, MB (wanted ≤ ${MEMORY_LIMIT_MB})`,
    );
    for (const one of memory) {
      const verdict = one.peakMb <= MEMORY_LIMIT_MB ? 'holds' : 'FALLS SHORT';
      lines.push(
        `${one.case.padEnd(28)} ${String(Math.round(one.peakMb)).padStart(6)}  ${verdict}`,
      );
    }
  }
  if (window !== null) lines.push('', ...windowLines(window));
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
