import { describe, expect, test } from 'vitest';
import {
  chunksOf,
  isInRanges,
  isListWorthIt,
  isWalkIdle,
  pieces,
  rangesOf,
  spansOf,
} from '../../../../electron/receipts/plan.ts';
import type { OpenRequest } from '../../../../electron/receipts/plan.ts';

const MINUTE = 60_000;

function request(changes: Partial<OpenRequest>): OpenRequest {
  return {
    requestKey: 1,
    batchKey: 1,
    firstKey: 1,
    lastKey: 500,
    messages: 500,
    sentAtMs: 0,
    deadlineMs: null,
    polls: 0,
    open: 500,
    ...changes,
  };
}

describe('ranges of keys', () => {
  test('are joined where they touch or overlap', () => {
    const ranges = rangesOf([
      { firstKey: 501, lastKey: 1000 },
      { firstKey: 1, lastKey: 500 },
      { firstKey: 900, lastKey: 950 },
      { firstKey: 1002, lastKey: 1003 },
    ]);
    expect(ranges).toEqual([
      { first: 1, last: 1000 },
      { first: 1002, last: 1003 },
    ]);
  });

  test('hold what lies in them', () => {
    const ranges = [
      { first: 10, last: 19 },
      { first: 30, last: 30 },
      { first: 40, last: 49 },
    ];
    const inside = [9, 10, 19, 20, 29, 30, 31, 40, 49, 50].filter((k) => isInRanges(ranges, k));
    expect(inside).toEqual([10, 19, 30, 40, 49]);
    expect(isInRanges([], 1)).toBe(false);
  });

  test('are read in pieces', () => {
    expect([...pieces([{ first: 1, last: 25 }], 10)]).toEqual([
      { first: 1, last: 10 },
      { first: 11, last: 20 },
      { first: 21, last: 25 },
    ]);
  });
});

describe('windows of the list', () => {
  test('are shared by requests that left close together', () => {
    const spans = spansOf([
      request({ requestKey: 3, sentAtMs: 300 * MINUTE, open: 1 }),
      request({ requestKey: 1, sentAtMs: 100 * MINUTE, open: 2 }),
      request({ requestKey: 2, sentAtMs: 101 * MINUTE, open: 3 }),
    ]);
    expect(spans.map(({ open }) => open)).toEqual([5, 1]);
    expect(spans.map(({ window }) => [window.startMs / MINUTE, window.endMs / MINUTE])).toEqual([
      [90, 116],
      [290, 315],
    ]);
  });
});

describe('the list is walked', () => {
  test.each([
    [100_000, 100_000, true],
    [2000, 100_000, false],
    [500, 500, true],
    [99, 99, false],
    [150, 5000, false],
  ])('for %d due of %d sent: %s', (open, sent, worth) => {
    expect(isListWorthIt(open, sent)).toBe(worth);
  });

  test('no further where it shows other messages than ours', () => {
    expect(isWalkIdle(4, 0)).toBe(false);
    expect(isWalkIdle(5, 99)).toBe(true);
    expect(isWalkIdle(5, 100)).toBe(false);
  });
});

test('requests are grouped by their open messages', () => {
  const requests = [700, 700, 700, 100, 3000, 1].map((open) => request({ open }));
  const chunks = chunksOf(requests, 2000).map((chunk) => chunk.map(({ open }) => open));
  expect(chunks).toEqual([[700, 700, 700], [100, 3000], [1]]);
});
