/** The amount that the operator agrees to follows the price list until the first message has left. */
import { expect, test } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { summarise } from '../../electron/services.ts';
import { dataFolder, sampleBatch, testDb, unwrap } from '../helpers/dataFolder.ts';

test('an earlier try that sent nothing does not freeze the estimate', () => {
  const db = testDb(dataFolder());
  const { key } = sampleBatch(db, { messages: 3 });
  batchQueries(db).setEstimate(key, 0);
  const [{ country } = { country: '' }] = batchQueries(db).countries(key);
  priceQueries(db).set([{ country, microPerPart: 20_000 }], 'test', 1);
  const [summary] = summarise(db, [unwrap(batchQueries(db).find(batchQueries(db).get(key).id))]);
  expect(summary).toMatchObject({ estimateMicro: 60_000, unpriced: 0 });
  db.close();
});
