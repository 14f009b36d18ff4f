/** `check`: whether the data is sound, and may be sent from. */
import type { Command } from 'commander';
import { AppFailure, ok, type Result } from '../../../shared/errors.ts';
import { checkDatabase, type DataProblem } from '../../db/check.ts';
import { journalQueries } from '../../db/journal.ts';
import { dataPaths, type Db } from '../../db/open.ts';
import { openLedger } from '../../send/ledger.ts';
import { differenceOf } from '../../send/ledgerCheck.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { EXIT } from '../exitCodes.ts';
import { counted } from '../text.ts';

/** What is wrong with the database, or between it and the record of what was sent. */
type Problem = DataProblem | { readonly kind: 'frozen'; readonly detail: string };

/** Adds `check`. */
export function addCheckCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('check')
    .description('read the whole database and say whether it is sound, and may be sent from')
    .addHelpText('after', '\nExample:\n  postbag check')
    .action(() => dispatch(check));
}

async function check(context: CliContext): Promise<Result<Answer, CliError>> {
  return withReader(context, async (db) => {
    const problems = db === null ? [] : problemsOf(db);
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

/** A damaged database cannot be held against the ledger: its damage is what there is to say. */
function problemsOf(db: Db): readonly Problem[] {
  const found = checkDatabase(db);
  if (found.some(({ kind }) => kind === 'integrity')) return found;
  const detail = frozenBy(db);
  return detail === null ? found : [...found, { kind: 'frozen', detail }];
}

/** What keeps the folder from being sent from, as its owner would find it at the next start. */
function frozenBy(db: Db): string | null {
  const { dir } = db;
  const journal = journalQueries(db);
  // In this order a send under way makes no difference: the ledger is ahead of what the database knew
  // before, and the database knows every request before the ledger does.
  const lastLedgerNo = journal.lastLedgerNo();
  const ledger = openLedger(dataPaths(dir).ledger);
  if (ledger.ok) {
    return differenceOf({ ...journal, lastLedgerNo: () => lastLedgerNo }, ledger.value.entries());
  }
  if (ledger.error.kind === 'data_frozen') return ledger.error.detail;
  throw new AppFailure(ledger.error);
}

function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'integrity':
      return `damaged: ${problem.detail}`;
    case 'frozen':
      return `frozen: the record of what was sent and the database disagree (${problem.detail})`;
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
