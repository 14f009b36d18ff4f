/** Looks at a database before anything of it is changed. */
import { accessSync, constants } from 'node:fs';
import Database from 'better-sqlite3';
import { AppFailure } from '../../shared/errors.ts';
import { sizeOf } from './folder.ts';
import { APPLICATION_ID, storedVersion } from './migrate.ts';
import type { DataPaths } from './paths.ts';
import { applyPragmas, READER_PRAGMAS } from './pragmas.ts';

/**
 * Whether there is a database.
 *
 * An absent or zero-byte one beside a ledger or a write-ahead log is a lost one: creating another
 * would forget what was sent, and losing memory means sending twice.
 *
 * @throws AppFailure `data_corrupt` for a lost one; `data_unusable` for one that cannot be read.
 */
export function databaseExists(paths: DataPaths): boolean {
  const size = sizeOf(paths.database);
  if (size !== null && size > 0) {
    accessSync(paths.database, constants.R_OK);
    return true;
  }
  const missing = size === null ? 'missing' : 'zero bytes';
  if ((sizeOf(paths.ledger) ?? 0) > 0) throw lost(paths, `${missing} beside a ledger`);
  if ((sizeOf(`${paths.database}-wal`) ?? 0) > 0) throw lost(paths, `${missing} beside its log`);
  return false;
}

function lost(paths: DataPaths, detail: string): AppFailure {
  return new AppFailure({ kind: 'data_corrupt', path: paths.database, detail });
}

/**
 * Opens the existing database for reading only.
 *
 * @throws AppFailure, or SQLite's error, where it cannot be opened.
 */
export function openReadOnly(paths: DataPaths): Database.Database {
  const sql = new Database(paths.database, { readonly: true, fileMustExist: true });
  try {
    applyPragmas(sql, READER_PRAGMAS, paths.database);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/**
 * The version of an open database.
 *
 * @throws AppFailure `data_corrupt` for another program's database, `data_newer` for one from the
 *   future.
 */
export function readVersion(sql: Database.Database, paths: DataPaths, supported: number): number {
  const version = storedVersion(sql);
  const path = paths.database;
  if (Number(sql.pragma('application_id', { simple: true })) !== APPLICATION_ID || version < 1) {
    throw new AppFailure({ kind: 'data_corrupt', path, detail: 'not a Postbag database' });
  }
  if (version > supported) throw new AppFailure({ kind: 'data_newer', path, version, supported });
  return version;
}

/**
 * Looks at the whole existing database without changing a byte of it, and gives its version.
 *
 * This comes before the owner's connection is opened, because that one would turn a copy that is not
 * in WAL mode into one that is, and would write the log back when it is closed again.
 *
 * @throws AppFailure `data_corrupt`, `data_newer`, `data_unusable`, or SQLite's error.
 */
export function inspect(paths: DataPaths, supported: number): number {
  const sql = openReadOnly(paths);
  try {
    const version = readVersion(sql, paths, supported);
    const found = String(sql.pragma('quick_check(1)', { simple: true }));
    if (found === 'ok') return version;
    throw new AppFailure({ kind: 'data_corrupt', path: paths.database, detail: found });
  } finally {
    sql.close();
  }
}

/** Whether an error says that a half-done change must be rolled back first, which a reader cannot. */
export function needsRollback(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK';
}
