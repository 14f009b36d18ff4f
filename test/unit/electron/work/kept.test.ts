/** What is made of a batch, and kept until it changes. */
import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { inTransaction } from '../../../../electron/db/connection.ts';
import { countQueries } from '../../../../electron/db/counts.ts';
import { seqOf } from '../../../../electron/db/keys.ts';
import { inPieces, keptOfBatch } from '../../../../electron/work/kept.ts';
import { sampleBatch, testDb } from '../../../helpers/dataFolder.ts';
import { sentBatch } from '../../../helpers/sentBatch.ts';
import { statusApplier } from '../../../../electron/receipts/applyStatuses.ts';

describe('kept', () => {
  test('is made once for all who ask, and anew once messages move', async () => {
    const db = testDb();
    const batch = sampleBatch(db);
    let made = 0;
    const numberOf = keptOfBatch(async () => (made += 1));
    expect(await Promise.all([numberOf(db, batch), numberOf(db, batch)])).toEqual([1, 1]);
    expect(await numberOf(db, batch)).toBe(1);
    inTransaction(db, () => countQueries(db).move(batch.key, 'queued', 'cancelled', 1));
    expect(await numberOf(db, batchQueries(db).get(batch.key))).toBe(2);
  });

  test('is made anew for a charge, which moves no message', async () => {
    const db = testDb();
    const batch = sentBatch(db, { messages: 3 });
    let made = 0;
    const numberOf = keptOfBatch(async () => (made += 1));
    await numberOf(db, batch);
    const status = {
      id: 'SMS20250301T120000-7-1',
      direction: 'outbound',
      recipient: null,
      text: null,
      sender: null,
      createdMs: null,
      stage: 'accepted',
      deliveredAtMs: null,
      chargedMicro: 20_000,
      deliveryError: null,
      final: false,
    } as const;
    const { accountKey } = batch;
    statusApplier(db, accountKey ?? 0)([status]);
    expect(await numberOf(db, batch)).toBe(2);
  });

  test('is not kept where it failed', async () => {
    const db = testDb();
    const batch = sampleBatch(db);
    let tries = 0;
    const flaky = keptOfBatch(async () => {
      tries += 1;
      if (tries === 1) throw new Error('once');
      return tries;
    });
    await expect(flaky(db, batch)).rejects.toThrow('once');
    expect(await flaky(db, batch)).toBe(2);
  });

  test('follows what else it depends on', async () => {
    const db = testDb();
    const batch = sampleBatch(db);
    let beside = 1;
    const sum = keptOfBatch(
      async () => beside,
      () => beside,
    );
    expect(await sum(db, batch)).toBe(1);
    beside = 2;
    expect(await sum(db, batch)).toBe(2);
  });
});

test('pieces cover every message once, and let other work run in between', async () => {
  const db = testDb();
  const batch = sampleBatch(db, { messages: 10 });
  const seen: [number, number][] = [];
  const order: string[] = [];
  const others = (): void => {
    order.push('other work');
  };
  await inPieces(batch, 4, ({ first, last }) => {
    seen.push([seqOf(first), seqOf(last)]);
    order.push('piece');
    setImmediate(others);
  });
  expect(seen).toEqual([
    [1, 4],
    [5, 8],
    [9, 10],
  ]);
  expect(order).toEqual(['piece', 'other work', 'piece', 'other work', 'piece']);
  await inPieces({ key: batch.key, lastSeq: 0 }, 4, () => {
    throw new Error('there is nothing to visit');
  });
});
