/**
 * A list becomes a batch, ready to send: all of its valid rows, or nothing at all.
 *
 * A worker reads, checks and renders; this side stores, one slice a transaction, so that the main
 * thread never stands still. Rows only ever go to a batch in state `importing`; if anything ends the
 * import early it is removed, with the reserve of disk space where that is needed, and if even that
 * fails, at the next start.
 */
import { basename, extname } from 'node:path';
import { err, ok, type Result } from '../../shared/errors.ts';
import { accountQueries } from '../db/accounts.ts';
import { batchQueries, type BatchQueries, type CountryTotals } from '../db/batches.ts';
import type { OwnerDb } from '../db/open.ts';
import { optOutQueries } from '../db/optOuts.ts';
import type { Log } from '../log.ts';
import type { Clock, NewId } from '../runtime.ts';
import { dropBallast, keepBallast } from '../send/ballast.ts';
import { storedNames } from './columns.ts';
import { unpackMessages, unpackRefused } from './packing.ts';
import { prepareJob, type ImportRequest } from './prepare.ts';
import type { ImportJob, ListShape, RowSlice } from './protocol.ts';
import { runThread } from './thread.ts';

export type { ImportRequest } from './prepare.ts';

/** What an import needs. */
export interface ImportDeps {
  readonly db: OwnerDb;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly newId: NewId;
  /** The worker's script: `worker.ts`, or its bundle. */
  readonly workerUrl: URL;
  readonly log?: Log;
}

/** A row that was not taken. */
interface Refused {
  /** As a spreadsheet shows it. */
  readonly row: number;
  /** What was refused: the number, the sender, or the beginning of a line that could not be split. */
  readonly value: string;
  /** A `RowReason`. */
  readonly reason: string;
}

/** How far an import is. */
export interface ImportProgress {
  readonly rows: number;
  readonly recipients: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

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

/** What may be watched and stopped. */
export interface ImportHooks {
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
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
  const run = new ImportRun(deps, request, job.value, name, account?.key ?? null, hooks);
  return run.finish();
}

class ImportRun {
  readonly #deps: ImportDeps;
  readonly #request: ImportRequest;
  readonly #job: ImportJob;
  readonly #name: string;
  readonly #accountKey: number | null;
  readonly #hooks: ImportHooks;
  readonly #batches: BatchQueries;
  readonly #id: string;
  readonly #refused: Refused[] = [];
  readonly #reasons = new Map<string, string>();
  readonly #counts = { recipients: 0, rejected: 0, duplicates: 0, suppressed: 0 };
  #list: { readonly batchKey: number; readonly shape: ListShape } | null = null;

  constructor(
    deps: ImportDeps,
    request: ImportRequest,
    job: ImportJob,
    name: string,
    accountKey: number | null,
    hooks: ImportHooks,
  ) {
    this.#deps = deps;
    this.#request = request;
    this.#job = job;
    this.#name = name;
    this.#accountKey = accountKey;
    this.#hooks = hooks;
    this.#batches = batchQueries(deps.db);
    this.#id = deps.newId();
  }

  async finish(): Promise<Result<ImportReport>> {
    let isKept = false;
    try {
      const read = await runThread(
        this.#deps.workerUrl,
        this.#job,
        { opened: (shape) => this.#open(shape), slice: (slice) => this.#store(slice) },
        this.#hooks.signal,
      );
      const report = read.ok ? this.#close() : read;
      isKept = report.ok;
      return report;
    } finally {
      if (!isKept) await this.#remove();
    }
  }

  #open(shape: ListShape): void {
    const { message, file, allowDuplicates } = this.#request;
    const batchKey = this.#batches.create({
      id: this.#id,
      name: this.#name,
      accountKey: this.#accountKey,
      source: basename(file),
      template: 'template' in message ? message.template : null,
      fieldNames: storedNames(shape.headers),
      allowDuplicates: allowDuplicates ?? false,
      createdAtMs: this.#deps.clock.nowMs(),
    });
    this.#list = { batchKey, shape };
    // On a disk that fills up, the rows stored so far can be deleted with the help of this reserve.
    keepBallast(this.#deps.db.dir);
  }

  #store({ rows: packed, bytesRead, bytesTotal }: RowSlice): void {
    const messages = unpackMessages(packed);
    const refused = unpackRefused(packed);
    if (this.#list === null) throw new Error('rows came before their list was opened');
    this.#batches.appendSlice(this.#list.batchKey, { messages, refused });
    this.#counts.recipients += messages.length;
    for (const { row, value, reason } of refused) {
      this.#counts[kindOf(reason)] += 1;
      this.#refused.push({ row, value, reason: this.#once(reason) });
    }
    const { recipients } = this.#counts;
    const rows = recipients + this.#refused.length;
    this.#hooks.onProgress?.({ rows, recipients, bytesRead, bytesTotal });
  }

  /** The same text for the same reason: there may be a million refused rows. */
  #once(reason: string): string {
    const known = this.#reasons.get(reason);
    if (known !== undefined) return known;
    this.#reasons.set(reason, reason);
    return reason;
  }

  /** Makes the batch ready: the one step after which the import has happened. */
  #close(): Result<ImportReport> {
    if (this.#list === null) throw new Error('the list ended before it was opened');
    const { batchKey, shape } = this.#list;
    const { recipients, ...others } = this.#counts;
    const rows = recipients + this.#refused.length;
    if (recipients === 0) {
      return err({ kind: 'no_valid_rows', rows, firstReasons: firstReasons(this.#refused) });
    }
    this.#batches.finishImport(batchKey, { rows, ...others }, this.#deps.clock.nowMs());
    this.#deps.log?.event('imported', { batch: this.#id, rows, recipients });
    const byCountry = this.#batches.countries(batchKey);
    return ok({
      batch: this.#id,
      name: this.#name,
      rows,
      recipients,
      ...others,
      refused: this.#refused,
      parts: sum(byCountry.map(({ parts }) => parts)),
      unicode: sum(byCountry.map(({ unicode }) => unicode)),
      byCountry,
      encoding: shape.encoding,
      delimiter: shape.delimiter,
      headerNames: shape.headers,
      numberColumn: shape.numberColumn,
    });
  }

  /** Leaves nothing behind. */
  async #remove(): Promise<void> {
    if (this.#list === null) return;
    const { batchKey } = this.#list;
    try {
      await this.#batches.removeInSteps(batchKey).catch(async () => {
        // Deleting takes space, too: where the disk is full, the reserve is given free for it.
        dropBallast(this.#deps.db.dir);
        await this.#batches.removeInSteps(batchKey);
      });
    } catch (error) {
      // Why the import ended matters more; what is left is in state `importing`, which is not listed,
      // and which the next start deletes.
      this.#deps.log?.bug(error, 'import: removing an unfinished batch');
    }
  }
}

function kindOf(reason: string): 'rejected' | 'duplicates' | 'suppressed' {
  if (reason === 'duplicate') return 'duplicates';
  return reason === 'opted_out' ? 'suppressed' : 'rejected';
}

/** Different reasons that are shown where no row could be taken. */
const SHOWN_REASONS = 5;

function firstReasons(refused: readonly Refused[]): readonly string[] {
  return [...new Set(refused.map(({ reason }) => reason))].slice(0, SHOWN_REASONS);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
