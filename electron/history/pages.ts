/** Pages of the history as bytes: read, turned into a format, encoded. */
import { AppFailure } from '../../shared/errors.ts';
import { type HistoryBatch, type HistoryFilter, historyQueries } from '../db/history.ts';
import { openReader } from '../db/open.ts';
import { columnsOf, type Columns } from './columns.ts';
import { type ExportFormat, rowText } from './rowTexts.ts';
import { tableColumnsOf, type TableWords } from './tableColumns.ts';

/** What an export writes, found out once; it travels to threads. */
export interface ExportPlan {
  /** The data folder. */
  readonly dir: string;
  readonly filter: HistoryFilter;
  readonly format: ExportFormat;
  readonly batches: readonly HistoryBatch[];
  /** A workbook for people has these words and their columns; `null`: the columns for programs. */
  readonly words: TableWords | null;
}

/** A range of messages of one batch. */
export interface Page {
  /** The batch's place in the plan. */
  readonly batch: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** A page as it stands in the file. */
export interface PageBytes {
  /** In a buffer of its own, which `spare` can bring back for another page. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** Messages looked at, also those that are not meant. */
  readonly messages: number;
}

/** Makes pages. */
export interface PageMaker {
  /**
   * @param spare a buffer that is no longer needed, or `null`.
   * @throws AppFailure for an expected failure of the database.
   */
  make(page: Page, spare: ArrayBuffer | null): PageBytes;
  close(): void;
}

/** Room for a page of ordinary messages in any format. */
const PAGE_BYTES = 1536 * 1024;
/** UTF-8 needs at most this for one UTF-16 unit. */
const MAX_UTF8 = 3;

/** The columns of a plan. NDJSON is for programs, which need no local times. */
export function planColumns({ batches, format, words }: ExportPlan): Columns {
  if (words !== null && format === 'xlsx') return tableColumnsOf(batches, words);
  return columnsOf(batches, format !== 'ndjson');
}

/** Encodes rows one after the other, which is much faster than all of them put together. */
function encoded<Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string,
  spare: ArrayBuffer | null,
): Uint8Array<ArrayBuffer> {
  let buffer = spare === null ? Buffer.allocUnsafeSlow(PAGE_BYTES) : Buffer.from(spare);
  let size = 0;
  for (const row of rows) {
    const text = textOf(row);
    const needed = size + text.length * MAX_UTF8;
    if (needed > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(2 * needed);
      buffer.copy(larger, 0, 0, size);
      buffer = larger;
    }
    size += buffer.write(text, size);
  }
  return buffer.subarray(0, size);
}

/**
 * Opens a maker of pages with a read-only connection of its own.
 *
 * All its pages show the history as it was at this moment, whatever is written meanwhile.
 *
 * @throws AppFailure for an expected failure of the database.
 */
export function openPageMaker(plan: ExportPlan): PageMaker {
  const reader = openReader(plan.dir);
  if (!reader.ok) throw new AppFailure(reader.error);
  const db = reader.value;
  if (db === null) throw new Error('the data folder has lost its database');
  const { list, cells } = planColumns(plan);
  const text = rowText(plan.format, list);
  // The moment is that of the first read.
  db.sql.exec('BEGIN; SELECT 1 FROM batch LIMIT 1');
  const history = historyQueries(db, plan.filter, null);
  return {
    make(page, spare) {
      const batch = plan.batches[page.batch];
      if (batch === undefined) throw new RangeError(`no batch ${page.batch} in the plan`);
      const rows = history.page(batch, page.firstSeq, page.lastSeq);
      const bytes = encoded(rows, (row) => text(cells(batch, row)), spare);
      return { bytes, rows: rows.length, messages: page.lastSeq - page.firstSeq + 1 };
    },
    close: () => db.close(),
  };
}
