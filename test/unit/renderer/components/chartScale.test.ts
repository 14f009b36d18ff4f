/** The scale of a chart: round whole numbers, and no bar above it. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticksFor, topOf } from '../../../../renderer/components/chartScale.ts';

test.each([
  [0, 4],
  [3, 4],
  [7, 12],
  [10, 12],
  [18, 20],
  [23, 28],
  [412, 500],
  [99_999, 100_000],
])('the top for %i is %i', (highest, top) => {
  expect(topOf([0, highest, 1])).toBe(top);
});

test('no value is above the top, every line is a whole number, and half of it is not wasted', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(16_777_216), { minLength: 1 }), (values) => {
      const top = topOf(values);
      const highest = Math.max(...values);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(ticksFor(top).every((tick) => Number.isInteger(tick))).toBe(true);
      expect(top).toBeLessThanOrEqual(Math.max(20, highest * 2.5));
    }),
  );
});

test('without values there is still a scale', () => {
  expect(ticksFor(topOf([]))).toEqual([0, 1, 2, 3, 4]);
});
