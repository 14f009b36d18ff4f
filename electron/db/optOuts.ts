/** The do-not-contact list. */
import { bulkInsert } from './bulkInsert.ts';
import { inTransaction, oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import { noteChange } from './revisions.ts';

/** Someone who must not be written to. */
export interface OptOut {
  readonly recipient: number;
  /** Where it comes from, for the operator. */
  readonly source: string;
  readonly addedAtMs: number;
}

/** Reads and writes opt-outs; a recipient is its international digits as a number. */
export interface OptOutQueries {
  /** Adds recipients and tells how many were not there yet. */
  add(recipients: readonly number[], source: string, nowMs: number): number;
  /** Takes one off the list; tells whether it was there. Inside the transaction that records it. */
  remove(recipient: number): boolean;
  count(): number;
  /** How many numbers hold these digits. */
  countLike(digits: string): number;
  /** Those whose number holds these digits, by number. */
  page(digits: string, offset: number, limit: number): OptOut[];
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
  const remove = sql.prepare<[number]>('DELETE FROM opt_out WHERE recipient = ?');
  const countLike = sql
    .prepare<[string], number>('SELECT count(*) FROM opt_out WHERE instr(recipient, ?) > 0')
    .pluck();
  const page = sql.prepare<[string, number, number], OptOut>(
    `SELECT recipient, source, added_at_ms AS addedAtMs FROM opt_out
     WHERE instr(recipient, ?) > 0 ORDER BY recipient LIMIT ? OFFSET ?`,
  );
  return {
    add: (recipients, source, nowMs) => {
      noteChange(db, 'opt_outs');
      return inTransaction(db, () => insert(recipients.map((r) => [r, source, nowMs] as const)));
    },
    remove: (recipient) => {
      requireTransaction(db);
      noteChange(db, 'opt_outs');
      return remove.run(recipient).changes > 0;
    },
    countLike: (digits) => (digits === '' ? (count.get() ?? 0) : (countLike.get(digits) ?? 0)),
    page: (digits, offset, limit) => page.all(digits, limit, offset),
    count: () => count.get() ?? 0,
    has: (recipient) => has.get(recipient) !== undefined,
    all: () => all.all(),
  };
});
