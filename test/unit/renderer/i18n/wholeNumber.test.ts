/** Whole numbers as people type them. */
import { expect, test } from 'vitest';
import { readWhole, withinBounds } from '../../../../renderer/i18n/wholeNumber.ts';

test.each([
  ['7', 7],
  [' 07 ', 7],
  ['١٢', 12],
  ['', null],
  ['-1', null],
  ['1.5', null],
  ['1e3', null],
  ['1234567890123456', null],
])('%j is %s', (text, value) => {
  expect(readWhole(text)).toBe(value);
});

test('a number out of bounds goes to the nearest bound', () => {
  expect(withinBounds(99, 0, 24)).toBe(24);
  expect(withinBounds(0, 1, 24)).toBe(1);
  expect(withinBounds(5, undefined, undefined)).toBe(5);
  expect(withinBounds(null, 0, 24)).toBeNull();
});
