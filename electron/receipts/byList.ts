/** Receipts by list: many statuses with one question, matched by id alone. */
import { receiptQueries } from '../db/receipts.ts';
import { isInRanges, isListWorthIt, isWalkIdle, rangesOf } from './plan.ts';
import type { Span } from './plan.ts';
import { record } from './record.ts';
import type { ReceiptRun } from './run.ts';
import type { SeenKeys } from './seenKeys.ts';
import { walkList } from './walkList.ts';
import type { ApiStatus, ListPage } from '../api/types.ts';

/** Statuses written in one transaction: about 30 ms of work, and one wait for the disk… */
const GROUP = 5000;
/** …or fewer, where they come slowly. */
const GROUP_MS = 2000;

/**
 * Walks the list over a span where that is cheaper than asking by id, and notes which messages were
 * seen. Whatever the list does not show is left to be asked by id.
 *
 * A list that cannot be used is switched off for the rest of the run.
 */
export async function pollByList(run: ReceiptRun, span: Span, seen: SeenKeys): Promise<void> {
  if (run.found.listOff !== null || !isWorthIt(run, span)) return;
  const taker = pageTaker(run, span, seen);
  const end = await walkList({
    api: { list: (query) => run.patience.ask(() => run.deps.api.list(query)) },
    window: span.window,
    mayAsk: () => run.gate.pass(),
    onPage: (page) => taker.take(page),
  });
  taker.finish();
  // A failure of the line switches it off too: asking by id will tell whether the line is there.
  if (end.kind === 'unavailable' || end.kind === 'failed') run.found.listOff = end.error;
}

function isWorthIt({ deps, scope }: ReceiptRun, { open, window }: Span): boolean {
  if (!isListWorthIt(open, 0)) return false;
  const { accountKey } = scope;
  const sent = receiptQueries(deps.db).sentBetween(accountKey, window.startMs, window.endMs);
  return isListWorthIt(open, sent);
}

interface Taker {
  /** Takes a page; true: that is enough. */
  take(page: ListPage): boolean;
  /** Writes what is not written yet. */
  finish(): void;
}

/** Gathers pages and writes them together. */
function pageTaker(run: ReceiptRun, span: Span, seen: SeenKeys): Taker {
  const { clock } = run.deps;
  const ranges = rangesOf(span.requests);
  let gathered: ApiStatus[] = [];
  let writtenAtMs = clock.monotonicMs();
  let pages = 0;
  let dueSeen = 0;
  const write = (): void => {
    for (const { key } of record(run, gathered)) {
      if (!seen.add(key)) continue;
      run.found.listed += 1;
      if (isInRanges(ranges, key)) dueSeen += 1;
    }
    gathered = [];
    writtenAtMs = clock.monotonicMs();
  };
  return {
    take: ({ messages }) => {
      gathered = gathered.length === 0 ? [...messages] : gathered.concat(messages);
      pages += 1;
      const isEnough = dueSeen + gathered.length >= span.open;
      const isSlow = clock.monotonicMs() - writtenAtMs >= GROUP_MS;
      if (isEnough || isSlow || gathered.length >= GROUP) write();
      return dueSeen >= span.open || (gathered.length === 0 && isWalkIdle(pages, dueSeen));
    },
    finish: () => {
      if (gathered.length > 0) write();
    },
  };
}
