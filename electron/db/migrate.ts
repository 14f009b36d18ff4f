/** Brings a database's schema to the version of this program. */
import type Database from 'better-sqlite3';
import type { Migration } from './migrations/index.ts';

/** Marks a file as Postbag's (`PRAGMA application_id`): the letters `PBAG`. */
export const APPLICATION_ID = 0x50424147;

/**
 * The version that the migrations lead to.
 *
 * @throws Error where they are not 1, 2, 3 … in this order: a bug, found before a database is touched.
 */
export function schemaVersion(migrations: readonly Migration[]): number {
  for (const [index, { version, name }] of migrations.entries()) {
    if (version !== index + 1) {
      throw new Error(`migration ${version} (${name}) stands where ${index + 1} must be`);
    }
  }
  return migrations.length;
}

/** The stored version of the schema; 0 for an empty database. */
export function storedVersion(sql: Database.Database): number {
  return Number(sql.pragma('user_version', { simple: true }));
}

/**
 * Runs the migrations that are due, each in a transaction of its own together with its version.
 *
 * A failing one is rolled back whole and its error thrown; those before it stay.
 */
export function migrate(sql: Database.Database, migrations: readonly Migration[]): void {
  const target = schemaVersion(migrations);
  for (const migration of migrations.slice(storedVersion(sql), target)) {
    try {
      sql.exec('BEGIN IMMEDIATE');
      sql.exec(migration.sql);
      sql.pragma(`user_version = ${migration.version}`);
      sql.exec('COMMIT');
    } catch (error) {
      if (sql.inTransaction) sql.exec('ROLLBACK');
      throw error;
    }
  }
}
