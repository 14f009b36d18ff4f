import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { MIGRATIONS } from '../../../../electron/db/migrations/index.ts';
import { dataPaths, openOwner, openReader } from '../../../../electron/db/open.ts';
import { applyPragmas, OWNER_PRAGMAS } from '../../../../electron/db/pragmas.ts';
import {
  dataFolder,
  failureOf,
  sampleBatch,
  sampleMessage,
  testClock,
  testDb,
  unwrapError,
} from '../../../helpers/dataFolder.ts';

const open = (dir: string) => openOwner(dir, { clock: testClock });

/** A folder whose database is closed and holds enough to be damaged anywhere. */
function filledFolder(): string {
  const db = testDb();
  sampleBatch(db, { messages: 2000 });
  db.close();
  return db.dir;
}

/** Every file's content, but for the lock's and the shared memory's, which hold no data. */
function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/(?:owner\.lock\.db|-shm)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(
    files
      .filter((file) => !(file.endsWith('-wal') && statSync(file).size === 0))
      .map((f) => [f, hash(f)]),
  );
}

describe('a new folder', () => {
  test('is made with its parents', () => {
    const dir = join(dataFolder(), 'some', 'where');
    testDb(dir);
    expect(existsSync(dataPaths(dir).database)).toBe(true);
  });

  // Windows has no such modes.
  test.skipIf(process.platform === 'win32')('is private to the user', () => {
    const dir = join(dataFolder(), 'new');
    testDb(dir);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(dataPaths(dir).database).mode & 0o777).toBe(0o600);
  });

  test('is not a folder for a reader, and stays untouched', () => {
    const dir = join(dataFolder(), 'nothing');
    expect(openReader(dir)).toEqual({ ok: true, value: null });
    expect(existsSync(dir)).toBe(false);
    expect(openReader(dataFolder())).toEqual({ ok: true, value: null });
  });

  test('a creation that was killed half way is begun again', () => {
    const dir = dataFolder();
    const making = `${dataPaths(dir).database}.new`;
    writeFileSync(making, 'half');
    writeFileSync(`${making}-wal`, 'a log of something else');
    const db = testDb(dir);
    sampleBatch(db);
    expect(existsSync(making)).toBe(false);
    expect(existsSync(`${making}-wal`)).toBe(false);
  });

  test('an empty file where the database will be is no loss without ledger or log', () => {
    const dir = dataFolder();
    writeFileSync(dataPaths(dir).database, '');
    sampleBatch(testDb(dir));
  });
});

describe('the pragmas', () => {
  test('better-sqlite3 alone reopens a WAL database below FULL, the owner does not', () => {
    const dir = filledFolder();
    const plain = new Database(dataPaths(dir).database);
    expect(plain.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(plain.pragma('synchronous', { simple: true })).toBe(1);
    plain.close();
    const { sql } = testDb(dir);
    expect(sql.pragma('synchronous', { simple: true })).toBe(2);
    expect(sql.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  test('are these, each for its reason', () => {
    const { sql } = testDb();
    const wanted = {
      busy_timeout: 2000,
      journal_mode: 'wal',
      synchronous: 2,
      fullfsync: 1,
      checkpoint_fullfsync: 1,
      secure_delete: 1,
      foreign_keys: 1,
      trusted_schema: 0,
      cell_size_check: 1,
    };
    const found = Object.keys(wanted).map((name) => [name, sql.pragma(name, { simple: true })]);
    expect(Object.fromEntries(found)).toEqual(wanted);
  });

  test.each(OWNER_PRAGMAS)('$name holds on a new and on a reopened database', (pragma) => {
    const first = testDb();
    expect(first.sql.pragma(pragma.name, { simple: true })).toBe(pragma.expect);
    first.close();
    expect(testDb(first.dir).sql.pragma(pragma.name, { simple: true })).toBe(pragma.expect);
  });
});

describe('a pragma that does not hold', () => {
  test('is noticed, because SQLite does not tell', () => {
    // A database in memory cannot have a write-ahead log.
    const sql = new Database(':memory:');
    expect(failureOf(() => applyPragmas(sql, OWNER_PRAGMAS, '/data'))).toEqual({
      kind: 'data_unusable',
      path: '/data',
      code: 'PRAGMA journal_mode',
    });
  });
});

describe('opening again', () => {
  test('deletes what an unfinished import left, and nothing else', () => {
    const db = testDb();
    const kept = sampleBatch(db, { messages: 10 });
    const batches = batchQueries(db);
    const half = batches.create({ ...kept, id: 'half', name: 'Half' });
    const refused = [{ row: 9, value: 'x', reason: 'letters', cells: ['x'] }];
    const messages = Array.from({ length: 450 }, (_, i) => sampleMessage(i));
    for (let i = 0; i < 10; i += 1) {
      batches.appendSlice(half, { messages, refused: i === 0 ? refused : [] });
    }
    db.close();
    const again = testDb(db.dir);
    expect(
      batchQueries(again)
        .list()
        .map(({ key }) => key),
    ).toEqual([kept.key]);
    for (const table of ['message', 'message_body']) {
      expect(again.sql.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(10);
    }
    expect(again.sql.prepare('SELECT count(*) FROM refused_row').pluck().get()).toBe(0);
  });

  test('what was committed but not yet written back is there', () => {
    const db = testDb();
    const { key } = sampleBatch(db, { messages: 10 });
    const copy = dataFolder();
    for (const suffix of ['', '-wal']) {
      copyFileSync(dataPaths(db.dir).database + suffix, dataPaths(copy).database + suffix);
    }
    expect(batchQueries(testDb(copy)).get(key).lastSeq).toBe(10);
  });

  test('a copy that is not in WAL mode is taken over', () => {
    const dir = filledFolder();
    const sql = new Database(dataPaths(dir).database);
    expect(sql.pragma('journal_mode = DELETE', { simple: true })).toBe('delete');
    sql.close();
    expect(testDb(dir).sql.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  test('a change outside WAL mode that was killed is rolled back', () => {
    const dir = filledFolder();
    const file = dataPaths(dir).database;
    const sql = new Database(file);
    sql.pragma('journal_mode = DELETE');
    sql.pragma('cache_size = 1');
    sql.exec('BEGIN; UPDATE message_body SET text = text || text;');
    const killed = dataFolder();
    copyFileSync(file, dataPaths(killed).database);
    copyFileSync(`${file}-journal`, `${dataPaths(killed).database}-journal`);
    sql.close();
    const text = testDb(killed).sql.prepare('SELECT text FROM message_body LIMIT 1').pluck().get();
    expect(text).toBe('Hello 1');
  });

  test('closing twice is harmless', () => {
    const db = testDb();
    db.close();
    db.close();
    testDb(db.dir);
  });
});

type Damage = (dir: string, database: string) => void;

const corruptions: readonly (readonly [string, Damage])[] = [
  ['is not a database', (_, file) => writeFileSync(file, 'not a database at all '.repeat(400))],
  ['is short garbage', (_, file) => writeFileSync(file, 'x')],
  ['is cut in the middle', (_, file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['is cut to its first page', (_, file) => truncateSync(file, 4096)],
  ['lost the end of its last page', (_, file) => truncateSync(file, statSync(file).size - 100)],
  [
    'is zero bytes beside a ledger',
    (dir, file) => {
      truncateSync(file, 0);
      writeFileSync(dataPaths(dir).ledger, 'entry');
    },
  ],
  [
    'is missing beside a ledger',
    (dir, file) => {
      rmSync(file);
      writeFileSync(dataPaths(dir).ledger, 'entry');
    },
  ],
  [
    'is zero bytes beside a log',
    (_, file) => {
      truncateSync(file, 0);
      writeFileSync(`${file}-wal`, 'log');
    },
  ],
  [
    'is missing beside a log',
    (_, file) => {
      rmSync(file);
      writeFileSync(`${file}-wal`, 'log');
    },
  ],
  [
    'has a page of zeros',
    (_, file) => {
      const bytes = readFileSync(file);
      bytes.fill(0, 3 * 4096, 30 * 4096);
      writeFileSync(file, bytes);
    },
  ],
  [
    "is another program's",
    (_, file) => {
      rmSync(file);
      const sql = new Database(file);
      sql.exec('CREATE TABLE theirs (a); PRAGMA user_version = 1');
      sql.close();
    },
  ],
];

describe('a damaged database', () => {
  test.each(corruptions)('that %s is refused as it is', (_, damage) => {
    const dir = filledFolder();
    damage(dir, dataPaths(dir).database);
    const before = contents(dir);
    for (let i = 0; i < 2; i += 1) {
      expect(unwrapError(open(dir))).toMatchObject({
        kind: 'data_corrupt',
        path: dataPaths(dir).database,
      });
      expect(contents(dir)).toEqual(before);
    }
  });

  test('with a log that holds more is refused without writing the log back', () => {
    const db = testDb();
    sampleBatch(db, { messages: 2000 });
    db.sql.pragma('wal_checkpoint(TRUNCATE)');
    sampleBatch(db, { messages: 3 });
    const dir = dataFolder();
    for (const suffix of ['', '-wal']) {
      copyFileSync(dataPaths(db.dir).database + suffix, dataPaths(dir).database + suffix);
    }
    const bytes = readFileSync(dataPaths(dir).database);
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 4096 * 8);
    writeFileSync(dataPaths(dir).database, bytes);
    const before = contents(dir);
    expect(Object.keys(before)).toHaveLength(2);
    expect(unwrapError(open(dir)).kind).toBe('data_corrupt');
    expect(contents(dir)).toEqual(before);
  });

  test('can be put right: the folder is not left locked', () => {
    const dir = filledFolder();
    const file = dataPaths(dir).database;
    const whole = readFileSync(file);
    writeFileSync(file, 'garbage');
    expect(unwrapError(open(dir)).kind).toBe('data_corrupt');
    writeFileSync(file, whole);
    testDb(dir);
  });
});

describe('a newer database', () => {
  test.each(['wal', 'delete'])('in %s mode is refused as it is', (mode) => {
    const dir = filledFolder();
    const file = dataPaths(dir).database;
    const sql = new Database(file);
    sql.pragma('user_version = 99');
    sql.pragma(`journal_mode = ${mode}`);
    sql.close();
    const before = contents(dir);
    const newer = { kind: 'data_newer', path: file, version: 99, supported: MIGRATIONS.length };
    expect(unwrapError(open(dir))).toEqual(newer);
    expect(unwrapError(openReader(dir))).toEqual(newer);
    expect(contents(dir)).toEqual(before);
  });
});

describe('a place that cannot be used', () => {
  test('a file instead of a folder', () => {
    const file = join(dataFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(unwrapError(open(file))).toEqual({ kind: 'data_unusable', path: file, code: 'EEXIST' });
    expect(unwrapError(open(join(file, 'below'))).kind).toBe('data_unusable');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('a folder where the database should be', () => {
    const dir = dataFolder();
    mkdirSync(dataPaths(dir).database);
    expect(unwrapError(open(dir)).kind).toBe('data_unusable');
  });

  test('a synchronised folder, also through a link', () => {
    const cloud = join(dataFolder(), 'OneDrive - District Office', 'Postbag');
    expect(unwrapError(open(cloud))).toEqual({
      kind: 'data_unusable',
      path: cloud,
      code: 'CLOUD_FOLDER',
    });
    expect(readdirSync(cloud)).toEqual([]);
    const link = join(dataFolder(), 'link');
    symlinkSync(cloud, link, 'junction');
    expect(unwrapError(open(link))).toMatchObject({ code: 'CLOUD_FOLDER' });
  });

  // Windows has no such modes.
  test.skipIf(process.platform === 'win32')('a folder or file that may not be written', () => {
    const dir = filledFolder();
    // The system's own code, or SQLite's where only the effective user is another (see below).
    const refused = {
      kind: 'data_unusable',
      code: expect.stringMatching(/^(?:EACCES|SQLITE_(?:READONLY|CANTOPEN))/u),
    };
    asPlainUser(dir, () => {
      chmodSync(dir, 0o500);
      expect(unwrapError(open(dir))).toMatchObject(refused);
      expect(unwrapError(open(join(dir, 'below')))).toMatchObject(refused);
      chmodSync(dir, 0o700);
      chmodSync(dataPaths(dir).database, 0o400);
      expect(unwrapError(open(dir))).toMatchObject(refused);
      chmodSync(dataPaths(dir).database, 0o000);
      expect(unwrapError(openReader(dir))).toMatchObject(refused);
      chmodSync(dataPaths(dir).database, 0o600);
    });
    testDb(dir);
  });
});

/** File modes do not bind the superuser: runs as `nobody` where the tests run as root. */
function asPlainUser(dir: string, run: () => void): void {
  const root = process.getuid?.() === 0;
  const nobody = 65_534;
  if (root) {
    for (const entry of readdirSync(dir)) chownSync(join(dir, entry), nobody, nobody);
    chownSync(dir, nobody, nobody);
    process.seteuid?.(nobody);
  }
  try {
    run();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
