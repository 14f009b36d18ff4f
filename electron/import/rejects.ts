/**
 * The refused rows of a list as a file that can be repaired and imported again.
 *
 * The columns of the list, with two before them: the row's number and why it was refused. Before, so
 * that a row with too many cells keeps them at its end, as in the original.
 */
import { ok, type Result } from '../../shared/errors.ts';
import { batchQueries, type RefusedRow } from '../db/batches.ts';
import type { Db } from '../db/open.ts';
import { openAtomicFile } from '../history/atomicFile.ts';
import { csvCell } from '../history/csvCells.ts';
import { doubleMark, REASON_COLUMN, ROW_COLUMN } from './rejectMarks.ts';

/** Rows read at once. */
const PAGE = 500;

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/** What was written. */
export interface WrittenRejects {
  readonly rows: number;
  readonly file: string;
  readonly bytes: number;
}

/**
 * Writes the refused rows of a batch: the file appears whole or not at all.
 *
 * Errors: `file_not_writable`.
 *
 * @param delimiter the list's own, so that a spreadsheet of that country opens it in columns.
 */
export async function writeRejects(
  { db }: { readonly db: Db },
  batchKey: number,
  path: string,
  delimiter = ',',
): Promise<Result<WrittenRejects>> {
  const batches = batchQueries(db);
  const names = batches.get(batchKey).fieldNames;
  const line = lineWriter(names, delimiter);
  const opened = await openAtomicFile(path);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    await file.write(BYTE_ORDER_MARK + line([ROW_COLUMN, REASON_COLUMN], names));
    let rows = 0;
    let afterRow = 0;
    for (;;) {
      const page = batches.refusedPage(batchKey, afterRow, PAGE);
      if (page.length === 0) break;
      const written = await file.write(page.map((row) => lineOf(row, line)).join(''));
      if (!written.ok) return written;
      rows += page.length;
      afterRow = page.at(-1)?.row ?? afterRow;
    }
    const committed = await file.commit();
    return committed.ok ? ok({ rows, file: path, bytes: file.bytes }) : committed;
  } finally {
    await file.abort();
  }
}

type LineWriter = (ours: readonly (string | number)[], theirs: readonly string[]) => string;

function lineOf({ row, reason, cells }: RefusedRow, line: LineWriter): string {
  return line([row, reason], cells);
}

/** Leaves out the two columns that an earlier round of repairs has put into the list. */
function lineWriter(names: readonly string[], delimiter: string): LineWriter {
  const former = new Set([names.indexOf(ROW_COLUMN), names.indexOf(REASON_COLUMN)]);
  return (ours, theirs) => {
    const kept = theirs.filter((_, index) => !former.has(index)).map(doubleMark);
    return [...ours, ...kept].map((cell) => csvCell(cell, delimiter)).join(delimiter) + LINE_END;
  };
}
