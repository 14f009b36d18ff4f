/**
 * A list becomes a batch, ready to send: all of its valid rows, or nothing at all.
 *
 * A worker reads, checks and renders; this side stores, one slice a transaction, so that the main
 * thread never stands still.
 */
import { basename, extname } from 'node:path';
import { ok, type Result } from '../../shared/errors.ts';
import { accountQueries } from '../db/accounts.ts';
import { batchQueries, type CountryTotals } from '../db/batches.ts';
import { optOutQueries } from '../db/optOuts.ts';
import { type ImportDeps, type ImportHooks, ImportRun, type Refused } from './importRun.ts';
import { prepareJob, type ImportRequest } from './prepare.ts';

export type { ImportRequest } from './prepare.ts';
export type { ImportDeps, ImportHooks, ImportProgress } from './importRun.ts';

/** What an import made. `rows` is the recipients and the three kinds of refused rows together. */
export interface ImportReport {
  /** The batch's id. */
  readonly batch: string;
  readonly name: string;
  /** Rows that are not blank, without the header. */
  readonly rows: number;
  readonly recipients: number;
  readonly rejected: number;
  readonly duplicates: number;
  /** On the do-not-contact list. */
  readonly suppressed: number;
  /** Every row that was not taken, whichever the kind, in the order of the file. */
  readonly refused: readonly Refused[];
  readonly parts: number;
  /** Messages that are not in the GSM alphabet. */
  readonly unicode: number;
  readonly byCountry: readonly CountryTotals[];
  readonly encoding: string;
  readonly delimiter: string;
  /** The columns' names, trimmed. */
  readonly headerNames: readonly string[];
  /** The position of the column of phone numbers, from 0. */
  readonly numberColumn: number;
}

/**
 * Imports a list.
 *
 * The sender id and the country are the request's, else those of the current account, to which the
 * batch will belong (to none yet, where there is no account).
 *
 * Errors, after each of which nothing is changed: of the file (`file_…`, `no_header`,
 * `unknown_encoding`, `bad_delimiter`, `sheets_unsupported`, `too_many_rows`), of the columns
 * (`unknown_column`, `ambiguous_column`, `number_column_not_found`, `unknown_template_field`,
 * `bad_value` for `map`), of the message (`bad_template`), the sender (`bad_sender`,
 * `sender_missing`) and the country (`unknown_country`); `no_valid_rows`; `interrupted` by the
 * signal; of the data folder (`data_full`…). Throws, with nothing changed, where the worker crashes.
 */
export async function importFile(
  deps: ImportDeps,
  request: ImportRequest,
  hooks: ImportHooks = {},
): Promise<Result<ImportReport>> {
  const account = accountQueries(deps.db).current();
  const optedOut = Float64Array.from(optOutQueries(deps.db).all());
  const job = prepareJob(request, account, optedOut);
  if (!job.ok) return job;
  const name = request.name?.trim() || basename(request.file, extname(request.file));
  const target = { name, accountKey: account?.key ?? null, as: 'ready' } as const;
  const run = await new ImportRun(deps, job.value, target, hooks).finish();
  if (!run.ok) return run;
  const {
    batchKey,
    shape,
    reasons: _reasons,
    senderless: _senderless,
    blanks: _blanks,
    ...made
  } = run.value;
  const byCountry = batchQueries(deps.db).countries(batchKey);
  return ok({
    ...made,
    name,
    parts: sum(byCountry.map(({ parts }) => parts)),
    unicode: sum(byCountry.map(({ unicode }) => unicode)),
    byCountry,
    encoding: shape.encoding,
    delimiter: shape.delimiter,
    headerNames: shape.headers,
    numberColumn: shape.numberColumn,
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
