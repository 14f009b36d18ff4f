/** Puts a run together: what it goes by, and what it must know of the past. */
import { batchEstimate } from '../db/estimate.ts';
import type { Batch } from '../db/batches.ts';
import { countQueries } from '../db/counts.ts';
import { journalQueries } from '../db/journal.ts';
import { keyRange } from '../db/keys.ts';
import { leavingQueries } from '../db/leaving.ts';
import { priceQueries } from '../db/prices.ts';
import { spendingQueries } from '../db/spending.ts';
import { BalanceWatch } from './balance.ts';
import type { RequestKind } from './ledger.ts';
import { loadPacing } from './pacing.ts';
import type { Pacing } from './pacing.ts';
import { SendQueue } from './queue.ts';
import { SendRun } from './run.ts';
import type { Walk } from './run.ts';
import type { SendSettings } from './settings.ts';
import { Spend } from './spend.ts';
import { acceptedMicroOf, atMostMicroOf, queueCostOf } from './sums.ts';
import type { SendDeps, SendHooks } from './types.ts';

/** More decisions to send one message again than anybody will ever take. */
const ANY_ATTEMPT = Number.MAX_SAFE_INTEGER;

/** Makes the run of a batch. */
export async function startRun(
  deps: SendDeps,
  batch: Batch,
  settings: SendSettings,
  hooks: SendHooks,
): Promise<SendRun> {
  const pacing = loadPacing(deps.db, batch, deps.clock);
  const spend = await startSpend(deps, batch, settings);
  const balance = new BalanceWatch(deps.api, deps.clock);
  const walks: Walk[] = [];
  const parts = { deps, hooks, batch, settings, spend, pacing, balance, walks };
  const run = new SendRun(parts);
  const add = (kind: RequestKind, from: number, to: number): void => {
    walks.push({ kind, queue: walkOver(run, pacing, [from, to]) });
  };
  if (settings.safe !== true) add('bulk', 0, settings.safe === false ? ANY_ATTEMPT : 0);
  // What the operator decided to send again goes one by one, so that it cannot be in doubt again.
  if (settings.safe !== false) add('single', settings.safe === true ? 0 : 1, ANY_ATTEMPT);
  return run;
}

function walkOver(run: SendRun, pacing: Pacing, attempts: readonly [number, number]): SendQueue {
  const { deps, batch } = run.parts;
  const leaving = leavingQueries(deps.db);
  const { first, last } = keyRange(batch.key);
  return new SendQueue(leaving, {
    firstKey: first,
    lastKey: last,
    attempts,
    repeats: batch.allowDuplicates,
    paced: () => !pacing.isEmpty,
    readyInMs: (recipient) => pacing.readyInMs(recipient, deps.clock.monotonicMs()),
    cancelOptedOut: (firstKey, lastKey) => cancelOptedOut(run, firstKey, lastKey),
  });
}

function cancelOptedOut({ parts }: SendRun, firstKey: number, lastKey: number): number {
  const { batch, deps, settings, spend } = parts;
  const leaving = leavingQueries(deps.db);
  if (!leaving.anyOptOut()) return 0;
  const cancelled = leaving.cancelOptedOut(firstKey, lastKey);
  if (cancelled > 0 && settings.budgetMicro !== null) {
    spend.queueIs(spendingQueries(deps.db).queue(batch.key).micro);
  }
  return cancelled;
}

/** The sums at the start; exact ones read the whole batch, so only where they matter. */
async function startSpend(
  { db }: SendDeps,
  batch: Batch,
  { budgetMicro }: SendSettings,
): Promise<Spend> {
  const { queued } = countQueries(db).of(batch.key);
  // Where all is queued, something may still have left: it was in doubt, and is to be sent again.
  const untouched = queued === batch.lastSeq && !journalQueries(db).hasRequests(batch.key);
  const share = batch.lastSeq === 0 ? 0 : queued / batch.lastSeq;
  const queuedMicro =
    budgetMicro === null
      ? Math.ceil(batchEstimate(db, batch.key, priceQueries(db).map()).estimateMicro * share)
      : (await queueCostOf(db, batch)).micro;
  return new Spend({
    leftMicro: untouched ? 0 : await atMostMicroOf(db, batch),
    acceptedMicro: untouched ? 0 : await acceptedMicroOf(db, batch),
    queuedMicro,
  });
}
