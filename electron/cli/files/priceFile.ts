/** A price list as a file: a country and a price in each row. */
import { err, ok, type Result } from '../../../shared/errors.ts';
import { foldName } from '../../import/columns.ts';
import { readSmallTable } from '../../import/smallTable.ts';
import type { CliError } from '../errors.ts';

/** One row of a price list, as written. */
export interface PriceRow {
  readonly country: string;
  readonly price: string;
}

// Without spaces and punctuation.
const COUNTRY_NAMES = ['country', 'countrycode', 'cc', 'iso', 'code'];
const PRICE_NAMES = ['price', 'usd', 'priceusd', 'priceperpart', 'pricepersms', 'usdperpart'];

/**
 * Reads a price list. The columns are found by their names, in any order; others are ignored.
 *
 * Errors: those of reading, `no_header`, `unknown_column`, `no_valid_rows`.
 */
export function readPriceFile(path: string): Result<readonly PriceRow[], CliError> {
  const table = readSmallTable(path);
  if (!table.ok) return table;
  const [header, ...rows] = table.value;
  if (header === undefined) return err({ kind: 'no_header', path });
  const country = columnOf(header.cells, COUNTRY_NAMES);
  if (country === -1) return noColumn('country', header.cells);
  const price = columnOf(header.cells, PRICE_NAMES);
  if (price === -1) return noColumn('price', header.cells);
  if (rows.length === 0) return err({ kind: 'no_valid_rows', rows: 0, firstReasons: [] });
  return ok(
    rows.map(({ cells }) => ({ country: cells[country] ?? '', price: cells[price] ?? '' })),
  );
}

function columnOf(header: readonly string[], names: readonly string[]): number {
  return header.findIndex((cell) =>
    names.includes(foldName(cell).replaceAll(/[^\p{L}\p{N}]/gu, '')),
  );
}

function noColumn(column: string, available: readonly string[]): Result<never, CliError> {
  return err({ kind: 'unknown_column', column, available });
}
