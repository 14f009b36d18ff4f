import { assert, asyncProperty, integer, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { placeOfRow } from '../../../../../renderer/screens/preview/goToRow.ts';

test('a row leads to its message, or to that of the next row', async () => {
  await assert(
    asyncProperty(
      uniqueArray(integer({ min: 2, max: 200 }), { minLength: 1, maxLength: 50 }),
      integer({ min: 1, max: 201 }),
      async (numbers, wanted) => {
        const rows = numbers.toSorted((a, b) => a - b);
        const next = rows.findIndex((row) => row >= wanted);
        const place = await placeOfRow(rows.length, wanted, (at) =>
          Promise.resolve(rows[at] ?? null),
        );
        expect(place).toBe(next < 0 ? rows.length - 1 : next);
      },
    ),
  );
});

test('an empty list leads nowhere, and neither does one that cannot be read', async () => {
  expect(await placeOfRow(0, 5, () => Promise.resolve(1))).toBeNull();
  expect(await placeOfRow(9, 5, () => Promise.resolve(null))).toBeNull();
  expect(await placeOfRow(9, 5, () => Promise.reject(new Error('view_expired')))).toBeNull();
});
