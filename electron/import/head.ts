/** The beginning of a list: its header, and the first rows that decide what its columns are. */
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CsvRow } from './csvReader.ts';
import { isRejectsFile, mendedRows, withoutMarks } from './rejectMarks.ts';
import type { Table } from './table.ts';

/** A list whose header has been read. */
export interface ListHead {
  /** The header's cells, as they stand. */
  readonly names: readonly string[];
  /** The first rows after it. */
  readonly first: readonly CsvRow[];
  /** Those among them that could be split: what columns are guessed from. */
  readonly sample: readonly (readonly string[])[];
  /** The rows behind the first ones. */
  readonly rest: Iterable<CsvRow>;
}

/** Rows that decide which column holds the numbers. */
const SAMPLE_ROWS = 50;

/**
 * Reads the header and the first rows.
 *
 * Errors: `file_empty`, `no_header` (its quotes are wrong).
 */
export function readHead(table: Table): Result<ListHead> {
  const all = table.rows();
  const header = take(all, 1)[0];
  if (header === undefined) return err({ kind: 'file_empty', path: table.path });
  if (header.problem !== null) return err({ kind: 'no_header', path: table.path });
  const isRejects = isRejectsFile(header.cells);
  const rest = isRejects ? mendedRows(header.cells, all) : all;
  const first = take(rest, SAMPLE_ROWS);
  const sample = first.filter(({ problem }) => problem === null).map(({ cells }) => cells);
  const names = isRejects ? withoutMarks(header.cells) : header.cells;
  return ok({ names, first, sample, rest });
}

/** The first items of an iterator, which goes on behind them. */
function take(rows: Iterator<CsvRow, void, undefined>, count: number): readonly CsvRow[] {
  const taken: CsvRow[] = [];
  while (taken.length < count) {
    const next = rows.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}
