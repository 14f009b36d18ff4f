/**
 * Exports the history to a file: CSV, Excel workbook or NDJSON.
 *
 * What is exported is the history at one moment: everything is read in one transaction of a
 * connection of its own, so an export neither waits for a running send nor holds it up. Pages are
 * ranges of keys, so memory is constant and no page costs more than another.
 */
import { resolve } from 'node:path';
import type { MessageState } from '../../shared/domain/message.ts';
import { type AppError, AppFailure, err, ok, type Result } from '../../shared/errors.ts';
import { batchQueries } from '../db/batches.ts';
import { asFailure } from '../db/failures.ts';
import { type HistoryBatch, type HistoryFilter, historyQueries } from '../db/history.ts';
import { type Db, openReader } from '../db/open.ts';
import type { Clock } from '../runtime.ts';
import { type AtomicFile, openAtomicFile } from './atomicFile.ts';
import { type Column, columnsOf } from './columns.ts';
import { csvSink, ndjsonSink, type RowSink } from './textFormats.ts';
import { xlsxSink } from './xlsxFormat.ts';

/** The formats of an export. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson'] as const;

/** One format of an export. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What to export, and where to. */
export interface ExportRequest {
  /** A batch's id, a unique part of it, or its unique name; left out: all batches. */
  readonly batch?: string;
  /** Sent at or after this; unsent messages count by the creation of their batch. */
  readonly sinceMs?: number;
  /** Sent before this; unsent messages count by the creation of their batch. */
  readonly untilMs?: number;
  readonly states?: readonly MessageState[];
  readonly format: ExportFormat;
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

/** Messages read at once: some milliseconds of work, between which others get their turn. */
const PAGE = 1000;

function openSink(
  file: AtomicFile,
  format: ExportFormat,
  columns: readonly Column[],
  nowMs: number,
): Promise<Result<RowSink>> {
  switch (format) {
    case 'csv':
      return csvSink(file, columns);
    case 'ndjson':
      return ndjsonSink(file, columns);
    case 'xlsx':
      return xlsxSink(file, columns, nowMs);
  }
}

/** The batch that is meant: its key, or `null` for all. */
function batchKeyOf(db: Db, ref: string | undefined): Result<number | null> {
  if (ref === undefined) return ok(null);
  const found = batchQueries(db).find(ref);
  return found.ok ? ok(found.value.key) : found;
}

/** Writes all rows that are meant, and gives their number. */
async function writeRows(
  db: Db,
  file: AtomicFile,
  request: ExportRequest,
  batchKey: number | null,
  nowMs: number,
  hooks: ExportHooks,
): Promise<Result<number>> {
  const history = historyQueries(db, request satisfies HistoryFilter, batchKey);
  const batches = history.batches();
  const columns = columnsOf(batches, request.format !== 'ndjson');
  const sink = await openSink(file, request.format, columns.list, nowMs);
  if (!sink.ok) return sink;
  const total = batches.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
  let [rows, done] = [0, 0];
  for (const [batch, firstSeq, lastSeq] of pagesOf(batches)) {
    if (hooks.signal?.aborted === true) return err({ kind: 'interrupted' });
    const page = history.page(batch, firstSeq, lastSeq);
    const written = await sink.value.rows(page.map((row) => columns.cells(batch, row)));
    if (!written.ok) return written;
    rows += page.length;
    done += lastSeq - firstSeq + 1;
    hooks.onProgress?.({ done, total });
  }
  const ended = await sink.value.end();
  return ended.ok ? ok(rows) : ended;
}

function* pagesOf(batches: readonly HistoryBatch[]) {
  for (const batch of batches) {
    for (let seq = 1; seq <= batch.lastSeq; seq += PAGE) {
      yield [batch, seq, Math.min(seq + PAGE - 1, batch.lastSeq)] as const;
    }
  }
}

async function writeFile(
  db: Db,
  request: ExportRequest,
  nowMs: number,
  hooks: ExportHooks,
): Promise<Result<ExportReport>> {
  // One transaction: what a send changes meanwhile is not seen, in any of its pages.
  db.sql.exec('BEGIN');
  const batchKey = batchKeyOf(db, request.batch);
  if (!batchKey.ok) return batchKey;
  const opened = await openAtomicFile(request.out);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    const rows = await writeRows(db, file, request, batchKey.value, nowMs, hooks);
    if (!rows.ok) return rows;
    const committed = await file.commit();
    if (!committed.ok) return committed;
    return ok({ rows: rows.value, file: resolve(request.out), bytes: file.bytes });
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

/**
 * Exports the messages that are meant, oldest batch first.
 *
 * The file appears whole or not at all; an existing one is replaced at the very end. Columns are those
 * of `FIXED_COLUMNS`, then `field.<name>` for every imported field of the exported batches, then local
 * times (not in NDJSON).
 *
 * Errors: `batch_not_found`, `batch_ambiguous`, `file_not_writable`, `interrupted`, and those of
 * `openReader`.
 *
 * @param deps.db any connection to the data folder; only its place is used.
 */
export async function exportHistory(
  deps: { readonly db: Pick<Db, 'dir'>; readonly clock: Clock },
  request: ExportRequest,
  hooks: ExportHooks = {},
): Promise<Result<ExportReport>> {
  const { dir } = deps.db;
  const reader = openReader(dir);
  if (!reader.ok) return reader;
  if (reader.value === null) throw new Error('an open data folder has a database');
  const db = reader.value;
  try {
    return await writeFile(db, request, deps.clock.nowMs(), hooks);
  } catch (error) {
    return err(databaseFailure(error, dir));
  } finally {
    db.close();
  }
}
