import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchKeyOf, keyRange, MAX_SEQ, messageKey, seqOf } from '../../../../electron/db/keys.ts';

const batchKeys = fc.integer({ min: 1, max: 2 ** 29 - 1 });
const seqs = fc.integer({ min: 1, max: MAX_SEQ });

test('a key gives back its batch and its seq, and is an exact number', () => {
  fc.assert(
    fc.property(batchKeys, seqs, (batchKey, seq) => {
      const key = messageKey(batchKey, seq);
      expect([batchKeyOf(key), seqOf(key)]).toEqual([batchKey, seq]);
      expect(Number.isSafeInteger(key)).toBe(true);
    }),
  );
});

test('ranges of neighbouring batches never touch', () => {
  fc.assert(
    fc.property(batchKeys, (batchKey) => {
      if (batchKey === 1) return;
      expect(keyRange(batchKey - 1).last).toBeLessThan(keyRange(batchKey).first);
    }),
  );
});

test.each([
  [0, 1],
  [1, 0],
  [1, MAX_SEQ + 1],
  [2 ** 29, 1],
  [1.5, 1],
  [1, 1.5],
  [Number.NaN, 1],
])('batch %d, seq %d is a bug', (batchKey, seq) => {
  expect(() => messageKey(batchKey, seq)).toThrow(RangeError);
});
