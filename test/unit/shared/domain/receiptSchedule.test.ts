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
    const minutes = times.map((ms) => ms / 60_000);
    expect(minutes.filter((m) => m < 1).length).toBeGreaterThan(2);
    expect(minutes.filter((m) => m < 60).length).toBeGreaterThan(6);
    expect(times.at(-1)).toBe(2 * DAY);
    expect(times.length).toBeLessThan(30);
  });

  test('leave at most three hours between them', () => {
    const times = allPolls(SENT + 3 * DAY);
    const pauses = times.slice(1).map((ms, i) => ms - (times[i] ?? 0));
    expect(Math.max(...pauses)).toBeGreaterThanOrEqual(LONGEST_PAUSE_MS);
    expect(Math.max(...pauses)).toBeLessThan(LONGEST_PAUSE_MS * 1.25);
  });

  test('fall together for requests that left one after the other', () => {
    const dueTimes = (nowMs: number): number => {
      const sent = Array.from({ length: 100 }, (_, i) => SENT + i * 50);
      const due = sent.map((sentAtMs) =>
        nextReceiptDueMs({ sentAtMs, deadlineMs: null }, 1, nowMs),
      );
      return new Set(due).size;
    };
    expect(
      new Set(Array.from({ length: 100 }, (_, i) => firstReceiptDueMs(SENT + i * 50))).size,
    ).toBe(4);
    expect(dueTimes(SENT + 60_000)).toBeLessThan(3);
    expect(dueTimes(SENT + 2 * HOUR)).toBe(1);
    expect(dueTimes(SENT + 47.9 * HOUR)).toBeLessThan(3);
  });

  test('end only after three of them, however late it is', () => {
    const age = { sentAtMs: SENT, deadlineMs: null };
    const late = SENT + 30 * DAY;
    for (const polls of [1, 2]) {
      const pauseMs = (nextReceiptDueMs(age, polls, late) ?? 0) - late;
      expect(pauseMs).toBeGreaterThanOrEqual(HOUR / 4);
      expect(pauseMs).toBeLessThan(HOUR / 3);
    }
    expect(nextReceiptDueMs(age, 3, late)).toBeNull();
  });

  test('get rarer also where the clock was set back before the sending', () => {
    const age = { sentAtMs: SENT, deadlineMs: null };
    const early = SENT - 10 * DAY;
    const pauses = [1, 2, 3, 30].map((polls) => (nextReceiptDueMs(age, polls, early) ?? 0) - early);
    for (const [i, pauseMs] of [20_000, 40_000, 80_000, LONGEST_PAUSE_MS].entries()) {
      expect(pauses[i]).toBeGreaterThanOrEqual(pauseMs);
      expect(pauses[i]).toBeLessThan(pauseMs * 1.25);
    }
  });

  test('always lie ahead, within the longest pause', () => {
    const times = fc.integer({ min: SENT - 10 * DAY, max: SENT + 20 * DAY });
    const deadlines = fc.option(fc.integer({ min: 0, max: SENT + 100 * DAY }));
    fc.assert(
      fc.property(times, deadlines, fc.nat(100), (nowMs, deadlineMs, polls) => {
        const due = nextReceiptDueMs({ sentAtMs: SENT, deadlineMs }, polls, nowMs);
        if (due === null)
          return polls >= 3 && nowMs >= receiptsEndMs({ sentAtMs: SENT, deadlineMs });
        return due - nowMs >= SHORTEST_PAUSE_MS && due - nowMs < LONGEST_PAUSE_MS * 1.25;
      }),
    );
  });
});
