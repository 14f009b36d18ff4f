/**
 * Settles messages in doubt: shows them, looks for proof, or carries out what the operator decides.
 *
 * Nothing here sends, and nothing but the operator's own decision puts a message back into the queue.
 */
import type { ApiClient } from '../api/types.ts';
import { accountQueries } from '../db/accounts.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import type { OwnerDb } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { doubtQueries } from '../db/doubts.ts';
import type { DoubtfulMessage } from '../db/doubts.ts';
import type { Clock } from '../runtime.ts';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { ApiError, Result } from '../../shared/errors.ts';
import { proveByList } from './resolveByList.ts';
import { decide } from './resolveDecide.ts';
import type { Decided } from './resolveDecide.ts';
import { countOutcomes, resolvedRow } from './resolveReport.ts';
import type { ResolvedRow, ResolveReport } from './resolveReport.ts';
import { followAskedCancel } from './stopBatch.ts';

export type { ResolveReport } from './resolveReport.ts';

/** What settling needs. */
export interface ResolveDeps {
  readonly db: OwnerDb;
  /** `null` where there is no line or key: enough for showing and deciding. */
  readonly api: Pick<ApiClient, 'status' | 'list'> | null;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** How doubt is settled. */
export type ResolveHow = { readonly kind: 'show' } | { readonly kind: 'by_list' } | Decided;

/**
 * Settles the messages of a batch that are in doubt, or those in the named spreadsheet rows.
 *
 * Errors, with nothing changed: a named row that is not in doubt; sending again while the batch is
 * being sent; a line that fails. A list that cannot be used is no error: `listError` says so.
 */
export async function resolveDoubt(
  deps: ResolveDeps,
  batchRef: string,
  how: ResolveHow,
  rows: readonly number[] | null,
): Promise<Result<ResolveReport>> {
  const found = batchQueries(deps.db).find(batchRef);
  if (!found.ok) return found;
  const messages = chosen(deps.db, found.value, rows);
  if (!messages.ok) return messages;
  try {
    return await settle(deps, found.value, how, messages.value);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  }
}

function chosen(
  db: OwnerDb,
  batch: Batch,
  rows: readonly number[] | null,
): Result<readonly DoubtfulMessage[]> {
  const all = doubtQueries(db).ofBatch(batch.key);
  if (rows === null) return ok(all);
  const inDoubt = new Set(all.map(({ row }) => row));
  const wrong = rows.find((row) => !inDoubt.has(row));
  if (wrong !== undefined) {
    const expected = 'rows that are in doubt (postbag resolve BATCH shows them)';
    return err({ kind: 'bad_value', name: 'rows', value: String(wrong), expected });
  }
  const wanted = new Set(rows);
  return ok(all.filter(({ row }) => wanted.has(row)));
}

async function settle(
  deps: ResolveDeps,
  batch: Batch,
  how: ResolveHow,
  messages: readonly DoubtfulMessage[],
): Promise<Result<ResolveReport>> {
  switch (how.kind) {
    case 'show':
      return ok(reportOf(deps, batch, messages, {}));
    case 'by_list':
      return prove(deps, batch, messages);
    case 'send_again':
      if (batch.state === 'sending') {
        const action = 'send again what is in doubt';
        return err({ kind: 'batch_state', batch: batch.id, state: batch.state, action });
      }
      // A cancel from before this decision is not about what it queues.
      followAskedCancel(deps, batch);
      decide(deps, batchQueries(deps.db).get(batch.key), messages, how);
      return ok(reportOf(deps, batch, messages, { decided: how.kind }));
    case 'as_sent':
      decide(deps, batch, messages, how);
      return ok(reportOf(deps, batch, messages, { decided: how.kind }));
  }
}

async function prove(
  { db, api, clock }: ResolveDeps,
  batch: Batch,
  messages: readonly DoubtfulMessage[],
): Promise<Result<ResolveReport>> {
  if (messages.length === 0) return ok(reportOf({ db, clock }, batch, messages, {}));
  if (api === null) return err({ kind: 'api_key_missing' });
  const { accountKey } = batch;
  if (accountKey === null || accountKey !== accountQueries(db).current()?.key) {
    const expected = 'a batch of the current account (postbag account set --org N changes it)';
    return err({ kind: 'bad_value', name: 'batch', value: batch.id, expected });
  }
  const proved = await proveByList({ db, api, clock, accountKey }, messages);
  return proved.ok ? ok(reportOf({ db, clock }, batch, messages, proved.value)) : proved;
}

interface Done {
  readonly confirmed?: ReadonlyMap<number, string>;
  readonly decided?: 'as_sent' | 'send_again';
  readonly listError?: ApiError | null;
}

/** The messages that were asked about, as they are now. */
function reportOf(
  { db, clock }: Pick<ResolveDeps, 'db' | 'clock'>,
  batch: Batch,
  asked: readonly DoubtfulMessage[],
  { confirmed = new Map(), decided, listError = null }: Done,
): ResolveReport {
  const nowMs = clock.nowMs();
  const still = new Map(
    doubtQueries(db)
      .ofBatch(batch.key)
      .map((m) => [m.key, m]),
  );
  const rows = asked.map((message): ResolvedRow => {
    const settled = still.has(message.key) ? null : (decided ?? 'confirmed');
    const id = confirmed.get(message.key) ?? null;
    return resolvedRow(still.get(message.key) ?? message, { settled, id }, nowMs);
  });
  return {
    batch: batch.id,
    ...countOutcomes(rows),
    confirmed: confirmed.size,
    decided: decided === undefined ? 0 : asked.length,
    remaining: countQueries(db).of(batch.key).in_doubt,
    listError,
    rows,
  };
}
