/** What may be changed about a send list while nothing of it is on its way. */
import { err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import type { OwnerDb } from '../db/connection.ts';
import { sendPlanQueries } from '../db/sendPlans.ts';
import type { SendPlan } from '../db/sendPlans.ts';
import { planOptions } from './sendStart.ts';

/** Knows what is being sent, or waits for its turn. */
export interface Holder {
  holds(batchId: string): boolean;
}

/**
 * A list that nothing happens to right now.
 *
 * Errors: `batch_not_found`, `work_running`, `batch_state` (still being imported).
 */
export function freeBatch(
  db: OwnerDb,
  batchRef: string,
  holder: Holder,
  action: string,
): Result<Batch> {
  const found = batchQueries(db).find(batchRef);
  if (!found.ok) return found;
  const { id, state } = found.value;
  if (holder.holds(id)) return err({ kind: 'work_running', work: 'send' });
  if (state === 'importing') return err({ kind: 'batch_state', batch: id, state, action });
  return found;
}

/** Fixes the plan of a list. Errors: those of {@link freeBatch}, `bad_value`. */
export function setPlan(
  db: OwnerDb,
  batchRef: string,
  plan: SendPlan,
  holder: Holder,
): Result<Record<string, never>> {
  const batch = freeBatch(db, batchRef, holder, 'plan');
  if (!batch.ok) return batch;
  const options = planOptions(plan);
  if (!options.ok) return options;
  sendPlanQueries(db).set(batch.value.key, plan);
  return ok({});
}

/** Gives a list another name, whatever happens to it. Errors: `batch_not_found`. */
export function renameBatch(
  db: OwnerDb,
  batchRef: string,
  name: string,
): Result<Record<string, never>> {
  const found = batchQueries(db).find(batchRef);
  if (!found.ok) return found;
  batchQueries(db).rename(found.value.key, name);
  return ok({});
}
