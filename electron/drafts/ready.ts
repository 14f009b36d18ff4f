/** A list becomes final: its texts, its plan, and its account. */
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { batchQueries } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import { draftQueries, type StoredDraft } from '../db/drafts.ts';
import { sendPlanQueries } from '../db/sendPlans.ts';
import { currentAccount, type DraftParts, expected, findDraft, isBuilt } from './parts.ts';

/**
 * Makes a list ready to be sent; from then on its texts never change. What it was made with stays, for
 * *Repeat last send*; the private copy of the list goes.
 *
 * Errors: `draft_not_found`; `draft_not_built`; why its message cannot be used, or `bad_template` (`empty`)
 * without one; `sender_missing`; `no_valid_rows`.
 *
 * @param isReading the list is being read right now.
 */
export function readyDraft(
  parts: DraftParts,
  id: string,
  isReading: boolean,
): Promise<Result<CallOutput<'readyDraft'>>> {
  return expected(parts, async () => {
    const found = findDraft(parts, id);
    if (!found.ok) return found;
    const batchKey = isReading ? null : readyBatch(parts, found.value);
    if (batchKey === null) return err({ kind: 'draft_not_built', draft: id });
    if (!batchKey.ok) return batchKey;
    makeReady(parts, found.value, batchKey.value);
    await parts.copies.remove(id);
    parts.log.event('readied', { draft: id });
    parts.emit('batchesChanged', {});
    return ok({ batch: batchQueries(parts.db).get(batchKey.value).id });
  });
}

/** The batch to be made ready, or why it cannot be; `null` where it is not what the settings say. */
function readyBatch(parts: DraftParts, draft: StoredDraft): Result<number> | null {
  const { batchKey, built, problem } = draft;
  if (!isBuilt(draft, currentAccount(parts)) || batchKey === null || built === null) return null;
  if (problem !== null) return err(problem);
  if (built.isTextless) return err({ kind: 'bad_template', problem: 'empty', position: 0 });
  if (built.senderless > 0) return err({ kind: 'sender_missing' });
  return ok(batchKey);
}

function makeReady(parts: DraftParts, draft: StoredDraft, batchKey: number): void {
  const { db, clock } = parts;
  const batches = batchQueries(db);
  const account = currentAccount(parts);
  const atMs = clock.nowMs();
  inTransaction(db, () => {
    batches.apply(batchKey, { type: 'readied' }, { atMs });
    if (account !== null) batches.setAccount(batchKey, account.key);
    sendPlanQueries(db).set(batchKey, draft.settings.plan);
    draftQueries(db).setReadied(draft.id, atMs);
  });
}
