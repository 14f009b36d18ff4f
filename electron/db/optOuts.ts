/** The do-not-contact list. */
import { bulkInsert } from './bulkInsert.ts';
import { inTransaction, oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** Reads and writes opt-outs; a recipient is its international digits as a number. */
export interface OptOutQueries {
  /** Adds recipients and tells how many were not there yet. */
  add(recipients: readonly number[], source: string, nowMs: number): number;
  count(): number;
  has(recipient: number): boolean;
  /** Every recipient, ascending. */
  all(): number[];
}

/** The queries of `opt_out`. */
export const optOutQueries: (db: Db) => OptOutQueries = oncePerConnection((db) => {
  const { sql } = db;
  const insert = bulkInsert<readonly [number, string, number]>(
    sql,
    'INSERT OR IGNORE INTO opt_out (recipient, source, added_at_ms) VALUES',
    '(?, ?, ?)',
    (row, values) => void values.push(...row),
  );
  const count = sql.prepare<[], number>('SELECT count(*) FROM opt_out').pluck();
  const has = sql.prepare<[number], number>('SELECT 1 FROM opt_out WHERE recipient = ?').pluck();
  const all = sql.prepare<[], number>('SELECT recipient FROM opt_out ORDER BY recipient').pluck();
  return {
    add: (recipients, source, nowMs) =>
      inTransaction(db, () => insert(recipients.map((r) => [r, source, nowMs] as const))),
    count: () => count.get() ?? 0,
    has: (recipient) => has.get(recipient) !== undefined,
    all: () => all.all(),
  };
});
