/** `backup` and `check`: care of the data. */
import type { Command } from 'commander';
import { ok, type Result } from '../../../shared/errors.ts';
import { backupTo } from '../../db/backup.ts';
import { checkDatabase, type DataProblem } from '../../db/check.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { nothingYet, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { EXIT } from '../exitCodes.ts';
import { checkOutput } from '../outputFile.ts';
import { counted, grouped, pairs } from '../text.ts';

/** Adds `backup` and `check`. */
export function addCareCommands(program: Command, dispatch: Dispatch): void {
  program
    .command('backup')
    .description('copy the whole history and outbox into one file')
    .requiredOption('--out <file>', 'file to write; an existing one is never replaced')
    .addHelpText('after', '\nExample:\n  postbag backup --out postbag-2026-10-01.db')
    .action((options: { readonly out: string }) => {
      dispatch((context) => backup(context, options.out));
    });
  program
    .command('check')
    .description('read the whole database and say whether it is sound')
    .addHelpText('after', '\nExample:\n  postbag check')
    .action(() => dispatch(check));
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

async function check(context: CliContext): Promise<Result<Answer, CliError>> {
  return withReader(context, async (db) => {
    const problems = db === null ? [] : checkDatabase(db);
    const sound = problems.length === 0;
    return ok({
      json: { ok: sound, problems },
      lines: sound
        ? [db === null ? 'There is no data yet.' : 'The database is sound.']
        : [
            `${counted(problems.length, 'problem')} found:`,
            ...problems.map((problem) => `  ${problemText(problem)}`),
            'Make a copy of the data folder now, and do not send from it.',
          ],
      exit: sound ? EXIT.done : EXIT.data,
    });
  });
}

function problemText(problem: DataProblem): string {
  switch (problem.kind) {
    case 'integrity':
      return `damaged: ${problem.detail}`;
    case 'foreign_key':
      return `${counted(problem.rows, 'row')} of ${problem.table} belong to nothing`;
    case 'count':
      return `batch ${problem.batchKey}: ${problem.kept} kept as ${problem.state}, ${problem.counted} counted`;
    case 'country_totals':
      return `batch ${problem.batchKey}: the totals of ${problem.country} are not those of its messages`;
    case 'body':
      return `batch ${problem.batchKey}: ${counted(problem.messages, 'message')} without a text, or the reverse`;
    case 'seq':
      return `batch ${problem.batchKey}: ${counted(problem.messages, 'message')} out of their place`;
    case 'rows':
      return `batch ${problem.batchKey}: its rows do not add up`;
  }
}
