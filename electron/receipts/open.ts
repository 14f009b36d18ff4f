/** How many messages of requests are open. */
import { setImmediate as otherWork } from 'node:timers/promises';
import type { Db } from '../db/connection.ts';
import { receiptQueries } from '../db/receipts.ts';
import type { DueRequest } from '../db/receipts.ts';
import { pieces, rangesOf } from './plan.ts';

/** Keys that are read in one go: about 10 ms, so that a window stays responsive. */
export const KEYS_AT_ONCE = 100_000;

/** Open messages by request, of the given requests; those without any are left out. */
export async function openByRequest(
  db: Db,
  requests: readonly DueRequest[],
): Promise<ReadonlyMap<number, number>> {
  const queries = receiptQueries(db);
  const asked = new Set(requests.map(({ requestKey }) => requestKey));
  const open = new Map<number, number>();
  for (const range of pieces(rangesOf(requests), KEYS_AT_ONCE)) {
    for (const [requestKey, messages] of queries.openByRequest(range)) {
      if (asked.has(requestKey)) open.set(requestKey, (open.get(requestKey) ?? 0) + messages);
    }
    await otherWork();
  }
  return open;
}
