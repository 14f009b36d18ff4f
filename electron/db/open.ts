/** Opens the database of a data folder, as its one owner or as one of its readers. */
import { accessSync, constants } from 'node:fs';
import Database from 'better-sqlite3';
import { AppFailure } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { Clock } from '../runtime.ts';
import { backupBeforeMigration } from './backup.ts';
import { batchQueries } from './batches.ts';
import type { Db, OwnerDb, ReaderDb } from './connection.ts';
import { createDatabase } from './create.ts';
import { asFailure, attempt } from './failures.ts';
import { ensureFolder, requireFolder } from './folder.ts';
import { databaseExists, inspect, needsRollback, openReadOnly, readVersion } from './inspect.ts';
import { refuseSharedLocation } from './location.ts';
import { takeOwnerLock } from './lock.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/index.ts';
import { dataPaths } from './paths.ts';
import type { DataPaths } from './paths.ts';
import { applyPragmas, OWNER_PRAGMAS } from './pragmas.ts';

export { dataPaths } from './paths.ts';
export type { DataPaths } from './paths.ts';
export type { Db, OwnerDb, ReaderDb } from './connection.ts';

/** What opening needs. */
export interface OpenDeps {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** For tests of migrations; else the program's own. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens the data folder for writing, making it where it is new; at most one process can.
 *
 * In this order: the owner's lock; a look at the whole existing database, read-only (version,
 * `quick_check`), so that one that is refused stays as it is to the byte; the pragmas, set and read
 * back; a backup if migrations are due; the migrations. Batches whose import never ended are deleted.
 * Recovery of sending is the caller's next step.
 *
 * Errors: `data_busy`, `data_newer`, `data_corrupt`, `data_full`, `data_unusable`.
 */
export function openOwner(dir: string, deps: OpenDeps): Result<OwnerDb> {
  const paths = dataPaths(dir);
  return attempt(paths.dir, () => {
    ensureFolder(paths.dir);
    refuseSharedLocation(paths.dir);
    const lock = takeOwnerLock(paths.ownerLock);
    try {
      const sql = openWriting(paths, deps);
      return owner(paths, sql, () => lock.release());
    } catch (error) {
      lock.release();
      throw asFailure(error, paths.database);
    }
  });
}

function owner(paths: DataPaths, sql: Database.Database, release: () => void): OwnerDb {
  const close = (): void => {
    sql.close();
    release();
  };
  const db: OwnerDb = { dir: paths.dir, sql, role: 'owner', close };
  try {
    batchQueries(db).removeImporting();
    return db;
  } catch (error) {
    sql.close();
    throw error;
  }
}

function openWriting(paths: DataPaths, deps: OpenDeps): Database.Database {
  const migrations = deps.migrations ?? MIGRATIONS;
  const supported = schemaVersion(migrations);
  if (!databaseExists(paths)) createDatabase(paths, migrations);
  const version = inspectOrRollBack(paths, supported);
  accessSync(paths.database, constants.W_OK);
  const sql = new Database(paths.database, { fileMustExist: true });
  try {
    applyPragmas(sql, OWNER_PRAGMAS, paths.database);
    // Where SQLite may not write it opens for reading without a word, and even begins a transaction.
    sql.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}; ROLLBACK`);
    if (version < supported) {
      backupBeforeMigration(sql, paths.backups, version, deps.clock.nowMs());
      migrate(sql, migrations);
    }
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

function inspectOrRollBack(paths: DataPaths, supported: number): number {
  try {
    return inspect(paths, supported);
  } catch (error) {
    if (!needsRollback(error)) throw error;
    // Killed in the one change that is made outside WAL mode, the change into it: opening for writing
    // and reading rolls it back.
    const sql = new Database(paths.database, { fileMustExist: true });
    try {
      sql.pragma('user_version');
    } finally {
      sql.close();
    }
    return inspect(paths, supported);
  }
}

/**
 * Opens the data folder for reading, also while its owner writes; `null` where there is nothing yet.
 *
 * It never writes to the database and takes no lock that the owner would wait for.
 *
 * Errors: `data_older` (the owner has not migrated yet), `data_newer`, `data_corrupt`,
 * `data_unusable`.
 */
export function openReader(
  dir: string,
  { migrations = MIGRATIONS }: Pick<OpenDeps, 'migrations'> = {},
): Result<ReaderDb | null> {
  const paths = dataPaths(dir);
  return attempt(paths.database, () => {
    requireFolder(paths.dir);
    if (!databaseExists(paths)) return null;
    const sql = openReadOnly(paths);
    try {
      const supported = schemaVersion(migrations);
      const version = readVersion(sql, paths, supported);
      if (version === supported) return reader(paths, sql);
      throw new AppFailure({ kind: 'data_older', path: paths.database, version, supported });
    } catch (error) {
      sql.close();
      throw error;
    }
  });
}

function reader(paths: DataPaths, sql: Database.Database): ReaderDb {
  const db: Db = { dir: paths.dir, sql, role: 'reader', close: () => void sql.close() };
  return db as ReaderDb;
}
