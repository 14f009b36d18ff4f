/**
 * Exports the history to a file: CSV, Excel workbook or NDJSON.
 *
 * Pages are ranges of keys, so memory is constant and no page costs more than another. They are read
 * over read-only connections, which neither wait for a running send nor hold it up, and turned into
 * text by threads, if there are many.
 */
import { resolve } from 'node:path';
import { type AppError, AppFailure, err, ok, type Result } from '../../shared/errors.ts';
import { batchQueries } from '../db/batches.ts';
import { asFailure } from '../db/failures.ts';
import { type HistoryBatch, type HistoryFilter, historyQueries } from '../db/history.ts';
import { type Db, openReader } from '../db/open.ts';
import { inShortSteps } from '../db/shortSteps.ts';
import type { Clock } from '../runtime.ts';
import { type AtomicFile, openAtomicFile } from './atomicFile.ts';
import { openContainer } from './containers.ts';
import { type ExportPlan, type Page, planColumns } from './pages.ts';
import { makePages } from './pageThreads.ts';
import type { ExportFormat } from './rowTexts.ts';
import type { TableWords } from './tableColumns.ts';

export { EXPORT_FORMATS, type ExportFormat } from './rowTexts.ts';

/** What to export, and where to. */
export interface ExportRequest extends HistoryFilter {
  /**
   * A batch's id, a unique part of it, or its unique name; left out: all batches but those that are still
   * being prepared.
   */
  readonly batch?: string;
  readonly format: ExportFormat;
  /** For a workbook that people read: the words, and with them the columns of `tableColumnsOf`. */
  readonly words?: TableWords;
  readonly out: string;
}

/** How far an export is: messages looked at, of all that may be meant. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

/** What may watch and stop an export. */
export interface ExportHooks {
  readonly onProgress?: (progress: ExportProgress) => void;
  readonly signal?: AbortSignal;
}

/** What was exported. */
export interface ExportReport {
  readonly rows: number;
  /** The file's absolute path. */
  readonly file: string;
  readonly bytes: number;
}

/** What an export needs. */
export interface ExportDeps {
  /** Any connection to the data folder; only its place is used. */
  readonly db: Pick<Db, 'dir'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** The file of `worker.ts`; left out, large exports run in this thread, at about half the speed. */
  readonly workerUrl?: URL;
}

/** Messages read at once: some milliseconds of work, between which others get their turn. */
const PAGE = 1000;

/** Finds out what is meant: only the fields of batches with such messages become columns. */
async function planExport(
  db: Db,
  request: ExportRequest,
  signal: AbortSignal | undefined,
): Promise<Result<ExportPlan>> {
  const { batch: ref, format, words, out: _out, ...filter } = request;
  const found = ref === undefined ? null : batchQueries(db).find(ref);
  if (found !== null && !found.ok) return found;
  const queries = historyQueries(db, filter, found?.value.key ?? null);
  const batches: HistoryBatch[] = [];
  for (const batch of queries.batches()) {
    const range = { first: 1, last: batch.lastSeq };
    let isMeant = false;
    await inShortSteps(
      range,
      ({ first, last }) => {
        isMeant = queries.hasAny(batch, first, last);
        return !isMeant;
      },
      signal,
    );
    if (signal?.aborted === true) return err({ kind: 'interrupted' });
    if (isMeant) batches.push(batch);
  }
  return ok({ dir: db.dir, filter, format, batches, words: words ?? null });
}

function* pagesOf(batches: readonly HistoryBatch[]): Iterator<Page, void> {
  for (const [batch, { lastSeq }] of batches.entries()) {
    for (let firstSeq = 1; firstSeq <= lastSeq; firstSeq += PAGE) {
      yield { batch, firstSeq, lastSeq: Math.min(firstSeq + PAGE - 1, lastSeq) };
    }
  }
}

/** Writes all that is meant, and gives the number of rows. */
async function writeRows(
  deps: ExportDeps,
  plan: ExportPlan,
  file: AtomicFile,
  { signal, onProgress }: ExportHooks,
): Promise<Result<number>> {
  const columns = planColumns(plan).list;
  const { format, words } = plan;
  const nowMs = deps.clock.nowMs();
  const container = await openContainer(file, format, columns, nowMs, words?.sheet);
  if (!container.ok) return container;
  const total = plan.batches.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
  let [rows, done] = [0, 0];
  for await (const page of makePages(plan, pagesOf(plan.batches), deps.workerUrl ?? null)) {
    if (signal?.aborted === true) return err({ kind: 'interrupted' });
    const added = await container.value.add(page);
    if (!added.ok) return added;
    rows += page.rows;
    done += page.messages;
    onProgress?.({ done, total });
  }
  const ended = await container.value.end();
  return ended.ok ? ok(rows) : ended;
}

async function writeFile(
  deps: ExportDeps,
  plan: ExportPlan,
  out: string,
  hooks: ExportHooks,
): Promise<Result<ExportReport>> {
  const opened = await openAtomicFile(out);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    const rows = await writeRows(deps, plan, file, hooks);
    if (!rows.ok) return rows;
    const committed = await file.commit();
    if (!committed.ok) return committed;
    return ok({ rows: rows.value, file: resolve(out), bytes: file.bytes });
  } finally {
    await file.abort();
  }
}

/** An expected failure of the database, or the bug that it is. */
function databaseFailure(error: unknown, dir: string): AppError {
  const failure = asFailure(error, dir);
  if (failure instanceof AppFailure) return failure.error;
  throw failure;
}

/** Opens the folder for reading for as long as something takes. */
async function withReader<T>(dir: string, use: (db: Db) => Promise<Result<T>>): Promise<Result<T>> {
  const reader = openReader(dir);
  if (!reader.ok) return reader;
  if (reader.value === null) throw new Error('an open data folder has a database');
  try {
    return await use(reader.value);
  } finally {
    reader.value.close();
  }
}

/**
 * Exports the messages that are meant, oldest batch first.
 *
 * The file appears whole or not at all; an existing one is replaced at the very end. Columns are those
 * of `FIXED_COLUMNS`, then `field.<name>` for every imported field of the exported batches, then local
 * times (not in NDJSON); with `words`, a workbook has those of `tableColumnsOf` instead. A running send may change messages meanwhile: what is exported is how they
 * were when the export began, give or take the milliseconds in which its threads do.
 *
 * Errors: `batch_not_found`, `batch_ambiguous`, `file_not_writable`, `interrupted`, and those of
 * `openReader`.
 */
export async function exportHistory(
  deps: ExportDeps,
  request: ExportRequest,
  hooks: ExportHooks = {},
): Promise<Result<ExportReport>> {
  const { dir } = deps.db;
  try {
    const plan = await withReader(dir, (db) => planExport(db, request, hooks.signal));
    if (!plan.ok) return plan;
    return await writeFile(deps, plan.value, request.out, hooks);
  } catch (error) {
    return err(databaseFailure(error, dir));
  }
}
