/** What the window's lists show of a batch beside its counts. None of it stalls other work. */
import type { PriceList } from '../../shared/domain/pricing.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { batchSumQueries } from '../db/batchSums.ts';
import type { SpentSums } from '../db/batchSums.ts';
import type { Batch } from '../db/batches.ts';
import type { Db } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { agreedEstimateMicro, batchEstimate } from '../db/estimate.ts';
import { priceQueries } from '../db/prices.ts';
import { revisionOf } from '../db/revisions.ts';
import { inPieces, keptOfBatch } from './kept.ts';

/** A send list as the window shows it. */
export type WindowSummary = CallOutput<'batch'>['summary'];

/** Keys summed up in one go: a few milliseconds. */
const KEYS_AT_ONCE = 40_000;

/** Texts lie further apart. */
const BODIES_AT_ONCE = 10_000;

const MOST_SENDERS = 10;

/** What the messages of a batch cost so far. */
export const spentOf = keptOfBatch(async (db, batch): Promise<SpentSums> => {
  let acceptedMicro = 0;
  let chargedMicro = 0;
  if (countQueries(db).of(batch.key).queued === batch.lastSeq) {
    return { acceptedMicro, chargedMicro };
  }
  await inPieces(batch, KEYS_AT_ONCE, (piece) => {
    const spent = batchSumQueries(db).spent(piece);
    acceptedMicro += spent.acceptedMicro;
    chargedMicro += spent.chargedMicro;
  });
  return { acceptedMicro, chargedMicro };
});

/** People of a batch who asked to stop, and are not on the do-not-contact list yet. */
export const askedToStopOf = keptOfBatch(
  async (db, batch) => {
    let people = 0;
    if (countQueries(db).of(batch.key).failed === 0) return people;
    await inPieces(batch, KEYS_AT_ONCE, (piece) => {
      people += batchSumQueries(db).askedToStop(piece);
    });
    return people;
  },
  (db) => revisionOf(db, 'opt_outs'),
);

/** The sender names of a batch's messages; at most ten. */
export async function sendersOf(db: Db, batch: Batch): Promise<readonly string[]> {
  const found = new Set<string>();
  await inPieces(batch, BODIES_AT_ONCE, (piece) => {
    if (found.size >= MOST_SENDERS) return;
    for (const sender of batchSumQueries(db).senders(piece, MOST_SENDERS)) found.add(sender);
  });
  return [...found].slice(0, MOST_SENDERS);
}

/** Sums a batch up for the window. */
export async function windowSummary(
  db: Db,
  batch: Batch,
  prices: PriceList = priceQueries(db).map(),
): Promise<WindowSummary> {
  const spent = await spentOf(db, batch);
  const estimate = batchEstimate(db, batch.key, prices);
  const { id, name, source, state, stop, lastSeq, createdAtMs, readyAtMs, doneAtMs } = batch;
  return {
    batch: id,
    name,
    source,
    state,
    stopped: stop,
    counts: { ...countQueries(db).of(batch.key) },
    total: lastSeq,
    estimateMicro: agreedEstimateMicro(db, batch) ?? estimate.estimateMicro,
    unpriced: estimate.unpriced,
    ...spent,
    createdAtMs,
    readyAtMs,
    doneAtMs,
  };
}
