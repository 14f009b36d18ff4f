/**
 * What a list has cost and would cost, summed up in steps so short that nobody feels them: a million
 * messages in one go would hold up the window for a fifth of a second.
 *
 * Only one send runs at a time, and what else changes meanwhile (delivery reports) changes no sum.
 */
import type { Batch } from '../db/batches.ts';
import type { Db } from '../db/connection.ts';
import { messageKey } from '../db/keys.ts';
import { inShortSteps } from '../db/shortSteps.ts';
import { spendingQueries } from '../db/spending.ts';

type Whole = Pick<Batch, 'key' | 'lastSeq'>;
type QueueCost = ReturnType<ReturnType<typeof spendingQueries>['queue']>;

async function summed(
  { key, lastSeq }: Whole,
  visit: (piece: Readonly<{ first: number; last: number }>) => void,
): Promise<void> {
  if (lastSeq === 0) return;
  await inShortSteps({ first: messageKey(key, 1), last: messageKey(key, lastSeq) }, visit);
}

/** The answers' prices of what was accepted; the estimate where an answer gave none. micro-USD. */
export async function acceptedMicroOf(db: Db, batch: Whole): Promise<number> {
  let micro = 0;
  await summed(batch, (piece) => {
    micro += spendingQueries(db).acceptedMicro(batch.key, piece);
  });
  return micro;
}

/** The most that what has left may have cost. micro-USD. */
export async function atMostMicroOf(db: Db, batch: Whole): Promise<number> {
  let micro = 0;
  await summed(batch, (piece) => {
    micro += spendingQueries(db).atMostMicro(batch.key, piece);
  });
  return micro;
}

/** What the queue would cost. */
export async function queueCostOf(db: Db, batch: Whole): Promise<QueueCost> {
  let micro = 0;
  let unpriced = 0;
  await summed(batch, (piece) => {
    const cost = spendingQueries(db).queue(batch.key, piece);
    micro += cost.micro;
    unpriced += cost.unpriced;
  });
  return { micro, unpriced };
}
