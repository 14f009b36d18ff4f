/** Writes what came of a request. Runs inside the caller's transaction; writes the same when run again. */
import { firstReceiptDueMs } from '../../shared/domain/receiptSchedule.ts';
import type { BulkRow } from '../api/types.ts';
import type { Db } from '../db/connection.ts';
import { journalQueries } from '../db/journal.ts';
import type { Settlement } from '../db/journal.ts';
import { leavingQueries } from '../db/leaving.ts';
import { resultQueries } from '../db/results.ts';
import type { Finished, SendRequest } from './request.ts';

/** Evidence is kept whole up to this size: far above any answer that the API is known to give. */
const EVIDENCE_BYTES = 4 * 1024 * 1024;

/** Moves the messages of a finished request and notes its verdict. */
export function settle(db: Db, finished: Finished, nowMs: number): void {
  const { request, exchange } = finished;
  const settlement = moveMessages(db, finished, nowMs);
  const noted = { status: exchange.status, settledAtMs: nowMs, ...settlement };
  journalQueries(db).settle(request.requestKey, noted);
}

type Verdict = Omit<Settlement, 'settledAtMs' | 'status'>;

function moveMessages(db: Db, { request, outcome, exchange }: Finished, nowMs: number): Verdict {
  switch (outcome.kind) {
    case 'answered': {
      const { estimateMicro, deadlineMs } = outcome;
      const accepted = applyRows(db, request, outcome.rows, nowMs);
      const dueAtMs = accepted > 0 ? firstReceiptDueMs(request.wireAtMs ?? nowMs) : null;
      return { verdict: 'accepted', answeredMicro: estimateMicro, deadlineMs, dueAtMs };
    }
    case 'rejected': {
      const { error } = outcome;
      applyRows(db, request, [{ id: null, error, estimateMicro: null }], nowMs);
      return { verdict: 'refused', detail: error };
    }
    case 'not_sent':
      leavingQueries(db).giveBack(request);
      return { verdict: 'not_sent', detail: outcome.code };
    case 'refused':
      leavingQueries(db).giveBack(request);
      return { verdict: 'refused', detail: outcome.detail };
    case 'in_doubt': {
      const { reason, probable, salvagedIds } = outcome;
      const sinceMs = request.wireAtMs ?? nowMs;
      resultQueries(db).doubt(request, { sinceMs, reason, probable, salvagedIds });
      const answer = exchange.body.subarray(0, EVIDENCE_BYTES);
      return { verdict: 'in_doubt', detail: reason, answer: answer.length > 0 ? answer : null };
    }
  }
}

/** Applies an answer's rows, and tells how many messages were accepted. */
function applyRows(db: Db, request: SendRequest, rows: readonly BulkRow[], nowMs: number): number {
  return resultQueries(db).answer(request, request.keys, rows, request.wireAtMs ?? nowMs);
}
