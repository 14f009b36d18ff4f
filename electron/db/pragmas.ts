/** The settings of a connection, each set and then read back. */
import type Database from 'better-sqlite3';
import { AppFailure } from '../../shared/errors.ts';

/** One setting: what is set, and what reading it back must give. */
export interface Pragma {
  readonly name: string;
  readonly set: string;
  readonly expect: string | number;
}

/** Milliseconds that the owner waits for a lock; readers hardly ever make it wait. */
const OWNER_BUSY_MS = 2000;
/** Milliseconds that a reader waits for a lock: it may meet the owner's recovery or checkpoint. */
const READER_BUSY_MS = 5000;

const SHARED: readonly Pragma[] = [
  { name: 'foreign_keys', set: 'ON', expect: 1 },
  { name: 'trusted_schema', set: 'OFF', expect: 0 },
  { name: 'cell_size_check', set: 'ON', expect: 1 },
];

/**
 * The owner's settings.
 *
 * `synchronous` matters most: better-sqlite3 opens an existing WAL database at NORMAL, where a power
 * cut loses acknowledged transactions, and losing memory means sending twice.
 */
export const OWNER_PRAGMAS: readonly Pragma[] = [
  { name: 'busy_timeout', set: String(OWNER_BUSY_MS), expect: OWNER_BUSY_MS },
  { name: 'journal_mode', set: 'WAL', expect: 'wal' },
  { name: 'synchronous', set: 'FULL', expect: 2 },
  { name: 'fullfsync', set: 'ON', expect: 1 },
  { name: 'checkpoint_fullfsync', set: 'ON', expect: 1 },
  // Deleted numbers and texts leave no bytes behind; import and deletion pay under 5 % for it.
  { name: 'secure_delete', set: 'ON', expect: 1 },
  ...SHARED,
];

/** A reader's settings; the connection itself is opened read-only. */
export const READER_PRAGMAS: readonly Pragma[] = [
  { name: 'busy_timeout', set: String(READER_BUSY_MS), expect: READER_BUSY_MS },
  ...SHARED,
];

/**
 * Sets every pragma, then reads every one back: SQLite ignores what it cannot do without a word.
 *
 * @throws AppFailure `data_unusable` with the pragma's name as code, where one did not hold (for
 *   example WAL on a file system that cannot do it).
 */
export function applyPragmas(
  sql: Database.Database,
  pragmas: readonly Pragma[],
  path: string,
): void {
  for (const { name, set } of pragmas) sql.pragma(`${name} = ${set}`);
  for (const { name, expect } of pragmas) {
    if (sql.pragma(name, { simple: true }) === expect) continue;
    throw new AppFailure({ kind: 'data_unusable', path, code: `PRAGMA ${name}` });
  }
}
