/** `demo`: the whole main job on a sample list, against a practice gateway inside the program. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { formatUsd } from '../../../shared/domain/pricing.ts';
import { err, ok, type Result } from '../../../shared/errors.ts';
import type { ExportFormat } from '../../history/exportHistory.ts';
import type { PracticeGateway } from '../../practice/gateway.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import type { Stepper } from '../demo/steps.ts';
import { sumsOf, type DemoFigures, type Sum } from '../demo/sums.ts';
import type { CliError } from '../errors.ts';
import { EXIT } from '../exitCodes.ts';
import { counted, pairs } from '../text.ts';
import { countLines } from './status.ts';

/** A day of practice passes in about four seconds. */
const SPEED = 20_000;
const DAY_MS = 4_500;
const CENT_MICRO = 10_000;

/** Adds `demo`. */
export function addDemoCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('demo')
    .description('the whole job on a sample list, without cost: nothing leaves this computer')
    .option('--out <dir>', 'folder for the files (default: a new temporary one)')
    .addHelpText('after', '\nExample:\n  postbag demo --out ./demo')
    .action((options: { readonly out?: string }) => {
      dispatch((context) => demo(context, options.out));
    });
}

const MESSAGE = 'Dear {{name|friend}}, your appointment is on {{date}} at {{clinic}}.';

async function demo(
  context: CliContext,
  out: string | undefined,
): Promise<Result<Answer, CliError>> {
  const folders = makeFolders(out);
  if (!folders.ok) return folders;
  const { startPracticeGateway } = await import('../../practice/gateway.ts');
  const { createStepper, StepFailure } = await import('../demo/steps.ts');
  const gateway = await startPracticeGateway({ speed: SPEED });
  if (!gateway.ok) return gateway;
  try {
    const { data } = folders.value;
    const stepper = createStepper(context, data, gateway.value.apiKey);
    if (!context.json) context.io.out(introduction(gateway.value, folders.value));
    const files = filesIn(folders.value.folder);
    const figures = await runSteps(context, stepper, gateway.value, files);
    return ok(summary(context, stepper, gateway.value, figures, { ...folders.value, files }));
  } catch (error) {
    if (error instanceof StepFailure) return err(error.error);
    throw error;
  } finally {
    await gateway.value.close();
  }
}

interface Folders {
  /** Where the files go. */
  readonly folder: string;
  /** The data folder: a new one each time. */
  readonly data: string;
}

function makeFolders(out: string | undefined): Result<Folders, CliError> {
  try {
    const folder = out === undefined ? mkdtempSync(join(tmpdir(), 'postbag-demo-')) : resolve(out);
    mkdirSync(folder, { recursive: true });
    return ok({ folder, data: mkdtempSync(join(folder, 'data-')) });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return err({ kind: 'file_not_writable', path: out ?? tmpdir(), code: String(error.code) });
  }
}

interface DemoFiles {
  readonly refused: string;
  readonly csv: string;
  readonly xlsx: string;
  readonly ndjson: string;
}

function filesIn(folder: string): DemoFiles {
  return {
    refused: join(folder, 'refused.csv'),
    csv: join(folder, 'history.csv'),
    xlsx: join(folder, 'history.xlsx'),
    ndjson: join(folder, 'history.ndjson'),
  };
}

function introduction({ url }: PracticeGateway, { folder, data }: Folders): string {
  return [
    'Postbag demo: a list is imported, sent to a practice gateway, followed and exported.',
    'Nothing leaves this computer and nothing costs money.',
    ...pairs([
      ['gateway', `${url} (a day passes in four seconds)`],
      ['data folder', `${data} (the commands below run with --data on it)`],
      ['files', folder],
    ]),
    '',
  ].join('\n');
}

interface Imported extends Omit<
  DemoFigures,
  'counts' | 'acceptedMicro' | 'chargedMicro' | 'exported'
> {
  readonly batch: string;
  readonly byCountry: readonly { readonly country: string }[];
}

type Priced = Pick<Imported, 'estimateMicro' | 'byCountry'> & { readonly unpriced: number };

/** Everything that the demo found out. */
interface Found extends DemoFigures, Priced {}

interface Counted {
  readonly counts: DemoFigures['counts'];
}

async function runSteps(
  context: CliContext,
  stepper: Stepper,
  gateway: PracticeGateway,
  files: DemoFiles,
): Promise<Found> {
  const imported = await prepareList(context, stepper, gateway, files);
  const { batch } = imported;
  const { run } = stepper;
  const preview = ['preview', batch, '--limit', '3'];
  const priced = (await run('The cost, and the messages', ...preview)) as Priced;
  const { estimateMicro, byCountry } = priced;
  await sendAndFollow(context, stepper, batch, estimateMicro);
  const exported = {
    csv: await exportAs(run, 'csv', batch, files.csv),
    xlsx: await exportAs(run, 'xlsx', batch, files.xlsx),
    ndjson: await exportAs(run, 'ndjson', batch, files.ndjson),
  };
  const { batches } = (await run('Where everything is', 'status', batch)) as {
    readonly batches: readonly [DemoFigures];
  };
  // The import could not know the costs: the prices are set after it.
  return {
    ...imported,
    ...batches[0],
    unpriced: priced.unpriced,
    estimateMicro,
    byCountry,
    exported,
  };
}

async function prepareList(
  { paths }: CliContext,
  { run }: Stepper,
  { url, org }: PracticeGateway,
  files: DemoFiles,
): Promise<Imported> {
  const account = ['--org', `${org}`, '--base-url', url, '--sender', 'Clinic', '--country', 'KE'];
  await run('The account', 'account', 'set', ...account);
  const list = fileURLToPath(paths.sampleList);
  const how = ['--message', MESSAGE, '--name', 'Demo', '--rejects', files.refused];
  const imported = (await run('The list becomes a batch', 'import', list, ...how)) as Imported;
  await run('What one SMS costs', 'prices', 'set', ...(await pricesOf(imported)));
  return imported;
}

async function sendAndFollow(
  { json, io, sleep }: CliContext,
  { run }: Stepper,
  batch: string,
  estimateMicro: number,
): Promise<void> {
  const send = ['send', batch, '--yes', '--budget', budget(estimateMicro)];
  const { counts } = (await run('Sending', ...send)) as Counted;
  if (counts.in_doubt > 0) await run('What may have been sent', 'resolve', batch, '--by-list');
  if (!json) io.out(`\n   (${DAY_MS / 1000} seconds: the practice phones get their messages)\n`);
  await sleep(DAY_MS);
  await run('What became of the messages', 'receipts', batch);
}

/** The practice gateway's own prices for the countries of the list. */
async function pricesOf({ byCountry }: Imported): Promise<string[]> {
  const { practicePriceMicro } = await import('../../practice/prices.ts');
  return byCountry.map(({ country }) => `${country}=${formatUsd(practicePriceMicro(country))}`);
}

/** A tenth more than the preview says: what an operator might allow. */
function budget(estimateMicro: number): string {
  return formatUsd(Math.ceil((estimateMicro * 1.1) / CENT_MICRO) * CENT_MICRO);
}

async function exportAs(
  run: Stepper['run'],
  format: ExportFormat,
  batch: string,
  out: string,
): Promise<number> {
  const title = `The history as ${format}`;
  const answer = await run(title, 'export', '--batch', batch, '--format', format, '--out', out);
  return (answer as { readonly rows: number }).rows;
}

interface Made extends Folders {
  readonly files: DemoFiles;
}

/** What the demo proved: that every figure adds up. It fails where one does not. */
function summary(
  { json }: CliContext,
  { steps }: Stepper,
  gateway: PracticeGateway,
  figures: DemoFigures,
  { folder, data, files }: Made,
): Answer {
  const books = gateway.books();
  const sums = sumsOf(figures, books);
  const wrong = sums.filter((one) => !one.ok);
  return {
    json: {
      ok: wrong.length === 0,
      folder,
      dataFolder: data,
      files,
      ...figures,
      books,
      sums,
      steps,
    },
    lines: json ? [] : summaryLines(figures, sums, { folder, data, files }),
    exit: wrong.length === 0 ? EXIT.done : EXIT.internal,
  };
}

function summaryLines(
  figures: DemoFigures,
  sums: readonly Sum[],
  { data, files }: Made,
): readonly string[] {
  const { rows, recipients, rejected, duplicates, suppressed, counts } = figures;
  const refused = `${rejected} refused, ${duplicates} duplicates, ${suppressed} do not contact`;
  return [
    '',
    'Summary',
    `  ${counted(rows, 'row')} in the list: ${counted(recipients, 'recipient')}, ${refused}`,
    ...countLines(counts),
    ...pairs([
      ['expected cost', `$${formatUsd(figures.estimateMicro)}`],
      ['answered cost', `$${formatUsd(figures.acceptedMicro)}`],
      ['charged so far', `$${formatUsd(figures.chargedMicro)}`],
    ]),
    '',
    'Does it add up?',
    ...sums.map(sumLine),
    '',
    'Your files',
    ...pairs([
      ['history', files.xlsx],
      ['', files.csv],
      ['', files.ndjson],
      ['refused rows', files.refused],
      ['data folder', data],
    ]),
  ];
}

function sumLine({ name, left, right, ok: good, unit }: Sum): string {
  const [one, other] = [left, right].map((value) =>
    unit === 'microUsd' ? `$${formatUsd(value)}` : `${value}`,
  );
  return good ? `  yes  ${name} (${one})` : `  NO   ${name}: ${one} is not ${other}`;
}
