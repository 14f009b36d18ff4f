/** `backup`: a copy of everything. */
import type { Command } from 'commander';
import { ok, type Result } from '../../../shared/errors.ts';
import { backupTo } from '../../db/backup.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { nothingYet, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { checkOutput } from '../outputFile.ts';
import { grouped, pairs } from '../text.ts';

/** Adds `backup`. */
export function addBackupCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('backup')
    .description('copy the whole history and outbox into one file')
    .requiredOption('--out <file>', 'file to write; an existing one is never replaced')
    .addHelpText('after', '\nExample:\n  postbag backup --out postbag-2026-10-01.db')
    .action((options: { readonly out: string }) => {
      dispatch((context) => backup(context, options.out));
    });
}

async function backup(context: CliContext, out: string): Promise<Result<Answer, CliError>> {
  const allowed = checkOutput(context, out);
  if (!allowed.ok) return allowed;
  return withReader(context, async (db) => {
    if (db === null) return nothingYet(context);
    const report = backupTo(db, out);
    if (!report.ok) return report;
    const { file, bytes, batches, messages } = report.value;
    return ok({
      json: { file, bytes, batches, messages },
      lines: [
        `Backup written: ${file}`,
        ...pairs([
          ['batches', grouped(batches)],
          ['messages', grouped(messages)],
          ['bytes', grouped(bytes)],
        ]),
        'It holds phone numbers and texts, but no API key. Keep it where nobody else reads it.',
      ],
    });
  });
}
