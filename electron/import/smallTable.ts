/** A small file that is read whole: prices, do-not-contact numbers. */
import { AppFailure, err, ok, type Result } from '../../shared/errors.ts';
import { openTable } from './table.ts';

/** More rows than any such list has; they are all kept in memory. */
const MAX_ROWS = 1_000_000;

/** One row that is not blank. */
export interface SmallRow {
  /** As a spreadsheet numbers it: the header is 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Reads a text file whole. The first row may be a header: the caller decides.
 *
 * Errors: those of `openTable`, `too_many_rows`, and `bad_value` for a row that cannot be split.
 */
export function readSmallTable(path: string): Result<readonly SmallRow[]> {
  const table = openTable(path);
  if (!table.ok) return table;
  try {
    const rows: SmallRow[] = [];
    for (const { row, cells, problem } of table.value.rows()) {
      if (problem !== null) {
        const expected = 'cells whose quotes are closed';
        return err({ kind: 'bad_value', name: `row ${row}`, value: cells[0] ?? '', expected });
      }
      if (rows.length === MAX_ROWS) return err({ kind: 'too_many_rows', limit: MAX_ROWS });
      rows.push({ row, cells: cells.map((cell) => cell.trim()) });
    }
    return ok(rows);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  } finally {
    table.value.close();
  }
}
