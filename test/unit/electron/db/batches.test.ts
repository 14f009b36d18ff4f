import { describe, expect, test } from 'vitest';
import { batchEstimate } from '../../../../electron/db/estimate.ts';
import { checkDatabase } from '../../../../electron/db/check.ts';
import { messageQueries } from '../../../../electron/db/messages.ts';
import { backupTo } from '../../../../electron/db/backup.ts';
import { sampleBatch, testDb, unwrap } from '../../../helpers/dataFolder.ts';

describe('smoke', () => {
  test('imports a batch', () => {
    const db = testDb();
    const batch = sampleBatch(db, { messages: 1234 });
    expect(batch).toMatchObject({ state: 'ready', lastSeq: 1234 });
    expect(messageQueries(db).page(batch.key, 1000, 2)).toMatchObject([
      { seq: 1001 },
      { seq: 1002 },
    ]);
    expect(batchEstimate(db, batch.key, new Map([['PH', 20_000]])).estimateMicro).toBe(24_680_000);
    expect(checkDatabase(db)).toEqual([]);
    expect(unwrap(backupTo(db, `${db.dir}/copy.db`))).toMatchObject({ messages: 1234, batches: 1 });
  });
});
