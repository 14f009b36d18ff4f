/** One round of polling: every request that is due, once. */
import { inTransaction } from '../db/connection.ts';
import { receiptQueries } from '../db/receipts.ts';
import type { DueRequest } from '../db/receipts.ts';
import { pollById } from './byId.ts';
import { pollByList } from './byList.ts';
import { openByRequest } from './open.ts';
import { chunksOf, spansOf } from './plan.ts';
import type { OpenRequest } from './plan.ts';
import type { ReceiptRun } from './run.ts';
import { createSeenKeys } from './seenKeys.ts';
import type { SeenKeys } from './seenKeys.ts';
import { settle } from './settle.ts';

/** Requests taken up at once; more stay due for the next pass of the same round. */
const REQUESTS_AT_ONCE = 20_000;

/** Open messages asked for before their requests are scheduled anew. */
const CHUNK = 2000;

/**
 * Polls what is due; `all` makes every request of the scope's batch due now.
 *
 * Interrupted, what was not asked stays due.
 */
export async function pollOnce(run: ReceiptRun, all: boolean): Promise<void> {
  const { deps, scope, found } = run;
  const queries = receiptQueries(deps.db);
  const seen = createSeenKeys();
  run.found.due = 0;
  if (all && scope.batchKey !== null) {
    await pollRequests(run, queries.ofBatch(scope.batchKey), seen);
    return;
  }
  for (;;) {
    const due = queries.due(scope, deps.clock.nowMs(), REQUESTS_AT_ONCE);
    await pollRequests(run, due, seen);
    if (due.length < REQUESTS_AT_ONCE || run.gate.isClosed() || found.stopped !== null) return;
  }
}

async function pollRequests(
  run: ReceiptRun,
  requests: readonly DueRequest[],
  seen: SeenKeys,
): Promise<void> {
  const open = await openRequests(run, requests);
  run.found.due += open.reduce((sum, request) => sum + request.open, 0);
  for (const span of spansOf(open)) {
    await pollByList(run, span, seen);
    for (const chunk of chunksOf(span.requests, CHUNK)) {
      const asked = await pollById(run, chunk, seen);
      await settle(run, chunk, asked);
      if (run.gate.isClosed() || run.found.stopped !== null) return;
    }
  }
}

/** The requests with open messages; those without any are never due again. */
async function openRequests(
  { deps: { db } }: ReceiptRun,
  requests: readonly DueRequest[],
): Promise<readonly OpenRequest[]> {
  const queries = receiptQueries(db);
  const counts = await openByRequest(db, requests);
  const open: OpenRequest[] = [];
  const done: DueRequest[] = [];
  for (const request of requests) {
    const messages = counts.get(request.requestKey);
    if (messages === undefined) done.push(request);
    else open.push({ ...request, open: messages });
  }
  inTransaction(db, () => {
    for (const { requestKey, polls } of done) queries.schedule(requestKey, polls, null);
  });
  return open;
}
