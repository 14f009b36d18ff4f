/** From what SQLite and the file system throw to what the operator is told. */
import Database from 'better-sqlite3';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { DataError, Result } from '../../shared/errors.ts';

const SQLITE_KINDS: readonly (readonly [prefix: string, kind: DataError['kind']])[] = [
  ['SQLITE_BUSY', 'data_busy'],
  ['SQLITE_LOCKED', 'data_busy'],
  ['SQLITE_FULL', 'data_full'],
  // The shared-memory file could not grow: in practice, no space left.
  ['SQLITE_IOERR_SHMSIZE', 'data_full'],
  ['SQLITE_CORRUPT', 'data_corrupt'],
  ['SQLITE_NOTADB', 'data_corrupt'],
  ['SQLITE_READONLY', 'data_unusable'],
  ['SQLITE_CANTOPEN', 'data_unusable'],
  ['SQLITE_PERM', 'data_unusable'],
  ['SQLITE_AUTH', 'data_unusable'],
  ['SQLITE_IOERR', 'data_unusable'],
  ['SQLITE_PROTOCOL', 'data_unusable'],
  ['SQLITE_NOLFS', 'data_unusable'],
];

const FULL_CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

function dataError(kind: DataError['kind'], path: string, code: string): DataError {
  switch (kind) {
    case 'data_busy':
    case 'data_full':
      return { kind, path };
    case 'data_corrupt':
    case 'data_frozen':
      return { kind: 'data_corrupt', path, detail: code };
    case 'data_newer':
    case 'data_older':
    case 'data_unusable':
      return { kind: 'data_unusable', path, code };
  }
}

function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * What a thrown error says about the data folder, or `null` where it is a bug (a constraint, a wrong
 * statement, anything else) and must go on being thrown.
 *
 * @param path The file or folder to name to the operator.
 */
export function dataErrorOf(error: unknown, path: string): DataError | null {
  if (error instanceof Database.SqliteError) {
    const found = SQLITE_KINDS.find(([prefix]) => error.code.startsWith(prefix));
    return found === undefined ? null : dataError(found[1], path, error.code);
  }
  const code = systemCode(error);
  if (code === null) return null;
  return dataError(FULL_CODES.has(code) ? 'data_full' : 'data_unusable', path, code);
}

/** The thrown error as an AppFailure where it is an expected one, else itself. */
export function asFailure(error: unknown, path: string): unknown {
  if (error instanceof AppFailure) return error;
  const known = dataErrorOf(error, path);
  if (known === null) return error;
  const failure = new AppFailure(known);
  failure.cause = error;
  return failure;
}

/**
 * {@link asFailure} for SQLite's errors alone: around work that also touches other files and sockets,
 * whose errors say nothing about the data folder.
 */
export function asDatabaseFailure(error: unknown, path: string): unknown {
  return error instanceof Database.SqliteError ? asFailure(error, path) : error;
}

/** Runs something that may fail because of the data folder; bugs go on being thrown. */
export function attempt<T>(path: string, run: () => T): Result<T> {
  try {
    return ok(run());
  } catch (error) {
    const failure = asFailure(error, path);
    if (failure instanceof AppFailure) return err(failure.error);
    throw error;
  }
}
