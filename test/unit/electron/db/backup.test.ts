import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backupTo } from '../../../../electron/db/backup.ts';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { checkDatabase } from '../../../../electron/db/check.ts';
import { inTransaction } from '../../../../electron/db/connection.ts';
import { dataPaths } from '../../../../electron/db/open.ts';
import {
  dataFolder,
  sampleBatch,
  testDb,
  testReader,
  unwrap,
  unwrapError,
} from '../../../helpers/dataFolder.ts';

const target = () => join(dataFolder(), 'copy.db');

describe('a backup', () => {
  test.each(['owner', 'reader'] as const)('made by the %s is whole and can be opened', (role) => {
    const db = testDb();
    const batch = sampleBatch(db, { messages: 1500 });
    const source = role === 'owner' ? db : testReader(db.dir);
    const file = target();
    const report = unwrap(backupTo(source, file));
    expect(report).toEqual({ file, bytes: statSync(file).size, batches: 1, messages: 1500 });
    const restored = dataFolder();
    writeFileSync(dataPaths(restored).database, readFileSync(file));
    const copy = testDb(restored);
    expect(batchQueries(copy).list()).toEqual([batch]);
    expect(checkDatabase(copy)).toEqual([]);
  });

  // Windows has no such modes.
  test.skipIf(process.platform === 'win32')('is private to the user', () => {
    const file = target();
    unwrap(backupTo(testDb(), file));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('holds what is committed only in the log, and is one file', () => {
    const db = testDb();
    sampleBatch(db);
    expect(statSync(`${dataPaths(db.dir).database}-wal`).size).toBeGreaterThan(0);
    const file = target();
    unwrap(backupTo(db, file));
    expect(readdirSync(join(file, '..'))).toEqual(['copy.db']);
    const copy = new Database(file, { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM message').pluck().get()).toBe(3);
    copy.close();
  });

  test('holds nothing of what was deleted', () => {
    const db = testDb();
    const secret = 'a text that was deleted';
    const { key } = sampleBatch(db, { messages: 1 });
    db.sql.prepare('UPDATE message_body SET text = ?').run(secret);
    batchQueries(db).remove(key);
    const file = target();
    unwrap(backupTo(db, file));
    expect(readFileSync(file).includes(secret)).toBe(false);
    db.sql.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(dataPaths(db.dir).database).includes(secret)).toBe(false);
  });

  test('never replaces a file, a folder or a link', () => {
    const db = testDb();
    const file = target();
    writeFileSync(file, 'mine');
    const refused = (path: string) => ({ kind: 'file_not_writable', path, code: 'EEXIST' });
    expect(unwrapError(backupTo(db, file))).toEqual(refused(file));
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const folder = join(dataFolder(), 'folder');
    mkdirSync(folder);
    expect(unwrapError(backupTo(db, folder))).toEqual(refused(folder));
    const link = join(dataFolder(), 'link');
    symlinkSync('nowhere', link, 'junction');
    expect(unwrapError(backupTo(db, link))).toEqual(refused(link));
  });

  test('into a folder that is not there says so', () => {
    const file = join(dataFolder(), 'no', 'such', 'copy.db');
    const error = { kind: 'file_not_writable', path: file, code: 'ENOENT' };
    expect(unwrapError(backupTo(testDb(), file))).toEqual(error);
    expect(existsSync(join(file, '..'))).toBe(false);
  });

  test('of a database that is damaged meanwhile is refused, and leaves nothing', () => {
    const db = testDb();
    sampleBatch(db, { messages: 3000 });
    db.sql.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const reader = testReader(db.dir);
    const bytes = readFileSync(dataPaths(db.dir).database);
    bytes.fill(0xff, 4096 * 40, 4096 * 60);
    writeFileSync(dataPaths(db.dir).database, bytes);
    const file = target();
    expect(unwrapError(backupTo(reader, file)).kind).toBe('data_corrupt');
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  test('that does not hold as many rows is refused', () => {
    const db = testDb();
    sampleBatch(db);
    // A temporary table hides the real one from the count, so that the copy seems to be another.
    db.sql.exec(`INSERT INTO meta VALUES ('a', '1'); CREATE TEMP TABLE meta (a)`);
    const file = target();
    const detail = 'the copy of meta is not whole';
    expect(unwrapError(backupTo(db, file))).toMatchObject({ kind: 'data_corrupt', detail });
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  test('inside a transaction is a bug', () => {
    const db = testDb();
    expect(() => inTransaction(db, () => backupTo(db, target()))).toThrow(/inside a transaction/u);
  });
});
