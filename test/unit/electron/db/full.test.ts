import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backupTo } from '../../../../electron/db/backup.ts';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { checkDatabase } from '../../../../electron/db/check.ts';
import { inTransaction } from '../../../../electron/db/connection.ts';
import { countQueries } from '../../../../electron/db/counts.ts';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import { optOutQueries } from '../../../../electron/db/optOuts.ts';
import {
  failureOf,
  sampleBatch,
  sampleMessage,
  testDb,
  unwrap,
} from '../../../helpers/dataFolder.ts';

/** Lets the database grow by a few pages only, as a full disk would. */
function fillUp(db: OwnerDb, pages = 2): void {
  const used = Number(db.sql.pragma('page_count', { simple: true }));
  db.sql.pragma(`max_page_count = ${used + pages}`);
}

const slice = (from: number) => ({
  messages: Array.from({ length: 500 }, (_, i) => sampleMessage(from + i)),
  refused: [{ row: from, value: 'x', reason: 'letters', cells: ['x'] }],
});

describe('a full disk', () => {
  test('refuses a slice whole, and leaves a whole database', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key: _, ...sample } = sampleBatch(db, { messages: 10 });
    const key = batches.create({ ...sample, id: 'big' });
    batches.appendSlice(key, slice(1));
    fillUp(db);
    expect(failureOf(() => batches.appendSlice(key, slice(1000)))).toEqual({
      kind: 'data_full',
      path: db.dir,
    });
    expect(db.sql.inTransaction).toBe(false);
    expect(batches.get(key).lastSeq).toBe(500);
    expect(countQueries(db).of(key).queued).toBe(500);
    expect([...batches.refusedRows(key)]).toHaveLength(1);
    expect(checkDatabase(db)).toEqual([]);
    // With room again, it goes on where it was.
    db.sql.pragma('max_page_count = 1000000');
    batches.appendSlice(key, slice(1000));
    expect(batches.get(key).lastSeq).toBe(1000);
    expect(checkDatabase(db)).toEqual([]);
  });

  test('still lets a batch be removed, which makes room', () => {
    const db = testDb();
    const { key } = sampleBatch(db, { messages: 5000 });
    fillUp(db, 0);
    batchQueries(db).remove(key);
    expect(batchQueries(db).list()).toEqual([]);
    sampleBatch(db, { messages: 1000 });
    expect(checkDatabase(db)).toEqual([]);
  });

  test('refuses a list of opt-outs whole', () => {
    const db = testDb();
    fillUp(db);
    const many = Array.from({ length: 5000 }, (_, i) => 639_000_000_000 + i);
    expect(failureOf(() => optOutQueries(db).add(many, 'test', 1))).toMatchObject({
      kind: 'data_full',
    });
    expect(optOutQueries(db).count()).toBe(0);
  });

  test('keeps what SQLite said as the cause', () => {
    const db = testDb();
    fillUp(db);
    const fill = (): void =>
      inTransaction(db, () => {
        db.sql.prepare('INSERT INTO meta VALUES (?, ?)').run('big', 'x'.repeat(100_000));
      });
    expect(fill).toThrow(
      expect.objectContaining({
        error: { kind: 'data_full', path: db.dir },
        cause: expect.objectContaining({ code: 'SQLITE_FULL' }),
      }),
    );
  });

  test('on the backup leaves nothing behind', () => {
    const db = testDb();
    sampleBatch(db);
    const before = readdirSync(db.dir);
    // A name that no file system takes stands for any trouble at the target.
    const file = `${db.dir}/${'x'.repeat(300)}`;
    expect(backupTo(db, file)).toMatchObject({ ok: false, error: { kind: 'file_not_writable' } });
    expect(readdirSync(db.dir)).toEqual(before);
    unwrap(backupTo(db, `${db.dir}/good.db`));
  });
});
