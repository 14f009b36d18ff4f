/** Settles doubt by decision of the operator, recorded with who, when and why. */
import type { Batch } from '../db/batches.ts';
import { batchQueries } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import type { OwnerDb } from '../db/connection.ts';
import { decisionQueries } from '../db/decisions.ts';
import { doubtQueries } from '../db/doubts.ts';
import type { DoubtfulMessage } from '../db/doubts.ts';
import { seqOf } from '../db/keys.ts';
import type { Clock } from '../runtime.ts';
import { formatRowList } from '../../shared/domain/rowList.ts';

/** Who decided what. */
export interface Decided {
  readonly kind: 'as_sent' | 'send_again';
  readonly who: string;
  readonly why: string;
}

/**
 * Carries a decision out, in one transaction with its record.
 *
 * `as_sent`: accepted, without an id. Nothing can be asked about such a message, so in the end it has
 * no receipt. `send_again`: queued with one more attempt; a finished batch is paused again.
 */
export function decide(
  { db, clock }: { readonly db: OwnerDb; readonly clock: Pick<Clock, 'nowMs'> },
  batch: Batch,
  messages: readonly DoubtfulMessage[],
  { kind, who, why }: Decided,
): void {
  if (messages.length === 0) return;
  const atMs = clock.nowMs();
  const detail = {
    rows: formatRowList(messages.map(({ row }) => row)),
    seqs: formatRowList(messages.map(({ key }) => seqOf(key))),
    messages: messages.length,
  };
  inTransaction(db, () => {
    decisionQueries(db).record({ atMs, who, kind, why, batchKey: batch.key, detail });
    doubtQueries(db).decide(messages, kind, atMs);
    if (kind === 'send_again' && batch.state === 'done') {
      batchQueries(db).apply(batch.key, { type: 'reopened' }, { atMs });
    }
  });
}
