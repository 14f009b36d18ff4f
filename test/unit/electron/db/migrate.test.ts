import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { schemaVersion } from '../../../../electron/db/migrate.ts';
import { MIGRATIONS } from '../../../../electron/db/migrations/index.ts';
import type { Migration } from '../../../../electron/db/migrations/index.ts';
import { dataPaths, openOwner, openReader } from '../../../../electron/db/open.ts';
import {
  dataFolder,
  sampleBatch,
  testClock,
  testDb,
  unwrapError,
} from '../../../helpers/dataFolder.ts';

const step = (version: number, sql: string): Migration => ({
  version,
  name: `step ${version}`,
  sql,
});
const LATEST = MIGRATIONS.length;
const next = step(LATEST + 1, 'CREATE TABLE later (a INTEGER) STRICT;');

function folderWithBatch(): string {
  const db = testDb();
  sampleBatch(db, { messages: 120 });
  db.close();
  return db.dir;
}

const backupsOf = (dir: string): string[] => readdirSync(dataPaths(dir).backups);

describe('the list of migrations', () => {
  test('is in order and without gaps', () => {
    expect(schemaVersion(MIGRATIONS)).toBe(LATEST);
  });

  test.each([
    ['a gap', [step(1, ''), step(3, '')]],
    ['a wrong order', [step(2, ''), step(1, '')]],
    ['a repetition', [step(1, ''), step(1, '')]],
    ['a late start', [step(2, '')]],
  ])('%s is a bug, found before a folder is touched', (_, migrations) => {
    const dir = dataFolder();
    expect(() => openOwner(dir, { clock: testClock, migrations })).toThrow(/stands where/u);
    expect(readdirSync(dir)).not.toContain('postbag.db');
  });

  test('makes STRICT tables only', () => {
    const { sql } = testDb();
    const loose = sql
      .prepare(`SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`)
      .all();
    expect(loose).toEqual([]);
  });
});

describe('migrating', () => {
  test('keeps the data and first backs it up', () => {
    const dir = folderWithBatch();
    const db = testDb(dir, { migrations: [...MIGRATIONS, next] });
    expect(db.sql.pragma('user_version', { simple: true })).toBe(LATEST + 1);
    expect(db.sql.prepare('SELECT count(*) FROM message').pluck().get()).toBe(120);
    const [backup, ...others] = backupsOf(dir);
    expect(others).toEqual([]);
    expect(backup).toBe(`version-${LATEST}-20250301T120000000Z.db`);
    const copy = new Database(join(dataPaths(dir).backups, backup ?? ''), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(LATEST);
    expect(copy.prepare('SELECT count(*) FROM message_body').pluck().get()).toBe(120);
    copy.close();
  });

  test('an up-to-date folder is not backed up', () => {
    const dir = folderWithBatch();
    testDb(dir).close();
    expect(readdirSync(dir)).not.toContain('backups');
  });

  test('a failing step is undone whole, those before it stay, and a backup is there', () => {
    const dir = folderWithBatch();
    const bad = step(
      LATEST + 2,
      'CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
    );
    const migrations = [...MIGRATIONS, next, bad];
    expect(() => openOwner(dir, { clock: testClock, migrations })).toThrow(/nowhere/u);
    const db = testDb(dir, { migrations: [...MIGRATIONS, next] });
    expect(db.sql.pragma('user_version', { simple: true })).toBe(LATEST + 1);
    const tables = db.sql
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .pluck()
      .all();
    expect(tables).toContain('later');
    expect(tables).not.toContain('half');
    expect(backupsOf(dir)).toHaveLength(1);
  });

  test('trying again in the same moment makes a second backup, and replaces none', () => {
    const dir = folderWithBatch();
    const migrations = [...MIGRATIONS, step(LATEST + 1, 'INSERT INTO nowhere VALUES (1);')];
    for (let i = 0; i < 2; i += 1) {
      expect(() => openOwner(dir, { clock: testClock, migrations })).toThrow(/nowhere/u);
    }
    expect(backupsOf(dir)).toHaveLength(2);
  });
});

describe('other versions', () => {
  test('a reader says that the owner has not migrated yet, or is newer', () => {
    const dir = folderWithBatch();
    testDb(dir, { migrations: [...MIGRATIONS, next] }).close();
    expect(unwrapError(openReader(dir))).toEqual({
      kind: 'data_newer',
      path: dataPaths(dir).database,
      version: LATEST + 1,
      supported: LATEST,
    });
  });

  test('a reader of an older database says so', () => {
    const dir = folderWithBatch();
    const error = unwrapError(openReader(dir, { migrations: [...MIGRATIONS, next] }));
    expect(error).toMatchObject({ kind: 'data_older', version: LATEST, supported: LATEST + 1 });
  });
});
