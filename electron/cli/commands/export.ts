/** `export`: the history as a file. */
import { type Command, Option } from 'commander';
import { MESSAGE_STATES, type MessageState } from '../../../shared/domain/message.ts';
import { ok, type Result } from '../../../shared/errors.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportRequest,
} from '../../history/exportHistory.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { findOptionalBatch, nothingYet, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { checkOutput } from '../outputFile.ts';
import { createProgress } from '../progress.ts';
import { counted, grouped } from '../text.ts';
import { isoTime } from '../values.ts';

interface ExportFlags {
  readonly batch?: string;
  readonly since?: number;
  readonly until?: number;
  readonly state?: readonly MessageState[];
  readonly format: ExportFormat;
  readonly out: string;
}

/** Adds `export`. */
export function addExportCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('export')
    .description('write the history to a file')
    .option('--batch <batch>', 'one batch (default: all)')
    .option('--since <iso>', 'sent at this time or later', isoTime)
    .option('--until <iso>', 'sent before this time', isoTime)
    .addOption(
      new Option('--state <s...>', 'only messages in these states').choices(MESSAGE_STATES),
    )
    .addOption(
      new Option('--format <format>', 'xlsx for people, csv, or ndjson for programs')
        .choices(EXPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'file to write; an existing one is replaced')
    .addHelpText(
      'after',
      '\nExample:\n  postbag export --batch 5f3a --format xlsx --out report.xlsx',
    )
    .action((flags: ExportFlags) => {
      dispatch((context) => exportFile(context, flags));
    });
}

async function exportFile(
  context: CliContext,
  flags: ExportFlags,
): Promise<Result<Answer, CliError>> {
  const allowed = checkOutput(context, flags.out);
  if (!allowed.ok) return allowed;
  return withReader(context, async (db) => {
    const batch = findOptionalBatch(db, flags.batch);
    if (!batch.ok) return batch;
    if (db === null) return nothingYet(context);
    const { exportHistory } = await import('../../history/exportHistory.ts');
    const { clock, io, paths } = context;
    const progress = createProgress(io, 'Exporting', clock.monotonicMs);
    const report = await context.interruptible((signal) =>
      exportHistory({ db, clock, workerUrl: paths.exportWorker }, exportRequest(flags), {
        signal,
        onProgress: (done) => progress.update(done),
      }).finally(() => progress.end()),
    );
    if (!report.ok) return report;
    const { rows, file, bytes } = report.value;
    return ok({
      json: { rows, file, bytes },
      lines: [`${counted(rows, 'message')} written to ${file} (${grouped(bytes)} bytes).`],
    });
  });
}

function exportRequest({ batch, since, until, state, format, out }: ExportFlags): ExportRequest {
  return {
    format,
    out,
    ...(batch === undefined ? {} : { batch }),
    ...(since === undefined ? {} : { sinceMs: since }),
    ...(until === undefined ? {} : { untilMs: until }),
    ...(state === undefined ? {} : { states: state }),
  };
}
