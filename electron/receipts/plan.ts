/** How the messages whose receipts are due are asked for: which ranges, which windows. Pure. */
import type { KeyRange } from '../db/keys.ts';
import type { DueRequest } from '../db/receipts.ts';
import type { ListWindow } from './walkList.ts';

/** A due request with messages whose end is not known. */
export interface OpenRequest extends DueRequest {
  readonly open: number;
}

/** Requests that left close together: one window of the list shows them all. */
export interface Span {
  readonly window: ListWindow;
  readonly requests: readonly OpenRequest[];
  readonly open: number;
}

/** How far the clocks of this machine and of the API may differ, milliseconds. */
const CLOCK_SLACK_MS = 10 * 60_000;

/** How long after its first byte a request's messages may be created. */
const CREATION_MS = 5 * 60_000;

/**
 * The list is walked where a page of it (1,000 messages, perhaps 400 KB) shows at least so many
 * messages that are due; below that, as many questions by id are cheaper on a thin line.
 */
const DUE_PER_PAGE = 100;

/** Messages on a page of the list. */
const PAGE = 1000;

/** The key ranges of requests, joined where they touch; a range never crosses batches. */
export function rangesOf(
  requests: readonly Pick<DueRequest, 'firstKey' | 'lastKey'>[],
): readonly KeyRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const { firstKey, lastKey } of requests.toSorted((a, b) => a.firstKey - b.firstKey)) {
    const before = ranges.at(-1);
    if (before !== undefined && firstKey <= before.last + 1) {
      before.last = Math.max(before.last, lastKey);
    } else {
      ranges.push({ first: firstKey, last: lastKey });
    }
  }
  return ranges;
}

/** Whether a key is in one of the ascending ranges. */
export function isInRanges(ranges: readonly KeyRange[], key: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range === undefined || key < range.first) high = middle - 1;
    else if (key > range.last) low = middle + 1;
    else return true;
  }
  return false;
}

/** Cuts ranges into pieces of at most `size` keys, so that no single statement takes long. */
export function* pieces(ranges: readonly KeyRange[], size: number): Generator<KeyRange> {
  for (const { first, last } of ranges) {
    for (let from = first; from <= last; from += size) {
      yield { first: from, last: Math.min(last, from + size - 1) };
    }
  }
}

/** Groups requests whose windows of the list overlap. */
export function spansOf(requests: readonly OpenRequest[]): readonly Span[] {
  const spans: { startMs: number; endMs: number; requests: OpenRequest[]; open: number }[] = [];
  for (const request of requests.toSorted((a, b) => a.sentAtMs - b.sentAtMs)) {
    const startMs = request.sentAtMs - CLOCK_SLACK_MS;
    const endMs = request.sentAtMs + CREATION_MS + CLOCK_SLACK_MS;
    const before = spans.at(-1);
    if (before === undefined || startMs > before.endMs) {
      spans.push({ startMs, endMs, requests: [request], open: request.open });
      continue;
    }
    before.endMs = endMs;
    before.requests.push(request);
    before.open += request.open;
  }
  return spans.map(({ startMs, endMs, ...span }) => ({ window: { startMs, endMs }, ...span }));
}

/** Whether walking the list is cheaper than asking by id, given what was sent in its window. */
export function isListWorthIt(open: number, sentInWindow: number): boolean {
  return open >= DUE_PER_PAGE * (1 + Math.floor(sentInWindow / PAGE));
}

/** Whether a walk that has shown so few due messages on so many pages should be given up. */
export function isWalkIdle(pages: number, seen: number): boolean {
  return pages >= 5 && seen * 5 < pages * DUE_PER_PAGE;
}

/** Groups requests so that each group has about `size` open messages, in the given order. */
export function chunksOf(
  requests: readonly OpenRequest[],
  size: number,
): readonly (readonly OpenRequest[])[] {
  const chunks: OpenRequest[][] = [];
  let open = Infinity;
  for (const request of requests) {
    if (open >= size) {
      chunks.push([]);
      open = 0;
    }
    chunks.at(-1)?.push(request);
    open += request.open;
  }
  return chunks;
}
