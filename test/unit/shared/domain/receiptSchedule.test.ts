import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LONGEST_PAUSE_MS,
  SHORTEST_PAUSE_MS,
  firstReceiptDueMs,
  nextReceiptDueMs,
  receiptsEndMs,
} from '../../../../shared/domain/receiptSchedule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SENT = Date.UTC(2026, 0, 5, 12);

/** The times of all polls of a message that never gets a final receipt. */
function allPolls(deadlineMs: number | null): readonly number[] {
  const times: number[] = [];
  let due: number | null = firstReceiptDueMs(SENT);
  while (due !== null && times.length < 1000) {
    times.push(due - SENT);
    due = nextReceiptDueMs({ sentAtMs: SENT, deadlineMs }, times.length, due);
  }
  return times;
}

describe('the end of receipts', () => {
  test('is a day after the deadline', () => {
    expect(receiptsEndMs({ sentAtMs: SENT, deadlineMs: SENT + 20 * HOUR })).toBe(SENT + 44 * HOUR);
  });

  test('is two days after sending where no deadline is known', () => {
    expect(receiptsEndMs({ sentAtMs: SENT, deadlineMs: null })).toBe(SENT + 2 * DAY);
  });

  test('does not believe deadlines in the past or in the far future', () => {
    expect(receiptsEndMs({ sentAtMs: SENT, deadlineMs: 0 })).toBe(SENT + DAY);
    expect(receiptsEndMs({ sentAtMs: SENT, deadlineMs: SENT + 1000 * DAY })).toBe(SENT + 8 * DAY);
  });
});

describe('the polls of one message', () => {
  test('are frequent first, then rarer, and end right at the end', () => {
    const times = allPolls(null);
    expect(times.slice(0, 6).map((ms) => ms / 1000)).toEqual([10, 20, 40, 80, 160, 320]);
    expect(times.at(-1)).toBe(2 * DAY);
    expect(times.length).toBeLessThan(30);
  });

  test('leave at most three hours between them', () => {
    const times = allPolls(SENT + 3 * DAY);
    const pauses = times.slice(1).map((ms, i) => ms - (times[i] ?? 0));
    expect(Math.max(...pauses)).toBe(LONGEST_PAUSE_MS);
  });

  test('end only after three of them, however late it is', () => {
    const age = { sentAtMs: SENT, deadlineMs: null };
    const late = SENT + 30 * DAY;
    expect(nextReceiptDueMs(age, 1, late)).toBe(late + HOUR / 4);
    expect(nextReceiptDueMs(age, 2, late)).toBe(late + HOUR / 4);
    expect(nextReceiptDueMs(age, 3, late)).toBeNull();
  });

  test('get rarer also where the clock was set back before the sending', () => {
    const age = { sentAtMs: SENT, deadlineMs: null };
    const early = SENT - 10 * DAY;
    const pauses = [1, 2, 3, 30].map((polls) => (nextReceiptDueMs(age, polls, early) ?? 0) - early);
    expect(pauses).toEqual([20_000, 40_000, 80_000, LONGEST_PAUSE_MS]);
  });

  test('always lie ahead, within the longest pause', () => {
    const times = fc.integer({ min: SENT - 10 * DAY, max: SENT + 20 * DAY });
    const deadlines = fc.option(fc.integer({ min: 0, max: SENT + 100 * DAY }));
    fc.assert(
      fc.property(times, deadlines, fc.nat(100), (nowMs, deadlineMs, polls) => {
        const due = nextReceiptDueMs({ sentAtMs: SENT, deadlineMs }, polls, nowMs);
        if (due === null)
          return polls >= 3 && nowMs >= receiptsEndMs({ sentAtMs: SENT, deadlineMs });
        return due - nowMs >= SHORTEST_PAUSE_MS && due - nowMs <= LONGEST_PAUSE_MS;
      }),
    );
  });
});
