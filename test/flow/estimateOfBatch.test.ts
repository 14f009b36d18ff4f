/** The amount that the operator agrees to follows the price list until the first message has left. */
import { expect, test } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { summarise } from '../../electron/services.ts';
import { dataFolder, sampleBatch, testDb, unwrap } from '../helpers/dataFolder.ts';
import { sendLine } from '../helpers/sendLine.ts';

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

test('what is agreed to is the price list at the first send in which something leaves', async () => {
  const line = await sendLine({ messages: 3 });
  const { db, batch } = line;
  const [{ country } = { country: '' }] = batchQueries(db).countries(batch.key);
  const agreed = (): number | null => batchQueries(db).get(batch.key).estimateMicro;
  const price = (microPerPart: number): void =>
    priceQueries(db).set([{ country, microPerPart }], 'test', 1);

  price(10_000);
  await line.send({ notAfterMs: 1 });
  expect(line.gateway.truth).toHaveLength(0);
  expect(agreed()).toBe(30_000);

  price(20_000);
  await line.send({ tolerancePercent: 1000 });
  expect(line.gateway.truth).toHaveLength(3);
  expect(agreed()).toBe(60_000);

  price(30_000);
  await line.send();
  expect(agreed()).toBe(60_000);
  expect(summarise(db, [batchQueries(db).get(batch.key)])).toMatchObject([
    { estimateMicro: 60_000 },
  ]);
});
