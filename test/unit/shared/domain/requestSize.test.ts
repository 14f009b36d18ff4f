import {
  array,
  assert as assertProperty,
  constantFrom,
  integer,
  property,
  record,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterAnswer,
  afterTooLarge,
  afterTrouble,
  initialSize,
  TARGET_ANSWER_MS,
} from '../../../../shared/domain/requestSize.ts';
import type { RequestSize } from '../../../../shared/domain/requestSize.ts';

const step = record({
  kind: constantFrom('answer', 'too_large', 'trouble'),
  tookMs: integer({ min: 0, max: 120_000 }),
  part: integer({ min: 1, max: 100 }),
});

describe('the size of requests', () => {
  test('starts at twice the canary, within the most', () => {
    expect(initialSize(10, 500)).toEqual({ next: 20, ceiling: 500 });
    expect(initialSize(10, 15)).toEqual({ next: 15, ceiling: 15 });
    expect(initialSize(1, 1)).toEqual({ next: 1, ceiling: 1 });
  });

  test.each([
    [1, [20, 80, 320, 500, 500]],
    [1000, [20, 40, 80, 160, 320]],
    [2000, [20, 20, 20, 20, 20]],
  ])('grows while answers come fast (in %i ms), up to the most', (tookMs, expected) => {
    let size = initialSize(10, 500);
    const sizes = expected.map(() => {
      const { next } = size;
      size = afterAnswer(size, next, tookMs);
      return next;
    });
    expect(sizes).toEqual(expected);
  });

  test('stays where an answer takes more than half the target, and falls beyond it', () => {
    const size: RequestSize = { next: 200, ceiling: 500 };
    expect(afterAnswer(size, 200, TARGET_ANSWER_MS / 2 + 1).next).toBe(200);
    expect(afterAnswer(size, 200, TARGET_ANSWER_MS * 2).next).toBe(100);
    expect(afterAnswer(size, 1, TARGET_ANSWER_MS * 9).next).toBe(1);
  });

  test('a request smaller than the present size proves nothing', () => {
    const size: RequestSize = { next: 200, ceiling: 500 };
    expect(afterAnswer(size, 199, 1)).toEqual(size);
  });

  test('too large halves it for good', () => {
    const halved = afterTooLarge({ next: 200, ceiling: 500 }, 160);
    expect(halved).toEqual({ next: 80, ceiling: 80 });
    expect(afterAnswer(halved, 80, 1)).toEqual(halved);
    expect(afterTooLarge({ next: 20, ceiling: 80 }, 400)).toEqual({ next: 20, ceiling: 80 });
  });

  test('whatever happens: at least 1, at most the ceiling, which never rises', () => {
    const steps = array(step, { maxLength: 60 });
    const most = integer({ min: 1, max: 5000 });
    assertProperty(
      property(most, integer({ min: 1, max: 1000 }), steps, (max, canary, happening) => {
        let size = initialSize(canary, max);
        for (const { kind, tookMs, part } of happening) {
          const before = size;
          const sent = Math.max(1, Math.floor((size.next * part) / 100));
          if (kind === 'answer') size = afterAnswer(size, sent, tookMs);
          else if (kind === 'too_large') size = afterTooLarge(size, sent);
          else size = afterTrouble(size);
          expect(size.next).toBeGreaterThanOrEqual(1);
          expect(size.next).toBeLessThanOrEqual(size.ceiling);
          expect(size.ceiling).toBeLessThanOrEqual(before.ceiling);
          expect(size.ceiling).toBeLessThanOrEqual(max);
          expect(size.next).toBeLessThanOrEqual(before.next * 4);
          expect(Number.isInteger(size.next) && Number.isInteger(size.ceiling)).toBe(true);
        }
      }),
    );
  });
});
