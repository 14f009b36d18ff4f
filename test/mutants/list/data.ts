/** The data folder as an outbox, and the boundary to the window. */
import type { Mutant } from '../mutant.ts';

const PRAGMAS = 'electron/db/pragmas.ts';
const OPEN = 'electron/db/open.ts';
const INSPECT = 'electron/db/inspect.ts';
const REGISTER = 'electron/ipc/register.ts';
const OPEN_TESTS = ['test/unit/electron/db/open.test.ts'];
const REGISTER_TESTS = ['test/unit/electron/ipc/register.test.ts'];

/** A setting of the database that is not set. */
const unset = (name: string, set: string, expect: string, safeguard: string): Mutant => ({
  name: `pragma-${name.replaceAll('_', '-')}`,
  safeguard,
  file: PRAGMAS,
  find: `  { name: '${name}', set: ${set}, expect: ${expect} },\n`,
  replace: '',
  tests: OPEN_TESTS,
});

const SETTINGS: readonly Mutant[] = [
  unset('synchronous', `'FULL'`, '2', 'synchronous is set at every open'),
  unset('journal_mode', `'WAL'`, `'wal'`, 'the database keeps a write-ahead log'),
  unset('fullfsync', `'ON'`, '1', 'macOS syncs for real'),
  unset(
    'checkpoint_fullfsync',
    `'ON'`,
    '1',
    'macOS syncs for real, also when the log is written back',
  ),
  unset('secure_delete', `'ON'`, '1', 'deleted numbers and texts leave no bytes behind'),
  {
    ...unset('foreign_keys', `'ON'`, '1', 'rows that belong together stay together'),
    equivalent: 'better-sqlite3 is built with foreign keys on; it is said all the same',
  },
  unset('trusted_schema', `'OFF'`, '0', 'a doctored schema runs nothing'),
  unset('cell_size_check', `'ON'`, '1', 'damaged pages are noticed when they are read'),
  unset('busy_timeout', 'String(OWNER_BUSY_MS)', 'OWNER_BUSY_MS', 'the owner waits for a reader'),
];

const FOLDER: readonly Mutant[] = [
  {
    name: 'no-owner-lock',
    safeguard: 'one process owns a data folder',
    file: 'electron/db/lock.ts',
    find: `    sql.exec('BEGIN EXCLUSIVE');\n`,
    replace: '',
    tests: ['test/unit/electron/db/lock.test.ts'],
  },
  {
    name: 'not-fully-synced',
    safeguard: 'the database syncs fully (synchronous=FULL)',
    file: PRAGMAS,
    find: `{ name: 'synchronous', set: 'FULL', expect: 2 },`,
    replace: `{ name: 'synchronous', set: 'NORMAL', expect: 1 },`,
    tests: OPEN_TESTS,
  },
  {
    name: 'pragmas-not-read-back',
    safeguard: 'every pragma is read back',
    file: PRAGMAS,
    find: 'if (sql.pragma(name, { simple: true }) === expect) continue;',
    replace: 'if (sql.pragma(name, { simple: true }) !== undefined && expect !== null) continue;',
    tests: OPEN_TESTS,
  },
  {
    name: 'stays-unsynced',
    safeguard: 'after a step that need not be synced the database syncs fully again',
    file: 'electron/db/connection.ts',
    find: `  sql.pragma('synchronous = FULL');\n`,
    replace: '  if (sql.open) return;\n',
    tests: ['test/unit/electron/db/tables.test.ts'],
  },
  {
    name: 'damage-unseen',
    safeguard: 'a damaged database is refused (quick_check)',
    file: INSPECT,
    find: `if (found === 'ok') return version;`,
    replace: `if (found !== '') return version;`,
    tests: OPEN_TESTS,
  },
  {
    name: 'newer-database',
    safeguard: 'a database of a newer version is refused',
    file: INSPECT,
    find: `if (version > supported) throw new AppFailure({ kind: 'data_newer', path, version, supported });`,
    replace: '',
    tests: OPEN_TESTS,
  },
  {
    name: 'lost-database-recreated',
    safeguard: 'a database that is missing beside its ledger is not made anew',
    file: INSPECT,
    find: 'if ((sizeOf(paths.ledger) ?? 0) > 0) throw',
    replace: 'if ((sizeOf(paths.ledger) ?? 0) < 0) throw',
    tests: OPEN_TESTS,
  },
  {
    name: 'no-backup-before-migration',
    safeguard: 'the database is backed up before it is migrated',
    file: OPEN,
    find: 'backupBeforeMigration(sql, paths.backups, version, deps.clock.nowMs());',
    replace: 'void [backupBeforeMigration, deps.clock.nowMs()];',
    tests: ['test/unit/electron/db/migrate.test.ts'],
  },
  {
    name: 'backup-not-checked',
    safeguard: 'a backup is read back: as many rows as the original',
    file: 'electron/db/backup.ts',
    find: 'if (unchanged) compare(expected, rows, making);',
    replace: 'if (unchanged && making === null) compare(expected, rows, making);',
    tests: ['test/unit/electron/db/backup.test.ts'],
  },
  {
    name: 'shared-location',
    safeguard: 'a data folder in a network or synchronised folder is refused',
    file: OPEN,
    find: '    refuseSharedLocation(paths.dir);\n',
    replace: '',
    tests: OPEN_TESTS,
  },
  {
    name: 'unfinished-import-kept',
    safeguard: 'a list whose import never ended is not there to be sent',
    file: OPEN,
    find: '    batchQueries(db).removeImporting();\n',
    replace: '',
    tests: OPEN_TESTS,
  },
  {
    name: 'half-import-kept',
    safeguard: 'an import that breaks off leaves no list behind',
    file: 'electron/import/importRun.ts',
    find: '      if (!isKept) await this.#remove();\n',
    replace: '',
    tests: ['test/unit/electron/import/importFile.test.ts'],
  },
];

const WINDOW: readonly Mutant[] = [
  {
    name: 'call-of-anybody',
    safeguard: 'a call counts only from the own main frame',
    file: REGISTER,
    find: `    checkSender(event);
    if (!isCallName(name))`,
    replace: '    if (!isCallName(name))',
    tests: ['test/unit/electron/ipc/contract.test.ts'],
  },
  {
    name: 'drop-of-anybody',
    safeguard: 'a dropped file counts only from the own main frame',
    file: REGISTER,
    find: `    checkSender(event);
    return guarded(`,
    replace: '    return guarded(',
    tests: REGISTER_TESTS,
  },
  {
    name: 'call-of-a-frame',
    safeguard: 'a call from a frame within the page is rejected',
    file: REGISTER,
    find: 'if (frame === null || frame.parent !== null) return false;',
    replace: 'if (frame === null) return false;',
    tests: REGISTER_TESTS,
  },
  {
    name: 'call-of-another-host',
    safeguard: 'a call from another page is rejected',
    file: REGISTER,
    find: 'return url.protocol === own.protocol && url.host === own.host;',
    replace: 'return url.protocol === own.protocol;',
    tests: REGISTER_TESTS,
  },
  {
    name: 'input-not-checked',
    safeguard: 'every input of the window is checked by its schema',
    file: REGISTER,
    find: 'const parsed = calls[name].input.safeParse(input);',
    replace:
      'const parsed = { success: true, data: input, error: calls[name].input.safeParse(input).error };',
    tests: REGISTER_TESTS,
  },
  {
    name: 'any-call-name',
    safeguard: 'only calls of the contract can be made',
    file: REGISTER,
    find: `typeof name === 'string' && Object.hasOwn(calls, name);`,
    replace: `typeof name === 'string' && name in calls;`,
    tests: REGISTER_TESTS,
  },
  {
    name: 'practice-off-loopback',
    safeguard: 'the practice gateway listens on this computer only',
    file: 'electron/practice/gateway.ts',
    find: `host: '127.0.0.1', exclusive: true`,
    replace: `host: '0.0.0.0', exclusive: true`,
    tests: ['test/unit/electron/practice/gateway.test.ts'],
  },
  {
    name: 'practice-of-another-account',
    safeguard: 'practice has no line but to its own gateway and account',
    file: 'electron/session.ts',
    find: `if (org !== gateway.org) return err({ kind: 'account_missing' });`,
    replace: '',
    tests: ['test/unit/electron/session.test.ts'],
  },
];

/** The data folder and the window. */
export const DATA_MUTANTS: readonly Mutant[] = [...SETTINGS, ...FOLDER, ...WINDOW];
