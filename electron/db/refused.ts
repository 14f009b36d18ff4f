/** Looking through the rows that a list's reading did not take. */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { textListOf } from './codes.ts';
import type { RefusedRow } from './slices.ts';

/** Reads refused rows. */
export interface RefusedQueries {
  has(batchKey: number, row: number): boolean;
  /** The last row that was refused; 0 where none was. */
  lastRow(batchKey: number): number;
  /** Those in a range of rows, its first excluded, of one reason or of any (`null`), at most so many. */
  between(
    batchKey: number,
    range: { readonly afterRow: number; readonly untilRow: number },
    reason: string | null,
    limit: number,
  ): RefusedRow[];
}

type StoredRefused = Omit<RefusedRow, 'cells'> & { readonly cells: string };

/** The queries of `refused_row` for one place in the list at a time. */
export const refusedQueries: (db: Db) => RefusedQueries = oncePerConnection(({ sql }) => {
  const has = sql
    .prepare<[number, number], number>(
      'SELECT EXISTS (SELECT 1 FROM refused_row WHERE batch_key = ? AND row = ?)',
    )
    .pluck();
  const last = sql
    .prepare<[number], number | null>('SELECT max(row) FROM refused_row WHERE batch_key = ?')
    .pluck();
  const between = sql.prepare<
    [number, number, number, string | null, string | null, number],
    StoredRefused
  >(
    `SELECT row, value, reason, cells FROM refused_row
     WHERE batch_key = ? AND row > ? AND row <= ? AND (? IS NULL OR reason = ?)
     ORDER BY row LIMIT ?`,
  );
  return {
    has: (batchKey, row) => has.get(batchKey, row) === 1,
    lastRow: (batchKey) => last.get(batchKey) ?? 0,
    between: (batchKey, { afterRow, untilRow }, reason, limit) =>
      between
        .all(batchKey, afterRow, untilRow, reason, reason, limit)
        .map((row) => ({ ...row, cells: textListOf(row.cells) })),
  };
});
