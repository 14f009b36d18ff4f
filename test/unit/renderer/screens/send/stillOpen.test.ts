import { expect, test } from 'vitest';
import { stillOpen } from '../../../../../renderer/screens/send/stillOpen.ts';

const rows = (...numbers: readonly number[]) => numbers.map((row) => ({ row }));

test('what is settled while a question stands there is not asked about any more', () => {
  expect(stillOpen([2, 3, 4], rows(1, 3, 4, 5))).toEqual([3, 4]);
});

test('a question about some never becomes one about others', () => {
  expect(stillOpen([2, 3], rows(1, 4, 5))).toEqual([]);
});
