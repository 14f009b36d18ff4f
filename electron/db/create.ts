/** Makes a new, empty database. */
import { chmodSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { discard, syncPath } from './folder.ts';
import { APPLICATION_ID, migrate } from './migrate.ts';
import type { Migration } from './migrations/index.ts';
import type { DataPaths } from './paths.ts';
import { applyPragmas, OWNER_PRAGMAS } from './pragmas.ts';

/** Nobody but the owner of the account reads personal data. */
const PRIVATE_FILE = 0o600;

/**
 * Makes the database beside its place, complete and on the disk, then renames it there: a process
 * killed in between leaves no half-made one.
 *
 * @throws SQLite's or the system's error; then there is no database.
 */
export function createDatabase(paths: DataPaths, migrations: readonly Migration[]): void {
  const making = `${paths.database}.new`;
  discard(making);
  try {
    fill(making, paths, migrations);
    chmodSync(making, PRIVATE_FILE);
    syncPath(making);
    renameSync(making, paths.database);
  } catch (error) {
    discard(making);
    throw error;
  }
  syncPath(paths.dir);
}

function fill(file: string, paths: DataPaths, migrations: readonly Migration[]): void {
  const sql = new Database(file);
  try {
    applyPragmas(sql, OWNER_PRAGMAS, paths.database);
    sql.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(sql, migrations);
  } finally {
    sql.close();
  }
}
