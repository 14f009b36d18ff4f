/** Where the keys lead in a table of any length. */
import { expect, test } from 'vitest';
import { rowAfterKey } from '../../../../renderer/components/virtualTableState.ts';

test.each([
  ['ArrowDown', 5, 6],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 99, 99],
  ['PageDown', 5, 14],
  ['PageUp', 5, 0],
  ['PageDown', 95, 99],
  ['Home', 50, 0],
  ['End', 50, 99],
])('%s from row %i', (key, from, to) => {
  expect(rowAfterKey(key, from, 100, 10)).toBe(to);
});

test('other keys are not the table’s', () => {
  for (const key of ['Tab', 'a', 'Escape', 'constructor', 'Enter']) {
    expect(rowAfterKey(key, 5, 100, 10)).toBeNull();
  }
});

test('a table lower than one row still moves', () => {
  expect(rowAfterKey('PageDown', 5, 100, 0)).toBe(6);
});
