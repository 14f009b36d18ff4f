/** The owner's lock: one process at a time may write to a data folder. */
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppFailure } from '../../shared/errors.ts';
import { dataErrorOf } from './failures.ts';

/** A held lock. */
export interface OwnerLock {
  /** Gives the data folder free. May be called twice. */
  release(): void;
}

/**
 * Takes the owner's lock, at once or not at all.
 *
 * It is SQLite's own exclusive lock on a separate, empty database: it works alike on every platform
 * and the system frees it when the process dies, also by `kill -9`. Never open this file by other
 * means in the owning process: on POSIX, closing any descriptor of it drops the lock.
 *
 * @throws AppFailure `data_busy` where another process, or this one, holds it; `data_unusable`.
 */
export function takeOwnerLock(file: string): OwnerLock {
  let sql: Database.Database | null = null;
  try {
    sql = new Database(file, { timeout: 0 });
    // The journal stays in memory: a journal file would be left behind by a kill.
    sql.pragma('journal_mode = MEMORY');
    sql.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    sql?.close();
    const known = dataErrorOf(error, file);
    if (known === null) throw error;
    // It is the folder that is in use; the lock's file means nothing to the operator.
    throw new AppFailure(known.kind === 'data_busy' ? { ...known, path: dirname(file) } : known);
  }
  const held = sql;
  return { release: () => void held.close() };
}
