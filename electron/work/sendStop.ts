/** Stopping a list for good, and deleting one of which nothing has left. */
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import { batchQueries } from '../db/batches.ts';
import type { OwnerDb } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { decisionQueries } from '../db/decisions.ts';
import type { PersonChoice } from '../ipc/context.ts';
import type { Clock } from '../runtime.ts';
import { cancelBatch } from '../send/stopBatch.ts';
import type { StopReport } from '../send/stopBatch.ts';
import { freeBatch } from './sendSettings.ts';
import type { Holder } from './sendSettings.ts';

/** What stopping for good needs. */
export interface CancelDeps {
  readonly db: OwnerDb;
  readonly person: PersonChoice;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * Cancels what has not left of a list, on record.
 *
 * Errors: `batch_not_found`, `person_missing`, `batch_state` (being prepared, or done).
 */
export function cancelSend(
  { db, person, clock }: CancelDeps,
  batchRef: string,
  why: string,
): Result<StopReport> {
  const found = batchQueries(db).find(batchRef);
  if (!found.ok) return found;
  const { id, state } = found.value;
  const who = person.current();
  if (who === null) return err({ kind: 'person_missing' });
  if (state === 'done') return err({ kind: 'batch_state', batch: id, state, action: 'cancel' });
  const deps = {
    db,
    clock,
    record: ({ key: batchKey }: { readonly key: number }): void => {
      const detail = { messages: countQueries(db).of(batchKey).queued };
      const atMs = clock.nowMs();
      decisionQueries(db).record({ atMs, who, kind: 'cancelled', why, batchKey, detail });
    },
  };
  return cancelBatch(deps, id);
}

/** Deletes a list of which nothing has left. Errors: those of {@link freeBatch}, `batch_state`. */
export async function deleteBatch(
  db: OwnerDb,
  batchRef: string,
  holder: Holder,
): Promise<Result<Record<string, never>>> {
  const found = freeBatch(db, batchRef, holder, 'remove');
  if (!found.ok) return found;
  const { id, key, state } = found.value;
  // A list that is being prepared belongs to its draft.
  if (state !== 'ready') return err({ kind: 'batch_state', batch: id, state, action: 'remove' });
  try {
    await batchQueries(db).removeInSteps(key);
    return ok({});
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  }
}
