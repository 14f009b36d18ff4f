/** Pauses or cancels a batch, whoever sends it, or nobody. */
import { isSent } from '../../shared/domain/batch.ts';
import type { BatchState } from '../../shared/domain/batch.ts';
import type { MessageCounts } from '../../shared/domain/message.ts';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import type { OwnerDb } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { leavingQueries } from '../db/leaving.ts';
import type { Clock } from '../runtime.ts';
import { activeSend } from './active.ts';
import { clearControl, pendingControl, requestCancel, requestPause } from './control.ts';

/** What stopping needs. */
export interface StopDeps {
  readonly db: OwnerDb;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Records the decision, in the transaction that carries it out, or that asks the running send to. */
  readonly record?: (batch: Batch) => void;
}

/** Where the batch stands afterwards. */
export interface StopReport {
  /** The batch's id. */
  readonly batch: string;
  /** `sending` while a send of this process still has requests in flight. */
  readonly state: BatchState;
  readonly counts: MessageCounts;
}

/**
 * Pauses a batch. A send of this process pauses once its requests in flight are answered; else nothing
 * is being sent, and the batch is marked. Sending it again goes on.
 */
export function pauseBatch(deps: StopDeps, batchRef: string): Result<StopReport> {
  return stopBatch(deps, batchRef, 'pause', (batch) => {
    if (batch.state === 'done') return;
    const stop = { reason: 'paused' } as const;
    batchQueries(deps.db).apply(batch.key, { type: 'stopped' }, { atMs: deps.clock.nowMs(), stop });
  });
}

/** Cancels what has not left: for good. What has left is not touched. */
export function cancelBatch(deps: StopDeps, batchRef: string): Result<StopReport> {
  return stopBatch(deps, batchRef, 'cancel', (batch) => cancelQueued(deps, batch));
}

/**
 * Carries out a cancel that was asked for while nobody sent, or that an interrupted send left. Tells
 * whether there was one.
 *
 * It concerns what was queued when it was asked: so it comes before anything else is queued, and is out
 * of date once the batch is done.
 *
 * @throws AppFailure where the database cannot be written.
 */
export function followAskedCancel(deps: StopDeps, { key, id, state }: Batch): boolean {
  const { db } = deps;
  if (pendingControl(db.dir, id) !== 'cancel') return false;
  const open = state === 'ready' || state === 'paused';
  if (open) inTransaction(db, () => cancelQueued(deps, { key, state }));
  clearControl(db.dir, 'cancel', id);
  return open;
}

function cancelQueued({ db, clock }: StopDeps, { key, state }: Pick<Batch, 'key' | 'state'>): void {
  if (state === 'done') return;
  leavingQueries(db).cancelQueued(key);
  const sent = isSent(countQueries(db).of(key));
  const transition = { atMs: clock.nowMs(), stop: { reason: 'cancelled' } as const };
  batchQueries(db).apply(key, { type: sent ? 'finished' : 'stopped' }, transition);
}

function stopBatch(
  { db, record = () => {} }: StopDeps,
  batchRef: string,
  action: 'pause' | 'cancel',
  stop: (batch: Batch) => void,
): Result<StopReport> {
  const found = batchQueries(db).find(batchRef);
  if (!found.ok) return found;
  const { key, id, state } = found.value;
  if (state === 'importing' || state === 'draft') {
    return err({ kind: 'batch_state', batch: id, state, action });
  }
  const isActive = activeSend(db) === id;
  try {
    inTransaction(db, () => {
      record(found.value);
      if (!isActive) stop(found.value);
    });
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  }
  if (isActive) (action === 'pause' ? requestPause : requestCancel)(db.dir, id);
  else clearControl(db.dir, action, id);
  const { state: after } = batchQueries(db).get(key);
  return ok({ batch: id, state: after, counts: countQueries(db).of(key) });
}
