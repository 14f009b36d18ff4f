import { expect, test } from 'vitest';
import {
  type PackedRows,
  type ReadMessage,
  RowPacker,
  unpackMessages,
  unpackRefused,
} from '../../../../electron/import/packing.ts';

test('rows survive the way between the threads', () => {
  const messages: readonly ReadMessage[] = [
    {
      row: 2,
      recipient: 639171234567,
      country: 'PH',
      parts: 1,
      encoding: 'gsm7',
      sender: 'OFFICE',
      text: 'Hi Ana',
      fields: ['0917 123 4567', 'Ana', ''],
    },
    {
      row: 16_000_000,
      recipient: 999_999_999_999_999,
      country: 'KE',
      parts: 7,
      encoding: 'ucs2',
      sender: 'CLINIC',
      text: '张伟 😀\n"x"',
      fields: ['a"b', '\u0001', '\ud800'],
    },
    {
      row: 16_000_002,
      recipient: 1,
      country: 'PH',
      parts: 2,
      encoding: 'gsm7',
      sender: 'OFFICE',
      text: '',
      fields: [],
    },
  ];
  const refused = { row: 3, value: 'x', reason: 'letters', cells: ['x', 'Ben'] };
  const packer = new RowPacker();
  for (const message of messages) packer.add(message);
  packer.refuse(refused);
  expect(packer.size).toBe(4);
  const moved: PackedRows = structuredClone(packer.packed());
  expect(
    unpackMessages(moved).map((message) => ({
      ...message,
      fields: JSON.parse(String(message.fields)) as unknown,
    })),
  ).toEqual(messages);
  expect(unpackRefused(moved)).toEqual([{ ...refused, cells: JSON.stringify(refused.cells) }]);
});
