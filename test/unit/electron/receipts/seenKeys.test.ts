import { expect, test } from 'vitest';
import { MAX_SEQ, messageKey } from '../../../../electron/db/keys.ts';
import { createSeenKeys } from '../../../../electron/receipts/seenKeys.ts';

test('remembers keys of any batch, each once', () => {
  const seen = createSeenKeys();
  const keys = [
    messageKey(1, 1),
    messageKey(1, 9),
    messageKey(1, 100_000),
    messageKey(2, 1),
    messageKey(3, MAX_SEQ),
  ];
  expect(keys.map((key) => seen.add(key))).toEqual([true, true, true, true, true]);
  expect(keys.map((key) => seen.add(key))).toEqual([false, false, false, false, false]);
  expect(keys.every((key) => seen.has(key))).toBe(true);
  expect([messageKey(1, 2), messageKey(1, 8), messageKey(4, 1)].some((k) => seen.has(k))).toBe(
    false,
  );
});
