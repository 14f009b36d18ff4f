/** `import`: a file becomes a batch in the outbox, ready to send. */
import type { Command } from 'commander';
import { err, ok, type Result } from '../../../shared/errors.ts';
import type { Batch } from '../../db/batches.ts';
import { batchEstimate, type BatchEstimate } from '../../db/estimate.ts';
import { priceQueries } from '../../db/prices.ts';
import type { ImportProgress, ImportReport, ImportRequest } from '../../import/importFile.ts';
import type { OwnerServices } from '../../services.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { findBatch, withOwner } from '../data.ts';
import type { CliError } from '../errors.ts';
import { errorText } from '../errorText.ts';
import { checkOutput } from '../outputFile.ts';
import { createProgress } from '../progress.ts';
import { refusalText } from '../reasonText.ts';
import { counted, grouped, pairs, quoted, shortened, table } from '../text.ts';
import { fieldMapping } from '../values.ts';
import { costLines } from './preview.ts';

/** Refused rows that are shown as text; JSON and `--rejects` have them all. */
const SHOWN_REJECTS = 10;

interface ImportOptions {
  readonly message?: string;
  readonly messageColumn?: string;
  readonly to?: string;
  readonly from?: string;
  readonly fromColumn?: string;
  readonly country?: string;
  readonly name?: string;
  readonly sheet?: string;
  readonly map?: ReadonlyMap<string, string>;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly allowDuplicates?: true;
  readonly rejects?: string;
}

const EXAMPLES = `
Examples:
  postbag import list.csv --message 'Dear {{name|friend}}, the clinic opens at {{time}}.'
  postbag import list.csv --message-column text --to phone --rejects refused.csv

In a shell, put the message between single quotes. {{column}} is filled from the row; a row without
a value is refused, unless a default follows the bar: {{name|friend}}.`;

/** Adds `import`. */
export function addImportCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('import')
    .description('read a list and a message into a batch, ready to send')
    .argument('<file>', 'CSV file whose first row names the columns')
    .option('--message <text>', 'the message, with {{column}} or {{column|default}}')
    .option('--message-column <col>', 'column that holds each message, word for word')
    .option('--to <col>', 'column of the phone numbers (default: found by itself)')
    .option('--from <id>', "sender id (default: the account's)")
    .option('--from-column <col>', 'column of the sender ids')
    .option('--country <cc>', "country of numbers without a dialling code (default: the account's)")
    .option('--name <name>', "name of the batch (default: the file's)")
    .option('--sheet <name>', 'sheet of a spreadsheet (not in this version yet)')
    .option(
      '--map <field=col>',
      'fill {{field}} from another column; may be repeated',
      fieldMapping,
    )
    .option('--encoding <name>', 'text encoding (default: found by itself)')
    .option('--delimiter <c>', 'what separates columns: , ; | or tab (default: found by itself)')
    .option('--allow-duplicates', 'keep a number that comes several times')
    .option('--rejects <file>', 'write the refused rows there, with reasons, to correct and import')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: ImportOptions) => {
      dispatch((context) => importList(context, file, options));
    });
}

async function importList(
  context: CliContext,
  file: string,
  options: ImportOptions,
): Promise<Result<Answer, CliError>> {
  const request = importRequest(file, options);
  if (!request.ok) return request;
  const writable = await checkRejects(context, file, options.rejects);
  if (!writable.ok) return writable;
  return withOwner(context, async (services) => {
    const report = await runImport(context, services, request.value);
    if (!report.ok) return report;
    const batch = findBatch(services.db, report.value.batch);
    if (!batch.ok) return batch;
    await writeRejectsFile(context, services, batch.value, report.value, options.rejects);
    const prices = priceQueries(services.db).map();
    const estimate = batchEstimate(services.db, batch.value.key, prices);
    return ok(importAnswer(report.value, estimate));
  });
}

/** A rejects file that cannot be written is found out before the import, which could not be undone. */
async function checkRejects(
  context: CliContext,
  list: string,
  path: string | undefined,
): Promise<Result<void, CliError>> {
  if (path === undefined) return ok(undefined);
  const allowed = checkOutput(context, path, list);
  if (!allowed.ok) return allowed;
  const { openAtomicFile } = await import('../../history/atomicFile.ts');
  const file = await openAtomicFile(path);
  if (!file.ok) return file;
  await file.value.abort();
  return ok(undefined);
}

/** The batch is there already, so what goes wrong here is a warning, not the end of the command. */
async function writeRejectsFile(
  context: CliContext,
  { db }: OwnerServices,
  batch: Batch,
  { delimiter }: ImportReport,
  path: string | undefined,
): Promise<void> {
  if (path === undefined) return;
  const { writeRejects } = await import('../../import/rejects.ts');
  const written = await writeRejects({ db }, batch.key, path, delimiter);
  if (!written.ok) context.warn(errorText(written.error));
}

function importRequest(file: string, options: ImportOptions): Result<ImportRequest, CliError> {
  const { message, messageColumn, rejects: _rejects, country, ...rest } = options;
  if ((message === undefined) === (messageColumn === undefined)) {
    const detail = 'Give either --message TEXT or --message-column COL.';
    return err({ kind: 'usage', detail, command: 'postbag import' });
  }
  return ok({
    ...rest,
    file,
    ...(country === undefined ? {} : { country: country.toUpperCase() }),
    message: message === undefined ? { column: messageColumn ?? '' } : { template: message },
  });
}

async function runImport(
  context: CliContext,
  { db }: OwnerServices,
  request: ImportRequest,
): Promise<Result<ImportReport, CliError>> {
  const { importFile } = await import('../../import/importFile.ts');
  const { clock, newId, paths, io, log } = context;
  const progress = createProgress(io, 'Importing', clock.monotonicMs);
  const onProgress = ({ bytesRead, bytesTotal, rows }: ImportProgress): void => {
    progress.update({
      done: bytesRead,
      total: bytesTotal,
      unit: 'bytes',
      note: counted(rows, 'row'),
    });
  };
  const deps = { db, clock, newId, log, workerUrl: paths.importWorker };
  return context.interruptible((signal) =>
    importFile(deps, request, { onProgress, signal }).finally(() => progress.end()),
  );
}

function importAnswer(report: ImportReport, estimate: BatchEstimate): Answer {
  const { refused, headerNames, numberColumn, ...rest } = report;
  const { estimateMicro, unpriced, byCountry } = estimate;
  const column = headerNames[numberColumn] ?? '';
  return {
    json: {
      ...rest,
      rejects: refused,
      estimateMicro,
      unpriced,
      byCountry,
      columns: headerNames,
      numberColumn: column,
    },
    lines: [
      `Imported ${quoted(report.name)} as batch ${report.batch}`,
      ...pairs([
        ['rows read', grouped(report.rows)],
        ['recipients', grouped(report.recipients)],
        ['refused', grouped(report.rejected)],
        ['duplicates', grouped(report.duplicates)],
        ['do not contact', grouped(report.suppressed)],
        ['numbers from', quoted(column)],
        ['read as', report.encoding],
      ]),
      ...rejectLines(refused),
      ...costLines(estimate),
      `Next: postbag preview ${report.batch}`,
    ],
  };
}

function rejectLines(refused: ImportReport['refused']): string[] {
  if (refused.length === 0) return [];
  const rows = refused
    .slice(0, SHOWN_REJECTS)
    .map(({ row, value, reason }) => [
      String(row),
      refusalText(reason, value),
      shortened(value, 40),
    ]);
  const more = refused.length - rows.length;
  return [
    'Rows that were not taken:',
    ...table(['row', 'why', 'value'], rows, ['right']),
    ...(more > 0 ? [`and ${grouped(more)} more (--rejects FILE writes them all)`] : []),
  ];
}
