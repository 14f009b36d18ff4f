/** An open connection to the database of a data folder, and what every table group does with it. */
import type Database from 'better-sqlite3';
import { asFailure } from './failures.ts';

/** An open connection. */
export interface Db {
  /** The data folder, absolute. */
  readonly dir: string;
  readonly sql: Database.Database;
  /** Only the owner writes. */
  readonly role: 'owner' | 'reader';
  /** Closes it; the owner also gives the data folder free. May be called twice. */
  close(): void;
}

/** The one writing connection: this process owns the data folder. */
export type OwnerDb = Db & { readonly role: 'owner' };

/** A read-only connection, for workers and second processes, also while the owner writes. */
export type ReaderDb = Db & { readonly role: 'reader' };

/**
 * Runs `fn` in one transaction and returns what it returns; anything thrown rolls it back.
 *
 * Nesting is refused: the write barrier of sending relies on no transaction being open, and an inner
 * commit would be a mere savepoint, undone by an outer rollback.
 *
 * @throws AppFailure `data_full`, `data_corrupt`, `data_unusable`, with everything rolled back.
 * @throws Error when called inside a transaction, and whatever `fn` throws.
 */
export function inTransaction<T>(db: Db, fn: () => T): T {
  const { sql } = db;
  if (sql.inTransaction) throw new Error('transactions do not nest');
  try {
    sql.exec('BEGIN IMMEDIATE');
    const value = fn();
    sql.exec('COMMIT');
    return value;
  } catch (error) {
    // SQLite may have rolled back by itself (a full disk); a second rollback would throw.
    if (sql.inTransaction) sql.exec('ROLLBACK');
    throw asFailure(error, db.dir);
  }
}

/** `PRAGMA synchronous = FULL` as it is read back. */
const FULL = 2;

/**
 * {@link inTransaction}, but its commit is not forced to the disk by itself.
 *
 * Only for what is worthless without a later transaction: that one's sync covers the whole log, and
 * with it everything before. A power cut in between takes the last of these transactions, in order,
 * and never damages the database.
 *
 * @throws Error where the connection does not come back to full syncing: nothing may be sent then.
 */
export function inUnsyncedTransaction<T>(db: Db, fn: () => T): T {
  db.sql.pragma('synchronous = NORMAL');
  try {
    return inTransaction(db, fn);
  } finally {
    syncFully(db);
  }
}

function syncFully({ sql }: Db): void {
  sql.pragma('synchronous = FULL');
  if (sql.pragma('synchronous', { simple: true }) === FULL) return;
  throw new Error('the database did not return to full syncing');
}

/** Makes sure that a transaction is open: for steps that are only right together with others. */
export function requireTransaction(db: Db): void {
  if (!db.sql.inTransaction) throw new Error('this must run inside a transaction');
}

/**
 * Makes a table group's queries once per connection, so that its statements are prepared once
 * however often it is asked for.
 */
export function oncePerConnection<Q>(make: (db: Db) => Q): (db: Db) => Q {
  const made = new WeakMap<Db, Q>();
  return (db) => {
    const known = made.get(db);
    if (known !== undefined) return known;
    const queries = make(db);
    made.set(db, queries);
    return queries;
  };
}
