import { expect, test } from 'vitest';
import { backoffMs, LINE_BACKOFF } from '../../../../shared/domain/retry.ts';

test('waits double from the first to the longest, however many failures there were', () => {
  const waits = [1, 2, 3, 4, 7, 8, 9, 5000].map((failures) => backoffMs(failures, LINE_BACKOFF));
  expect(waits).toEqual([500, 1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
});
