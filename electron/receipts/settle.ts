/** After a poll: when the requests are due next, and which messages' receipts are over. */
import { inTransaction } from '../db/connection.ts';
import { receiptQueries } from '../db/receipts.ts';
import { LONGEST_PAUSE_MS, nextReceiptDueMs } from '../../shared/domain/receiptSchedule.ts';
import type { AskedById } from './byId.ts';
import { openByRequest } from './open.ts';
import { rangesOf } from './plan.ts';
import type { OpenRequest } from './plan.ts';
import type { ReceiptRun } from './run.ts';

/**
 * Schedules the next poll of requests that were polled. A request is given up only if each of its
 * open messages had an answer (also: "no such id") after its time was over.
 */
export async function settle(
  run: ReceiptRun,
  requests: readonly OpenRequest[],
  { unanswered, isWhole }: AskedById,
): Promise<void> {
  const { db, clock } = run.deps;
  const queries = receiptQueries(db);
  const open = await openByRequest(db, requests);
  const nowMs = clock.nowMs();
  const over: number[] = [];
  inTransaction(db, () => {
    for (const request of requests) {
      const { requestKey, polls } = request;
      if (!open.has(requestKey)) queries.schedule(requestKey, polls + 1, null);
      if (!open.has(requestKey) || !isWhole) continue;
      const due = nextReceiptDueMs(request, polls + 1, nowMs, run.shortestMs);
      const isOver = due === null && !unanswered.has(requestKey);
      if (isOver) over.push(requestKey);
      queries.schedule(requestKey, polls + 1, isOver ? null : (due ?? nowMs + LONGEST_PAUSE_MS));
    }
    if (over.length === 0) return;
    for (const range of rangesOf(requests)) run.found.changed += queries.giveUp(range, over);
  });
}
