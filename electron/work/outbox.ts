/** The outbox: every send list, what waits for somebody, and one list with all that is known of it. */
import { setImmediate as otherWork } from 'node:timers/promises';
import { ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import { batchSumQueries } from '../db/batchSums.ts';
import type { Db } from '../db/connection.ts';
import { decisionQueries } from '../db/decisions.ts';
import { batchEstimate } from '../db/estimate.ts';
import { priceQueries } from '../db/prices.ts';
import { sendPlanQueries } from '../db/sendPlans.ts';
import { listedBatches } from '../services.ts';
import { askedToStopOf, sendersOf, windowSummary } from './batchSums.ts';
import type { WindowSummary } from './batchSums.ts';

type Outbox = CallOutput<'listOutbox'>;
type Attention = Outbox['attention'][number];

/**
 * Delivery reports that are due for so long wait for somebody: while all is well they are asked for in
 * the background. Milliseconds.
 */
const OVERDUE_MS = 2 * 60_000;

/** Lists summed up before other work may run: a few milliseconds. */
const LISTS_AT_ONCE = 10;

/** The most urgent first: what costs money or a message, then what stands still, then people's wishes. */
const URGENCY: readonly Attention['kind'][] = [
  'in_doubt',
  'stopped',
  'asked_to_stop',
  'reports_due',
];

/**
 * Every send list but those being prepared, the newest first; and what waits for somebody, the most
 * urgent first.
 *
 * @param isHeld Whether a list is being sent, or waits for its turn: then it waits for nobody.
 */
export async function listOutbox(
  db: Db,
  nowMs: number,
  isHeld: (batchId: string) => boolean,
): Promise<Outbox> {
  const batches = listedBatches(db).filter(({ state }) => state !== 'draft');
  const dueTimes = batchSumQueries(db).dueTimes();
  const summaries: WindowSummary[] = [];
  const attention: Attention[] = [];
  const prices = priceQueries(db).map();
  for (const [place, batch] of batches.entries()) {
    if (place % LISTS_AT_ONCE === LISTS_AT_ONCE - 1) await otherWork();
    const summary = await windowSummary(db, batch, prices);
    summaries.push(summary);
    const dueAtMs = dueTimes.get(batch.key) ?? null;
    const isOverdue = dueAtMs !== null && dueAtMs <= nowMs - OVERDUE_MS;
    const askedToStop = await askedToStopOf(db, batch);
    attention.push(...waiting(summary, { askedToStop, isOverdue, isHeld: isHeld(batch.id) }));
  }
  const urgency = ({ kind }: Attention): number => URGENCY.indexOf(kind);
  return {
    batches: summaries,
    attention: attention.toSorted((one, other) => urgency(one) - urgency(other)),
  };
}

interface Found {
  readonly askedToStop: number;
  readonly isOverdue: boolean;
  readonly isHeld: boolean;
}

function waiting(
  { batch, name, counts, stopped }: WindowSummary,
  { askedToStop, isOverdue, isHeld }: Found,
): readonly Attention[] {
  const open = counts.accepted + counts.with_operator;
  const found: Attention[] = [];
  if (counts.in_doubt > 0) {
    found.push({ kind: 'in_doubt', batch, name, messages: counts.in_doubt });
  }
  if (stopped !== null && counts.queued > 0 && !isHeld) {
    found.push({ kind: 'stopped', batch, name, stopped, left: counts.queued });
  }
  if (askedToStop > 0) found.push({ kind: 'asked_to_stop', batch, name, messages: askedToStop });
  if (isOverdue && open > 0) found.push({ kind: 'reports_due', batch, name, messages: open });
  return found;
}

/** One list with all that the screens about it need. Errors: `batch_not_found`. */
export async function batchDetails(db: Db, batchRef: string): Promise<Result<CallOutput<'batch'>>> {
  const found = batchQueries(db).find(batchRef);
  if (!found.ok) return found;
  const batch = found.value;
  const { byCountry } = batchEstimate(db, batch.key, priceQueries(db).map());
  return ok({
    summary: await windowSummary(db, batch),
    plan: sendPlanQueries(db).of(batch.key),
    template: batch.template,
    senders: [...(await sendersOf(db, batch))],
    byCountry: byCountry.map(({ country, recipients, estimateMicro }) => ({
      country,
      recipients,
      estimateMicro,
    })),
    decisions: decisionsOf(db, batch),
    ...batchSumQueries(db).sentTimes(batch.key),
  });
}

function decisionsOf(db: Db, { key }: Batch): CallOutput<'batch'>['decisions'] {
  return decisionQueries(db)
    .ofBatch(key)
    .map(({ atMs, who, kind, why, detail }) => ({ atMs, who, kind, why, detail: { ...detail } }));
}
