/** A list of phone numbers as a file: one column of a CSV, with or without a header. */
import type { PhoneParser } from '../../shared/domain/phone.ts';
import { err, ok, type Result } from '../../shared/errors.ts';
import { headerNames } from './columns.ts';
import { guessNumberColumn, looksLikeData } from './numberColumn.ts';
import { readSmallTable } from './smallTable.ts';

/** Rows that decide on the column. */
const SAMPLE_ROWS = 100;

/** One row's number, as written. */
export interface NumberRow {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  readonly value: string;
}

/**
 * Reads a list of numbers. Rows without anything in the column are left out.
 *
 * Errors: those of reading, `number_column_not_found`, `no_valid_rows`.
 */
export function readNumberFile(path: string, parser: PhoneParser): Result<readonly NumberRow[]> {
  const table = readSmallTable(path);
  if (!table.ok) return table;
  const [first, ...others] = table.value;
  if (first === undefined) return err({ kind: 'file_empty', path });
  const rows = looksLikeData(first.cells, parser) ? table.value : others;
  const sample = rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells);
  const isSingle = table.value.every(({ cells }) => cells.length === 1);
  const headers = rows === others ? headerNames(first.cells) : first.cells.map(() => '');
  const column = isSingle ? ok(0) : guessNumberColumn(headers, sample, parser);
  if (!column.ok) return column;
  const numbers = rows.map(({ row, cells }) => ({ row, value: cells[column.value] ?? '' }));
  const filled = numbers.filter(({ value }) => value !== '');
  return filled.length > 0 ? ok(filled) : err({ kind: 'no_valid_rows', rows: 0, firstReasons: [] });
}
