/** Copies of the database: whole, checked, on the disk. */
import {
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { AppError, Result } from '../../shared/errors.ts';
import type { Db } from './connection.ts';
import { dataErrorOf } from './failures.ts';
import { discard, syncPath } from './folder.ts';

/** A backup that was made. */
export interface BackupReport {
  /** Absolute. */
  readonly file: string;
  readonly bytes: number;
  readonly batches: number;
  readonly messages: number;
}

/** Nobody but the owner of the account reads personal data. */
const PRIVATE_FILE = 0o600;

/**
 * Copies the database, as it is at this moment, into a new file.
 *
 * The copy is made beside its place, checked (`integrity_check`, as many rows as the original),
 * synced, then renamed. An existing file is never replaced. It blocks for as long as the copying
 * takes, so a reader of a worker or of the command line is the connection to give.
 *
 * Errors: `file_not_writable` (`EEXIST`, `ENOSPC`, …) about the file; `data_corrupt`, `data_busy`
 * about the database.
 */
export function backupTo(db: Db, file: string): Result<BackupReport> {
  return copyDatabase(db.sql, file);
}

/** {@link backupTo} for a connection that is still being opened. */
function copyDatabase(sql: Database.Database, file: string): Result<BackupReport> {
  if (sql.inTransaction) throw new Error('a backup cannot be made inside a transaction');
  const target = resolve(file);
  const making = `${target}.${process.pid}.partial`;
  try {
    refuseExisting(target);
    discard(making);
    const rows = copyChecked(sql, making);
    syncPath(making);
    renameNew(making, target);
    syncPath(dirname(target));
    const { size } = statSync(target);
    const batches = rows.get('batch') ?? 0;
    return ok({ file: target, bytes: size, batches, messages: rows.get('message') ?? 0 });
  } catch (error) {
    discard(making);
    return err(errorOf(error, sql.name, target));
  }
}

/** What went wrong with a copy; a bug is thrown again. */
function errorOf(error: unknown, database: string, file: string): AppError {
  if (error instanceof AppFailure) return error.error;
  const known = dataErrorOf(error, database);
  switch (known?.kind) {
    case undefined:
      throw error;
    case 'data_full':
      return { kind: 'file_not_writable', path: file, code: 'ENOSPC' };
    case 'data_unusable':
      return { kind: 'file_not_writable', path: file, code: known.code };
    case 'data_busy':
    case 'data_corrupt':
    case 'data_frozen':
    case 'data_newer':
    case 'data_older':
      return known;
  }
}

type RowCounts = ReadonlyMap<string, number>;

/** Rows by table, whatever the schema's version. */
function rowCounts(sql: Database.Database): RowCounts {
  const tables = sql
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .pluck()
    .all();
  const count = (table: string): number =>
    sql.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0;
  return new Map(tables.map((table) => [table, count(table)]));
}

function copyChecked(sql: Database.Database, making: string): RowCounts {
  // Made empty first: for its mode, and for the system's own error where it cannot be made.
  closeSync(openSync(making, 'wx', PRIVATE_FILE));
  const versionBefore = sql.pragma('data_version', { simple: true });
  const expected = rowCounts(sql);
  sql.prepare('VACUUM INTO ?').run(making);
  const unchanged = sql.pragma('data_version', { simple: true }) === versionBefore;
  const copy = new Database(making, { readonly: true, fileMustExist: true });
  try {
    const found = String(copy.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw corrupt(making, found);
    const rows = rowCounts(copy);
    // Where the owner wrote meanwhile, the copy is of one moment but the expectation is not.
    if (unchanged) compare(expected, rows, making);
    return rows;
  } finally {
    copy.close();
  }
}

function compare(expected: RowCounts, found: RowCounts, path: string): void {
  for (const [table, rows] of expected) {
    if (found.get(table) !== rows) throw corrupt(path, `the copy of ${table} is not whole`);
  }
}

function corrupt(path: string, detail: string): AppFailure {
  return new AppFailure({ kind: 'data_corrupt', path, detail });
}

function refuseExisting(target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return;
  throw new AppFailure({ kind: 'file_not_writable', path: target, code: 'EEXIST' });
}

/** Renames, but never over an existing file. */
function renameNew(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // No hard links here (a memory stick, mostly), or something took the name: the check says which.
    refuseExisting(to);
    renameSync(from, to);
    return;
  }
  rmSync(from);
}

/**
 * Keeps a copy of a database that is about to be migrated.
 *
 * @throws AppFailure `data_full`, `data_unusable`, `data_corrupt`: then nothing may be migrated.
 */
export function backupBeforeMigration(
  sql: Database.Database,
  folder: string,
  version: number,
  nowMs: number,
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '');
  const result = copyDatabase(sql, join(folder, freeName(folder, `version-${version}-${time}`)));
  if (result.ok) return;
  const { error } = result;
  if (error.kind !== 'file_not_writable') throw new AppFailure(error);
  throw new AppFailure(
    error.code === 'ENOSPC'
      ? { kind: 'data_full', path: folder }
      : { kind: 'data_unusable', path: folder, code: error.code },
  );
}

/** The name, or the next free one: a migration that failed may be tried again in the same moment. */
function freeName(folder: string, name: string): string {
  for (let copy = 1; ; copy += 1) {
    const candidate = copy === 1 ? `${name}.db` : `${name}-${copy}.db`;
    if (lstatSync(join(folder, candidate), { throwIfNoEntry: false }) === undefined)
      return candidate;
  }
}
