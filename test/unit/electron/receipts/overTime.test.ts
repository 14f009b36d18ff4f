/** The columns of a chart over time. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OverTime } from '../../../../electron/receipts/overTime.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2025, 2, 1, 12);

describe('columns', () => {
  test('are as narrow as sixty of them allow, and begin at round times', () => {
    const time = new OverTime(NOON + 3 * MINUTE, NOON + 48 * HOUR);
    time.count('sent', NOON + 3 * MINUTE);
    time.count('delivered', NOON + 50 * MINUTE);
    time.count('delivered', NOON + 51 * MINUTE);
    const { bucketMs, columns } = time.columns();
    expect(bucketMs).toBe(MINUTE);
    expect(columns).toHaveLength(49);
    expect(columns[0]).toEqual({ fromMs: NOON + 3 * MINUTE, sent: 1, delivered: 0, failed: 0 });
    expect(columns.at(-1)).toMatchObject({ fromMs: NOON + 51 * MINUTE, delivered: 1 });
    expect(columns[20]).toMatchObject({ sent: 0, delivered: 0, failed: 0 });
  });

  test('widen with what is known', () => {
    const time = new OverTime(NOON, NOON + 48 * HOUR);
    time.count('sent', NOON);
    time.count('delivered', NOON + 30 * HOUR);
    const { bucketMs, columns } = time.columns();
    expect(bucketMs).toBe(HOUR);
    expect(columns).toHaveLength(31);
  });

  test('hold what other clocks date before the first message or after now', () => {
    const time = new OverTime(NOON, NOON + 10 * SECOND);
    time.count('sent', NOON);
    time.count('delivered', NOON - HOUR);
    time.count('delivered', NOON + HOUR);
    const { columns } = time.columns();
    expect(columns[0]).toMatchObject({ fromMs: NOON, sent: 1, delivered: 1 });
    expect(columns.at(-1)).toMatchObject({ fromMs: NOON + 10 * SECOND, delivered: 1 });
  });

  test('lose nothing, are sixty at most and leave no gaps, whatever happens when', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 40 * 24 * HOUR }), { minLength: 1 });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 90 * 24 * HOUR }), (offsets, spanMs) => {
        const firstMs = NOON + 12_345;
        const time = new OverTime(firstMs, firstMs + spanMs);
        for (const offset of offsets) {
          time.count('sent', firstMs + offset);
          time.count('delivered', firstMs + 2 * offset);
        }
        const { bucketMs, columns } = time.columns();
        expect(columns.length).toBeLessThanOrEqual(60);
        expect(columns.reduce((sum, { sent }) => sum + sent, 0)).toBe(offsets.length);
        expect(columns.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(offsets.length);
        for (const [place, { fromMs }] of columns.entries()) {
          expect(fromMs).toBe((columns[0]?.fromMs ?? 0) + place * bucketMs);
        }
      }),
    );
  });
});
