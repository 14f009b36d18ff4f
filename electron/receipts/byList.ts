/** Receipts by list: many statuses with one question, matched by id alone. */
import { receiptQueries } from '../db/receipts.ts';
import { isInRanges, isListWorthIt, isWalkIdle, rangesOf } from './plan.ts';
import type { Span } from './plan.ts';
import { record } from './record.ts';
import type { ReceiptRun } from './run.ts';
import type { SeenKeys } from './seenKeys.ts';
import { walkList } from './walkList.ts';
import type { ListPage } from '../api/types.ts';

/**
 * Walks the list over a span where that is cheaper than asking by id, and notes which messages were
 * seen. Whatever the list does not show is left to be asked by id.
 *
 * A list that cannot be used is switched off for the rest of the run.
 */
export async function pollByList(run: ReceiptRun, span: Span, seen: SeenKeys): Promise<void> {
  if (run.found.listOff !== null || !isWorthIt(run, span)) return;
  const end = await walkList({
    api: run.deps.api,
    window: span.window,
    mayAsk: () => run.gate.pass(),
    onPage: pageTaker(run, span, seen),
  });
  // A failure of the line switches it off too: asking by id will tell whether the line is there.
  if (end.kind === 'unavailable' || end.kind === 'failed') run.found.listOff = end.error;
}

function isWorthIt({ deps, scope }: ReceiptRun, { open, window }: Span): boolean {
  if (!isListWorthIt(open, 0)) return false;
  const { accountKey } = scope;
  const sent = receiptQueries(deps.db).sentBetween(accountKey, window.startMs, window.endMs);
  return isListWorthIt(open, sent);
}

function pageTaker(run: ReceiptRun, span: Span, seen: SeenKeys): (page: ListPage) => boolean {
  const ranges = rangesOf(span.requests);
  let pages = 0;
  let dueSeen = 0;
  return ({ messages }) => {
    for (const { key } of record(run, messages)) {
      if (!seen.add(key)) continue;
      run.found.listed += 1;
      if (isInRanges(ranges, key)) dueSeen += 1;
    }
    pages += 1;
    return dueSeen >= span.open || isWalkIdle(pages, dueSeen);
  };
}
