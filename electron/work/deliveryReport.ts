/** What became of a batch: made in short pieces, and kept while nothing changes. */
import { ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { arrivedSenderQueries } from '../db/arrivedSenders.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import { batchSumQueries } from '../db/batchSums.ts';
import type { Db } from '../db/connection.ts';
import { receiptQueries } from '../db/receipts.ts';
import { reportRowQueries } from '../db/reportRows.ts';
import { ReportTally } from '../receipts/reportTally.ts';
import type { TallyResult } from '../receipts/reportTally.ts';
import { windowSummary } from './batchSums.ts';
import { inPieces, keptOfBatch } from './kept.ts';

type Report = CallOutput<'deliveryReport'>;

/** Messages read in one go: a few milliseconds of the main thread. */
const ROWS_AT_ONCE = 4000;

/** Names that a message arrived under; more are nobody's business. */
const MOST_SENDERS = 10;

/** Makes the reports of batches; each is kept while its messages stay as they are. */
export function createDeliveryReports(
  nowMs: () => number,
): (db: Db, batchRef: string) => Promise<Result<Report>> {
  const tallyOf = keptOfBatch((db, batch) => tally(db, batch, nowMs()));
  return async (db, batchRef) => {
    const found = batchQueries(db).find(batchRef);
    if (!found.ok) return found;
    const batch = found.value;
    const tallied = await tallyOf(db, batch);
    const summary = await windowSummary(db, batch);
    return ok({ ...figures(db, batch, tallied), ...costs(summary) });
  };
}

async function tally(db: Db, batch: Batch, nowMs: number): Promise<TallyResult> {
  const { firstSentAtMs } = batchSumQueries(db).sentTimes(batch.key);
  const counted = new ReportTally(firstSentAtMs ?? nowMs, nowMs);
  const queries = reportRowQueries(db);
  await inPieces(batch, ROWS_AT_ONCE, (piece) => counted.add(queries.rows(piece)));
  return counted.result();
}

function costs({
  counts,
  total,
  estimateMicro,
  acceptedMicro,
  chargedMicro,
}: CallOutput<'batch'>['summary']): Pick<
  Report,
  'counts' | 'total' | 'estimateMicro' | 'acceptedMicro' | 'chargedMicro'
> {
  return { counts, total, estimateMicro, acceptedMicro, chargedMicro };
}

function figures(
  db: Db,
  { key, accountKey }: Batch,
  { byCountry, overTime, reasons, senderChanged }: TallyResult,
): Omit<Report, keyof ReturnType<typeof costs>> {
  const times = batchSumQueries(db).sentTimes(key);
  const scope = accountKey === null ? null : { accountKey, batchKey: key };
  return {
    byCountry: byCountry.map(({ country, counts }) => ({ country, counts: { ...counts } })),
    bucketMs: overTime.bucketMs,
    overTime: times.firstSentAtMs === null ? [] : overTime.columns.map((column) => ({ ...column })),
    reasons: reasons.map((reason) => ({ ...reason })),
    senderChanged,
    arrivedAs: arrivedSenderQueries(db).ofBatch(key, MOST_SENDERS),
    ...times,
    nextDueMs: scope === null ? null : receiptQueries(db).nextDueMs(scope),
  };
}
