import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { zeroCounts } from '../../../../shared/domain/message.ts';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { inTransaction } from '../../../../electron/db/connection.ts';
import { dataPaths } from '../../../../electron/db/open.ts';
import { sampleBatch, sampleMessage, testDb, testReader } from '../../../helpers/dataFolder.ts';
import { otherProcess } from '../../../helpers/otherProcess.ts';

const queued = (n: number) => ({ ...zeroCounts(), queued: n });
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('a reader in another process', () => {
  test('sees what the owner commits while it writes, and nothing before', async () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key: _, ...sample } = sampleBatch(db, { messages: 5 });
    const reader = otherProcess('read', db.dir);
    expect(await reader.next()).toEqual({ ready: true });
    expect(await reader.ask('list')).toEqual([['ready', queued(5)]]);
    const key = batches.create({ ...sample, id: 'second' });
    batches.appendSlice(key, { messages: [sampleMessage(1)], refused: [] });
    expect(await reader.ask('list')).toEqual([
      ['importing', queued(1)],
      ['ready', queued(5)],
    ]);
    db.sql.exec('BEGIN IMMEDIATE');
    db.sql.prepare('UPDATE batch_count SET messages = 77').run();
    expect(await reader.ask('list')).toEqual([
      ['importing', queued(1)],
      ['ready', queued(5)],
    ]);
    db.sql.exec('ROLLBACK');
  });

  test('cannot write', async () => {
    const db = testDb();
    sampleBatch(db);
    const reader = otherProcess('read', db.dir);
    await reader.next();
    expect(await reader.ask('write')).toEqual({ refused: 'SQLITE_READONLY' });
    expect(batchQueries(db).list()).toHaveLength(1);
  });

  test('reads when nobody owns the folder, and leaves the database as it is', async () => {
    const db = testDb();
    sampleBatch(db);
    db.close();
    const before = hashOf(dataPaths(db.dir).database);
    const reader = otherProcess('read', db.dir);
    await reader.next();
    expect(await reader.ask('list')).toEqual([['ready', queued(3)]]);
    expect(hashOf(dataPaths(db.dir).database)).toBe(before);
    // The owner may come while it reads.
    const again = testDb(db.dir);
    sampleBatch(again, { id: 'next', messages: 1 });
    expect(await reader.ask('list')).toEqual([
      ['ready', queued(1)],
      ['ready', queued(3)],
    ]);
  });

  test('takes over nothing from an owner that was killed', async () => {
    const db = testDb();
    sampleBatch(db);
    db.close();
    const owner = otherProcess('own', db.dir);
    await owner.next();
    await owner.kill();
    const reader = otherProcess('read', db.dir);
    await reader.next();
    expect(await reader.ask('list')).toEqual([['ready', queued(3)]]);
    testDb(db.dir);
  });
});

describe('a reader in the same process', () => {
  test('does not see an open transaction, and does not hold the owner up', () => {
    const db = testDb();
    const { key } = sampleBatch(db);
    const reader = testReader(db.dir);
    inTransaction(db, () => {
      batchQueries(db).setEstimate(key, 5);
      expect(batchQueries(reader).get(key).estimateMicro).toBeNull();
    });
    const rows = reader.sql.prepare('SELECT key FROM message').iterate();
    rows.next();
    // A read that is under way blocks neither a write nor a close.
    batchQueries(db).setEstimate(key, 6);
    rows.return?.();
    expect(batchQueries(reader).get(key).estimateMicro).toBe(6);
    expect(() => batchQueries(reader).setEstimate(key, 7)).toThrow(/readonly/u);
  });

  test('works in a worker thread', async () => {
    const db = testDb();
    sampleBatch(db, { messages: 7 });
    const code = `
      import { parentPort, workerData } from 'node:worker_threads';
      const { openReader } = await import(workerData.open);
      const { value } = openReader(workerData.dir);
      parentPort.postMessage(value.sql.prepare('SELECT count(*) FROM message').pluck().get());
      value.close();`;
    const open = new URL('../../../../electron/db/open.ts', import.meta.url).href;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
      workerData: { open, dir: db.dir },
    });
    const answer = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    expect(answer).toBe(7);
    await worker.terminate();
  });
});
