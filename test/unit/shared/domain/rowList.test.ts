import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRowList, parseRowList } from '../../../../shared/domain/rowList.ts';

describe('a list of rows', () => {
  test.each([
    ['2', [2]],
    ['2,5-9', [2, 5, 6, 7, 8, 9]],
    [' 9 , 3-4,3 ', [3, 4, 9]],
    ['5–6', [5, 6]],
  ])('%j', (text, rows) => {
    expect(parseRowList(text)).toEqual({ ok: true, value: rows });
  });

  test.each([
    ['', ''],
    ['1', '1'],
    ['2,,3', ''],
    ['2,9-5', '9-5'],
    ['2;3', '2;3'],
    ['-3', '-3'],
    ['2,all', 'all'],
    ['2-99999999', '2-99999999'],
    ['2.5', '2.5'],
  ])('%j is refused, naming %j', (text, value) => {
    const result = parseRowList(text);
    expect(result).toMatchObject({ ok: false, error: { kind: 'bad_value', name: 'rows', value } });
  });

  test('reads what it writes', () => {
    const rows = fc.uniqueArray(fc.integer({ min: 2, max: 200 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (list) => {
        const sorted = list.toSorted((a, b) => a - b);
        expect(parseRowList(formatRowList(list))).toEqual({ ok: true, value: sorted });
      }),
    );
  });

  test('is written the short way', () => {
    expect(formatRowList([9, 2, 8, 7, 4])).toBe('2,4,7-9');
  });
});
