import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { localTimes, utcTimes } from '../../../../electron/history/timeText.ts';

const ZONE = process.env['TZ'];
afterEach(() => {
  if (ZONE === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ZONE;
});

const times = fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { maxLength: 20 });

test('UTC times are those of Date, whatever came before', () => {
  fc.assert(
    fc.property(times, (list) => {
      const text = utcTimes();
      expect(list.map(text)).toEqual(list.map((ms) => new Date(ms).toISOString()));
    }),
  );
  expect(utcTimes()(null)).toBeNull();
});

describe('local times', () => {
  test.each(['Africa/Nairobi', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Chatham', 'UTC'])(
    'are those of Date in %s',
    (zone) => {
      process.env['TZ'] = zone;
      const format = new Intl.DateTimeFormat('sv-SE', {
        dateStyle: 'short',
        timeStyle: 'medium',
        timeZone: zone,
      });
      fc.assert(
        fc.property(times, (list) => {
          const text = localTimes();
          expect(list.map(text)).toEqual(list.map((ms) => format.format(ms)));
        }),
      );
    },
  );

  test('over the change to summer time and back', () => {
    process.env['TZ'] = 'Europe/Paris';
    const text = localTimes();
    expect(text(Date.parse('2025-03-30T00:59:59Z'))).toBe('2025-03-30 01:59:59');
    expect(text(Date.parse('2025-03-30T01:00:00Z'))).toBe('2025-03-30 03:00:00');
    expect(text(Date.parse('2025-10-26T00:59:59Z'))).toBe('2025-10-26 02:59:59');
    expect(text(Date.parse('2025-10-26T01:00:00Z'))).toBe('2025-10-26 02:00:00');
    expect(text(null)).toBeNull();
  });
});
