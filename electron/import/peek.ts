/** The first rows of a list, and what its columns seem to be, without an account. */
import { createPhoneParser } from '../../shared/domain/phone.ts';
import {
  AppFailure,
  err,
  type ImportError,
  ok,
  type RequestError,
  type Result,
} from '../../shared/errors.ts';
import { headerNames, storedNames } from './columns.ts';
import { type ColumnRole, guessRole } from './columnWords.ts';
import { type ListHead, readHead } from './head.ts';
import { numberColumn } from './plan.ts';
import type { PeekJob } from './protocol.ts';
import { openTable, type Table } from './table.ts';

/** A column as it is offered to the operator. */
export interface PeekedColumn {
  /** Its stored name: unlike every other. */
  readonly column: string;
  readonly guess: ColumnRole | null;
  /** Some of its cells. */
  readonly samples: readonly string[];
}

/** What is known of a list before it is read. */
export interface Peek {
  readonly encoding: string;
  readonly delimiter: string;
  readonly columns: readonly PeekedColumn[];
  /** The column of phone numbers; `null`: not clear. */
  readonly numberColumn: string | null;
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Why the list cannot be read as it is. */
  readonly problem: ImportError | RequestError | null;
}

/** Rows that are shown. */
const SHOWN_ROWS = 20;
/** Cells that are shown of a column. */
const SHOWN_CELLS = 5;
/** Columns that are shown: no list for people has more, a damaged file may. */
const SHOWN_COLUMNS = 500;
/** Characters that are shown of a cell. */
const SHOWN_CHARACTERS = 500;

/**
 * Reads the first rows. The whole file is looked at where its encoding has to be found out.
 *
 * Errors: those of {@link openTable}; `file_empty`.
 */
export function peekList(job: PeekJob): Result<Peek> {
  const { file, encoding, delimiter, country } = job;
  const table = openTable(file, { encoding, delimiter, country });
  if (!table.ok) return table;
  try {
    return peekTable(table.value, job);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  } finally {
    table.value.close();
  }
}

function peekTable(table: Table, job: PeekJob): Result<Peek> {
  const { encoding, delimiter } = table;
  const head = readHead(table);
  if (head.ok) return ok({ encoding, delimiter, ...describe(table.path, head.value, job) });
  if (head.error.kind !== 'no_header') return head;
  const nothing = { columns: [], numberColumn: null, rows: [] };
  return ok({ encoding, delimiter, ...nothing, problem: head.error });
}

function describe(
  path: string,
  { names, first, sample }: ListHead,
  { country, to }: PeekJob,
): Omit<Peek, 'encoding' | 'delimiter'> {
  const parser = createPhoneParser(country);
  const headers = storedNames(headerNames(names)).slice(0, SHOWN_COLUMNS);
  const found = numberColumn(path, headers, sample, to, parser);
  const number = found.ok ? (headers[found.value] ?? null) : null;
  const columns = headers.map((column, index): PeekedColumn => {
    const guess = column === number ? 'number' : guessRole(column, sample, index, parser);
    return { column, guess, samples: samplesOf(sample, index) };
  });
  return {
    columns,
    numberColumn: number,
    rows: first.slice(0, SHOWN_ROWS).map(({ row, cells }) => ({
      row,
      cells: headers.map((_, index) => shown(cells[index] ?? '')),
    })),
    problem: found.ok || found.error.kind === 'number_column_not_found' ? null : found.error,
  };
}

function samplesOf(sample: readonly (readonly string[])[], column: number): readonly string[] {
  const cells: string[] = [];
  for (const row of sample) {
    const cell = (row[column] ?? '').trim();
    if (cell !== '' && !cells.includes(cell)) cells.push(shown(cell));
    if (cells.length === SHOWN_CELLS) break;
  }
  return cells;
}

function shown(cell: string): string {
  return cell.length > SHOWN_CHARACTERS ? `${cell.slice(0, SHOWN_CHARACTERS)}…` : cell;
}
