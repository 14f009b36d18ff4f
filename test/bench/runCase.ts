/**
 * Runs one case in this process and prints what it measured: `runCase.ts CASE JSON`.
 *
 * A process a case, so that peak memory is the case's own and nothing is warm from another.
 */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { naiveImport } from './naiveImport.ts';
import { ourExport, ourImport, ourReceipts, ourSend, withServices } from './ourCases.ts';
import { naiveSend, rawGets, rawPosts, type WireMessage } from './rawClient.ts';
import type { Measured } from './report.ts';

/** What a case may need. */
export interface CaseOptions {
  readonly dir: string;
  readonly list: string;
  readonly url: string;
  readonly out: string;
  readonly limit: number;
}

type Case = (options: CaseOptions, timed: Timed) => Promise<void>;
type Timed = (work: () => Promise<number>) => Promise<void>;

async function bodiesOf(list: string, perRequest: number): Promise<readonly Buffer[]> {
  const bodies: Buffer[] = [];
  let messages: WireMessage[] = [];
  const flush = (): void => {
    if (messages.length > 0) bodies.push(Buffer.from(JSON.stringify({ orgid: 1, messages })));
    messages = [];
  };
  for await (const record of createReadStream(list).pipe(parse({ columns: true }))) {
    const row = record as Record<string, string>;
    const message = `Dear ${row['name']}, your appointment is on ${row['date']} at ${row['clinic']}.`;
    messages.push({ to: (row['phone'] ?? '').slice(1), from: 'Office', message });
    if (messages.length === perRequest) flush();
  }
  flush();
  return bodies;
}

const ours =
  (
    work: (services: Parameters<typeof ourSend>[0], options: CaseOptions) => Promise<number>,
  ): Case =>
  (options, timed) =>
    withServices(options.dir, (services) => timed(() => work(services, options)));

const CASES: Readonly<Record<string, Case>> = {
  'import: naive': (o, timed) => timed(() => naiveImport(o.list, o.out)),
  'import: postbag': ours((services, o) => ourImport(services, o.list)),
  'send: raw undici': async (o, timed) => {
    const bodies = await bodiesOf(o.list, 1000);
    await timed(() => rawPosts(o.url, bodies, 4));
  },
  'send: naive': (o, timed) => timed(() => naiveSend(o.url, o.list, o.limit)),
  'send: postbag': ours((services, o) => ourSend(services, o.url)),
  'receipts: raw GETs': (o, timed) => timed(() => rawGets(o.url, o.limit, 16)),
  'receipts: postbag by id': ours((services, o) => ourReceipts(services, o.url)),
  'receipts: postbag by list': ours((services, o) => ourReceipts(services, o.url)),
  'export: csv': ours((services, o) => ourExport(services, o.out, 'csv')),
  'export: xlsx': ours((services, o) => ourExport(services, o.out, 'xlsx')),
  'export: ndjson': ours((services, o) => ourExport(services, o.out, 'ndjson')),
};

async function main(name: string, options: CaseOptions): Promise<void> {
  const run = CASES[name];
  if (run === undefined) throw new Error(`bench: no case ${name}`);
  let items = 0;
  let seconds = 0;
  await run(options, async (work) => {
    const start = performance.now();
    items = await work();
    seconds = (performance.now() - start) / 1000;
  });
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const measured: Measured = { case: name, items, seconds, peakMb };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

await main(process.argv[2] ?? '', JSON.parse(process.argv[3] ?? '{}') as CaseOptions);
process.exit(0);
