import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import {
  decimal,
  fieldMapping,
  hourWindow,
  isoTime,
  rowList,
  wholeNumber,
} from '../../../../electron/cli/values.ts';

const refuses = (run: () => unknown): void => {
  expect(run).toThrow(InvalidArgumentError);
};

describe('wholeNumber and decimal', () => {
  test('keep to their bounds', () => {
    expect(wholeNumber(1, 4)('4')).toBe(4);
    expect(decimal(0, 100)('12.5')).toBe(12.5);
    for (const text of ['0', '5', '1.5', '', '-1', '1e3', '0x1', ' 1']) {
      refuses(() => wholeNumber(1, 4)(text));
    }
    for (const text of ['-1', '101', 'NaN', '', '1e1', ',5']) refuses(() => decimal(0, 100)(text));
  });
});

describe('isoTime', () => {
  test('takes a zone, or this computer’s time', () => {
    expect(isoTime('2026-10-01T08:30:00Z')).toBe(Date.UTC(2026, 9, 1, 8, 30));
    expect(isoTime('2026-10-01T08:30+03:00')).toBe(Date.UTC(2026, 9, 1, 5, 30));
    expect(isoTime('2026-10-01T08:30+0300')).toBe(Date.UTC(2026, 9, 1, 5, 30));
    expect(isoTime('2026-10-01')).toBe(new Date(2026, 9, 1).getTime());
    expect(isoTime('2026-10-01 08:30')).toBe(new Date(2026, 9, 1, 8, 30).getTime());
  });

  test('refuses what is no time', () => {
    for (const text of [
      'yesterday',
      '2026-13-01',
      '2026-02-30',
      '01/10/2026',
      '2026-10-01T25:00',
    ]) {
      refuses(() => isoTime(text));
    }
  });
});

describe('hourWindow', () => {
  test('takes hours of a day, also over midnight', () => {
    expect(hourWindow('08-18')).toEqual({ fromHour: 8, toHour: 18 });
    expect(hourWindow('20-6')).toEqual({ fromHour: 20, toHour: 6 });
    for (const text of ['8', '08-08', '24-25', '08:00-18:00', '-']) refuses(() => hourWindow(text));
  });
});

describe('rowList', () => {
  test('takes rows and ranges, and says what is expected otherwise', () => {
    expect(rowList('7-9,2,5,8')).toEqual([2, 5, 7, 8, 9]);
    for (const text of ['', '0', '5-2', 'a', '1-']) refuses(() => rowList(text));
  });
});

describe('fieldMapping', () => {
  test('collects; the column may hold an equals sign', () => {
    const map = fieldMapping('b=x=y', fieldMapping('a=First name', undefined));
    expect([...map]).toEqual([
      ['a', 'First name'],
      ['b', 'x=y'],
    ]);
    for (const text of ['a', '=x', 'a=']) refuses(() => fieldMapping(text, undefined));
  });
});
