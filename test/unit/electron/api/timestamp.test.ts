import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimestamp } from '../../../../electron/api/timestamp.ts';
import { printedSeed } from '../../../helpers/seed.ts';

describe('timestamps', () => {
  test.each([
    ['2019-07-02T05:21:54.837208837Z', Date.UTC(2019, 6, 2, 5, 21, 54, 837)],
    ['2019-07-01T05:31:21.814069Z', Date.UTC(2019, 6, 1, 5, 31, 21, 814)],
    ['2019-07-01T05:31:21Z', Date.UTC(2019, 6, 1, 5, 31, 21)],
    ['2019-07-01T05:31:21.9999999Z', Date.UTC(2019, 6, 1, 5, 31, 21, 999)],
    ['2019-07-01t05:31:21.1z', Date.UTC(2019, 6, 1, 5, 31, 21, 100)],
    ['2019-07-01 05:31:21+08:00', Date.UTC(2019, 5, 30, 21, 31, 21)],
    ['2019-07-01T05:31:21.5-03:30', Date.UTC(2019, 6, 1, 9, 1, 21, 500)],
  ])('%s', (text, ms) => {
    expect(parseTimestamp(text)).toBe(ms);
  });

  test.each([
    ['the absent time of the software behind the API', '0001-01-01T00:00:00Z'],
    ['no zone', '2019-07-01T05:31:21'],
    ['a date', '2019-07-01'],
    ['month 13', '2019-13-01T05:31:21Z'],
    ['hour 24', '2019-07-01T24:31:21Z'],
    ['rubbish after it', '2019-07-01T05:31:21Zx'],
    ['letters', '2019-07-0aT05:31:21Z'],
    ['a wide zone', '2019-07-01T05:31:21+99:00'],
    ['empty', ''],
    ['a number', 1_562_000_000],
    ['nothing', null],
  ])('%s: unknown', (_, value) => {
    expect(parseTimestamp(value)).toBeNull();
  });

  test('agrees with the platform on every millisecond, and never throws', () => {
    const seed = printedSeed('timestamps');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_102_444_800_000 }), (ms) => {
        expect(parseTimestamp(new Date(ms).toISOString())).toBe(ms);
      }),
      { seed },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary' }), (text) => {
        const parsed = parseTimestamp(text);
        expect(parsed === null || parsed > 0).toBe(true);
      }),
      { seed },
    );
  });
});
