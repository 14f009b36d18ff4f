import { assert, asyncProperty, integer, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { findSeqOfRow, meansRow } from '../../../../../renderer/screens/message/findRecipient.ts';
import { stateOfOne } from '../../../../../renderer/screens/message/testSend.ts';

test.each([
  ['12', 12],
  [' 1000001 ', 1_000_001],
  ['١٢', 12],
  ['0712', null],
  ['254712555101', null],
  ['+12', null],
  ['Amina', null],
  ['', null],
])('%j means the row %s', (wanted, row) => {
  expect(meansRow(wanted)).toBe(row);
});

test('a row is found wherever it stands, and nowhere if it is none of them', async () => {
  await assert(
    asyncProperty(
      uniqueArray(integer({ min: 2, max: 300 }), { maxLength: 60 }),
      integer({ min: 1, max: 301 }),
      async (numbers, wanted) => {
        const rows = numbers.toSorted((a, b) => a - b);
        const place = rows.indexOf(wanted);
        const found = await findSeqOfRow(rows.length, wanted, (seq) =>
          Promise.resolve(rows[seq - 1] ?? null),
        );
        expect(found).toBe(place < 0 ? null : place + 1);
      },
    ),
  );
});

test('one of a million is found with twenty looks', async () => {
  let looks = 0;
  const found = await findSeqOfRow(1_000_000, 765_433, (seq) => {
    looks += 1;
    return Promise.resolve(seq + 1);
  });
  expect(found).toBe(765_432);
  expect(looks).toBeLessThanOrEqual(20);
});

test('where a look fails, nobody is found', async () => {
  expect(await findSeqOfRow(10, 3, () => Promise.resolve(null))).toBeNull();
});

test('the state of a test is that of its only message', () => {
  expect(stateOfOne({ queued: 0, delivered: 1 })).toBe('delivered');
  expect(stateOfOne({})).toBe('queued');
});
