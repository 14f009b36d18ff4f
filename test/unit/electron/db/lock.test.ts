import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { dataPaths, openOwner } from '../../../../electron/db/open.ts';
import {
  dataFolder,
  sampleBatch,
  testClock,
  testDb,
  unwrapError,
} from '../../../helpers/dataFolder.ts';
import { otherProcess } from '../../../helpers/otherProcess.ts';

const busy = (dir: string) => ({ kind: 'data_busy', path: dir });

describe('one owner at a time', () => {
  test('in one process', () => {
    const db = testDb();
    expect(unwrapError(openOwner(db.dir, { clock: testClock }))).toEqual(busy(db.dir));
    db.close();
    testDb(db.dir);
  });

  test('in two processes: the second is refused, the first goes on', async () => {
    const db = testDb();
    expect(await otherProcess('own', db.dir).next()).toEqual({ error: busy(db.dir) });
    expect(sampleBatch(db).state).toBe('ready');
  });

  test('the lock of a process that was killed is free at once', async () => {
    const dir = dataFolder();
    const other = otherProcess('own', dir);
    expect(await other.next()).toEqual({ ready: true });
    expect(unwrapError(openOwner(dir, { clock: testClock }))).toEqual(busy(dir));
    await other.kill();
    const db = testDb(dir);
    expect(batchQueries(db).list()).toEqual([]);
    expect(readdirSync(dir)).not.toContain('owner.lock.db-journal');
    expect(existsSync(dataPaths(dir).ownerLock)).toBe(true);
  });

  test('a refused second owner does not delete the import of the first', async () => {
    const db = testDb();
    const { key: _, ...batch } = sampleBatch(db);
    const importing = batchQueries(db).create({ ...batch, id: 'importing' });
    await otherProcess('own', db.dir).next();
    expect(batchQueries(db).get(importing).state).toBe('importing');
  });
});
